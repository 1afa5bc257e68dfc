from django.urls import path

from umpak.api.faults import not_found_page
from umpak.api.reference.views import reference
from umpak.api.v1 import api

urlpatterns = [
    path("v1/docs", reference, name="api_reference"),
    path("v1/", api.urls),
    path("v1/<path:rest>", not_found_page),
]
