"""The one shape of every refusal, and the words of those that the API itself speaks.

The shape is that of RFC 9457 (problem details), with members of our own beside the standard ones.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema

from umpak.api.asking import NotAcceptable, UnknownParameters, UnsupportedBody
from umpak.foundation.audit.request import request_id

CONTENT_TYPE = "application/problem+json"
UNKEPT = "private, no-store"
Body = dict[str, Any]
_NAME = re.compile(r"\w+")


class Fault(Schema):
    """One thing that is wrong."""

    code: str = Field(description="Nama tetap untuk mesin", examples=["unknown_village"])
    message: str = Field(description="Apa yang salah, dalam bahasa peminta")
    field: str = Field(description="Isian yang dimaksud; kosong bila seluruh permintaan")
    mend: str = Field(description="Cara memperbaikinya")


class Problem(Fault):
    """The first fault on top, and all of them in `problems`."""

    type: str = Field(description="Selalu about:blank: code yang membedakan")
    title: str = Field(description="Arti status, dalam bahasa peminta")
    status: int = Field(description="Status HTTP", examples=[422])
    detail: str = Field(description="message dan mend menjadi satu")
    request_id: str = Field(description="Nomor permintaan; sebutkan bila bertanya kepada pengelola")
    problems: list[Fault]


def fault(code: str, message: str, *, field: str = "", mend: str = "") -> Fault:
    return Fault(code=code, message=message, field=field, mend=mend)


def problem(faults: Sequence[Fault]) -> Body:
    """What a refusal is about."""
    first = faults[0]
    return {**first.model_dump(), "problems": [one.model_dump() for one in faults]}


def single(code: str, message: str, *, field: str = "", mend: str = "") -> Body:
    return problem([fault(code, message, field=field, mend=mend)])


def described(body: Body, status: int) -> Body:
    """The whole body of a refusal: what it is about, and what holds for every one."""
    return {
        "type": "about:blank",
        "title": title_of(status),
        "status": status,
        "detail": f"{body['message']} {body['mend']}".strip(),
        **body,
        "request_id": request_id.get(),
    }


def answer_with(body: Body, status: int) -> JsonResponse:
    """A refusal where no operation answers."""
    response = JsonResponse(
        described(body, status), status=status, content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    response["Cache-Control"] = UNKEPT
    return response


def title_of(status: int) -> str:
    """What the status says, in a few words."""
    return {
        400: _("Permintaan tidak dapat dibaca"),
        401: _("Kunci diperlukan"),
        403: _("Tidak diizinkan"),
        404: _("Tidak ditemukan"),
        405: _("Cara ini tidak diterima"),
        406: _("Bentuk jawaban itu tidak ada"),
        409: _("Bertentangan dengan keadaan sekarang"),
        413: _("Isi terlalu besar"),
        415: _("Jenis isi tidak diterima"),
        422: _("Isian tidak benar"),
        429: _("Terlalu banyak permintaan"),
        503: _("Belum dapat dilayani"),
    }.get(status, _("Kesalahan pada program"))


def method_refused(allowed: str) -> Body:
    """An address that exists, but not for this verb."""
    return single(
        "method_not_allowed",
        _("Alamat ini tidak menerima cara ini."),
        mend=_("Pakai salah satu dari: %(list)s.") % {"list": allowed},
    )


def reading_fault(error: Mapping[str, Any]) -> Fault:
    """One complaint of the parser, in our words."""
    kind = str(error["type"])
    if kind == "missing" and tuple(error["loc"]) == ("body", "data"):
        return fault(
            kind, _("Isi permintaan tidak ada."), mend=_("Kirim JSON sebagai isi permintaan.")
        )  # fmt: skip
    context = error.get("ctx", {})
    message, mend = _words(kind, context)
    return fault(kind, message, field=_field(error["loc"], kind), mend=mend)


def parameters_refused(error: UnknownParameters) -> Body:
    """Every name that is not known, each with what it may have meant."""
    return problem(
        [
            fault(
                "unknown_parameter",
                _("Parameter “%(name)s” tidak dikenal.") % {"name": name},
                field=name, mend=_nearest(error, name),
            )
            for name in error.names
        ]
    )  # fmt: skip


def _nearest(error: UnknownParameters, name: str) -> str:
    if not error.known:
        return _("Operasi ini tidak menerima parameter.")
    known = _("Yang dikenal: %(names)s.") % {"names": ", ".join(sorted(error.known))}
    near = error.nearest(name)
    return _("Mungkin maksudnya “%(name)s”.") % {"name": near} + f" {known}" if near else known


def form_refused(error: NotAcceptable) -> Body:
    """The caller takes another form than there is."""
    return single(
        "not_acceptable",
        _("Jawaban dalam bentuk yang diminta tidak ada."),
        field="Accept",
        mend=_("Minta salah satu dari: %(list)s.") % {"list": ", ".join(error.offered)},
    )


def body_refused(error: UnsupportedBody) -> Body:
    """The body is of another kind than is read here."""
    return single(
        "unsupported_media_type",
        _("Isi permintaan bukan dari jenis yang diterima di sini."),
        field="Content-Type",
        mend=_("Kirim sebagai %(kind)s.") % {"kind": error.taken},
    )


def _field(place: Sequence[Any], kind: str) -> str:
    """`body, data, name` is the field `name`; `query, limit` the field `limit`."""
    # A value that may be of several kinds is told once for each, under the name of the kind.
    source, *parts = [
        str(part) for part in place if kind == "extra_forbidden" or _NAME.fullmatch(str(part))
    ]
    if source == "body" and len(parts) > 1:
        return ".".join(parts[1:])
    return parts[-1] if parts else ""


def reading_faults(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """One complaint a field, the first; what concerns the whole request is told in full."""
    found: dict[object, Fault] = {}
    for number, error in enumerate(errors):
        one = reading_fault(error)
        found.setdefault(one.field or number, one)
    return list(found.values())


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
    if kind == "string_pattern_mismatch":
        return _("Isian ini tidak dapat dibaca."), _("Ikuti pola %(pattern)s.") % {
            "pattern": context.get("pattern", "")
        }
    return _("Isian ini tidak dapat dibaca."), _form_of(kind)


def _form_of(kind: str) -> str:
    """How a value of this kind is written; pydantic's kinds begin with the name of the type."""
    forms = {
        "email": _("Tulis surel seperti nama@contoh.id."),
        "datetime": _("Tulis saat sebagai 2026-01-31T08:00:00+07:00."),
        "date": _("Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-01-31."),
        "uuid": _("Pakai kunci catatan (id) seperti yang diberikan API."),
        "int": _("Tulis bilangan bulat, misalnya 12."),
        "bool": _("Tulis true atau false."),
        "decimal": _("Tulis angka dengan titik desimal, misalnya 150000000.00."),
    }
    name = next((name for name in forms if f"{kind}_".startswith(f"{name}_")), "")
    return forms.get(name, _("Periksa bentuknya pada dokumentasi API."))
