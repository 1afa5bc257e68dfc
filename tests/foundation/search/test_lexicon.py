import psycopg
import pytest
from django.db import connection

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


@pytest.mark.django_db(transaction=True)
def test_word_of_a_transaction_that_ends_late_is_learnt_though_a_later_one_came_before():
    Word.objects.create(kind="x", word="lama")
    slow = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        learn = "INSERT INTO search_word (kind, word) VALUES ('x', 'lambat')"
        slow.execute(learn)
        Word.objects.create(kind="x", word="cepat")
        assert lexicon("x").words == ("cepat", "lama")
        slow.commit()
        assert lexicon("x").words == ("cepat", "lama", "lambat")
    finally:
        slow.close()


@pytest.mark.django_db(transaction=True)
def test_lexicon_forgets_what_an_emptied_table_held():
    Word.objects.create(kind="x", word="lama")
    assert lexicon("x").words == ("lama",)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_word")
    assert lexicon("x").words == ()


def test_lexicon_is_not_read_again_while_nothing_is_learnt(known, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert lexicon("x") is known


def test_old_spelling_and_titles_give_the_same_words():
    assert words_of("Hj. Soetarmi", "Sutarmi Wahjudi")[0] == "sutarmi"
    assert words_of("Sutarmi", "Sutarmi") == ["sutarmi"]
