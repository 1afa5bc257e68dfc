"""Any stored run can be rebuilt, by the rules of its day, and says so."""

import dataclasses

import pytest
from tests.insight.targeting.conftest import AS_OF, VILLAGES
from tests.insight.targeting.test_runs import run_now

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted
from umpak.parameters import editions, loader
from umpak.parameters.editions import Edition, reading
from umpak.parameters.intervention_rules import intervention_rules, rules_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_edition() -> Edition:
    """As shipped, but a low decile is 1 to 6 and a sleeping cooperative weighs less."""
    today = editions.shipped()
    policy = today.parameters["policy.toml"].replace("value = [1, 2]", "value = [1, 2, 3, 4, 5, 6]")
    rules = {
        name: text.replace("weight = 1\n", "weight = 0.5\n")
        for name, text in today.interventions.items()
    }
    return dataclasses.replace(
        today, parameters={**today.parameters, "policy.toml": policy}, interventions=rules
    )


def test_edition_holds_within_its_block_only(other_edition):
    versions = (rules_version(), loader.version(), intervention_rules(AS_OF))
    with reading(other_edition):
        assert loader.parameter("poverty.low_desil", AS_OF).value == [1, 2, 3, 4, 5, 6]
        assert loader.version() != versions[1]
    assert (rules_version(), loader.version(), intervention_rules(AS_OF)) == versions


def test_run_of_other_rules_is_rebuilt_by_its_own(regency, other_edition):
    from umpak.insight.targeting.services import replay_run

    with reading(other_edition):
        old = run_now()
    new = run_now()
    assert old.parameter_version != new.parameter_version
    shares = [run.places.get(code=VILLAGES[0]).measures["low_share"] for run in (old, new)]
    assert shares == [1.0, 0.0]
    for run in (old, new):
        found = replay_run(run)
        assert (found.is_same, found.changed, found.differences) == (True, [], {})


def test_measure_that_the_program_learnt_later_does_not_change_an_older_run(regency):
    from umpak.insight.targeting.services import replay_run

    today = editions.shipped()
    learnt = '[[measure]]\nname = "desil_3_families"'
    known, _, rest = today.interventions["measures.toml"].partition(learnt)
    older = known + "[[measure]]" + rest.partition("[[measure]]")[2]
    before = dataclasses.replace(
        today, interventions={**today.interventions, "measures.toml": older}
    )
    with reading(before):
        run = run_now()
    assert "desil_3_families" not in run.places.get(code=VILLAGES[0]).measures
    assert "desil_3_families" in run_now().places.get(code=VILLAGES[0]).measures
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])


def test_texts_are_kept_once_a_version_and_cannot_be_changed(regency):
    from django.db import DatabaseError, transaction

    from umpak.insight.targeting.models import KeptTexts

    run_now()
    run_now()
    assert sorted(KeptTexts.objects.values_list("kind", "version")) == [
        ("parameters", loader.version()), ("rules", rules_version()),
    ]  # fmt: skip
    assert KeptTexts.objects.get(kind="rules").texts == editions.shipped().interventions
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        KeptTexts.objects.update(texts={})


def test_run_whose_texts_were_never_kept_says_so_and_where_it_differs(regency, other_edition):
    from umpak.insight.targeting.models import InsightRun
    from umpak.insight.targeting.services import replay_run

    with reading(other_edition):
        run = run_now()
    InsightRun.objects.update(rule_version="0" * 16, parameter_version="0" * 16)
    found = replay_run(InsightRun.objects.get(pk=run.pk))
    assert not found.is_same
    assert found.changed == ["rules", "parameters"]
    villages = found.differences["villages"]
    assert (villages["changed"], villages["only_stored"], villages["only_new"]) == (6, 0, 0)
    assert "low_share" in villages["columns"]
    assert VILLAGES[0] in villages["examples"]


def test_other_program_is_named_and_the_same_result_still_the_same(regency, monkeypatch):
    from umpak.insight.targeting.services import replay_run

    run = run_now()
    monkeypatch.setattr("umpak.__version__", "9.9")
    found = replay_run(run)
    assert (found.is_same, found.changed, found.code_version) == (True, ["code"], "9.9")


def test_answer_is_noted_with_who_and_when_and_stays(regency, make_user):
    from django.db import DatabaseError, transaction

    from umpak.foundation.audit.models import AuditEntry
    from umpak.insight.targeting.models import InsightReplay
    from umpak.insight.targeting.services import replay_run

    run, head = run_now(), make_user(Role.HEAD)
    replay_run(run)
    replay_run(run, by=head)
    newest, first = run.replays.all()
    assert (newest.replayed_by, first.replayed_by) == (head, None)
    assert newest.replayed_at > first.replayed_at
    entry = AuditEntry.objects.get(verb="insight.replay", by=head)
    assert entry.details == {"is_same": True, "changed": []}
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        InsightReplay.objects.all().delete()


def test_replay_needs_the_right_to_run(regency, make_user):
    from umpak.insight.targeting.models import InsightReplay
    from umpak.insight.targeting.services import replay_run

    run = run_now()
    with pytest.raises(NotPermitted):
        replay_run(run, by=make_user(Role.FACILITATOR, VILLAGES[0]))
    assert not InsightReplay.objects.exists()


def test_lost_snapshot_and_unfinished_run_are_refused_in_words(regency):
    from umpak.insight.targeting.errors import ReplayImpossible
    from umpak.insight.targeting.services import replay_run, request_run
    from umpak.pipelines.lake import Lake

    with pytest.raises(ReplayImpossible, match="tidak pernah selesai"):
        replay_run(request_run(by=None, as_of=AS_OF))
    run = run_now()
    Lake(folder=run.folder / "lake").remove()
    with pytest.raises(ReplayImpossible, match="Potret data"):
        replay_run(run)
