"""Whether the pages can be served at an address; asked before anything else is begun."""

import socket

from django.core.management.base import CommandError


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse an address where somebody answers already, or that is not this machine's.

    The application server would share the port with another of its kind without a word, and
    visitors would meet now this installation, now that.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # The remains of a server that has just ended are no hindrance.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen(1)
        except (OSError, OverflowError) as error:
            raise CommandError(_refusal(host, port, error)) from error


def _refusal(host: str, port: int, error: OSError | OverflowError) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return (
        f"Alamat {host}:{port} tidak dapat dipakai ({reason}); mungkin Umpak atau program lain"
        f" sudah berjalan di sana. Hentikan program itu, atau pilih port lain: umpak serve --port"
        f" {port + 1} (make demo PORT={port + 1})."
    )
