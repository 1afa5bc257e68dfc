"""Photographs and scans: upright, no larger than needed, without what the camera wrote in them."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from umpak.foundation.documents.errors import FileRefused
from umpak.parameters.documents import DocumentLimits

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def reduced(data: bytes, content_type: str, limits: DocumentLimits) -> bytes:
    """The image drawn anew: turned as its orientation says, reduced, with no metadata left.

    Drawing anew drops EXIF with the place it was taken (UU 27/2022 Ps 4), comments, and whatever
    was hung behind the picture. Refuses broken images and those that would fill the memory.
    """
    form = _FORMATS[content_type]
    edge = limits.image_edge_pixels_most
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            if image.width * image.height > limits.image_pixels_most:
                raise FileRefused(_too_many_pixels(limits))
            image.draft("RGB", (edge, edge))  # JPEG decodes at a fraction at once
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((edge, edge))
            clean = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(_too_many_pixels(limits)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # Pillow's ways to say broken
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(
            _("Gambar ini rusak dan tidak dapat dibuka. Foto atau pindai ulang.")
        ) from error
    return _drawn(clean, form, limits)


def _drawn(image: Image.Image, form: str, limits: DocumentLimits) -> bytes:
    image.info = {}
    out = io.BytesIO()
    image.save(out, form, quality=limits.image_quality, optimize=True)
    return out.getvalue()


def _too_many_pixels(limits: DocumentLimits) -> str:
    return _("Gambar terlalu besar: paling banyak %(most)s megapiksel. Perkecil dahulu.") % {
        "most": limits.image_pixels_most // 1_000_000
    }
