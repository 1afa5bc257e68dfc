import io
import json
import logging
import logging.config

import pytest
import structlog

from umpak.config.logging import logging_settings


@pytest.fixture
def production_log():
    """Everything that a production server would write, as text."""
    written = io.StringIO()
    settings = logging_settings("production")
    settings["handlers"]["out"]["stream"] = written
    logging.config.dictConfig(settings)
    yield written
    logging.config.dictConfig(logging_settings("test"))


@pytest.mark.parametrize(
    "text",
    [
        "9999010101900001",
        "NIK 9999 0101 0190 0001 tidak cocok",
        "nik=9999.0101.0190.0001;",
        "telepon 081234567890",
        "+62 812-3456-7890",
        "62812345678",
    ],
)
@pytest.mark.parametrize(
    "place", ["message", "field", "nested", "library", "argument", "exception"]
)
def test_identity_never_reaches_the_log(production_log, text, place):
    if place == "message":
        structlog.get_logger("umpak.x").warning(f"gagal: {text}")
    elif place == "field":
        structlog.get_logger("umpak.x").warning("gagal", value=text)
    elif place == "nested":
        structlog.get_logger("umpak.x").warning("gagal", rows=[{"isi": (text,)}])
    elif place == "library":
        logging.getLogger("pustaka").warning("gagal: %s", text)
    elif place == "argument":
        logging.getLogger("pustaka").warning("gagal", extra={"isi": {"a": text}})
    else:
        try:
            raise ValueError(text)
        except ValueError:
            logging.getLogger("pustaka").exception("gagal")
    line = production_log.getvalue()
    assert "gagal" in line
    assert text not in line
    assert "90 0001" not in line
    assert "3456" not in line


@pytest.mark.parametrize(
    "refusal",
    [
        'duplicate key value violates unique constraint "x"\nDETAIL:  Key (name)=(Sutarjo) exists.',
        "null value\nDETAIL:  Failing row contains (7, Sutarjo, Jalan Melati 3).",
        'invalid input\nCONTEXT:  COPY import_row, line 5, column name: "Sutarjo"',
    ],
)
def test_row_that_the_database_refused_is_not_quoted(production_log, refusal):
    try:
        raise ValueError(refusal)
    except ValueError:
        logging.getLogger("django.request").exception("gagal: %s", refusal)
    line = production_log.getvalue()
    assert refusal.partition("\n")[0].split()[0] in line, "what was wrong is still told"
    assert "Sutarjo" not in line
    assert "Melati" not in line


def test_production_line_is_json_with_time_level_and_ordinary_figures(production_log):
    structlog.get_logger("umpak.x").info("impor selesai", rows=290_000, code="99.01.02.2001")
    line = json.loads(production_log.getvalue())
    assert (line["event"], line["rows"], line["code"], line["level"]) == (
        "impor selesai", 290_000, "99.01.02.2001", "info",
    )  # fmt: skip
    assert line["timestamp"].endswith("Z")
