"""What cannot be opened any more, in words for the person who must mend it."""

from django.utils.translation import gettext as _


class SealUnopened(ValueError):
    """Something sealed stays closed: its key is missing or wrong, or it was altered."""


class KeyMissing(SealUnopened):
    """The key under which it was written is not among the configured ones."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "Disandikan dengan kunci nomor %(number)d, yang tidak ada dalam"
                " UMPAK_PERSONAL_DATA_KEYS. Kembalikan kunci itu dari tempat cadangan kunci."
            )
            % {"number": number}
        )


class SealBroken(SealUnopened):
    """The key of that number does not fit, or a byte was altered, or the end is missing."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "Tidak dapat dibuka dengan kunci nomor %(number)d: kuncinya bukan yang semula, atau"
                " berkasnya rusak atau diubah. Periksa kunci, lalu pulihkan berkas dari cadangan."
            )
            % {"number": number}
        )
