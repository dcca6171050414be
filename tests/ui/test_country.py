"""Countries in the window's language."""

import pytest

from app.calendars.country import offered
from ui.language.country import NAMES, country


def test_every_country_that_is_offered_has_a_name() -> None:
    assert set(offered()) <= set(NAMES)
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.usefixtures("german")
def test_german_names_them() -> None:
    assert [country(code) for code in ("ES", "DE", "US")] == [
        "Spanien", "Deutschland", "Vereinigte Staaten"
    ]  # fmt: skip
    assert country("??") == "??"
