"""The page that `umpak --help` shows: what people do here, in the order in which they do it."""

from difflib import get_close_matches

from umpak import __version__

_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Memulai",
        (
            ("demo", "bangun kabupaten rekaan untuk mencoba (--scale small|demo|full, --seed N)"),
            ("init --regency KODE", "siapkan pemasangan untuk satu kabupaten/kota"),
            ("serve", "jalankan halaman di 127.0.0.1:8000 bersama pekerja latar belakang"),
            ("user add NAMA", "tambah pengguna dan beri peran"),
        ),
    ),
    (
        "Data masuk dan keluar",
        (
            ("import JENIS BERKAS", "masukkan CSV/XLSX/GeoJSON (--dry-run, --json)"),
            ("import-undo BATCH", "batalkan satu impor selama belum diubah orang lain"),
            ("register-state", "kelengkapan register; `register-state cooperatives complete`"),
        ),
    ),
    (
        "Sasaran dan rencana",
        (
            ("insight run", "hitung peta sasaran dan rencana (--as-of, --lake FOLDER, --json)"),
            ("insight replay NOMOR", "hitung ulang sebuah perhitungan dan bandingkan hasilnya"),
            ("insight compare A B", "siapa masuk, keluar, bergeser, dan sebabnya"),
            ("insight list", "daftar perhitungan"),
            ("snapshot", "tulis tabel sebagai Parquet (--lake FOLDER, --as-of)"),
            ("rules village-index BERKAS", "hitung ulang berkas IDM, tanpa basis data"),
            ("rules poverty BERKAS", "hitung angka kemiskinan dari berkas, tanpa basis data"),
        ),
    ),
    (
        "Perawatan",
        (
            ("migrate", "sesuaikan basis data dengan versi program"),
            ("db start|stop|status", "basis data bawaan"),
            ("db backup BERKAS", "cadangkan basis data"),
            ("db restore BERKAS", "pulihkan cadangan ke basis data kosong"),
            ("keys rotate", "ganti kunci enkripsi identitas dan berkas"),
            ("documents check", "periksa semua berkas dokumen"),
            ("work", "jalankan pekerja latar belakang saja"),
        ),
    ),
)

WITHOUT_DATABASE = frozenset(
    {"help", "version", "db", "makemigrations", "makemessages", "compilemessages", "rules"}
)


def unknown_page(name: str) -> str:
    """What to answer to a command that does not exist."""
    known = sorted({entry.split()[0] for _, commands in _GROUPS for entry, _ in commands})
    near = get_close_matches(name, known)
    hint = f" Mungkin maksudnya: {', '.join(near)}." if near else ""
    return f"Perintah “{name}” tidak ada.{hint}\numpak --help menyebut semua perintah.\n"


def help_page() -> str:
    """Commands in groups, one line each, aligned."""
    width = max(len(name) for _, commands in _GROUPS for name, _ in commands) + 2
    lines = [
        f"Umpak {__version__} — alas bagi koperasi dan usaha mikro satu kabupaten/kota",
        "",
        "Pemakaian: umpak PERINTAH [pilihan]",
    ]
    for title, commands in _GROUPS:
        lines += ["", title]
        lines += [f"  {name:<{width}}{text}" for name, text in commands]
    lines += [
        "",
        "umpak PERINTAH --help menjelaskan satu perintah.",
        "Lingkungan: UMPAK_MODE (production, demo), UMPAK_DATA_DIR, DATABASE_URL.",
        "",
    ]
    return "\n".join(lines)
