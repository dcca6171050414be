"""Charts speak the language of the window."""

import re
from datetime import date
from inspect import getsource

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.charts.palette import PAPER
from app.domain.duty import Rate
from app.queries import pictures
from ui.metrics.idiom import KNOWN, idiom
from ui.theme.plots import palette


def test_all_that_charts_say_is_known_to_the_window() -> None:
    said = re.findall(r'idiom\.(?:said|told)\(\s*"([^"]+)"', getsource(pictures))
    assert len(said) > 6
    assert {*said, *pictures.HOURS.values(), *(each.value for each in Rate)} == set(KNOWN)


def test_days_and_numbers_are_the_locales(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        spoken = idiom()
        assert spoken.days[0].startswith("Mo")
        assert spoken.dated(date(2026, 5, 4), "%-d %b") == "4. Mai"
        assert spoken.dated(date(2026, 5, 4), "%B %Y") == "Mai 2026"
        assert (palette().counted(1234), PAPER.counted(1234)) == ("1.234", "1,234")
    finally:
        QLocale.setDefault(before)
