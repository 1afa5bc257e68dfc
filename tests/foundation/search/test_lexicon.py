import pytest

from umpak.foundation.search.fields import words_of
from umpak.foundation.search.lexicon import lexicon
from umpak.foundation.search.models import Word

pytestmark = pytest.mark.both_servers


@pytest.fixture
def known(db):
    words = ["siti", "sutarjo", "sutarmi", "suwarni", "wahyudi", "budi"]
    Word.objects.bulk_create([Word(kind="x", word=word) for word in words])
    Word.objects.create(kind="y", word="sutarji")
    return lexicon("x")


@pytest.mark.parametrize("slip", ["sutarj", "sutarjoo", "sutrajo", "sutario"])
def test_word_with_one_slip_is_recognised(known, slip):
    assert "sutarjo" in known.similar(slip)


def test_short_word_is_taken_as_typed(known):
    assert known.similar("bud") == []


def test_words_of_another_table_are_not_offered(known):
    assert "sutarji" not in known.similar("sutarjo")


def test_unfinished_word_is_completed(known):
    assert known.completed("sutar") == ["sutarjo", "sutarmi"]


def test_lexicon_in_memory_learns_a_new_word(known):
    Word.objects.create(kind="x", word="baru")
    assert "baru" in lexicon("x").words


def test_old_spelling_and_titles_give_the_same_words():
    assert words_of("Hj. Soetarmi", "Sutarmi Wahjudi")[0] == "sutarmi"
    assert words_of("Sutarmi", "Sutarmi") == ["sutarmi"]
