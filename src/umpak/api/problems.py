"""The one shape of every refusal, and the words of those that the API itself speaks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema


class Fault(Schema):
    """One thing that is wrong."""

    code: str = Field(description="Nama tetap untuk mesin", examples=["unknown_village"])
    message: str = Field(description="Apa yang salah, dalam bahasa peminta")
    field: str = Field(description="Isian yang dimaksud; kosong bila seluruh permintaan")
    mend: str = Field(description="Cara memperbaikinya")


class Problem(Fault):
    """The first fault on top, and all of them in `problems`."""

    problems: list[Fault]


def fault(code: str, message: str, *, field: str = "", mend: str = "") -> Fault:
    return Fault(code=code, message=message, field=field, mend=mend)


def problem(faults: Sequence[Fault]) -> dict[str, Any]:
    """The body of a refusal."""
    first = faults[0]
    return {**first.model_dump(), "problems": [one.model_dump() for one in faults]}


def single(code: str, message: str, *, field: str = "", mend: str = "") -> dict[str, Any]:
    return problem([fault(code, message, field=field, mend=mend)])


def method_refused(allowed: str) -> dict[str, Any]:
    """An address that exists, but not for this verb."""
    return single(
        "method_not_allowed",
        _("Alamat ini tidak menerima cara ini."),
        mend=_("Pakai salah satu dari: %(list)s.") % {"list": allowed},
    )


def reading_fault(error: Mapping[str, Any]) -> Fault:
    """One complaint of the parser, in our words."""
    kind = str(error["type"])
    context = error.get("ctx", {})
    message, mend = _words(kind, context)
    return fault(kind, message, field=_field(error["loc"]), mend=mend)


def _field(place: Sequence[Any]) -> str:
    """`body, data, name` is the field `name`; `query, limit` the field `limit`."""
    source, *parts = [str(part) for part in place]
    if source == "body" and len(parts) > 1:
        return ".".join(parts[1:])
    return parts[-1] if parts else ""


def _words(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "missing":
        return _("Isian ini wajib ada."), _("Tambahkan isian ini.")
    if kind == "extra_forbidden":
        return _("Isian ini tidak dikenal."), _("Periksa ejaannya pada dokumentasi API.")
    if kind in {"enum", "literal_error"}:
        expected = str(context.get("expected", "")).replace(" or ", ", ")
        return _("Nilai ini bukan salah satu pilihan."), _("Pakai salah satu dari: %(list)s.") % {
            "list": expected
        }
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = context.get("ge", context.get("le"))
        mend = _("Paling kecil %(bound)s.") if "ge" in context else _("Paling besar %(bound)s.")
        return _("Nilai di luar jangkauan."), mend % {"bound": bound}
    if kind == "string_too_long":
        return _("Teks terlalu panjang."), _("Paling banyak %(count)s huruf.") % {
            "count": context.get("max_length", "")
        }
    return _("Isian ini tidak dapat dibaca."), _form_of(kind)


def _form_of(kind: str) -> str:
    """How a value of this kind is written; pydantic's kinds begin with the name of the type."""
    forms = {
        "datetime": _("Tulis saat sebagai 2026-01-31T08:00:00+07:00."),
        "date": _("Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-01-31."),
        "uuid": _("Pakai kunci catatan (id) seperti yang diberikan API."),
        "int": _("Tulis bilangan bulat, misalnya 12."),
        "bool": _("Tulis true atau false."),
        "decimal": _("Tulis angka dengan titik desimal, misalnya 150000000.00."),
    }
    name = next((name for name in forms if kind.startswith(f"{name}_")), "")
    return forms.get(name, _("Periksa bentuknya pada dokumentasi API."))
