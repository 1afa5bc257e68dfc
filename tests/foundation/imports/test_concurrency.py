"""Two people press the button at once: one writes, the other waits and then finds nothing to do."""

import threading

import pytest
from django.db import connection
from tests.foundation.imports.conftest import THREE

from umpak.foundation.imports import engine
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.territory.models import Territory


@pytest.mark.django_db(transaction=True)
def test_two_applies_of_one_kind_do_not_interleave(monkeypatch):
    batches = [
        upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
        for _number in range(2)
    ]
    both_began = threading.Barrier(2, timeout=20)
    begin = engine._wait_for_other_imports

    def begin_together(kind):
        both_began.wait()
        begin(kind)

    monkeypatch.setattr(engine, "_wait_for_other_imports", begin_together)

    def apply(batch):
        try:
            apply_import(by=None, batch=batch)
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    written = ImportBatch.objects.values_list("new_count", "unchanged_count", "status")
    assert sorted(written) == [(0, 3, "applied"), (3, 0, "applied")]
    assert Territory.objects.count() == 3
