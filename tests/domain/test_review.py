"""Templates, the severity rule, and what a draft says of the evidence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.review import best, filled, owed_at, template_of
from app.domain.review_draft import Moment, Record, Sent, clocks, went_badly, went_well, words
from models.kinds import Category, EventKind, PageState, Severity, Stage

MADRID = ZoneInfo("Europe/Madrid")
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANY = "# Any\n## Summary\n> Ask.\n{summary} {nonsense}\n"
SECURITY = "# Leak\ncategory: security or data leak\n## Summary\n"
SMALL = "# Small\nseverity: SEV3, SEV4\n## Summary\n"


def after(minutes: float) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


CALM = Record(
    number=7, title="API down", severity=Severity.SEV1, category="performance", service="api",
    affected=("shop",), impact="", began=after(-1), detected=BEGIN, created=BEGIN,
    acknowledged=after(2), mitigated=None, resolved=after(40), alerts=1,
    roles=(("ana", "incident commander"),),
    moments=(
        Moment(BEGIN, EventKind.ALERT, "prometheus", "API down"),
        Moment(after(2), EventKind.ACKNOWLEDGED, "ana", "Acknowledged"),
        Moment(after(20), EventKind.NOTE, "ana", "Rolled back"),
        Moment(after(40), EventKind.RESOLVED, "ana", "Resolved: rolled back"),
    ),
    pages=(Sent("ana", "phone", PageState.SENT, 1, BEGIN, BEGIN),),
)  # fmt: skip


def test_a_template_is_read_with_questions_and_blanks() -> None:
    template = template_of(ANY)
    (section,) = filled(template, {"summary": "It broke."})
    assert (section.key, section.guide, section.text) == ("summary", "Ask.", "It broke. {nonsense}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "begins with `# name`"),
        ("# X\ncolour: red\n## A", "line 2"),
        ("# X\nseverity: SEV9\n## A", "'SEV9' is no severity"),
        ("# X\n## A\n## a", "stands twice"),
    ],
)
def test_a_broken_template_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        template_of(text)


def test_the_closest_template_is_taken() -> None:
    every = [template_of(each) for each in (ANY, SECURITY, SMALL)]

    def name(category: Category | None, severity: Severity) -> str:
        found = best(every, category, severity)
        assert found is not None
        return found.name

    assert name(None, Severity.SEV1) == "Any"
    assert name(None, Severity.SEV4) == "Small"
    assert name(Category.SECURITY, Severity.SEV4) == "Leak"


def test_only_what_was_bad_and_is_over_owes_a_review() -> None:
    assert owed_at(Severity.SEV1, Stage.RESOLVED, BEGIN) == BEGIN + timedelta(days=3)
    assert owed_at(Severity.SEV3, Stage.RESOLVED, BEGIN) is None
    assert owed_at(Severity.SEV1, Stage.DECLINED, BEGIN) is None
    assert owed_at(Severity.SEV1, Stage.MONITORING, None) is None


def test_a_calm_night_is_praised_from_its_clocks() -> None:
    well = went_well(CALM)
    assert "Acknowledged 2m after it was created." in well
    assert "Never longer than 30m without a word in the timeline." in well
    assert went_badly(CALM, MADRID) == []


def test_the_clocks_are_those_of_the_metrics() -> None:
    assert [took for _, took, _ in clocks(CALM)] == ["1m", "2m", "not known", "40m"]


def test_failed_pages_silence_and_escalations_are_asked_about() -> None:
    failed = Sent("ana", "phone", PageState.FAILED, 1, BEGIN, None)
    moments = (Moment(after(5), EventKind.ESCALATED, "watchbill", "Level 2"),)
    bad = replace(
        CALM, pages=(failed,), moments=moments, acknowledged=after(20), roles=(), alerts=0
    )
    said = "\n".join(went_badly(bad, MADRID))
    assert "At 10:00 a page to ana by phone was not delivered (failed)" in said
    assert "Nobody had it for 20m" in said
    assert "escalated once" in said
    assert "From 10:00 to 10:40 (40m) nothing was written down." in said
    assert "No alert told of it" in said
    assert "No role was given" in said


def test_the_blanks_are_all_there() -> None:
    blanks = words(CALM, MADRID)
    assert blanks["solution"] == "rolled back"
    assert "began on 2026-03-02 at 09:59 (Europe/Madrid) and lasted 41m." in blanks["summary"]
    assert "| Time to acknowledge (MTTA) | 2m |" in blanks["clocks"]
    assert "- ana: incident commander, paged, acknowledged, wrote" in blanks["people"]


def test_whoever_says_a_draft_sees_none_of_the_team_s_words() -> None:
    """And what is not said otherwise is as it was written, signs that stand for others too."""
    marks = "\U00100000\U00100003 shop"
    night = replace(CALM, title="API | down", category="tills", affected=(marks, "till"))
    lost = Sent("eva", "signal", PageState.FAILED, 1, BEGIN, None)
    more = Moment(after(41), EventKind.ESCALATED, "watchbill", f"Handed to {marks}")
    night = replace(night, pages=(lost,), moments=(*night.moments, more))
    seen = list[str]()

    def say(text: str) -> str:
        seen.append(text)
        return text

    told = words(night, MADRID, say)
    assert told == words(night, MADRID)
    assert f"touched {marks}, till as well." in told["summary"]
    assert "a page to eva by signal was not delivered (failed)" in told["badly"]
    assert f"Handed to {marks}" in told["timeline"]
    own = ("API", "| down", "tills", "shop", "eva", "signal", "Rolled", "rolled")
    assert [text for text in seen if any(each in text for each in own)] == []
