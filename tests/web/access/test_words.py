import re

from umpak.web.access.words import VERBS, kind_name, verb_name


def test_every_verb_that_is_written_to_the_trail_has_its_words(repository):
    """A service with a new verb adds one line to web/access/words.py."""
    written = {
        verb
        for path in (repository / "src" / "umpak").rglob("*.py")
        for verb in re.findall(r'acting\([^)]*?verb="([a-z_.]+)"', path.read_text("utf-8"))
    }
    assert "role.grant" in written
    assert written - set(VERBS) == set()


def test_words_fall_back_to_the_code(db):
    assert verb_name("entah.apa") == "entah.apa"
    assert kind_name("access.user") == "pengguna"
    assert kind_name("tidak.ada") == "tidak.ada"
