import re

from umpak.foundation.personal_data.processing import activities
from umpak.web.access.words import VERBS, kind_name, purpose_name, verb_name


def test_every_verb_that_is_written_to_the_trail_has_its_words(repository):
    """A service with a new verb adds one line to web/access/words.py."""
    written = {
        verb
        for path in (repository / "src" / "umpak").rglob("*.py")
        for verb in re.findall(r'acting\([^)]*?verb="([a-z_.]+)"', path.read_text("utf-8"))
    }
    assert "role.grant" in written
    assert written - set(VERBS) == set()


def test_every_purpose_of_a_reading_has_its_words(repository):
    """A reading with a purpose of its own adds one line to web/access/words.py."""
    written = {
        purpose
        for path in (repository / "src" / "umpak").rglob("*.py")
        for purpose in re.findall(r'purpose="([a-z_.]+)"', path.read_text("utf-8"))
    }
    declared = {one.purpose_code for one in activities().values()}
    assert "document.open" in written
    for code in written | declared | {"cooperative.contact", "cooperative.officers"}:
        assert purpose_name(code) != code
    assert purpose_name("pemberdayaan_keluarga").startswith("Menemukan keluarga sasaran")


def test_words_fall_back_to_the_code(db):
    assert verb_name("entah.apa") == "entah.apa"
    assert kind_name("access.user") == "pengguna"
    assert kind_name("tidak.ada") == "tidak.ada"
