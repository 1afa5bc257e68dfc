"""A fictional regency as the plain official files that an office would be handed.

`umpak demo` builds the demonstration by running the product's own imports on these files.
"""

from umpak.demo.fiction.scale import SIZES, Scale, Size
from umpak.demo.fiction.writer import Manifest, write_fiction

__all__ = ["SIZES", "Manifest", "Scale", "Size", "write_fiction"]
