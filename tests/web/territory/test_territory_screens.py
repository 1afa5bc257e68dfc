import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.foundation.imports.conftest import DISTRICT, REGENCY, VILLAGE, csv_of

from umpak.foundation.access.choices import Role
from umpak.registry.territory.models import Territory
from umpak.web.parts import Stat
from umpak.web.territory import panels

OTHER = "99.01.01.2002,Sumberagung,desa,99.01.01"
CODE = "99.01.01.2001"


def square(code: str, left: float) -> dict:
    ring = [[left, -7], [left + 0.1, -7], [left + 0.1, -6.9], [left, -6.9], [left, -7]]
    return {
        "type": "Feature", "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip


@pytest.fixture
def places(load):
    load(csv_of(REGENCY, DISTRICT, VILLAGE, OTHER))
    features = [square(CODE, 111.0), square("99.01.01.2002", 111.1)]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    load(content, kind="boundaries", name="batas.geojson")


def page(code: str = CODE, name: str = "territory_page") -> str:
    return reverse(name, args=[code])


def test_village_page_shows_facts_and_the_way_up(places, as_user):
    answer = as_user(Role.OFFICER, "99.01").get(page()).content.decode()
    assert "Sukamaju" in answer
    assert page("99.01.01") in answer
    assert "bukan rujukan penetapan batas" in answer


def test_village_officer_sees_the_own_village_only(places, as_user):
    client = as_user(Role.VILLAGE_OFFICER, CODE)
    assert client.get(page()).status_code == 200
    assert client.get(page("99.01.01.2002")).status_code == 404
    assert "Sumberagung" not in client.get(reverse("territory_list")).content.decode()


def codes_of(answer) -> list[str]:
    return [feature["id"] for feature in answer.json()["features"]]


def test_polygons_are_narrowed_to_what_the_user_may_see(places, as_user):
    url = reverse("territory_geojson") + "?level=village&within=99.01"
    assert codes_of(as_user(Role.OFFICER, "99.01").get(url)) == [CODE, "99.01.01.2002"]
    assert codes_of(as_user(Role.VILLAGE_OFFICER, CODE).get(url)) == [CODE]
    assert codes_of(as_user(Role.OFFICER, "99.02").get(url)) == []


def test_district_without_a_polygon_is_drawn_from_its_villages(places, as_user):
    url = reverse("territory_geojson") + "?level=district&within=99.01"
    assert codes_of(as_user(Role.OFFICER, "99.01").get(url)) == ["99.01.01"]


def test_unchanged_polygons_are_not_sent_again(places, as_user):
    client = as_user(Role.OFFICER, "99.01")
    url = reverse("territory_geojson") + "?level=village&within=99.01"
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    client.post(page(name="territory_rename"), {"name": "Baru", "legal_reference": "Perda 1"})
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_officer_changes_figures_and_the_timeline_tells_it(places, as_user):
    client = as_user(Role.OFFICER, "99.01")
    form = client.get(page(name="territory_change")).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    client.post(page(name="territory_change"), values | {"population": "3120", "reason": "BPS"})
    assert Territory.objects.get(code=CODE).population == 3120
    assert "BPS" in client.get(page()).content.decode()


def test_former_and_other_names_are_kept_and_searchable(places, as_user):
    client = as_user(Role.OFFICER, "99.01")
    client.post(page(name="territory_rename"), {"name": "Makmur", "legal_reference": "Perda 1"})
    client.post(page(name="territory_alias_add"), {"name": "Suka Maju", "source": "Dapodik"})
    found = client.get(reverse("territory_list") + "?q=sukamaju").content.decode()
    assert "Makmur" in found
    alias = Territory.objects.get(code=CODE).aliases.get(name="Suka Maju")
    client.post(reverse("territory_alias_remove", args=[CODE, alias.pk]))
    assert not Territory.objects.get(code=CODE).aliases.filter(name="Suka Maju").exists()


def test_new_code_is_refused_beside_its_field_and_taken_when_right(places, as_user):
    client = as_user(Role.OFFICER, "99.01")
    values = {"name": "Sukamaju", "on": "2025-07-01", "legal_reference": "Perda 2"}
    answer = client.post(page(name="territory_succeed"), values | {"code": "99.01.02.1001"})
    assert answer.status_code == 422
    assert not Territory.objects.filter(code="99.01.01.1001").exists()
    client.post(page(name="territory_succeed"), values | {"code": "9901011001"})
    assert Territory.objects.get(code="99.01.01.1001").predecessors.get().code == CODE


def test_only_whoever_may_change_reaches_the_forms(places, as_user):
    client = as_user(Role.VILLAGE_OFFICER, CODE)
    for name in (
        "territory_change", "territory_rename", "territory_succeed", "territory_alias_add",
    ):  # fmt: skip
        assert client.get(page(name=name)).status_code == 403
        assert client.post(page(name=name), {}).status_code == 403


def test_other_features_add_their_panels(places, as_user, monkeypatch):
    monkeypatch.setattr(panels, "_PANELS", {})
    panels.register_panel(
        panels.Panel(
            key="x", label="Koperasi", icon="home",
            build=lambda request, territory: panels.PanelContent(
                stats=[Stat(label="Aktif", value=f"12 di {territory.name}")]
            ),
        )
    )  # fmt: skip
    answer = as_user(Role.OFFICER, "99.01").get(page()).content.decode()
    assert "12 di Sukamaju" in answer


def test_list_as_a_map_has_the_polygons_of_the_chosen_district(places, as_user):
    answer = as_user(Role.OFFICER, "99.01").get(
        reverse("territory_list") + "?tampil=peta&kecamatan=99.01.01"
    )
    text = answer.content.decode()
    assert "level=village&amp;within=99.01.01" in text


def test_list_costs_the_same_queries_for_ten_rows_as_for_twenty(load, as_user):
    client = as_user(Role.OFFICER, "99.01")
    counts = []
    for last in (10, 20):
        rows = [f"99.01.01.20{number:02},D{number},desa,99.01.01" for number in range(last)]
        load(csv_of(REGENCY, DISTRICT, *rows))
        client.get(reverse("territory_list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("territory_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
