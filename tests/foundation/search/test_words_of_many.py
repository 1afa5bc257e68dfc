from hypothesis import given
from hypothesis import strategies as st

from umpak.foundation.search.fields import words_of, words_of_many

NAMES = st.lists(
    st.sampled_from(
        [
            "Siti", "H.", "haji", "Moch.", "x", "Soetardjo", "S.Pd.", "d'Arc", "É", "dr", "BUDI",
            "budi",
        ]
    ),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip


@given(st.lists(NAMES | st.text(max_size=20), max_size=5))
def test_words_of_a_whole_file_are_those_of_each_name(names):
    assert words_of_many(names) == [words_of(name) for name in names]
