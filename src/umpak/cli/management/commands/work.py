"""Work off the queue of jobs until told to stop."""

from argparse import ArgumentParser
from typing import Any

from procrastinate.contrib.django import app

from umpak.cli.command import UmpakCommand


class Command(UmpakCommand):
    help = "Jalankan pekerja latar belakang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="berhenti bila antrean kosong")
        parser.add_argument(
            "--concurrency", metavar="BANYAK", type=int, default=1, help="sekaligus"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's
        worker_app = app.with_connector(connector)
        worker_app.run_worker(
            wait=not options["once"],
            concurrency=options["concurrency"],
            listen_notify=not options["once"],
        )
