"""`umpak rules` over a file that a test writes."""

import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@dataclass(frozen=True)
class Told:
    status: int
    out: str
    error: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(tmp_path):
    """`run("village-index", "line", …)`: the command over a file with these lines or bytes."""

    def command(kind: str, *content: str | bytes | Path, json_: bool = True) -> Told:
        path = tmp_path / "berkas.csv"
        if len(content) == 1 and isinstance(content[0], Path):
            path = content[0]
        elif len(content) == 1 and isinstance(content[0], bytes):
            path.write_bytes(content[0])
        else:
            path.write_text("\n".join(map(str, content)), encoding="utf-8")
        out = StringIO()
        try:
            call_command("rules", kind, str(path), *(["--json"] if json_ else []), stdout=out)
        except CommandError as error:
            return Told(status=error.returncode, out=out.getvalue(), error=str(error))
        return Told(status=0, out=out.getvalue(), error="")

    return command
