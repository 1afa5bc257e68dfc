"""Papers: a typst template and plain data become a PDF, the same bytes for the same data."""

from umpak.foundation.printing.typesetting import typeset

__all__ = ["typeset"]
