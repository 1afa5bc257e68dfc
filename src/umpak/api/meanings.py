"""What each field of a body means, in words: those of the model it comes from, else ours.

Typed once: a field of a body that is a field of a record bears the record's own name for it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

_SUFFIXES = ("Row", "Detail", "In", "Patch", "Filters", "Shape")
_RECORDS = {
    "Asset": "bumdes.BumdesAsset",
    "Batch": "imports.ImportBatch",
    "Bumdes": "bumdes.Bumdes",
    "BumdesYear": "bumdes.BumdesYear",
    "BusinessLine": "cooperatives.CooperativeBusinessLine",
    "Buyer": "enterprises.Buyer",
    "Cooperative": "cooperatives.Cooperative",
    "Desil": "people.DesilRecord",
    "Document": "documents.Document",
    "DocumentOwner": "documents.Document",
    "Enterprise": "enterprises.Enterprise",
    "EnterpriseClosing": "enterprises.Enterprise",
    "Household": "people.Household",
    "Identifier": "cooperatives.CooperativeIdentifier",
    "Index": "village_index.IndexRecord",
    "Line": "targeting.PlanLine",
    "MoveHousehold": "people.Household",
    "MovePerson": "people.Person",
    "Officer": "cooperatives.CooperativeOfficer",
    "OfficerEnd": "cooperatives.CooperativeOfficer",
    "Permit": "enterprises.Permit",
    "Person": "people.Person",
    "PlaceMeasures": "targeting.PlaceResult",
    "PlaceTotal": "people.PlaceTotal",
    "Plan": "targeting.InsightPlan",
    "PovertyLine": "people.PovertyLine",
    "Problem": "imports.ImportProblem",
    "Product": "enterprises.Product",
    "Register": "registers.RegisterState",
    "RegisterState": "registers.RegisterState",
    "Replay": "targeting.InsightReplay",
    "Run": "targeting.InsightRun",
    "Territory": "territory.Territory",
    "Unit": "bumdes.BumdesUnit",
    "Year": "cooperatives.CooperativeYear",
}

_RESOURCES = {
    "bumdes": "Bumdes",
    "cooperatives": "Cooperative",
    "enterprises": "Enterprise",
    "households": "Household",
    "insight": "Line",
    "persons": "Person",
    "territories": "Territory",
    "village-index": "Index",
}
_PARTS = {
    "assets": "Asset",
    "buyers": "Buyer",
    "officers": "Officer",
    "permits": "Permit",
    "products": "Product",
    "units": "Unit",
}


def explain(schemas: Mapping[str, Any]) -> None:
    """Give every field of every body a description where it has none."""
    with translation.override("id"):
        for name, shape in schemas.items():
            for field, part in shape.get("properties", {}).items():
                part.setdefault("description", meaning_of(name, field))


def explain_parameters(path: str, operation: Mapping[str, Any]) -> None:
    """The same for what stands in an address: a filter bears the name of what it filters by."""
    part = path.rstrip("/").rpartition("/")[2] if "{" not in path.rpartition("/")[2] else ""
    stem = _PARTS.get(part) or _RESOURCES.get(operation["tags"][0], "")
    with translation.override("id"):
        for one in operation["parameters"]:
            name = one["name"]
            place = _PLACES.get(name, "") if one["in"] == "path" else ""
            one.setdefault("description", place or meaning_of(stem, name))


def meaning_of(shape: str, field: str) -> str:
    """What the field of a shape means; empty where nobody has said it yet."""
    stem = next((shape.removesuffix(end) for end in _SUFFIXES if shape.endswith(end)), shape)
    own = _OWN.get(f"{stem}.{field}")
    return own or _of_record(stem, field) or _OWN.get(field, "")


def told(description: str) -> str:
    """The description in the reader's language; names of records stand there in small letters."""
    found = gettext(description) if description else ""
    if found != description or not description:
        return found
    small = description[0].lower() + description[1:]
    return str(capfirst(gettext(small)))


