"""What other programs rely on: the description changes only on purpose (`make openapi`)."""

import json
from pathlib import Path

import pytest

from umpak.foundation.access.choices import Role

SNAPSHOT = Path(__file__).parent / "openapi-v1.json"


def test_the_description_is_the_one_on_file(db, client):
    described = json.loads(client.get("/api/v1/openapi.json").content)
    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run `make openapi`"


def test_every_operation_says_what_it_does_and_how_it_refuses():
    operations = [
        operation
        for methods in json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"].values()
        for operation in methods.values()
    ]
    assert all(operation["summary"] and operation["tags"] for operation in operations)
    assert all({"401", "403", "429"} <= operation["responses"].keys() for operation in operations)


def test_the_description_keeps_to_openapi_where_the_framework_does_not():
    """Examples beside a shape are named objects there; a list of them belongs in the shape."""
    operations = [
        operation
        for methods in json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"].values()
        for operation in methods.values()
    ]
    parameters = [one for operation in operations for one in operation["parameters"]]
    assert [one["name"] for one in parameters if isinstance(one.get("examples"), list)] == []
    assert any("examples" in one["schema"] for one in parameters), "the shapes keep theirs"


def test_operations_that_answer_with_a_file_say_of_which_kind():
    paths = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    kinds = {
        path.rpartition(".")[2]: list(methods["get"]["responses"]["200"]["content"])
        for path, methods in paths.items()
        if path.rpartition("/")[2].startswith("places.")
    }
    assert kinds == {
        "csv": ["text/csv"],
        "geojson": ["application/geo+json"],
        "parquet": ["application/vnd.apache.parquet"],
    }


@pytest.fixture
def page(client, make_user):
    client.force_login(make_user(Role.OFFICER))
    return client.get("/api/v1/docs").content.decode()


def test_the_page_shows_every_operation_with_a_call(page):
    described = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert [path for path in described["paths"] if f">{path}</code>" not in page] == []
    assert page.count("Authorization: Bearer") > len(described["paths"])


def test_the_page_fetches_nothing_from_elsewhere_and_runs_no_inline_code(page):
    assert 'src="http' not in page
    assert "<style" not in page
    assert [tag for tag in page.split("<script")[1:] if "src=" not in tag.partition(">")[0]] == []


def test_the_page_asks_to_sign_in(client, db):
    assert client.get("/api/v1/docs").status_code == 302


def described() -> dict:
    return json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_field_and_every_parameter_says_what_it_means():
    shapes = described()["components"]["schemas"]
    fields = {
        f"{name}.{field}": part
        for name, shape in shapes.items()
        for field, part in shape.get("properties", {}).items()
    }
    assert len(fields) > 900
    assert [name for name, part in fields.items() if not part.get("description")] == []
    silent = [
        (path, one["name"])
        for path, methods in described()["paths"].items()
        for operation in methods.values()
        for one in operation["parameters"]
        if not one.get("description")
    ]
    assert silent == []


def test_the_page_is_told_in_english_to_whoever_asks_for_it(client, make_user):
    """Also what modules write as `description=`, which GNU gettext does not see by itself."""
    client.force_login(make_user(Role.OFFICER))
    page = client.get("/api/v1/docs", headers={"Accept-Language": "en"}).content.decode()
    for text in ("Number as written on the paper", "Idempotency key: the same request"):
        assert text in page
    assert "Nomor seperti tertulis pada surat" not in page
    assert "Kunci pengulangan: permintaan" not in page


def test_a_field_of_a_record_bears_the_record_s_own_name():
    shapes = described()["components"]["schemas"]
    assert shapes["CooperativeIn"]["properties"]["pattern"]["description"] == "Pola pengelolaan"
    assert shapes["BumdesYearRow"]["properties"]["year"]["description"] == "Tahun buku"


def part_of(page: str, operation: str) -> str:
    anchor = next(
        one["operationId"]
        for methods in described()["paths"].values()
        for one in methods.values()
        if one["operationId"].endswith(operation)
    )
    return page.split(f'id="{anchor}"')[1].split("</article>", maxsplit=1)[0]


def test_the_page_tells_the_fields_of_a_request_with_what_must_be_there(page):
    told = part_of(page, "add_cooperative").split("Isi jawaban")[0]
    assert "Isi permintaan" in told
    name = told.split('<code class="text-break">name</code>')[1].split("</tr>")[0]
    assert "wajib" in name
    assert "huruf" in name
    email = told.split('<code class="text-break">email</code>')[1].split("</tr>")[0]
    assert "wajib" not in email
    assert "Surel" in email


def test_the_page_tells_the_fields_of_an_answer_also_within_others(page):
    told = part_of(page, "routes_cooperative").split("Isi jawaban")[1]
    assert '<code class="text-break">identifiers[].issued_by</code>' in told
    assert "date atau null" in told or "(date) atau null" in told


def test_the_page_tells_the_fields_of_a_form_with_a_file(page):
    told = part_of(page, "upload_import").split("Isi jawaban")[0]
    assert "multipart/form-data" in told
    assert '<code class="text-break">file</code>' in told


def test_every_body_of_the_description_has_its_table(page):
    operations = [one for methods in described()["paths"].values() for one in methods.values()]
    asking = sum("requestBody" in one for one in operations)
    assert page.count("<summary>Isi permintaan") == asking
