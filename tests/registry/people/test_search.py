import pytest

from umpak.foundation.search import selectors
from umpak.foundation.search.selectors import search
from umpak.registry.people.models import Household
from umpak.registry.people.selectors import households


@pytest.fixture
def families(make_household):
    names = ["Hj. Siti Aminah", "Moch. Soetardjo", "Sutarmi", "Wahyudi Saputra", "Budi Santosa"]
    return {name: make_household(head_name=name) for name in names}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("siti aminah", "Hj. Siti Aminah"),
        ("siti amina", "Hj. Siti Aminah"),
        ("siti aminsh", "Hj. Siti Aminah"),
        ("muhammad sutarjo", "Moch. Soetardjo"),
        ("sutrajo", "Moch. Soetardjo"),
        ("wahyudi sap", "Wahyudi Saputra"),
        ("wahjudi", "Wahyudi Saputra"),
        ("saputar wahyudi", "Wahyudi Saputra"),
        ("SUTARMI", "Sutarmi"),
    ],
)
def test_name_is_found_despite_slips_old_spelling_titles_and_order(officer, families, typed, found):
    assert list(search(households(officer), typed)) == [families[found]]


def test_every_typed_word_must_be_there(officer, families):
    assert not search(households(officer), "siti saputra").exists()


def test_row_as_typed_stands_before_a_forgiven_one(officer, make_household):
    forgiven, typed = make_household(head_name="Sutarji"), make_household(head_name="Sutarjo")
    assert list(search(households(officer), "sutarjo")) == [typed, forgiven]


def test_nothing_typed_finds_everything(officer, families):
    assert search(households(officer), "  ").count() == len(families)


def test_rows_written_past_the_services_are_found_too(officer, make_household):
    household = make_household(head_name="Sutarjo")
    Household.objects.filter(pk=household.pk).update(search_words=["kartolo"])
    assert list(search(households(officer), "kartolp")) == [household]


def test_search_costs_the_same_queries_for_ten_rows_and_twenty(
    officer, make_household, django_assert_num_queries
):
    search(households(officer), "siti").count()  # reads the user's roles once
    for count in (10, 20):
        for _ in range(10):
            make_household(head_name="Siti")
        search(households(officer), "siti").count()  # the lexicon is read again only when it grew
        with django_assert_num_queries(3):
            assert len(search(households(officer), "siti")) == count


def test_search_counts_what_it_finds_as_typed_up_to_a_bound(officer, make_household, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_COUNTED", 26)
    for number in range(28):
        make_household(head_name="Siti" if number < 24 else "Siti Aminah")
        if number in {23, 25, 27}:
            found = selectors.find(households(officer), "siti")
            assert found.count == {23: None, 25: 26, 27: 27}[number]
            assert found.rows.count() == number + 1
