"""Problems that arise outside of any operation: addresses, unreadable requests, faults of ours."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from umpak.api.problems import Body, answer_with, single
from umpak.foundation.audit.request import request_id


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """404: an address under the API that does not exist."""
    nearest = f"{request.path_info}/"
    is_near = not request.path_info.endswith("/") and _exists(nearest)
    body = (
        single(
            "not_found",
            _("Alamat ini tidak ada."),
            mend=_("Alamat ini berakhir dengan garis miring: %(address)s.") % {"address": nearest},
        )
        if is_near
        else nothing_here()
    )
    return answer_with(body, HTTPStatus.NOT_FOUND)


def nothing_here() -> Body:
    """Absent or out of scope: nobody is told which."""
    return single(
        "not_found",
        _("Tidak ada, atau di luar wilayah tugas Anda."),
        mend=_("Periksa alamat dan kuncinya."),
    )


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413: what the program cannot read or will not take."""
    if isinstance(exception, RequestDataTooBig):
        return answer_with(too_large(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = single(
        "unreadable",
        _("Permintaan ini tidak dapat dibaca."),
        mend=_("Periksa alamat, kepala, dan isi permintaan."),
    )
    return answer_with(body, HTTPStatus.BAD_REQUEST)


def too_large() -> Body:
    """More than the program takes at once."""
    return single(
        "too_large",
        _("Isi permintaan terlalu besar."),
        mend=_("Kirim dalam beberapa bagian, atau sebagai berkas impor."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: nothing of the inside is told but the number under which the log knows more."""
    body = single(
        "server_error",
        _("Terjadi kesalahan pada program; permintaan ini tidak dikerjakan."),
        mend=_("Ulangi nanti. Bila tetap, sebutkan nomor permintaan %(number)s kepada pengelola.")
        % {"number": request_id.get()},
    )
    return answer_with(body, HTTPStatus.INTERNAL_SERVER_ERROR)


def _exists(path: str) -> bool:
    try:
        return resolve(path).func is not not_found_page
    except Resolver404:
        return False


@csrf_exempt
def not_found_page(request: HttpRequest, rest: str) -> HttpResponse:
    """The address of nothing, below the version."""
    return not_found(request)
