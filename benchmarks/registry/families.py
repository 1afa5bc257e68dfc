"""Rows of invented families, as an office would receive them, deterministic from a seed."""

import csv
import io
import random

VILLAGES = 217
HEADER = (
    "no_kk", "kode_desa", "nama_kepala_keluarga", "nik_kepala", "jenis_kelamin_kepala",
    "tanggal_lahir_kepala", "alamat", "rt", "rw", "jumlah_anggota", "jumlah_dewasa", "desil",
    "periode_desil", "pkh", "sembako", "pbi", "blt", "pengeluaran_per_kapita", "punya_usaha",
    "anggota_koperasi", "telepon",
)  # fmt: skip
_SYLLABLES = [
    "su", "tar", "jo", "mi", "nah", "wa", "hyu", "di", "ning", "sih", "pra", "tam", "ran", "to",
    "lis", "ty", "no", "har", "yan", "ti", "ku", "sum", "ra", "ma", "dhan", "bu", "san", "wi",
    "bo", "sri", "rah", "man", "gun", "ar", "dar", "si", "kem", "pur", "nom", "let",
]  # fmt: skip


def village_codes() -> list[str]:
    """Codes under 99, as all that is invented."""
    return [f"99.01.{1 + n // 12:02}.{2001 + n % 12}" for n in range(VILLAGES)]


def names(seed: int, count: int) -> list[str]:
    """Names of one to three words; few words are frequent, most are rare, as in real registers."""
    chance = random.Random(seed)
    words = sorted(
        {"".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))) for _ in range(6000)}
    )
    chance.shuffle(words)
    weights = [1 / (rank + 8) for rank in range(len(words))]
    drawn = iter(chance.choices(words, weights, k=3 * count))
    lengths = chance.choices((1, 2, 3), (20, 60, 20), k=count)
    return [" ".join(next(drawn).title() for _ in range(length)) for length in lengths]


def families_csv(count: int, seed: int = 1) -> bytes:
    """The file: every column filled as often as offices fill it."""
    chance = random.Random(seed)
    villages = village_codes()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for number, name in enumerate(names(seed, count)):
        writer.writerow(_family(chance, number, name, villages))
    return out.getvalue().encode()


def _family(chance: random.Random, number: int, name: str, villages: list[str]) -> list[object]:
    woman = chance.random() < 0.2
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(40, 99)
    size = chance.randint(1, 7)
    flag = lambda share: "ya" if chance.random() < share else "tidak"  # noqa: E731  # a short table
    return [
        f"99{chance.randint(1, 19):02}01{day:02}{month:02}{number // 10000:02}{number % 10000:04}",
        chance.choice(villages),
        name,
        f"99{1 + number // 1000000:02}{1 + number // 10000 % 99:02}"
        f"{day + 40 * woman:02}{month:02}{year:02}{number % 10000:04}",
        "P" if woman else "L",
        f"19{year:02}-{month:02}-{day:02}",
        f"Dusun {chance.randint(1, 9)} RT {chance.randint(1, 30)}",
        chance.randint(1, 30),
        chance.randint(1, 9),
        size,
        chance.randint(1, size),
        chance.randint(1, 10),
        "2026-Q3",
        flag(0.2), flag(0.25), flag(0.4), flag(0.1),
        chance.randint(200, 3000) * 1000,
        flag(0.25), flag(0.1),
        f"+628{chance.randint(10**8, 10**9 - 1)}" if chance.random() < 0.5 else "",
    ]  # fmt: skip
