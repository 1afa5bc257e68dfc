"""The API object: conditional answers, and a description that names what holds everywhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from umpak.api.idempotency import HEADER
from umpak.api.problems import Problem, method_refused

_REFUSALS = {
    401: "Kunci tidak ada atau tidak berlaku",
    403: "Peran atau kunci tidak membolehkan",
    404: "Tidak ada, atau di luar wilayah tugas",
    409: "Bertentangan dengan keadaan sekarang",
    422: "Isian tidak benar",
    429: "Terlalu banyak permintaan",
}
_PROBLEM_CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_KEY_HEADER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 100},
    "description": "Kunci pengulangan: permintaan yang sama dengan kunci yang sama dikerjakan "
    "sekali; jawabannya diulang selama 7 hari",
}


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag; 304 without content to whoever holds it already."""
    response["Cache-Control"] = "private, no-cache"
    set_response_etag(response)
    found = get_conditional_response(request, etag=response.get("ETag"), response=response)
    assert isinstance(found, HttpResponse)
    return found


class RegistryAPI(NinjaAPI):
    """Ninja with an ETag on whatever is read."""

    def create_response(self, request: HttpRequest, *data: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, *data, **kwargs)
        if request.method != "GET" or response.status_code != 200:
            return response
        return unless_known(request, response)

    @property
    def urls(self) -> Any:  # noqa: ANN401  # ninja's own triple
        """Ninja's addresses; a method that an address does not know is refused in our shape."""
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            pattern.callback = self._refusing_methods(pattern.callback)
        return patterns, app_name, namespace

    def _refusing_methods(self, view: Callable[..., Any] | None) -> Callable[..., HttpResponse]:
        assert view is not None, "every address of the API has a view"

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = view(request, *args, **kwargs)
            if response.status_code != 405:
                return response
            refusal = self.create_response(request, method_refused(response["Allow"]), status=405)
            refusal["Allow"] = response["Allow"]
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
        for methods in schema["paths"].values():
            for method, operation in methods.items():
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
    if method == "get" and not operation["parameters"]:
        needless |= {404, 422}
    return {
        status: {"$ref": f"#/components/responses/{status}"}
        for status in _REFUSALS
        if status not in needless
    }
