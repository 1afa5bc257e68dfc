"""From exceptions of the services to answers: which status, and the problem in one shape."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as FieldsRefused
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from psycopg import Error as PostgresError
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from umpak.api.asking import NotAcceptable, UnknownParameters, UnsupportedBody
from umpak.api.faults import nothing_here, too_large
from umpak.api.filters import ParameterRefused
from umpak.api.idempotency import KeyRefused
from umpak.api.patching import Unreadable
from umpak.api.problems import (
    Fault,
    body_refused,
    fault,
    form_refused,
    parameters_refused,
    problem,
    reading_faults,
    single,
)
from umpak.foundation.access.errors import NotPermitted
from umpak.foundation.documents.errors import AlreadyRemoved, DocumentRefused, DocumentUnreadable
from umpak.foundation.idempotency.services import KeyReused
from umpak.foundation.imports.errors import FileRefused, NotReady, UndoRefused
from umpak.foundation.problems import mend_of, message_of
from umpak.foundation.refusals import AlreadyStored
from umpak.insight.targeting.errors import RunRefused
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.registers.errors import StateRefused
from umpak.registry.territory.errors import TerritoryRefused

_log = structlog.get_logger(__name__)
Handler = Callable[[HttpRequest, Any], HttpResponse]


def add_handlers(api: NinjaAPI) -> None:
    """Teach the API every refusal that it may meet."""

    def answer(status: int, speak: Callable[[Any], dict[str, Any]]) -> Handler:
        return lambda request, error: api.create_response(request, speak(error), status=status)

    def without_a_key(request: HttpRequest, _error: object) -> HttpResponse:
        response = api.create_response(request, _unknown_caller(), status=401)
        response["WWW-Authenticate"] = "Bearer"
        return response

    def http_error(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
        assert isinstance(error, HttpError)
        return api.create_response(request, _unreadable_body(), status=error.status_code)

    def broken_rule(
        request: HttpRequest, error: IntegrityError | type[IntegrityError]
    ) -> HttpResponse:
        status, body = _broken(error)
        return api.create_response(request, body, status=status)

    api.add_exception_handler(AuthenticationError, without_a_key)
    api.add_exception_handler(HttpError, http_error)
    api.add_exception_handler(IntegrityError, broken_rule)
    api.add_exception_handler(AlreadyStored, answer(409, _already_stored))
    api.add_exception_handler(DataError, answer(422, _unholdable))
    api.add_exception_handler(Throttled, answer(429, _too_many))
    api.add_exception_handler(PermissionDenied, answer(403, _not_permitted))
    api.add_exception_handler(Http404, answer(404, lambda _error: nothing_here()))
    api.add_exception_handler(UnknownParameters, answer(400, parameters_refused))
    api.add_exception_handler(NotAcceptable, answer(406, form_refused))
    api.add_exception_handler(RequestDataTooBig, answer(413, lambda _error: too_large()))
    api.add_exception_handler(UnsupportedBody, answer(415, body_refused))
    api.add_exception_handler(KeyReused, answer(409, _key_reused))
    for conflict in (AlreadyRemoved, NotReady):
        api.add_exception_handler(conflict, answer(409, _state_refused))
    api.add_exception_handler(DocumentUnreadable, answer(503, _unavailable))
    api.add_exception_handler(UndoRefused, answer(409, _undo_refused))
    for kind, speak in _REFUSED_CONTENT.items():
        api.add_exception_handler(kind, answer(422, speak))


def _unknown_caller() -> dict[str, Any]:
    return single(
        "unauthenticated",
        _("Kunci API tidak ada, tidak dikenal, atau sudah berakhir."),
        mend=_("Kirim kepala “Authorization: Bearer <kunci>” dengan kunci yang masih berlaku."),
    )


def _unreadable_body() -> dict[str, Any]:
    return single(
        "unreadable",
        _("Isi permintaan tidak dapat dibaca."),
        mend=_("Kirim JSON yang sah dalam UTF-8."),
    )


def _broken(error: BaseException | type[BaseException]) -> tuple[int, dict[str, Any]]:
    """What the database refused though no service did; named in the log, for it is our gap."""
    cause = error.__cause__ if isinstance(error, BaseException) else None
    assert isinstance(cause, PostgresError), "the database is PostgreSQL"
    if isinstance(cause, UniqueViolation):
        return 409, _taken()
    constraint = cause.diag.constraint_name or cause.diag.column_name or ""
    _log.error("rule_of_the_database_broken", constraint=constraint)
    if isinstance(cause, ForeignKeyViolation):
        return 409, single(
            "in_use",
            _("Data ini terkait dengan data lain."),
            mend=_("Muat ulang data itu, lalu ulangi."),
        )
    return 422, single(
        "refused",
        _("Isian ini melanggar aturan basis data (%(rule)s).") % {"rule": constraint},
        mend=_("Periksa isian pada dokumentasi API."),
    )


def _unholdable(_error: DataError) -> dict[str, Any]:
    return single(
        "unreadable",
        _("Isian memuat tanda atau angka yang tidak dapat disimpan."),
        mend=_("Hilangkan tanda NUL, dan periksa besarnya angka."),
    )


def _taken() -> dict[str, Any]:
    return single(
        "already_exists",
        _("Data yang sama sudah ada."),
        mend=_("Cari dahulu data itu, lalu ubah yang sudah ada."),
    )


def _already_stored(error: AlreadyStored) -> dict[str, Any]:
    """Two requests wrote the same at one instant; the later one is told at its field."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    (field, messages), *_rest = told.items()
    return single(
        "already_exists",
        messages[0],
        field=field,
        mend=_("Cari dahulu data itu, lalu ubah yang sudah ada."),
    )


