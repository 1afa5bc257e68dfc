"""Log lines: JSON for machines in production, plain text in the demo, identities in neither.

Every line passes `mask_identifiers` last, whoever wrote it: this product, Django or a library.
"""

import logging
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

_NUMBER = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)")
_PHONE = re.compile(r"(?<![\w.])(?:\+?62|0)[ -]?8\d(?:[ -]?\d){6,11}(?!\d)")
# PostgreSQL quotes the row that it refused: names, addresses, whatever stood in it.
_ROW = re.compile(r"\b(DETAIL|CONTEXT):[^\n]*")
NUMBER_MASK, PHONE_MASK, ROW_MASK = "[16 angka]", "[telepon]", r"\1: [baris]"

_LEVELS = {"production": logging.INFO, "demo": logging.WARNING, "test": logging.ERROR}

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def mask_identifiers(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """No NIK, family-card or phone number and no refused row leaves in a log line."""
    for key in list(event):
        event[key] = _masked(event[key])
    return event


def _masked(value: Any) -> Any:  # noqa: ANN401  # a log line holds anything
    if isinstance(value, str):
        return _ROW.sub(ROW_MASK, _PHONE.sub(PHONE_MASK, _NUMBER.sub(NUMBER_MASK, value)))
    if isinstance(value, Mapping):
        return {_masked(key): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(each) for each in value]
    if isinstance(value, bool | float | type(None)):
        return value
    text = str(value)
    masked = _masked(text)
    return value if masked == text and isinstance(value, int) else masked


def logging_settings(mode: str) -> dict[str, Any]:
    """Django's `LOGGING`; sets structlog up to write through it."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if mode == "production"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [structlog.stdlib.ExtraAdder(), *_SHARED],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    _without_request,
                    mask_identifiers,
                    renderer,
                ],
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": _LEVELS[mode]},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "procrastinate.blueprints": {"level": "WARNING"},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }


def _without_request(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Django hangs the whole request on its lines: its forms are no business of a log."""
    event.pop("request", None)
    return event
