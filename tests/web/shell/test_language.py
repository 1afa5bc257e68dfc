"""Indonesian first; English for those who choose it."""

import pytest

pytestmark = pytest.mark.django_db
ENGLISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


def test_page_is_indonesian_whatever_the_browser_speaks(client):
    page = client.get("/akun/masuk/", headers=ENGLISH_BROWSER)
    assert 'lang="id"' in page.content.decode()


def test_choice_on_the_page_is_kept(client):
    client.post("/bahasa/", {"language": "en", "next": "/akun/masuk/"})
    assert 'lang="en"' in client.get("/akun/masuk/").content.decode()


def test_unknown_choice_falls_back_to_indonesian(client):
    client.cookies["django_language"] = "xx"
    assert 'lang="id"' in client.get("/akun/masuk/").content.decode()
