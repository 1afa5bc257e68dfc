"""The target map, its table, its places and its paper."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.insight.written import write_run
from tests.web.targeting.conftest import VILLAGES, url

from umpak.foundation.access.choices import Role
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import latest_run, run_before
from umpak.web.targeting.layers.catalogue import LAYERS
from umpak.web.targeting.layers.classes import POVERTY, REACH, by_value
from umpak.web.targeting.paper.drawing import map_svg


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_without_a_run_the_page_says_what_to_do(office, installation):
    assert "Belum ada perhitungan" in text_of(office.get(url("target_map")))


def test_without_polygons_the_tile_grid_stands_in(office, run):
    page = text_of(office.get(url("target_map")))
    assert "petak menggantikan peta" in page
    assert "data-target-map" not in page
    assert page.count('class="tile"') == 3


def test_the_way_to_bring_borders_is_shown_to_those_who_may_go_it(as_user, run):
    officer = text_of(as_user(Role.OFFICER).get(url("target_map")))
    assert url("import_new") in officer
    camat = text_of(as_user(Role.DISTRICT_OFFICE, "99.01.01").get(url("target_map")))
    assert "petak menggantikan peta" in camat
    assert "Dinas yang memasukkan berkasnya." in camat
    assert url("import_new") not in camat


def test_legend_counts_every_place_of_its_class(office, run):
    page = text_of(office.get(url("target_map", lapis="kuadran")))
    assert "Kemiskinan tinggi, jangkauan rendah" in page
    assert '<span class="text-secondary">(2)</span>' in page


def test_layer_without_its_source_is_greyed_with_the_reason(office, run):
    page = text_of(office.get(url("target_map", lapis="kunjungan")))
    assert "Belum ada data: kunjungan." in page
    assert "lapis=kunjungan" not in page.split("layer-missing")[0].split("hx-get")[-1]


def test_layer_switch_gets_the_layer_only(office, run):
    page = text_of(
        office.get(
            url("target_map", lapis="desil"),
            headers={"HX-Request": "true", "HX-Target": "map-layer"},
        )
    )
    assert "<html" not in page
    data = json.loads(page.split('id="map-layer-data"')[1].split(">", 1)[1].split("</script>")[0])
    assert data["layer"] == "desil"
    assert data["texts"][VILLAGES[2]] == ["Lereng", "50,0% (10 dari 20)"]


def test_place_explains_itself_with_counts_and_first_actions(office, run):
    page = text_of(office.get(url("target_place", VILLAGES[2])))
    assert "50,0% (10 dari 20; pembagi kecil)" in page
    assert "Masalah 1" in page
    assert "mudah berubah" in page
    assert "Dampingi musyawarah" in page


def test_camat_sees_the_own_district_only(as_user, run):
    client = as_user(Role.DISTRICT_OFFICE, "99.01.01")
    page = text_of(client.get(url("target_map")))
    assert "Embun" in page
    assert "Lereng" not in page
    assert client.get(url("target_place", VILLAGES[2])).status_code == 404
    assert client.get(url("target_district", "99.01.02")).status_code == 404
    assert client.get(url("target_map", kecamatan="99.01.02")).status_code == 404
    assert "Lereng" not in text_of(client.get(url("target_table")))


def test_village_officer_sees_the_own_village_only(as_user, run):
    client = as_user(Role.VILLAGE_OFFICER, VILLAGES[0])
    page = text_of(client.get(url("target_map")))
    assert "Embun" in page
    assert "Kabut" not in page
    assert client.get(url("target_district", "99.01.01")).status_code == 404


def test_role_without_insight_is_refused(as_user, run):
    client = as_user(Role.PKK, "99.01.01")
    for name in ("target_map", "target_table", "target_map_pdf", "intervention_plan"):
        assert client.get(url(name)).status_code == 403


def test_district_page_ranks_its_villages(office, run):
    page = text_of(office.get(url("target_district", "99.01.01")))
    assert "Desa menurut kebutuhan tindakan" in page
    assert "Lereng" not in page


def test_table_sorts_by_share_and_shows_one_level(office, run):
    page = text_of(office.get(url("target_table"))).split("<tbody>")[1]
    assert page.index("Lereng") < page.index("Kabut") < page.index("Embun")
    assert text_of(office.get(url("target_table", tingkat="kecamatan"))).count("row-heading") == 2


@pytest.mark.parametrize("query", [{}, {"tingkat": "kecamatan", "lapis": "ksp"}])
def test_map_prints_as_pdf(office, run, query):
    answer = office.get(url("target_map_pdf", **query))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_village_page_shows_its_diagnosis_and_what_changed(office, make_run):
    make_run(lines=1)
    make_run(lines=4)
    page = text_of(office.get(url("territory_page", VILLAGES[2])))
    assert "Diagnosis dan tindakan" in page
    assert "Masalah 1" in page
    assert "Baru sejak 22 Nov 2026" in page


def test_look_back_at_a_day_gone_by_takes_nobodys_present_away(office, head, make_run):
    """The run of a past day was asked for last; map, plan and places stay those of today."""
    before, today = make_run(lines=2), make_run(lines=2)
    past = make_run(lines=4)
    InsightRun.objects.filter(pk=past.pk).update(as_of=dt.date(2026, 6, 30))
    assert latest_run(head) == today
    assert (run_before(head, today), run_before(head, before)) == (before, past)
    for address in (url("target_map"), url("intervention_plan"), url("target_place", VILLAGES[2])):
        page = text_of(office.get(address))
        assert "22 November 2026" in page, address
        assert "30 Juni 2026" not in page, address
    assert "30 Juni 2026" in text_of(office.get(url("target_map", perhitungan=past.public_id)))


def test_map_costs_the_same_queries_for_any_number_of_lines(office, make_run):
    counts = []
    for lines in (4, 12):
        made = make_run(lines=lines)
        office.get(url("target_map"))
        with CaptureQueriesContext(connection) as queries:
            office.get(url("target_map", perhitungan=made.public_id))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_equal_values_never_fall_into_different_classes():
    places = [
        PlaceResult(code=str(number), level=PlaceLevel.VILLAGE, measures={"low_share": value})
        for number, value in enumerate([0.1, 0.1, 0.1, 0.1, 0.2, 0.3])
    ]
    drawn = by_value("low_share", POVERTY)(places)
    assert {drawn.classes[str(number)] for number in range(4)} == {0}
    assert drawn.classes["5"] == len(drawn.legend) - 1
    assert sum(line.count for line in drawn.legend) == 6


@pytest.mark.parametrize(
    ("key", "measure", "words"),
    [
        ("koperasi-desa", "legal_village_cooperatives", "0 (belum ada yang berbadan hukum)"),
        ("ksp", "ksp_per_1000_families", "0 (tidak ada KSP)"),
        ("terjangkau", "low_share_in_healthy_reach", "0,0% (di luar jangkauan)"),
    ],
)
@pytest.mark.parametrize("others", [[], [0.25], [0.25, 0.5, 0.75, 1]])
def test_zero_reads_as_lack_and_in_no_shade_of_having(key, measure, words, others):
    layer = next(one for one in LAYERS if one.key == key)
    places = [
        PlaceResult(code=str(number), level=PlaceLevel.DISTRICT, measures={measure: value})
        for number, value in enumerate([0, 0, *others])
    ]
    drawn = layer.classify(places)
    assert drawn.class_of("0") == drawn.class_of("1") == words
    assert drawn.legend[0].count == 2
    assert drawn.colour_of("0") not in REACH
    assert all(drawn.colour_of(str(2 + number)) in REACH for number in range(len(others)))


def test_poverty_of_nobody_is_the_palest_shade():
    nobody = PlaceResult(code="a", level=PlaceLevel.VILLAGE, measures={"low_share": 0})
    assert by_value("low_share", POVERTY)([nobody]).colour_of("a") == POVERTY[0]


def test_every_layer_can_be_drawn_for_no_place_at_all():
    assert all(layer.classify([]).classes == {} for layer in LAYERS)


def test_paper_map_puts_north_on_top_and_one_path_a_place():
    shapes = {
        "a": {"type": "Polygon", "coordinates": [[[111, -7], [112, -7], [112, -6], [111, -7]]]},
        "b": {"type": "Polygon", "coordinates": [[[111, -8], [112, -8], [112, -7], [111, -8]]]},
    }
    svg = map_svg(shapes, {"a": "#ff0000"}, none="#cccccc")
    assert svg.count("<path") == 2
    first, second = (float(part.split("M")[1].split()[1].split("L")[0])
                     for part in svg.split("<path")[1:])  # fmt: skip
    assert first < second
    assert 'fill="#cccccc"' in svg


def test_paper_map_names_places_and_leaves_out_a_name_that_would_lie_on_another():
    square = [[111, -7], [112, -7], [112, -6], [111, -6], [111, -7]]
    shapes = {
        "a": {"type": "Polygon", "coordinates": [square]},
        "b": {"type": "Polygon", "coordinates": [[[x + 2, y] for x, y in square]]},
    }
    names = [("Lereng & Puncak", shapes["a"]), ("Kembar", shapes["a"]), ("Hilir", shapes["b"])]
    svg = map_svg(shapes, {}, none="#cccccc", names=names, borders=[shapes["a"]])
    assert "Lereng &amp; Puncak</text>" in svg
    assert "Kembar" not in svg
    assert "Hilir</text>" in svg
    assert svg.count("<path") == 3


def test_paper_map_writes_no_name_beyond_the_edge_of_the_sheet():
    narrow = [[111, -7], [111.02, -7], [111.02, -6], [111, -6], [111, -7]]
    wide = [[111, -7], [113, -7], [113, -6], [111, -6], [111, -7]]
    shapes = {"a": {"type": "Polygon", "coordinates": [wide]}}
    edge = {"type": "Polygon", "coordinates": [narrow]}
    svg = map_svg(shapes, {}, none="#cccccc", names=[("Kedunggalar", edge)])
    alone = map_svg(shapes, {}, none="#cccccc", names=[("K", edge)])
    assert _written_at(svg) > _written_at(alone) > 0


def _written_at(svg: str) -> float:
    return float(svg.split('<text x="')[1].split('"', maxsplit=1)[0])


def test_map_says_where_to_begin_before_a_place_is_chosen(office, run):
    page = text_of(office.get(url("target_map")))
    starts = page.split("Mulai dari sini")[1].split("</ol>")[0]
    assert "urutan 1: Masalah 1" in starts
    assert starts.count("<li>") == len({line.place_code for line in run.lines.all()})


def test_switch_brings_the_tiles_of_the_layer_along(office, run):
    page = text_of(
        office.get(
            url("target_map", lapis="desil"),
            headers={"HX-Request": "true", "HX-Target": "map-layer"},
        )
    )
    assert 'id="map-tiles"' in page
    assert page.count('hx-swap-oob="true"') == 2
    assert "hx-swap-oob" not in text_of(office.get(url("target_map")))


def test_map_speaks_the_language_of_the_page(office, run):
    page = text_of(office.get(url("target_map")))
    words = json.loads(page.split('id="map-words">')[1].split("</script>")[0])
    assert words["NavigationControl.ZoomIn"] == "Perbesar"
    assert "dua jari" in words["CooperativeGesturesHandler.MobileHelpText"]


def test_equal_runs_are_told_in_one_sentence(office, run):
    write_run()
    page = text_of(office.get(url("insight_compare")))
    assert "Tidak ada yang berubah" in page
    assert "Berpindah urutan" not in page
