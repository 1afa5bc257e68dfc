"""Every word of docs/glossary.toml is a name in the code, with a definition and a source."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = ("term", "code", "definition", "regulation")


def main() -> int:
    """Exit status 1 with a line per fault."""
    terms = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))["term"]
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts
    )
    names = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source))
    faults = [
        f"{entry.get('term', '?')}: {key} is missing"
        for entry in terms
        for key in REQUIRED
        if not entry.get(key)
    ]
    faults += [
        f"{entry['term']}: no `{entry['code']}` in the code"
        for entry in terms
        if entry.get("code") not in names
    ]
    spelled = [entry.get("term", "").casefold() for entry in terms]
    faults += [f"{term}: stands twice" for term in set(spelled) if spelled.count(term) > 1]
    sys.stderr.writelines(f"glossary: {fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
