"""Pages are Indonesian until somebody chooses otherwise; machines ask by header."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageMiddleware(LocaleMiddleware):
    """The switch on the page decides, not the language of the browser.

    Many phones and office machines speak English by default though their owners do not.
    """

    by_header: ClassVar[tuple[str, ...]] = ("/api/",)

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(self.by_header):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
