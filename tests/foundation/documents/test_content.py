"""What a file really is decides, and no picture keeps what the camera wrote in it."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from umpak.foundation.documents.content import checked
from umpak.foundation.documents.errors import FileRefused
from umpak.parameters.documents import document_limits

LIMITS = document_limits(dt.date(2026, 1, 1))
GPS, ORIENTATION = 0x8825, 0x0112


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in ("[Content_Types].xml", *names):
            file.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"", "kosong"),
        (b"MZ\x90\x00" + bytes(300), "tidak diterima"),
        (b"\x7fELF" + bytes(300), "tidak diterima"),
        (b"<html><script>alert(1)</script></html>", "tidak diterima"),
        (b"nama,desa\nA,B\n", "tidak diterima"),
        (archive("apa/saja.txt"), "tidak diterima"),
        (archive("word/document.xml", "word/vbaProject.bin"), "tidak diterima"),
        (archive("word/document.xml")[:-30], "tidak diterima"),
        (b"\xff\xd8\xff\xe0" + b"rusak" * 50, "rusak"),
        (b"\x89PNG\r\n\x1a\n" + b"rusak" * 50, "rusak"),
    ],
)
def test_bad_file_is_refused_with_a_clear_answer(data, answer):
    with pytest.raises(FileRefused, match=answer):
        checked(data, LIMITS)


def test_file_at_the_limit_is_taken_and_one_byte_more_is_not(pdf):
    limits = replace(LIMITS, bytes_most=len(pdf))
    assert checked(pdf, limits).data == pdf
    with pytest.raises(FileRefused, match="terlalu besar"):
        checked(pdf + b" ", limits)


@pytest.mark.parametrize(
    ("part", "word"),
    [("word/document.xml", "wordprocessingml"), ("xl/workbook.xml", "spreadsheet")],
)
def test_office_file_is_known_by_its_parts(part, word):
    assert word in checked(archive(part), LIMITS).content_type


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_loses_the_place_it_was_taken_and_keeps_its_turn(picture, form):
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the phone was held upright
    exif.get_ifd(GPS)[2] = (7.0, 24.0, 11.0)
    sent = picture((400, 300), form, exif=exif.tobytes())
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)
    kept = checked(sent, LIMITS)
    image = Image.open(io.BytesIO(kept.data))
    assert image.size == (300, 400)
    assert not image.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)


def test_large_picture_is_reduced_to_the_longest_edge(picture):
    kept = checked(picture((5000, 2500)), LIMITS)
    edge = LIMITS.image_edge_pixels_most
    assert Image.open(io.BytesIO(kept.data)).size == (edge, edge // 2)
    assert kept.sha256 != kept.sent_sha256


def test_picture_that_would_fill_the_memory_is_refused(picture):
    side = 9000  # 81 megapixels in a small file
    with pytest.raises(FileRefused, match="megapiksel"):
        checked(picture((side, side), "PNG"), LIMITS)


def test_what_hangs_behind_a_picture_is_dropped(picture):
    kept = checked(picture() + b"<script>alert(1)</script>", LIMITS)
    assert b"script" not in kept.data


def test_transparent_picture_stays_transparent():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    kept = checked(out.getvalue(), LIMITS)
    assert Image.open(io.BytesIO(kept.data)).getpixel((0, 0))[3] == 0
