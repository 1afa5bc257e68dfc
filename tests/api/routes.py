"""Every route with a call that succeeds: the table that the tests walk.

`{…}` in a path is filled from the fixture `world`; the body may be a function of it.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import NIK, VILLAGE, Form

REASON = {"reason": "Permintaan kepala desa"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CSV = b"kode,nama,tingkat,induk\n99.01.01.2009,Desa Baru,desa,99.01.01\n"


def paper(world):
    return Form(
        subject_kind="bumdes.bumdes", subject_key=world["bumdes"], type="sk",
        file=SimpleUploadedFile("sk.pdf", PDF + b"%lain\n"),
    )  # fmt: skip


def upload(_world):
    return Form(kind="territory", file=SimpleUploadedFile("wilayah.csv", CSV))


COOPERATIVE, OFFICER = "/cooperatives/{cooperative}", "/cooperatives/{cooperative}/officers"
NUMBER = COOPERATIVE + "/identifiers/nib"
HOUSEHOLD, PERSON = "/households/{household}", "/persons/{person}"
RUN = "/insight/runs/{run}"
ENTERPRISE, BUMDES = "/enterprises/{enterprise}", "/bumdes/{bumdes}"

# (method, path): (status, body)
ROUTES = {
    ("get", "/territories/"): (200, None),
    ("get", f"/territories/{VILLAGE}"): (200, None),
    ("patch", f"/territories/{VILLAGE}"): (200, {"population": 1200}),
    ("get", f"/territories/{VILLAGE}/children"): (200, None),
    ("get", f"/territories/{VILLAGE}/boundary"): (200, None),
    ("get", "/households/"): (200, None),
    ("post", "/households/"): (201, {"village_code": VILLAGE, "head_name": "Ngatini"}),
    ("post", "/households/find"): (200, {"number": NIK}),
    ("get", HOUSEHOLD): (200, None),
    ("patch", HOUSEHOLD): (200, {"rt": "003"}),
    ("post", HOUSEHOLD + "/move"): (200, REASON | {"village_code": "99.01.01.2002"}),
    ("post", HOUSEHOLD + "/desil"): (201, {"desil": 2, "period": "2026-Q1"}),
    ("get", "/place-totals/"): (200, None),
    ("get", "/poverty-lines/"): (200, None),
    ("get", "/persons/"): (200, None),
    ("post", "/persons/"): (201, {"name": "Ngatini", "village_code": VILLAGE}),
    ("get", PERSON): (200, None),
    ("patch", PERSON): (200, {"sex": "male"}),
    ("post", PERSON + "/move"): (
        200, lambda world: REASON | {"household_id": world["household"], "relation": "head"},
    ),
    ("get", "/cooperatives/"): (200, None),
    ("post", "/cooperatives/"): (
        201, {"name": "KSP Tirta", "kind": "ksp", "village_code": VILLAGE},
    ),
    ("get", COOPERATIVE): (200, None),
    ("patch", COOPERATIVE): (200, {"address": "Jalan Raya 1"}),
    ("post", COOPERATIVE + "/close"): (
        200, REASON | {"closed_on": "2026-01-02", "why": "moved_away"},
    ),
    ("post", COOPERATIVE + "/reopen"): (200, REASON),
    ("get", COOPERATIVE + "/identifiers"): (200, None),
    ("put", NUMBER): (200, {"value": "9120001234567"}),
    ("post", NUMBER + "/verify"): (200, {}),
    ("post", NUMBER + "/remove"): (204, REASON),
    ("put", COOPERATIVE + "/business-lines"): (
        200, [{"code": "64141", "classification_year": 2020}],
    ),
    ("get", OFFICER): (200, None),
    ("post", OFFICER): (201, {"post": "bendahara", "person_name": "Ngatini"}),
    ("patch", OFFICER + "/{officer}"): (200, {"term_number": 2}),
    ("post", OFFICER + "/{officer}/end"): (200, REASON | {"ended_on": "2026-01-02"}),
    ("get", COOPERATIVE + "/years"): (200, None),
    ("put", COOPERATIVE + "/years/2024"): (200, {"members": 40, "assets": "150000000.00"}),
    ("post", COOPERATIVE + "/years/2023/verify"): (200, {}),
    ("get", "/enterprises/"): (200, None),
    ("post", "/enterprises/"): (
        201,
        {"name": "Keripik", "village_code": VILLAGE, "sector": "makanan_olahan",
         "owner_name": "Ngatini"},
    ),
    ("get", ENTERPRISE): (200, None),
    ("patch", ENTERPRISE): (200, {"workers": 3}),
    ("post", ENTERPRISE + "/close"): (200, REASON | {"closed_on": "2026-01-02"}),
    ("post", ENTERPRISE + "/reopen"): (200, REASON),
    ("put", ENTERPRISE + "/products"): (200, {"name": "Amplang", "price": "15000.00"}),
    ("delete", ENTERPRISE + "/products?name=Kerupuk"): (204, None),
    ("put", ENTERPRISE + "/permits"): (200, {"kind": "merek", "number": "IDM000000001"}),
    ("delete", ENTERPRISE + "/permits?kind=merek&number=IDM000000002"): (204, None),
    ("put", ENTERPRISE + "/buyers"): (200, {"name": "Hotel Contoh", "kind": "hotel"}),
    ("delete", ENTERPRISE + "/buyers?name=Toko"): (204, None),
    ("get", "/bumdes/"): (200, None),
    ("post", "/bumdes/"): (201, {"name": "BUMDes Baru", "village_code": VILLAGE}),
    ("get", BUMDES): (200, None),
    ("patch", BUMDES): (200, {"address": "Balai desa"}),
    ("put", BUMDES + "/units"): (200, {"name": "Air bersih", "workers": 2}),
    ("delete", BUMDES + "/units?name=Sewa"): (204, None),
    ("put", BUMDES + "/assets"): (200, {"name": "Pompa", "category": "mesin"}),
    ("delete", BUMDES + "/assets?name=Tenda"): (204, None),
    ("put", BUMDES + "/years/2024"): (200, {"revenue": "90000000.00"}),
    ("delete", BUMDES + "/years/2023"): (204, None),
    ("get", "/documents/?subject_kind=bumdes.bumdes&subject_key={bumdes}"): (
        200, None,
    ),
    ("post", "/documents/"): (201, paper),
    ("get", "/documents/{document}"): (200, None),
    ("get", "/documents/{document}/file"): (200, None),
    ("get", "/imports/kinds"): (200, None),
    ("get", "/imports/"): (200, None),
    ("post", "/imports/"): (201, upload),
    ("get", "/imports/{batch}"): (200, None),
    ("get", "/imports/{batch}/problems"): (200, None),
    ("post", "/imports/{batch}/preview"): (202, None),
    ("post", "/imports/{batch}/apply"): (202, None),
    ("post", "/imports/{applied}/undo"): (200, None),
    ("get", "/village-index/"): (200, None),
    ("get", "/registers/"): (200, None),
    ("put", "/registers/bumdes"): (200, {"state": "complete", "reason": "Daftar DPMD 2026"}),
    ("get", "/insight/measures/catalogue"): (200, None),
    ("get", "/insight/measures/places"): (200, None),
    ("get", f"/insight/measures/places/{VILLAGE}/history"): (200, None),
    ("get", "/insight/measures/places.csv"): (200, None),
    ("get", "/insight/measures/places.geojson"): (200, None),
    ("get", "/insight/measures/places.parquet"): (200, None),
    ("get", "/insight/targeting-quality"): (200, None),
    ("get", "/insight/runs/"): (200, None),
    ("post", "/insight/runs/"): (202, {"as_of": "2026-09-30"}),
    ("get", RUN): (200, None),
    ("post", RUN + "/cancel"): (200, None),
    ("get", RUN + "/lines"): (200, None),
    ("get", RUN + "/lines/{rank}"): (200, None),
    ("get", RUN + "/reasons"): (200, None),
    ("get", "/insight/plans/"): (200, None),
    ("get", "/insight/plans/{plan}"): (200, None),
    ("get", "/insight/plans/{plan}/lines"): (200, None),
}  # fmt: skip

# Lists answer an outsider with what is the outsider's, rather than 404.
LISTS = {
    ("get", f"/{name}/")
    for name in (
        "territories", "households", "persons", "place-totals", "poverty-lines", "cooperatives",
        "enterprises", "bumdes", "imports", "village-index",
    )
}  # fmt: skip

# Runs and plans are the whole regency's; their places and lines are narrowed to the key's own.
# So are the states of the registers.
SHARED = {
    route
    for route in ROUTES
    if route[0] == "get"
    and route[1].startswith(("/insight/", "/registers/"))
    and not route[1].endswith(("/history", "{rank}"))
}
