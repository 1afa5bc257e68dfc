"""The API object: conditional answers, and a description that names what holds everywhere."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from umpak.api.idempotency import HEADER
from umpak.api.meanings import explain, explain_parameters
from umpak.api.problems import CONTENT_TYPE, UNKEPT, Problem, described, method_refused

_REFUSALS = {
    400: "Isi tidak terbaca, atau nama parameter tidak dikenal; yang dikenal disebut",
    401: "Kunci tidak ada atau tidak berlaku",
    403: "Peran atau kunci tidak membolehkan",
    404: "Tidak ada, atau di luar wilayah tugas",
    406: "Bentuk jawaban pada Accept tidak ada",
    409: "Bertentangan dengan keadaan sekarang",
    413: "Isi terlalu besar",
    415: "Isi bukan dari jenis pada Content-Type yang diterima",
    422: "Isian tidak benar",
    429: "Terlalu banyak permintaan",
    500: "Kesalahan pada program; request_id menyebut nomornya",
}
_REFUSED = 400
_READ_ONLY = {"openapi-json", "api-root"}
_OF_BODIES = {413, 415}
_PROBLEM_CONTENT = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_KEY_HEADER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 100},
    "description": gettext_noop(
        "Kunci pengulangan: permintaan yang sama dengan kunci yang sama dikerjakan sekali;"
        " jawabannya diulang selama 7 hari"
    ),
}


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag; 304 without content to whoever holds it already."""
    response["Cache-Control"] = "private, no-cache"
    set_response_etag(response)
    found = get_conditional_response(request, etag=response.get("ETag"), response=response)
    assert isinstance(found, HttpResponse)
    return found


class RegistryAPI(NinjaAPI):
    """Ninja with an ETag on whatever is read, and problem details for every refusal."""

    def create_response(self, request: HttpRequest, *data: Any, **kwargs: Any) -> HttpResponse:
        status = kwargs.get("status") or kwargs["temporal_response"].status_code
        if status >= _REFUSED:
            response = super().create_response(request, described(data[0], status), **kwargs)
            response["Content-Type"] = CONTENT_TYPE
            response["Cache-Control"] = UNKEPT
            return response
        response = super().create_response(request, *data, **kwargs)
        if request.method != "GET" or response.status_code != 200:
            return response
        return unless_known(request, response)

    @property
    def urls(self) -> Any:  # noqa: ANN401  # ninja's own triple
        """Ninja's addresses; a method that an address does not know is refused in our shape."""
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            assert isinstance(pattern, URLPattern)
            view: Callable[..., Any] | None = pattern.callback
            assert view is not None, "every address of the API has a view"
            if str(pattern.name) in _READ_ONLY:
                view = require_safe(view)
            pattern.callback = self._refusing_methods(view)
        return patterns, app_name, namespace

    def _refusing_methods(self, view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "HEAD":
                request.method = "GET"  # the same answer, of which the server sends only the head
            response: HttpResponse = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
                return response
            known = set(response["Allow"].split(", "))
            allowed = ", ".join(sorted(known | ({"HEAD"} if "GET" in known else set())))
            refusal = self.create_response(request, method_refused(allowed), status=405)
            refusal["Allow"] = allowed
            return refusal

        return answered

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """With the refusals of every operation, and the key of every POST."""
        schema = super().get_openapi_schema(**kwargs)
        schemas = schema["components"]["schemas"]
        schema["components"]["responses"] = {
            str(status): {"description": description, "content": _PROBLEM_CONTENT}
            for status, description in _REFUSALS.items()
        }
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= shape.pop("$defs") | {"Problem": shape}
        explain(schemas)
        for path, methods in schema["paths"].items():
            for method, operation in methods.items():
                explain_parameters(path, operation)
                _keep_examples_in_the_shape(operation["parameters"])
                operation["responses"] |= _refusals(method, operation)
                if method == "post":
                    operation["parameters"].append(_KEY_HEADER)
        return schema


def _keep_examples_in_the_shape(parameters: list[dict[str, Any]]) -> None:
    """Ninja repeats them beside the shape, where OpenAPI 3.1 wants named objects, not a list."""
    for parameter in parameters:
        parameter.pop("examples", None)


def _refusals(method: str, operation: dict[str, Any]) -> dict[int, Any]:
    needless = {409} if method == "get" else set()
    if "requestBody" not in operation:
        needless |= _OF_BODIES
    if method == "get" and not operation["parameters"]:
        needless |= {404, 422}
    return {
        status: {"$ref": f"#/components/responses/{status}"}
        for status in _REFUSALS
        if status not in needless
    }
