"""Figures and findings in words, as the panels say them."""

from typing import TYPE_CHECKING

from models.kinds import Measure
from ui.language.numbers import decimal
from ui.schedules.mark import tr

if TYPE_CHECKING:
    from app.domain.fairness import Share

PAGES = "pages"  # beside the measures: shown, not scored


def measure_words(key: str) -> str:
    """A measure as the chips name it."""
    return {
        Measure.HOURS: tr("Hours"),
        Measure.NIGHTS: tr("Nights"),
        Measure.WEEKENDS: tr("Weekends"),
        Measure.HOLIDAYS: tr("Holidays"),
        Measure.EXPECTED: tr("Expected"),
        PAGES: tr("Pages"),
    }[key]


def figure(share: "Share", key: str) -> float:
    """One measure of a share."""
    return share.pages if key == PAGES else share.measured(Measure(key))


def figure_words(value: float, key: str) -> str:
    """With its unit where the measure needs one: 168 h, 3, 1.4."""
    if key == Measure.HOURS:
        return tr("%1 h").replace("%1", f"{value:,.0f}")
    return f"{value:,.1f}" if key == Measure.EXPECTED else f"{value:,.0f}"


def signed_words(value: float, key: str) -> str:
    """How much more or less than fair: +12 h, −1; empty where it rounds to nothing."""
    words = figure_words(abs(value), key)
    if words == figure_words(0, key):
        return ""
    return ("+" if value > 0 else "\N{MINUS SIGN}") + words


def score_words(score: float) -> str:
    """3.4, 12."""
    return decimal(score, 1 if score < 9.95 else 0)


def verdict_words(score: float) -> str:
    """What a score means, in two words."""
    if score < 2:
        return tr("very even")
    if score < 6:
        return tr("even")
    return tr("somewhat uneven") if score < 15 else tr("uneven")


def verdict_ink(score: float) -> str:
    """The colour of the words."""
    return "good_text" if score < 6 else "warn_text" if score < 15 else "alarm_text"


def formula_words() -> str:
    """How the score is computed."""
    return tr(
        "The score is the share of all load, in per cent, that would have to change hands for"
        " everybody to carry exactly their part; 0 is perfectly fair. It weighs hours 4, nights 2,"
        " weekends 2, public holidays 1 and expected incidents 1. Nights, weekends and holidays"
        " count once, however much of them somebody was on call. A part is by the time somebody"
        " was there: who is away for half of the span owes half as much. Expected incidents are"
        " those that the same hours of the week brought in the last half year. Pages are shown,"
        " not scored."
    )
