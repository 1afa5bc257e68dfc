"""A template downloaded in one language is taken in whatever language the reader has now."""

import pytest
from django.utils.translation import override

from umpak.foundation.imports.headers import match_headers
from umpak.foundation.imports.kinds import kinds


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
@pytest.mark.parametrize(("written", "read"), [("id", "en"), ("en", "id")])
def test_every_header_of_the_template_is_known(kind, written, read):
    with override(written):
        header = [str(column.label) for column in kind.columns]
    with override(read):
        match = match_headers(kind, header)
    assert match.unknown == ()
    assert set(match.positions) == {column.code for column in kind.columns}
