"""What a hit says of a text."""

import pytest

from app.domain.search import bare, excerpt


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It hit **search** and `a_b`", "It hit search and a_b"),
        ("## What happened\n- [ ] look *here*", "What happened\nlook here"),
        ("[the graph](https://x/y) of ~~two~~ three", "the graph of two three"),
        ("2 * 3 * 4 | 5, a_b_c, #42", "2 * 3 * 4 · 5, a_b_c, #42"),
    ],
)
def test_marks_are_not_read(written: str, read: str) -> None:
    assert bare(written) == read


def test_an_excerpt_of_a_table_is_its_words() -> None:
    text = "It hit **search**\n\n| When | What |\n| --- | :---: |\n| 14:02 | slow |"
    assert excerpt(text, ["search"]) == "It hit search When · What 14:02 · slow"