@cache
def _of_record(stem: str, field: str) -> str:
    if stem not in _RECORDS:
        return ""
    model = apps.get_model(_RECORDS[stem])
    for name in (field, field.removesuffix("_code"), field.removesuffix("_id")):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        said = str(getattr(found, "verbose_name", ""))
        if said and said != found.name.replace("_", " "):  # else nobody named it: Django made it up
            return str(capfirst(said))
    return ""


_PLACES: Mapping[str, str] = {
    "book_year": gettext_noop("Tahun buku"),
    "code": gettext_noop("Kode wilayah; bertitik atau tidak"),
    "kind": gettext_noop("Jenis nomor"),
    "officer_id": gettext_noop("Kunci perangkat (id)"),
    "plan": gettext_noop("Kunci usulan (id)"),
    "public_id": gettext_noop("Kunci catatan (id)"),
    "rank": gettext_noop("Urutan baris dalam perhitungan itu"),
    "run": gettext_noop("Kunci perhitungan (id)"),
    "year": gettext_noop("Tahun"),
}
_OWN: Mapping[str, str] = {
    "as_of": gettext_noop("Per tanggal"),
    "code": gettext_noop("Kode Kemendagri bertitik"),
    "desil": gettext_noop("Desil kesejahteraan, 1 termiskin"),
    "district_name": gettext_noop("Nama kecamatan"),
    "is_serving": gettext_noop("Hanya yang menjabat (true), atau yang sudah berhenti (false)"),
    "items": gettext_noop("Baris pada potongan ini"),
    "level": gettext_noop("Tingkat wilayah"),
    "limit": gettext_noop("Banyaknya baris yang diminta"),
    "name": gettext_noop("Nama"),
    "offset": gettext_noop("Banyaknya baris yang dilewati"),
    "period": gettext_noop("Triwulan, misalnya 2026-Q3"),
    "programme": gettext_noop("Program keluarga"),
    "run_id": gettext_noop("Kunci perhitungan"),
    "source": gettext_noop("Sumber"),
    "status": gettext_noop("Status"),
    "territory": gettext_noop("Kode wilayah"),
    "village_name": gettext_noop("Nama desa/kelurahan"),
    "why": gettext_noop("Sebab ditutup"),
    "Accuracy.beneficiaries": gettext_noop("Keluarga penerima yang punya desil"),
    "Accuracy.both": gettext_noop("Keluarga sasaran yang menerima"),
    "Accuracy.cgh_ratio": gettext_noop(
        "Rasio CGH; di atas 1: sasaran menerima lebih dari bagiannya"
    ),
    "Accuracy.coverage": gettext_noop("Penerima di antara sasaran"),
    "Accuracy.exclusion_error": gettext_noop("Sasaran yang tidak menerima"),
    "Accuracy.false_positive_rate": gettext_noop("Penerima di antara yang bukan sasaran"),
    "Accuracy.families": gettext_noop("Keluarga yang punya desil"),
    "Accuracy.inclusion_error": gettext_noop("Penerima yang bukan sasaran"),
    "Accuracy.most_desil": gettext_noop("Desil sasaran tertinggi"),
    "Accuracy.period_on": gettext_noop("Hari pertama triwulan itu"),
    "Accuracy.precision": gettext_noop("Sasaran di antara penerima"),
    "Accuracy.target": gettext_noop("Keluarga sasaran"),
    "Accuracy.targeting_differential": gettext_noop(
        "Cakupan di antara sasaran dikurangi cakupan di antara yang bukan"
    ),
    "Batch.file_sha256": gettext_noop("Sidik berkas (SHA-256)"),
    "Batch.progress_percent": gettext_noop("Kemajuan dalam persen"),
    "BoundaryFeature.geometry": gettext_noop("Poligon GeoJSON (WGS 84); batas indikatif"),
    "BoundaryFeature.properties": gettext_noop("Keterangan batas ini"),
    "BoundaryFeature.type": gettext_noop("Selalu Feature"),
    "BoundaryProperties.area_km2": gettext_noop("Luas poligon (km²)"),
    "Bumdes.assets": gettext_noop("Aset"),
    "Bumdes.member_village_codes": gettext_noop("Kode desa pemilik; lebih dari satu pada BUMDesma"),
    "Bumdes.units": gettext_noop("Unit usaha"),
    "Bumdes.years": gettext_noop("Angka menurut tahun buku"),
    "Closing.closed_on": gettext_noop("Ditutup pada"),
    "Column.aliases": gettext_noop("Judul lain yang diterima"),
    "Column.example": gettext_noop("Contoh isi"),
    "Column.is_required": gettext_noop("Wajib ada"),
    "Column.kind": gettext_noop("Jenis isi"),
    "Column.label": gettext_noop("Judul kolom"),
    "Cooperative.activity_state": gettext_noop("Aktif menurut RAT dan pelayanan anggota"),
    "Cooperative.business_lines": gettext_noop("Bidang usaha (KBLI)"),
    "Cooperative.identifiers": gettext_noop("Nomor resmi"),
    "Cooperative.served_village_codes": gettext_noop("Kode desa yang dilayani"),
    "Dating.name": gettext_noop("Nama tabel untuk dibaca orang"),
    "Dating.rows": gettext_noop("Banyaknya baris"),
    "Dating.table": gettext_noop("Nama tabel"),
    "Desil.desil": gettext_noop("Desil kesejahteraan, 1 termiskin"),
    "Enterprise.buyers": gettext_noop("Pembeli tetap"),
    "Enterprise.permits": gettext_noop("Izin dan sertifikat"),
    "Enterprise.products": gettext_noop("Produk"),
    "Household.desil_from": gettext_noop("Desil terendah"),
    "Household.desil_period": gettext_noop("Triwulan desil, misalnya 2026-Q3"),
    "Household.desil_records": gettext_noop("Desil menurut triwulan, yang terbaru dahulu"),
    "Household.desil_until": gettext_noop("Desil tertinggi"),
    "Household.members": gettext_noop("Anggota keluarga yang terdaftar"),
    "Kind.code": gettext_noop("Nama tetap jenis berkas"),
    "Kind.columns": gettext_noop("Kolom yang dibaca"),
    "Kind.description": gettext_noop("Apa isi berkas itu"),
    "Kind.label": gettext_noop("Nama jenis berkas untuk dibaca orang"),
    "Line.reasons": gettext_noop("Angka di balik baris ini, dengan ambang dan dasarnya"),
    "Line.run_id": gettext_noop("Kunci perhitungan"),
    "Measure.kind": gettext_noop("Jenis nilai: angka, ya/tidak, atau teks"),
    "Measure.label": gettext_noop("Nama ukuran untuk dibaca orang"),
    "Measure.unit": gettext_noop("Satuan"),
    "MeasureOfAccuracy.denominator": gettext_noop("Penyebut: keluarga"),
    "MeasureOfAccuracy.numerator": gettext_noop("Pembilang: keluarga"),
    "MeasureOfAccuracy.reason": gettext_noop("Mengapa tidak terdefinisi; null bila ada nilainya"),
    "Plan.place_count": gettext_noop("Banyaknya tempat"),
    "Problem.problems": gettext_noop("Semua yang salah, yang pertama juga di atas"),
    "Reason.citation": gettext_noop("Dasar ambang ini"),
    "Reason.holds": gettext_noop("Apakah syarat ini terpenuhi"),
    "Reason.how": gettext_noop("Cara menghitung ukuran ini"),
    "Reason.label": gettext_noop("Nama ukuran untuk dibaca orang"),
    "Reason.measure": gettext_noop("Nama tetap ukuran"),
    "Reason.op": gettext_noop("Pembanding: nilai terhadap ambang"),
    "Reason.part": gettext_noop("Bagiannya pada skor, 0 sampai 1"),
    "Reason.role": gettext_noop("Syarat, kebutuhan, kesenjangan, atau kesiapan"),
    "Reason.threshold": gettext_noop("Ambang menurut aturan"),
    "Reason.unit": gettext_noop("Satuan"),
    "Reason.value": gettext_noop("Nilai tempat ini"),
    "Territory.aliases": gettext_noop("Nama lain"),
    "Territory.predecessor_codes": gettext_noop(
        "Kode wilayah asal sebelum pemekaran atau penggabungan"
    ),
}
