import base64

import pytest
from cryptography.exceptions import InvalidTag

from umpak.foundation.personal_data import cipher
from umpak.foundation.personal_data.selectors import masked

NIK = "9901014101800001"


def test_same_identifier_is_never_stored_twice_alike_but_matches_by_hash():
    first, second = cipher.encrypt_many([NIK, NIK])
    assert first != second
    assert cipher.decrypt(first) == cipher.decrypt(second) == NIK
    assert cipher.keyed_hash(NIK) == cipher.keyed_hash_many([NIK])[0]


def test_tampered_identifier_is_refused():
    stored = bytearray(cipher.encrypt(NIK))
    stored[-1] ^= 1
    with pytest.raises(InvalidTag):
        cipher.decrypt(bytes(stored))


def test_value_under_the_older_key_can_still_be_read(settings):
    stored = cipher.encrypt(NIK)
    newer = "2:" + "QUFB" * 10 + "QUE="
    settings.PERSONAL_DATA_KEYS = f"{newer},{settings.PERSONAL_DATA_KEYS}"
    assert cipher.current_key_number() == 2
    assert cipher.decrypt(stored) == NIK
    assert cipher.encrypt(NIK)[0] == 2


@pytest.mark.parametrize(
    ("value", "shown"), [(NIK, "9901••••••••0001"), ("12345678", "••••••••"), ("", ""), (None, "")]
)
def test_mask_shows_only_the_ends(value, shown):
    assert masked(value) == shown


@pytest.mark.parametrize("key_bytes", [32, 64, 100])
def test_many_hashes_are_those_of_one_by_one(settings, key_bytes):
    settings.PERSONAL_DATA_HASH_KEY = base64.b64encode(bytes(range(key_bytes))).decode()
    values = [NIK, "", "é", NIK * 9]
    assert cipher.keyed_hash_many(values) == [cipher.keyed_hash(value) for value in values]
