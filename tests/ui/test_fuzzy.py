"""A few letters find what was meant."""

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.fuzzy import ranked

TEXTS = [
    "declare incident",
    "resolve incident",
    "dark theme",
    "show all keys",
    "#482 checkout fails",
]


def found(query: str) -> list[str]:
    return [TEXTS[at] for at in ranked(query, TEXTS)]


def test_the_start_of_a_text_comes_first() -> None:
    assert found("d")[:2] == ["dark theme", "declare incident"]


def test_every_word_counts_in_any_order() -> None:
    assert found("fails 482") == ["#482 checkout fails"]


def test_letters_in_order_are_enough_where_words_find_little() -> None:
    assert found("drkthm") == ["dark theme"]


def test_nothing_asked_is_everything() -> None:
    assert found("  ") == TEXTS


@given(st.text(max_size=12), st.lists(st.text(max_size=20), max_size=20))
def test_any_query_gives_places_that_exist_once(query: str, texts: list[str]) -> None:
    places = ranked(query, [text.lower() for text in texts])
    assert len(set(places)) == len(places)
    assert all(0 <= place < len(texts) for place in places)


def test_two_letters_match_no_scattered_ones() -> None:
    assert found("dm") == []


def test_an_exact_number_or_a_whole_word_comes_first() -> None:
    texts = ["#32 mail", "#420 x", "drills", "rack 42 is hot", "#39 y", "#42 " + "long " * 60,
             "#3 disk", "the drill of may"]  # fmt: skip
    assert next(texts[at] for at in ranked("#3", texts)) == "#3 disk"
    assert [texts[at][:4] for at in ranked("42", texts)] == ["#42 ", "rack", "#420"]
    assert [texts[at] for at in ranked("drill", texts)] == ["the drill of may", "drills"]
