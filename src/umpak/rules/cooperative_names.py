"""Names of cooperatives and people: official pattern, keys for duplicates, words for search.

Source of the pattern: JUKLAK Menkop 1/2025 Bab II.2. The keys are for *finding candidates*; a
person decides whether two records are one.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import dropwhile

from umpak.rules.problems import Problem, gettext_noop

_OLD_SPELLING = re.compile("tj|dj|nj|sj|oe|oo|ch|kh")
_OLD_MARK = re.compile("tj|dj|sj|oe")
_OLD_WORD = re.compile(f"{_OLD_SPELLING.pattern}|j")
_MODERN = {
    "tj": "c",
    "dj": "j",
    "nj": "ny",
    "sj": "sy",
    "oe": "u",
    "oo": "u",
    "ch": "kh",
    "kh": "h",
}
_VARIANTS = {
    **dict.fromkeys(
        ("moch", "mochamad", "mochammad", "moh", "mohd", "mohamad", "mohammad", "mohamed", "muh",
         "muhd", "muhamad", "muhammad", "muhammed", "muchamad", "muchammad", "mhd", "md"),
        "muhamad",
    ),
    "abd": "abdul",
    "abdoel": "abdul",
    "st": "siti",
    "sitti": "siti",
}  # fmt: skip
_TITLES = frozenset(
    {
        "h", "hj", "hjh", "haji", "hajah", "kh", "ust", "ustad", "ustadz", "ustaz", "gus",
        "nyai", "kyai", "kiai", "drs", "dra", "dr", "drg", "drh", "ir", "prof", "r", "rr",
        "rm", "ra", "rd", "raden", "ny", "nyonya", "tn", "tuan", "sdr", "sdri", "bpk",
        "bapak", "ibu", "alm", "almh", "se", "sh", "st", "mm", "msi", "mpd", "mt", "mh",
        "skom", "spd", "ssos", "sag", "sip", "sp", "stp", "skm", "skep", "amd", "amdkeb",
        "mkom", "msc", "bsc", "bba", "mba", "phd",
    }
)  # fmt: skip
_DOTTED_TITLE = re.compile(r"\b(?:[a-z]{1,4}\.){2,}[a-z]{0,4}\b|\b[sma]\.[a-z]{1,4}\b\.?")
_COOPERATIVE_WORDS = frozenset(
    {
        "koperasi", "kop", "koppas", "kopkar", "kpri", "kpn", "ksp", "kspps", "ksu", "kud",
        "usp", "uspps", "kjks", "bmt", "primkop", "puskud", "kdmp", "kkmp", "kmp", "simpan",
        "pinjam", "pembiayaan", "syariah", "serba", "usaha", "unit", "konsumen", "produsen",
        "jasa", "pemasaran", "desa", "kelurahan", "kalurahan", "nagari", "gampong", "kampung",
        "pekon", "merah", "putih",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NameRules:
    """What holds for the name of a village cooperative, from the parameters."""

    pattern: str
    regional_words: tuple[str, ...]
    longest: int
    citation: str


def check_kmp_name(raw: str, rules: NameRules) -> tuple[Problem, ...]:
    """Tell where the name of a Koperasi Desa/Kelurahan Merah Putih leaves the official pattern.

    Returns:
        None, one or two of `not_the_pattern`, `regional_word` and `too_long`. Whether one of them
        forbids the name is the caller's to say: an approved name stands as the deed has it.

    Example:
        `Koperasi Desa Merah Putih Mlese Kecamatan Ceper` leaves it nowhere.
    """
    name = tidy(raw)
    found = []
    if not re.fullmatch(rules.pattern, name):
        found.append(_pattern_warning(name, rules))
    if len(name) > rules.longest:
        found.append(
            Problem(
                code="too_long",
                message=gettext_noop(
                    "Nama %(count)s aksara; portal menerima paling banyak %(most)s."
                ),
                mend=gettext_noop("Pakai singkatan hanya bila akta juga memakainya."),
                figures={"count": str(len(name)), "most": str(rules.longest)},
            )
        )
    return tuple(found)


def tidy(raw: str) -> str:
    """Return the text with compatible characters unified and single spaces.

    Example:
        >>> tidy("  Koperasi   Maju ")
        'Koperasi Maju'
    """
    return " ".join(unicodedata.normalize("NFKC", raw).split())


def cooperative_key(name: str) -> str:
    """Key under which two spellings of one cooperative's name meet.

    Drops the words in front that only say what kind it is; keeps all when nothing would be left.
    Later on the same words belong to the name: "Mitra Usaha" is not "Mitra Jasa".

    Example:
        >>> cooperative_key("KSP Soember Redjeki") == cooperative_key("Kop. Sumber Rejeki")
        True
    """
    words = _words(name)
    own = list(dropwhile(_COOPERATIVE_WORDS.__contains__, words))
    return " ".join(modern_spelling(word) for word in own or words)


def name_key(name: str) -> str:
    """Key under which two spellings of one person's name meet.

    Drops titles, unifies the variants of Muhammad, Abdul and Siti, modernises old spelling.

    Example:
        >>> name_key("H. Moch. Soetardjo, S.Pd.") == name_key("Muhammad Sutarjo")
        True
    """
    return " ".join(_personal_words(name))


def search_words(name: str) -> list[str]:
    """Normalised words of a person's or cooperative's name for the search index, no repeats.

    The same function must be applied to what is typed into the search box.

    Example:
        >>> search_words("Koperasi Tjahaja Djaja")
        ['koperasi', 'cahaya', 'jaya']
    """
    return list(dict.fromkeys(_personal_words(name)))


def modern_spelling(word: str) -> str:
    """One lower-case word with old and doubled letters unified; a second pass changes nothing.

    In a word that bears a mark of the old spelling a lone j is a modern y (Djaja → jaya).

    Source: Ejaan Yang Disempurnakan 1972 (oe→u 1947; tj→c, dj→j, j→y, nj→ny, sj→sy, ch→kh);
    kh and h are then taken for one (Achmad, Akhmad, Ahmad).

    Example:
        >>> modern_spelling("soetardjo"), modern_spelling("achmad")
        ('sutarjo', 'ahmad')
    """
    if _OLD_MARK.search(word):
        word = _OLD_WORD.sub(lambda found: _MODERN.get(found.group(), "y"), word)
    before = ""
    while word != before:
        before = word
        word = _OLD_SPELLING.sub(lambda found: _MODERN[found.group()], word)
        word = re.sub(r"(.)\1+", r"\1", word)
    return word


def _personal_words(name: str) -> list[str]:
    plain = _plain(name)
    words = _split(_DOTTED_TITLE.sub(" ", plain))
    kept = [word for word in words if word not in _TITLES]
    chosen = kept or words or _split(plain)
    return [modern_spelling(_VARIANTS.get(word, word)) for word in chosen]


def _words(name: str) -> list[str]:
    return _split(_plain(name))


def _plain(name: str) -> str:
    """Lower case without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"['’`´‘]", "", bare)


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _pattern_warning(name: str, rules: NameRules) -> Problem:
    regional = [word for word in rules.regional_words if word in _words(name)]
    if regional:
        return Problem(
            code="regional_word",
            message=gettext_noop("Nama memakai sebutan daerah “%(word)s”."),
            mend=gettext_noop("Biarkan bila akta memang berbunyi demikian."),
            figures={"word": regional[0]},
        )
    return Problem(
        code="not_the_pattern",
        message=gettext_noop("Nama tidak mengikuti pola %(citation)s."),
        mend=gettext_noop(
            "Tulis “Koperasi Desa Merah Putih” atau “Koperasi Kelurahan Merah Putih” lalu nama"
            " desa; tambahkan kecamatan hanya bila nama desa itu ada di tempat lain."
        ),
        figures={"citation": rules.citation},
    )
