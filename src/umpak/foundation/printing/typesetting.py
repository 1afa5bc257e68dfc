"""Calls typst. Data travels as JSON and is never part of the template, so no text can act."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF. The template reads `json(bytes(sys.inputs.data))`; money comes already written."""
    pdf: bytes = typst.compile(
        template.read_bytes(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
    return pdf
