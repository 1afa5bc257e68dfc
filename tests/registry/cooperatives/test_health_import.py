"""The office's assessment of savings-and-loan cooperatives comes in with the yearly figures."""

import pytest

from tests.registry.cooperatives.conftest import make_cooperative, villages
from umpak.foundation.access.choices import Role
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.cooperatives.models import CooperativeYear
from umpak.registry.cooperatives.services.verifying import verify_year

__all__ = ["make_cooperative", "villages"]


@pytest.fixture
def load(db):
    def run(*lines: str):
        content = "\n".join(("nama,tahun,kesehatan", *lines)).encode()
        batch = upload_import(
            by=None, kind_code="cooperative-years", file_name="tahunan.csv", content=content
        )
        return apply_import(by=None, batch=batch)

    return run


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Cukup sehat", "cukup_sehat"), ("dalam_pengawasan", "dalam_pengawasan"), ("", "")],
)
def test_assessment_is_kept_as_its_word(load, make_cooperative, written, kept):
    make_cooperative("KSP Sumber Rejeki")
    batch = load(f"KSP Sumber Rejeki,2025,{written}")
    assert list(batch.problems.values_list("problem", flat=True)) == []
    assert CooperativeYear.objects.get().health_status == kept


def test_unknown_assessment_is_refused_with_the_words_that_are_known(load, make_cooperative):
    make_cooperative("KSP Sumber Rejeki")
    problem = load("KSP Sumber Rejeki,2025,lumayan").problems.get()
    assert "Cukup sehat" in problem.mend
    assert not CooperativeYear.objects.exists()


def test_verified_year_keeps_its_assessment(load, make_cooperative, make_user):
    make_cooperative("KSP Sumber Rejeki")
    load("KSP Sumber Rejeki,2025,Cukup sehat")
    verify_year(by=make_user(Role.OFFICER), year=CooperativeYear.objects.get())
    assert load("KSP Sumber Rejeki,2025,Cukup sehat").unchanged_count == 1
    problem = load("KSP Sumber Rejeki,2025,Sehat").problems.get()
    assert problem.column == "tahun"
    assert CooperativeYear.objects.get().health_status == "cukup_sehat"