def _too_many(_error: Throttled) -> dict[str, Any]:
    return single(
        "too_many_requests",
        _("Terlalu banyak permintaan dalam satu menit."),
        mend=_("Tunggu sebanyak detik pada kepala Retry-After, lalu ulangi."),
    )


def _not_permitted(error: PermissionDenied) -> dict[str, Any]:
    if isinstance(error, NotPermitted):
        return single(
            "not_permitted",
            _("Peran atau kunci ini tidak boleh melakukan hal ini."),
            mend=_("Minta peran atau kunci yang sesuai kepada kepala dinas."),
        )
    return single("not_permitted", str(error) or _("Tidak diizinkan."))


def _key_reused(_error: KeyReused) -> dict[str, Any]:
    return single(
        "idempotency_key_reused",
        _("Kunci ini sudah dipakai untuk permintaan lain."),
        field="Idempotency-Key",
        mend=_("Pakai kunci baru bagi setiap permintaan yang berbeda."),
    )


def _key_refused(_error: KeyRefused) -> dict[str, Any]:
    return single(
        "string_too_long",
        _("Kunci pengulangan terlalu panjang."),
        field="Idempotency-Key",
        mend=_("Paling banyak 100 huruf, misalnya sebuah UUID."),
    )


def _state_refused(error: Exception) -> dict[str, Any]:
    return single("conflict", str(error))


def _unavailable(error: Exception) -> dict[str, Any]:
    return single("unavailable", str(error))


def _undo_refused(error: UndoRefused) -> dict[str, Any]:
    return problem([fault("conflict", f"{error} {reason}") for reason in error.reasons])


def _file_refused(error: FileRefused) -> dict[str, Any]:
    return single("unreadable_file", error.problem, field="file", mend=error.mend)


def _refused(error: Exception) -> dict[str, Any]:
    return single("refused", str(error))


def _unread_fields(error: ValidationError | Unreadable) -> dict[str, Any]:
    return problem(reading_faults(error.errors))


def _parameter_refused(error: ParameterRefused) -> dict[str, Any]:
    one = error.problem
    return single(one.code, message_of(one), field=error.field, mend=mend_of(one))


def _cooperative_refused(error: CooperativeRefused) -> dict[str, Any]:
    return problem(
        [
            fault(one.code, message_of(one), field=field, mend=mend_of(one))
            for field, one in error.problems.items()
        ]
    )


def _fields_refused(error: FieldsRefused) -> dict[str, Any]:
    if not hasattr(error, "error_dict"):
        return problem([fault("refused", message) for message in error.messages])
    faults: list[Fault] = []
    for field, messages in error.message_dict.items():
        name = "" if field == "__all__" else field
        faults += [fault("refused", message, field=name) for message in messages]
    return problem(faults)


def _document_refused(error: DocumentRefused) -> dict[str, Any]:
    return single("refused", str(error), field="file")


_REFUSED_CONTENT: dict[type[Exception], Callable[[Any], dict[str, Any]]] = {
    ValidationError: _unread_fields,
    Unreadable: _unread_fields,
    ParameterRefused: _parameter_refused,
    CooperativeRefused: _cooperative_refused,
    FieldsRefused: _fields_refused,
    DocumentRefused: _document_refused,
    KeyRefused: _key_refused,
    FileRefused: _file_refused,
    TerritoryRefused: _refused,
    RunRefused: _refused,
    StateRefused: _refused,
}
