"""Settings, all from the environment, with defaults that are safe.

`UMPAK_MODE` is `production` unless said otherwise; there the program refuses to start with DEBUG,
with the demo's secrets or with none (see `umpak.config.checks`).
"""

import base64
import hashlib
import os
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from umpak.config.logging import logging_settings
from umpak.foundation.database.address import database_settings

django_stubs_ext.monkeypatch()

env = environ.Env()

MODE = env.str("UMPAK_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured("UMPAK_MODE: production, demo, test")

PACKAGE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = PACKAGE_DIR.parent.parent
DATA_DIR = Path(env.str("UMPAK_DATA_DIR", "var")).resolve()
NODE_MODULES_DIR = Path(env.str("UMPAK_NODE_MODULES", str(PROJECT_DIR / "node_modules")))
REGENCY_NAME = env.str("UMPAK_OFFICE_NAME", "")

DEBUG = env.bool("UMPAK_DEBUG", False)

# The demo's secrets are public on purpose: production refuses them (umpak.config.checks).
DEMO_SECRET = "umpak-demo-secret-that-everybody-knows-and-production-refuses"  # noqa: S105


def _demo_key(purpose: str) -> str:
    return base64.b64encode(hashlib.sha256(f"{DEMO_SECRET}/{purpose}".encode()).digest()).decode()


DEMO_KEYS = {purpose: _demo_key(purpose) for purpose in ("data", "hash")}
_IS_DEMO = MODE in {"demo", "test"}
SECRET_KEY = env.str("UMPAK_SECRET_KEY", DEMO_SECRET if _IS_DEMO else "")
# Keys of personal identifiers: "number:base64 of 32 bytes", newest first, comma-separated.
PERSONAL_DATA_KEYS = env.str(
    "UMPAK_PERSONAL_DATA_KEYS", f"1:{DEMO_KEYS['data']}" if _IS_DEMO else ""
)
PERSONAL_DATA_HASH_KEY = env.str(
    "UMPAK_PERSONAL_DATA_HASH_KEY", DEMO_KEYS["hash"] if _IS_DEMO else ""
)

ALLOWED_HOSTS = env.list("UMPAK_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("UMPAK_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "ninja",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "umpak.foundation.database.apps.DatabaseConfig",
    "umpak.foundation.access.apps.AccessConfig",
    "umpak.foundation.audit.apps.AuditConfig",
    "umpak.foundation.personal_data.apps.PersonalDataConfig",
    "umpak.foundation.search.apps.SearchConfig",
    "umpak.foundation.documents.apps.DocumentsConfig",
    "umpak.foundation.imports.apps.ImportsConfig",
    "umpak.foundation.idempotency.apps.IdempotencyConfig",
    "umpak.registry.territory.apps.TerritoryConfig",
    "umpak.registry.people.apps.PeopleConfig",
    "umpak.registry.cooperatives.apps.CooperativesConfig",
    "umpak.registry.enterprises.apps.EnterprisesConfig",
    "umpak.registry.bumdes.apps.BumdesConfig",
    "umpak.registry.registers.apps.RegistersConfig",
    "umpak.insight.village_index.apps.VillageIndexConfig",
    "umpak.insight.targeting.apps.TargetingConfig",
    "umpak.config.apps.ConfigConfig",
    "umpak.web.apps.WebConfig",
    "umpak.api.apps.ApiConfig",
    "umpak.cli.apps.CliConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "umpak.web.shell.privacy.PrivateAnswersMiddleware",
    "umpak.foundation.audit.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "umpak.web.shell.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "umpak.foundation.audit.middleware.HistoryContextMiddleware",
    "umpak.web.shell.errors.ButtonOnlyMiddleware",
    "umpak.web.shell.errors.UnreadableValuesMiddleware",
    "umpak.foundation.remembering.RememberingMiddleware",
]

ROOT_URLCONF = "umpak.config.urls"
WSGI_APPLICATION = "umpak.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "umpak.web.shell.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ)}
DATABASES["default"].setdefault("ATOMIC_REQUESTS", False)
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "umpak.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "umpak.web.accounts.forms.LoginForm",
    "reauthenticate": "umpak.web.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = "umpak.foundation.access.models.display_name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "5/m/ip,3/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Who knocks too often is told by address; behind a proxy that is the one the proxy names last.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("UMPAK_BEHIND_PROXY", False) else 0
MFA_ADAPTER = "umpak.web.accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "activate_totp": "umpak.web.accounts.forms.AppForm",
    "authenticate": "umpak.web.accounts.forms.CodeForm",
    "reauthenticate": "umpak.web.accounts.forms.CodeAgainForm",
    "add_webauthn": "umpak.web.accounts.forms.AddKeyForm",
    "edit_webauthn": "umpak.web.accounts.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Umpak"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _IS_DEMO

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("UMPAK_TIME_ZONE", "Asia/Jakarta")

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[str | tuple[str, str]] = [
    str(PACKAGE_DIR / "web" / "static"),
    ("tabler", str(NODE_MODULES_DIR / "@tabler" / "core" / "dist")),
    ("tabler-icons", str(NODE_MODULES_DIR / "@tabler" / "icons-webfont" / "dist")),
    ("htmx", str(NODE_MODULES_DIR / "htmx.org" / "dist")),
    ("echarts", str(NODE_MODULES_DIR / "echarts" / "dist")),
    ("maplibre", str(NODE_MODULES_DIR / "maplibre-gl" / "dist")),
]
# WhiteNoise serves straight from the finders outside production: nothing to collect there.
WHITENOISE_USE_FINDERS = _IS_DEMO
# … and are looked up when asked for: listing them all would delay each start by seconds.
WHITENOISE_AUTOREFRESH = _IS_DEMO
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / "documents"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _IS_DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = not _IS_DEMO
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not _IS_DEMO
SECURE_SSL_REDIRECT = env.bool("UMPAK_FORCE_HTTPS", not _IS_DEMO)
# Only behind a proxy that sets this header itself: else a client could claim to speak HTTPS.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("UMPAK_BEHIND_PROXY", False) else None
)
SECURE_REDIRECT_EXEMPT = [r"^sehat/", r"^siap/"]
SECURE_HSTS_SECONDS = 0 if _IS_DEMO else 60 * 60 * 24 * 365
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # MapLibre and ECharts set style attributes through the object model only: no inline style.
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
if MODE == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

API_REQUESTS_PER_MINUTE = env.int("UMPAK_API_REQUESTS_PER_MINUTE", 600)  # for each key

EMAIL_BACKEND = env.str("UMPAK_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None
JOBS_RUN_INLINE = MODE == "test"

LOGGING = logging_settings(MODE)
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
