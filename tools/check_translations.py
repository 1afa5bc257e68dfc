"""The English catalogue has every text of the code, translated, none fuzzy, places kept.

Collects the texts anew (`collect_messages.py`) and compares: nothing in the repository is changed.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree, ignore_patterns

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "umpak"
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def main() -> int:
    """Exit status 1 with a line per text that is missing or wrong."""
    kept = _read(PACKAGE / CATALOGUE)
    found = _read(_collected())
    faults = []
    for message in found:
        if not message.id:
            continue
        ours = kept.get(message.id, message.context)
        first = message.id if isinstance(message.id, str) else message.id[0]
        if ours is None or not all(_texts(ours.string)):
            faults.append(f"not translated: {first!r}")
        elif ours.fuzzy:
            faults.append(f"fuzzy: {first!r}")
        elif any(_places(text) - _places(*_texts(message.id)) for text in _texts(ours.string)):
            faults.append(f"another placeholder: {first!r}")
    sys.stderr.writelines(f"translations: {fault}\n" for fault in faults)
    return 1 if faults else 0


def _collected() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="umpak-messages-")) / "umpak"
    copytree(PACKAGE, folder, ignore=ignore_patterns("__pycache__"))
    subprocess.run(  # noqa: S603  # our own tool
        [sys.executable, ROOT / "tools" / "collect_messages.py", folder],
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / CATALOGUE


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value or ""),)


def _places(*texts: str) -> set[str]:
    return {name for text in texts for pair in PLACEHOLDER.findall(text) for name in pair}


if __name__ == "__main__":
    sys.exit(main())
