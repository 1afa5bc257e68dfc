"""Which database this process talks to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from environ import Env

from umpak.foundation.database.errors import AddressError
from umpak.foundation.database.layout import (
    APPLICATION_ROLE,
    DATABASE_NAME,
    PORT,
    Layout,
    layout_for,
)

ENGINE = "django.db.backends.postgresql"
SCHEMES = {"postgresql", "postgres"}

Settings = dict[str, Any]  # Django's own shape of DATABASES["default"], which is heterogeneous


def database_settings(environ: Mapping[str, str]) -> Settings:
    """DATABASES["default"]: the server of `DATABASE_URL`, else the embedded one. Starts nothing."""
    url = environ.get("DATABASE_URL")
    return _from_url(url) if url else embedded_settings(layout_for(environ))


def is_embedded(environ: Mapping[str, str]) -> bool:
    return not environ.get("DATABASE_URL")


def embedded_settings(layout: Layout) -> Settings:
    return {
        "ENGINE": ENGINE,
        "NAME": DATABASE_NAME,
        "USER": APPLICATION_ROLE,
        "PASSWORD": "",
        "HOST": str(layout.socket_directory_in_use),
        "PORT": str(PORT),
        "OPTIONS": {},
    }


def embedded_url(layout: Layout) -> str:
    """The same address in the form that `DATABASE_URL` takes."""
    host = quote(str(layout.socket_directory_in_use), safe="/")
    return f"postgresql://{APPLICATION_ROLE}@/{DATABASE_NAME}?host={host}&port={PORT}"


def _from_url(url: str) -> Settings:
    scheme, separator, _ = url.partition("://")
    if scheme not in SCHEMES or not separator:
        raise AddressError(detail=scheme if separator else "?")
    try:
        settings: Settings = dict(Env.db_url_config(url))
    except (ValueError, KeyError) as error:
        raise AddressError(detail=type(error).__name__) from error
    if not settings["NAME"]:
        raise AddressError(detail=scheme)
    options = settings.setdefault("OPTIONS", {})
    settings["HOST"] = unquote(str(options.pop("host", None) or settings["HOST"] or ""))
    settings["PORT"] = str(options.pop("port", None) or settings["PORT"] or "")
    return settings
