import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.insight.village_index.conftest import raw_file
from tests.web.village_index.conftest import LOW

from umpak.foundation.access.choices import Role
from umpak.insight.village_index.models import IndexRecord
from umpak.parameters.village_index import indeks_desa_rules

ONE, TWO = "99.01.01.2001", "99.01.01.2002"


def page(code=ONE, query=""):
    return reverse("village_index_page", args=[code]) + query


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_shows_the_newest_idm_and_one_instrument_at_a_time(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    url = reverse("village_index_list")
    shown = text(client.get(url))
    assert "Sukamaju" in shown
    assert "Sukasari" in shown
    assert "84,41" not in shown
    other = text(client.get(url + "?data=indeks_desa-2025"))
    assert "Sukamaju" in other
    assert "1–1 dari" in " ".join(other.split())


def test_list_narrows_to_villages_that_one_lever_moves(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    url = reverse("village_index_list")
    assert page() in text(client.get(url + "?tuas=IKL01"))
    assert page() not in text(client.get(url + "?tuas=IKE09"))


def test_chart_stands_beside_its_table_and_the_file_holds_what_is_shown(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    url = reverse("village_index_list")
    chart = text(client.get(url + "?tampil=grafik"))
    assert "data-chart" in chart
    assert "Kecamatan Satu" in chart
    answer = client.get(url + "?unduh=csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Desa,Kecamatan,Status,Nilai,IKS")
    assert len(lines) == 3


def test_village_page_tells_dimensions_levers_and_the_cheapest_step(indices, as_user):
    shown = text(as_user(Role.OFFICER, "99.01").get(page()))
    assert "Langkah termurah ke status berikut" in shown
    assert "koperasi dan BUM Desa" in shown
    assert "DISPERINDAKOP UKM" in shown
    assert "84,41" in shown
    assert "dua alat ukur berbeda" in shown


def test_figures_say_of_how_much_and_the_axes_what_they_count(indices, as_user):
    answer = as_user(Role.OFFICER, "99.01").get(page("99.01.01.2001"))
    most = sum(one.most for one in indeks_desa_rules(2025).dimensions)
    assert f"536 dari {most} poin" in answer.content.decode()
    chart, points = answer.context["idm_chart"], answer.context["points_chart"]
    assert (chart["unit"], chart["most"]) == ("indeks, 0 sampai 1", 1)
    assert (points["unit"], points["most"]) == ("persen dari poin tertinggi", 100)


def test_cost_of_a_slider_says_its_unit(indices, as_user):
    text = as_user(Role.OFFICER, "99.01").get(page("99.01.01.2001")).content.decode()
    assert "Rp per angka" in text


def test_what_if_works_without_javascript_and_as_a_fragment(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    whole = text(client.get(page(query="?IKL01=5")))
    assert "Status desa naik." in whole
    assert "Status desa tetap." in text(client.get(page(query="?IKE09=5")))
    fragment = text(
        client.get(
            page(query="?IKL01=5"), headers={"HX-Request": "true", "HX-Target": "what-if-result"}
        )
    )
    assert fragment.lstrip().startswith('<div id="what-if-result"')
    assert "Status desa naik." in fragment


def test_costs_of_the_form_decide_what_is_cheapest(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    costs = "".join(
        f"&biaya_{code}=900000000000" for code in ("IKE01", "IKE03", "IKE05", "IKE07", "IKS31")
    )
    shown = text(client.get(page(query=f"?biaya_IKE09=1&biaya_IKL01=1000{costs}")))
    assert "Rp1.002" in shown


@pytest.mark.parametrize(
    "query", ["?IKE09=9", "?IKE09=abc", "?biaya_IKE09=-1", "?XX=5", "?IKE09=²"]
)
def test_nonsense_in_the_address_changes_nothing(indices, as_user, query):
    shown = text(as_user(Role.OFFICER, "99.01").get(page(query=query)))
    assert "Bila skornya demikian" not in shown


def test_village_without_index_says_so(indices, as_user):
    shown = text(as_user(Role.OFFICER, "99.01").get(page("99.01.01.1001")))
    assert "Belum ada indeks untuk tempat ini" in shown


def test_village_officer_sees_only_the_own_village(indices, as_user):
    client = as_user(Role.VILLAGE_OFFICER, ONE)
    assert client.get(page()).status_code == 200
    assert client.get(page(TWO)).status_code == 404
    assert "Sukasari" not in text(client.get(reverse("village_index_list")))
    assert as_user(None, "").get(page()).status_code == 403


def test_lever_page_counts_who_would_move_up(indices, as_user):
    shown = " ".join(
        text(as_user(Role.OFFICER, "99.01").get(reverse("village_index_levers"))).split()
    )
    assert "Skor indikator diketahui untuk 2 dari 2 desa." in shown
    assert "tuas=IKL01" in shown
    assert "tuas=IKE09" not in shown


def test_page_of_village_and_district_carry_the_panel(indices, as_user):
    client = as_user(Role.OFFICER, "99.01")
    village = text(client.get(reverse("territory_page", args=[ONE])))
    assert page() in village
    district = text(client.get(reverse("territory_page", args=["99.01.01"])))
    assert reverse("village_index_list") + "?wilayah=99.01.01" in district


def test_list_costs_the_same_queries_for_more_rows(territories, load_index, as_user):
    client = as_user(Role.OFFICER, "99.01")
    url = reverse("village_index_list")

    def count():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    load_index(raw_file([("9901012001", 2024, LOW, {})]))
    one = count()
    load_index(raw_file([("9901012001", 2024, LOW, {}), ("9901012002", 2024, LOW, {}),
                         ("9901022001", 2024, LOW, {})]))  # fmt: skip
    assert count() == one


def test_officer_chooses_which_version_of_a_year_counts(indices, load_index, as_user):
    load_index(raw_file([("9901012001", 2024, LOW, {})]), version="ralat")
    officer = as_user(Role.OFFICER, "99.01")
    address = reverse("village_index_version", args=[ONE, "idm", 2024])
    assert address in text(officer.get(page()))
    _current, other = IndexRecord.objects.filter(village=ONE, instrument="idm", year=2024).order_by(
        "is_current"
    )
    refused = officer.post(address, {"version": other.pk, "reason": ""})
    assert refused.status_code == 422
    other.refresh_from_db()
    assert other.is_current is None
    answer = officer.post(address, {"version": other.pk, "reason": "angka ralat dari provinsi"})
    assert answer.status_code == 302
    other.refresh_from_db()
    assert other.is_current


def test_choosing_a_version_is_for_those_who_may_change_the_territory(indices, as_user):
    address = reverse("village_index_version", args=[ONE, "idm", 2024])
    assert as_user(Role.VILLAGE_OFFICER, ONE).get(address).status_code == 403
    assert as_user(Role.OFFICER, "99.02").get(address).status_code == 404
    assert address not in text(as_user(Role.OFFICER, "99.01").get(page()))


def test_village_of_which_not_every_part_was_published_has_its_page(
    territories, load_index, as_user
):
    load_index("kode_desa,tahun,iks,ike,ikl,idm,status\n9901012001,2024,0.8,0.6,0.8,0.7333,Maju\n")
    IndexRecord.objects.update(iks=None)
    shown = text(as_user(Role.OFFICER, "99.01").get(page()))
    assert "0,7333" in shown
    assert "belum ada, sehingga tuasnya tidak dapat dihitung" in shown
