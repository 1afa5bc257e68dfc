"""Limits on uploaded documents on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from umpak.parameters import loader
from umpak.parameters.editions import remembered


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """One accepted kind of content."""

    content_type: str
    label: str
    suffix: str


@dataclass(frozen=True, kw_only=True)
class DocumentLimits:
    """What may be uploaded, and what becomes of images; sizes in bytes and pixels."""

    bytes_most: int
    kinds: Mapping[str, FileKind]
    image_edge_pixels_most: int
    image_pixels_most: int
    image_quality: int

    @property
    def labels(self) -> str:
        """The accepted kinds as people call them: `PDF, JPG, …`."""
        return ", ".join(kind.label for kind in self.kinds.values())


@remembered
def document_limits(on: date) -> DocumentLimits:
    """Return the limits that hold on a day."""
    kinds = [FileKind(**row) for row in loader.rows("documents.content_types", on)]
    return DocumentLimits(
        bytes_most=loader.whole_number("documents.bytes_most", on),
        kinds={kind.content_type: kind for kind in kinds},
        image_edge_pixels_most=loader.whole_number("documents.image_edge_pixels_most", on),
        image_pixels_most=loader.whole_number("documents.image_pixels_most", on),
        image_quality=loader.whole_number("documents.image_quality", on),
    )
