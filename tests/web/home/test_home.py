import datetime as dt

from django.urls import reverse

from umpak.foundation.access.choices import Role


def lines(response):
    return [line.text for card in response.context["cards"] for line in card.lines]


def test_home_counts_the_places_of_ones_own_scope(client, make_user, places):
    client.force_login(make_user(Role.DISTRICT_OFFICE, "99.01.01"))
    stats = client.get("/").context["stats"]
    assert [stat.value for stat in stats[:2]] == ["1", "2"]


def test_home_tells_roles_and_until_when(client, make_user, places):
    client.force_login(make_user(Role.DISTRICT_OFFICE, "99.01.01", until_on=dt.date(2099, 12, 31)))
    text = client.get("/").content.decode()
    assert "Camat, Awan (99.01.01)" in text
    assert "31 Desember 2099" in text


def test_home_says_in_its_first_line_whose_figures_it_shows(client, make_user, places):
    client.force_login(make_user(Role.DISTRICT_OFFICE, "99.01.01"))
    assert '<span class="lead-role">Camat, Awan</span>' in client.get("/").content.decode()


def test_home_asks_for_a_second_factor_of_those_who_need_one(client, make_user):
    client.force_login(make_user(Role.OFFICER))
    assert "Pasang langkah kedua untuk masuk" in lines(client.get("/"))
    client.force_login(make_user(Role.DISTRICT_OFFICE))
    assert "Pasang langkah kedua untuk masuk" not in lines(client.get("/"))


def test_home_says_what_to_do_to_somebody_without_a_role(client, make_user):
    client.force_login(make_user())
    response = client.get(reverse("home"))
    assert response.context["stats"] == []
    assert "Mintalah peran kepada pengelola pengguna" in lines(response)
