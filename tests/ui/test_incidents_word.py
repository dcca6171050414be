"""The words of what an incident is made of."""

import pytest

from models.kinds import Category, EventKind
from ui.incidents.word import event_mark
from ui.language.category import category_word


@pytest.mark.parametrize("_again", range(2))
@pytest.mark.parametrize("language", ["german", None])
def test_words_are_of_the_language_that_is_spoken_now(
    request: pytest.FixtureRequest, language: str | None, _again: int
) -> None:
    """Whatever was spoken before: what is kept for many rows is kept by language."""
    if language is not None:
        request.getfixturevalue(language)
    said = event_mark(EventKind.NOTE).word, category_word(Category.OTHER)
    assert said == (("Notiz", "Sonstiges") if language else ("Note", "Other"))
