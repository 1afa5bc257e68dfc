import io
from collections.abc import Callable

import pytest
from PIL import Image

from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def village(db: None) -> Territory:
    return Territory.objects.create(
        code="99.01.02.2001", level=Level.VILLAGE, kind=Kind.DESA, name="Sumber Rejo"
    )


@pytest.fixture
def pdf() -> bytes:
    return PDF


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """`picture((4000, 3000), "JPEG", exif=…)`: the bytes of an image."""

    def make(size=(40, 30), form="JPEG", **saved) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", size, "teal").save(out, form, **saved)
        return out.getvalue()

    return make
