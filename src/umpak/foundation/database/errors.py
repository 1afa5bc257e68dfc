"""What can go wrong with the database, each with what to do about it."""

from typing import ClassVar

from umpak.foundation.database.wording import gettext_noop, worded


class DatabaseError(Exception):
    """Explains itself in Indonesian, or in the reader's language once Django is ready."""

    template: ClassVar[str] = gettext_noop("Basis data bermasalah: %(detail)s")

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return worded(self.template, **self.facts)


class AddressError(DatabaseError):
    template = gettext_noop(
        "DATABASE_URL tidak dapat dipakai (%(detail)s). Tulis alamat PostgreSQL, misalnya "
        "postgresql://umpak:sandi@localhost:5432/umpak, atau kosongkan agar Umpak memakai "
        "basis data bawaannya."
    )


class EmbeddedDatabaseError(DatabaseError):
    template = gettext_noop(
        "Basis data bawaan di %(directory)s tidak dapat dijalankan. "
        "Pesan PostgreSQL: %(detail)s. Lihat log: %(log)s"
    )


class WheelMissingError(EmbeddedDatabaseError):
    template = gettext_noop(
        "PostgreSQL bawaan tidak terpasang. Jalankan: pip install -r requirements.lock, "
        "atau isi DATABASE_URL dengan alamat server PostgreSQL."
    )


class OtherVersionError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Direktori %(directory)s berisi data PostgreSQL versi %(found)s, sedangkan Umpak memakai "
        "versi %(expected)s. Buat cadangan dengan Umpak versi yang lama (umpak db backup), pilih "
        "UMPAK_DATA_DIR yang kosong, lalu pulihkan (umpak db restore)."
    )


class ForeignDirectoryError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Direktori %(directory)s berisi hal lain, bukan basis data Umpak (misalnya %(example)s). "
        "Pindahkan isinya atau pilih UMPAK_DATA_DIR yang lain; Umpak tidak mengubah apa pun."
    )


class DirectoryNotWritableError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Direktori %(directory)s tidak dapat ditulis oleh pengguna %(user)s (%(detail)s). Jalankan "
        "sebagai pemiliknya, betulkan izinnya, atau pilih UMPAK_DATA_DIR yang lain."
    )


class DirectoryLockedError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Direktori %(directory)s sedang dipakai proses %(pid)s, tetapi proses itu tidak menjawab. "
        "Hentikan proses itu (umpak db stop, atau mulai ulang komputer), lalu coba lagi."
    )


class OrphansAtWorkError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Sisa proses dari basis data yang mati mendadak masih memakai %(directory)s. Tunggu "
        "sebentar lalu coba lagi; bila tetap begitu, mulai ulang komputer."
    )


class DiskFullError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Penyimpanan untuk %(directory)s penuh: tersisa %(free_megabytes)s MB, perlu sedikitnya "
        "%(needed_megabytes)s MB. Kosongkan ruang atau pindahkan UMPAK_DATA_DIR, lalu jalankan "
        "lagi; data yang sudah tersimpan tetap aman."
    )


class StartTimeoutError(EmbeddedDatabaseError):
    template = gettext_noop(
        "Basis data bawaan di %(directory)s belum siap setelah %(seconds)s detik; mungkin masih "
        "memulihkan diri setelah mati mendadak. Tunggu, lalu coba lagi. Log: %(log)s"
    )


class UnreachableError(DatabaseError):
    template = gettext_noop(
        "Basis data %(database)s di %(host)s tidak dapat dihubungi: %(detail)s. "
        "Periksa DATABASE_URL dan apakah server itu berjalan."
    )


class BackupError(DatabaseError):
    template = gettext_noop(
        "Pencadangan ke %(file)s gagal, berkas lama tidak diubah. Pesan PostgreSQL: %(detail)s"
    )


class RestoreError(DatabaseError):
    template = gettext_noop(
        "Pemulihan dari %(file)s gagal dan tidak mengubah apa pun. Pesan PostgreSQL: %(detail)s"
    )


class NotABackupError(RestoreError):
    template = gettext_noop(
        "Berkas %(file)s bukan cadangan Umpak yang utuh (%(detail)s). Pilih berkas yang dibuat "
        "oleh: umpak db backup BERKAS"
    )


class DatabaseNotEmptyError(RestoreError):
    template = gettext_noop(
        "Basis data %(database)s sudah berisi %(tables)s tabel, jadi tidak dipulihkan. Bila isinya "
        "memang hendak diganti seluruhnya, cadangkan dahulu, lalu ulangi dengan --replace."
    )


class ClientMissingError(DatabaseError):
    template = gettext_noop(
        "Program %(program)s untuk PostgreSQL %(version)s tidak ditemukan. Pasang paket klien "
        "PostgreSQL (Debian: apt install postgresql-client), lalu coba lagi."
    )
