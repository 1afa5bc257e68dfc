"""A sealed file opens whole or not at all, whatever was done to it on the disk."""

import base64
import io

import pytest

from umpak.foundation.personal_data.errors import KeyMissing, SealBroken
from umpak.foundation.personal_data.sealed_files import (
    CHUNK_BYTES,
    in_parts,
    key_number,
    sealed,
    unsealed,
)

SEALED_CHUNK = CHUNK_BYTES + 16
HEADER = 25
CONTENT = bytes(range(256)) * (3 * CHUNK_BYTES // 256) + b"akhir"


def seal(content: bytes) -> bytes:
    return b"".join(sealed(in_parts(io.BytesIO(content))))


def unseal(stored: bytes) -> bytes:
    return b"".join(unsealed(io.BytesIO(stored)))


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, len(CONTENT)]
)
def test_content_of_any_length_comes_back(size):
    assert unseal(seal(CONTENT[:size])) == CONTENT[:size]


def test_same_content_is_never_stored_twice_alike_and_shows_nothing():
    first, second = seal(CONTENT), seal(CONTENT)
    assert first[HEADER:] != second[HEADER:]
    assert not any(CONTENT[at : at + 16] in first for at in range(0, len(CONTENT) - 16, 4096))


def _flipped(stored: bytes, at: int) -> bytes:
    return stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]


def _chunk(stored: bytes, number: int) -> bytes:
    start = HEADER + number * SEALED_CHUNK
    return stored[start : start + SEALED_CHUNK]


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda stored: _flipped(stored, 10),  # the salt
        lambda stored: _flipped(stored, HEADER + 5),
        lambda stored: _flipped(stored, len(stored) - 1),
        lambda stored: stored[:-1],
        lambda stored: stored[: HEADER + SEALED_CHUNK],  # cut between two chunks
        lambda stored: stored[:HEADER],
        lambda stored: stored + b"x",
        lambda stored: stored[:HEADER] + _chunk(stored, 1) + _chunk(stored, 0)
        + stored[HEADER + 2 * SEALED_CHUNK :],
        lambda stored: seal(CONTENT)[:HEADER] + stored[HEADER:],  # under another file's header
    ],
    ids=["salt", "first", "last", "cut", "cut-at-chunk", "empty", "longer", "swapped", "foreign"],
)  # fmt: skip
def test_altered_file_is_refused(spoiled):
    stored = seal(CONTENT)
    assert unseal(stored) == CONTENT
    with pytest.raises(SealBroken, match="rusak atau diubah"):
        unseal(spoiled(stored))


def test_key_that_is_gone_and_key_that_is_another_are_told_apart(settings):
    stored = seal(CONTENT)
    number, _, _secret = settings.PERSONAL_DATA_KEYS.partition(":")
    other = base64.b64encode(b"x" * 32).decode()
    settings.PERSONAL_DATA_KEYS = f"200:{other}"
    with pytest.raises(KeyMissing, match=f"kunci nomor {number}, yang tidak ada"):
        unseal(stored)
    settings.PERSONAL_DATA_KEYS = f"{number}:{other}"
    with pytest.raises(SealBroken, match="bukan yang semula"):
        unseal(stored)


@pytest.mark.parametrize("size", [1, 30, CHUNK_BYTES + 3, 2 * CHUNK_BYTES])
def test_file_from_before_sealing_is_read_as_it_is(size):
    plain = (b"%PDF-1.7 " * size)[:size]
    assert unseal(plain) == plain
    assert key_number(io.BytesIO(plain)) is None
    parts = [len(part) for part in unsealed(io.BytesIO(plain))]
    assert set(parts[:-1]) <= {CHUNK_BYTES}  # so that it can be sealed from there
