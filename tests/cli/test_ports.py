"""Two servers never share an address without a word."""

import socket

import pytest
from django.core.management import CommandError, call_command

from umpak.cli.ports import refuse_taken_port


@pytest.fixture
def taken():
    """A port where another server of the same kind would even let us in beside it."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", [["serve"], ["demo", "--serve"]])
def test_taken_port_is_refused_in_words_before_anything_is_built(db, taken, command):
    with pytest.raises(CommandError, match=f"127.0.0.1:{taken} .*make demo PORT={taken + 1}"):
        call_command(*command, "--port", str(taken))


def test_free_port_is_left_free(taken):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    refuse_taken_port("127.0.0.1", free)
    refuse_taken_port("127.0.0.1", free)


@pytest.mark.parametrize(("host", "port"), [("203.0.113.9", 8000), ("127.0.0.1", 70000)])
def test_address_that_is_not_ours_is_refused(host, port):
    with pytest.raises(CommandError, match=f"{host}:{port}"):
        refuse_taken_port(host, port)
