"""One record of each kind in a corner, written by its officer through the services."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.corners import Corner
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.registry.territory.models import Territory, TerritoryAlias

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_REASON = "Alasan uji "


def fill(corner: Corner) -> None:
    """Everything that lies in a village."""
    corner.add("territory", code=corner.village)
    alias = TerritoryAlias.objects.create(
        territory=Territory.objects.get(code=corner.village), name=f"Alias {corner.mark}"
    )
    corner.add("alias", code=corner.village, pk=alias.pk)
    _index(corner)
    _families(corner)
    _cooperatives(corner)
    _enterprise(corner)
    _bumdes(corner)
    _documents(corner)
    _files(corner)


def _index(corner: Corner) -> None:
    from umpak.insight.village_index.choices import Form, Instrument, Status
    from umpak.insight.village_index.models import IndexRecord

    IndexRecord.objects.create(
        village=Territory.objects.get(code=corner.village), instrument=Instrument.IDM, year=2024,
        version="uji", form=Form.COMPOSITE, is_current=True, composite="0.7",
        status=Status.DEVELOPING, computed_status=Status.DEVELOPING, weakest="IKE",
    )  # fmt: skip
    corner.add("index_year", code=corner.village, instrument="idm", year=2024)


def _families(corner: Corner) -> None:
    from umpak.foundation.audit.services import record_read
    from umpak.foundation.personal_data.services import unmask
    from umpak.registry.people.details import HouseholdDetails, PersonDetails
    from umpak.registry.people.models import PlaceTotal
    from umpak.registry.people.services.households import add_household
    from umpak.registry.people.services.persons import add_person
    from umpak.registry.people.services.restriction import restrict
    from umpak.rules.quarters import Quarter

    def family(name: str, serial: int) -> Any:
        details = HouseholdDetails(
            village_code=corner.village, head_name=f"{name} {corner.mark}", desil=2,
            desil_period=Quarter(2026, 3), family_card=corner.citizen_number(serial),
            phone=f"0812345000{corner.sequence:02}",
        )  # fmt: skip
        return add_household(by=corner.officer, details=details)

    household, restricted = family("Sutarjo", 2), family("Rahasia", 3)
    restrict(by=corner.officer, record=restricted, reason=_REASON + corner.mark)
    nik = corner.citizen_number(1)
    details = PersonDetails(name=f"Ngatini {corner.mark}", nik=nik, relation="head")
    person = add_person(by=corner.officer, details=details, household=household)
    unmask(by=corner.officer, record=household, reason=_REASON + corner.mark)
    record_read(
        by=corner.officer, roles=[Role.OFFICER], subject=household, purpose="people.register",
        fields=["nik"], territory_code=corner.village, is_unmasked=True,
        reason=_REASON + corner.mark,
    )  # fmt: skip
    PlaceTotal.objects.create(
        village_id=corner.village, counted_on=dt.date(2025, 12, 31), source=f"Data {corner.mark}",
        families=20, poor_families=5,
    )  # fmt: skip
    corner.ids |= {"household": household.public_id, "person": person.public_id, "nik": nik}
    corner.add("household", public_id=household.public_id)
    corner.add("restricted", public_id=restricted.public_id)
    corner.add("person", public_id=household.public_id, person_id=person.public_id)


def _cooperatives(corner: Corner) -> None:
    from umpak.registry.cooperatives.choices import Kind as CooperativeKind
    from umpak.registry.cooperatives.services import (
        BusinessLine,
        CooperativeFields,
        OfficerFields,
        YearFigures,
        add_cooperative,
        add_officer,
        merge_cooperatives,
        record_year,
        set_business_lines,
        set_identifier,
    )

    def cooperative(name: str, **more: Any) -> Any:
        fields = CooperativeFields(
            name=f"{name} {corner.mark}", kind=CooperativeKind.CONSUMER,
            village_code=corner.village, **more,
        )  # fmt: skip
        return add_cooperative(by=corner.officer, fields=fields)

    by, own = corner.officer, (ScopeKind.COOPERATIVE,)
    one = cooperative("Koperasi Sumber Rejeki", phone=f"0812345001{corner.sequence:02}")
    twin, merged = cooperative("Koperasi Sumber Rezeki"), cooperative("Koperasi Sumber Rejekii")
    merge = merge_cooperatives(by=by, winner=one, loser=merged, reason=_REASON + corner.mark)
    fields = OfficerFields(post="ketua", person_name=f"Ketua {corner.mark}", nik=corner.ids["nik"])
    officer = add_officer(by=by, cooperative=one, fields=fields)
    number = set_identifier(
        by=by, cooperative=one, kind="nib", typed=f"91200012345{corner.sequence:02}",
        issued_by=f"OSS {corner.mark}",
    )  # fmt: skip
    year = record_year(by=by, cooperative=one, book_year=2023, figures=YearFigures(members=10))
    retail = BusinessLine(code="47111", classification_year=2020)
    set_business_lines(by=by, cooperative=one, lines=[retail])
    key = one.public_id
    corner.ids |= {"cooperative": key, "officer": officer.public_id, "twin": twin.public_id}
    corner.add("cooperative", reach=own, public_id=key)
    corner.add("cooperative_officer", reach=own, public_id=key, officer_id=officer.public_id)
    corner.add("identifier_kind", reach=own, public_id=key, kind="nib")
    corner.add("identifier", reach=own, public_id=key, pk=number.pk)
    corner.add("book_year", reach=own, public_id=key, book_year=year.book_year)
    corner.add("pair", public_id=key, other_id=twin.public_id)
    corner.add("merge", public_id=key, pk=merge.pk)


def _enterprise(corner: Corner) -> None:
    from umpak.registry.enterprises.details import (
        BuyerDetails,
        EnterpriseDetails,
        PermitDetails,
        ProductDetails,
    )
    from umpak.registry.enterprises.services import parts
    from umpak.registry.enterprises.services.enterprises import add_enterprise

    by, own = corner.officer, (ScopeKind.ENTERPRISE,)
    details = EnterpriseDetails(
        name=f"Amplang {corner.mark}", village_code=corner.village, sector="makanan_olahan",
        owner_nik=corner.ids["nik"], phone=f"0812345002{corner.sequence:02}",
    )  # fmt: skip
    one = add_enterprise(by=by, details=details)
    product = ProductDetails(name="Kerupuk")
    soon = calendar.today() + dt.timedelta(days=20)
    permit = PermitDetails(kind="merek", number="IDM000000002", expires_on=soon)
    buyer = BuyerDetails(name="Toko", kind="toko")
    rows = {
        "produk": parts.save_product(by=by, enterprise=one, details=product),
        "izin": parts.save_permit(by=by, enterprise=one, details=permit),
        "pembeli": parts.save_buyer(by=by, enterprise=one, details=buyer),
        "kelompok": parts.join_group(by=by, enterprise=one, group_name=f"Poklahsar {corner.mark}"),
    }
    corner.ids["enterprise"] = one.public_id
    corner.add("enterprise", reach=own, public_id=one.public_id)
    for part, row in rows.items():
        corner.add("enterprise_part", reach=own, public_id=one.public_id, part=part)
        corner.add("enterprise_line", reach=own, public_id=one.public_id, part=part, pk=row.pk)


def _bumdes(corner: Corner) -> None:
    from umpak.registry.bumdes import services
    from umpak.registry.bumdes.details import (
        AssetDetails,
        BumdesDetails,
        UnitDetails,
        YearDetails,
    )

    by = corner.officer
    details = BumdesDetails(name=f"BUMDes {corner.mark}", village_code=corner.village)
    one = services.add_bumdes(by=by, details=details)
    asset = AssetDetails(name="Tenda", category="lainnya")
    year = YearDetails(year=2023, revenue=1)
    rows = {
        "unit": services.save_unit(by=by, bumdes=one, details=UnitDetails(name="Sewa")),
        "aset": services.save_asset(by=by, bumdes=one, details=asset),
        "tahun": services.save_year(by=by, bumdes=one, details=year),
    }
    corner.ids["bumdes"] = one.public_id
    corner.add("bumdes", public_id=one.public_id)
    for part, row in rows.items():
        corner.add("bumdes_part", public_id=one.public_id, part=part)
        corner.add("bumdes_line", public_id=one.public_id, part=part, pk=row.pk)


def _documents(corner: Corner) -> None:
    """One on each kind of record that carries documents."""
    from umpak.foundation.audit.services import subject_key, subject_kind
    from umpak.foundation.documents.choices import DocumentType
    from umpak.foundation.documents.services import DocumentFacts, add_document
    from umpak.registry.bumdes.models import Bumdes
    from umpak.registry.cooperatives.models import Cooperative
    from umpak.registry.enterprises.models import Enterprise

    ids = corner.ids
    records = (
        (Cooperative.objects.get(public_id=ids["cooperative"]), (ScopeKind.COOPERATIVE,)),
        (Enterprise.objects.get(public_id=ids["enterprise"]), (ScopeKind.ENTERPRISE,)),
        (Bumdes.objects.get(public_id=ids["bumdes"]), ()),
        (Territory.objects.get(code=corner.village), ()),
    )
    for record, own in records:
        facts = DocumentFacts(type=DocumentType.DECISION, title=f"SK {corner.mark}")
        paper = add_document(by=corner.officer, subject=record, facts=facts, data=PDF)
        corner.add("document", reach=own, public_id=paper.public_id)
        owner = {"kind": subject_kind(record), "key": subject_key(record)}
        corner.add("document_owner", reach=own, **owner)
        if isinstance(record, Bumdes):
            ids["document"] = paper.public_id


def _files(corner: Corner) -> None:
    from umpak.foundation.imports.services import apply_import, upload_import

    def upload(last: str) -> Any:
        return upload_import(
            by=corner.officer, kind_code="territory", file_name=f"wilayah-{corner.mark}.csv",
            content=_village_file(corner, last),
        )  # fmt: skip

    batch, applied = upload("2009"), upload("2008")
    apply_import(by=corner.officer, batch=applied)
    corner.ids |= {"batch": batch.public_id, "applied": applied.public_id}
    corner.add("batch", public_id=batch.public_id)
    corner.add("batch_list", public_id=batch.public_id, form="csv")
    corner.add("batch_list", public_id=batch.public_id, form="xlsx")
    corner.add("import_kind", kind="territory")


def upload_of(corner: Corner) -> SimpleUploadedFile:
    """A file with one village more in this corner."""
    return SimpleUploadedFile("wilayah.csv", _village_file(corner, "2010"))


def _village_file(corner: Corner, last: str) -> bytes:
    row = f"{corner.district}.{last},Desa Baru {corner.mark},desa,{corner.district}"
    return f"kode,nama,tingkat,induk\n{row}\n".encode()
