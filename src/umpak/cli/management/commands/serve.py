"""Serve the pages and work off the jobs, until told to stop."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command

from umpak.cli.command import UmpakCommand
from umpak.cli.ports import refuse_taken_port


class Command(UmpakCommand):
    help = "Jalankan halaman dan pekerja latar belakang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", metavar="ALAMAT", default="127.0.0.1", help="alamat halaman")
        parser.add_argument("--port", metavar="PORT", type=int, default=8000, help="port halaman")
        parser.add_argument(
            "--workers", metavar="BANYAK", type=int, default=1, help="banyaknya proses halaman"
        )
        parser.add_argument("--without-jobs", action="store_true", help="tanpa pekerja")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken_port(options["host"], options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if settings.MODE == "production":
            call_command("collectstatic", verbosity=0, interactive=False)
        processes = [self._pages(options)]
        if not options["without_jobs"]:
            processes.append(subprocess.Popen([sys.executable, "-m", "umpak", "work"]))
        self._announce(processes[0], f"http://{options['host']}:{options['port']}/")
        self._wait(processes)

    def _announce(self, pages: "subprocess.Popen[bytes]", address: str) -> None:
        """Say the address once somebody answers there, not before."""
        while pages.poll() is None:
            try:
                answer = urllib.request.urlopen(f"{address}sehat/", timeout=5)  # noqa: S310  # our own http address
            except OSError:
                time.sleep(0.2)
                continue
            answer.close()
            self.stdout.write(self.style.SUCCESS(f"Umpak siap di {address}"))
            self.stdout.flush()
            return

    def _pages(self, options: dict[str, Any]) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi",
            "--host", options["host"], "--port", str(options["port"]),
            "--workers", str(options["workers"]), "--blocking-threads", str(_threads()),
            "--no-ws", "--backpressure", "32", "--log-level", "warning",
            "umpak.config.wsgi:application",
        ]  # fmt: skip
        return subprocess.Popen(command)  # noqa: S603  # our own words and numbers

    def _wait(self, processes: "list[subprocess.Popen[bytes]]") -> None:
        """Until one of them ends or we are told to stop; then all of them end."""

        def stop(signal_number: int, frame: FrameType | None) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("Berhenti …")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)
        expected = {0, -signal.SIGTERM, -signal.SIGINT}
        if any(process.returncode not in expected for process in processes):
            sys.exit(1)


def _threads() -> int:
    """Enough that a slow page does not hold up the others; more than this the server warns of."""
    return min(8, 2 * (os.cpu_count() or 1) + 1)
