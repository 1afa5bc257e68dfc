"""Files in: whatever the format, a header and chunks of text columns."""

from umpak.foundation.imports.reading.opening import open_sheet
from umpak.foundation.imports.reading.sheet import RawChunk, Sheet

__all__ = ["RawChunk", "Sheet", "open_sheet"]
