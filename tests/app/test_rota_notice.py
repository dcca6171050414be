"""What somebody is told whose shifts were changed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.language import Language
from app.domain.rota import Resolved, Shift
from app.domain.shift_difference import difference
from app.domain.window import Window
from app.notify.rota_notice import Publication, touched, words
from app.notify.voice import Voice
from tests.domain.rotas import ANA, BEN, CY, utc

START = utc("2026-03-28 18:00")
HOUR = timedelta(hours=1)
NEWS = Publication("primary", "Ben Okafor", "", 90)
MADRID, TOKYO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo")


def row(*people: int) -> Resolved:
    """Each of them for twelve hours, one after the other."""
    spans = [Window(START + n * 12 * HOUR, START + (n + 1) * 12 * HOUR) for n in range(len(people))]
    shifts = tuple(
        Shift(span.start, span.end, who, "nights")
        for span, who in zip(spans, people, strict=True)
        if who
    )
    return Resolved(Window(START, spans[-1].end), shifts, (), 1.0)


FOUND = difference(row(ANA, BEN, ANA), row(BEN, BEN, CY))


def test_everybody_who_loses_or_gains_is_touched() -> None:
    assert touched(FOUND) == {ANA, BEN, CY}
    assert touched(difference(row(ANA, BEN), row(ANA, BEN))) == frozenset()


def test_one_who_loses_over_the_clock_change() -> None:
    subject, body = words(FOUND, ANA, MADRID, NEWS)
    assert subject == "primary: your shifts changed (2 shifts less)"
    assert body.splitlines() == [
        "Ben Okafor changed the rota primary.",
        "",
        "You are not on call any more:",
        "  Sat 28 Mar 19:00 - Sun 29 Mar 08:00",
        "  Sun 29 Mar 20:00 - Mon 30 Mar 08:00",
        "",
        "In the next 90 days you have 0 h, before it was 24 h. Times are of Europe/Madrid.",
    ]


def test_one_who_gains_reads_their_own_clock() -> None:
    subject, body = words(FOUND, CY, TOKYO, Publication("primary", "Ana", "Fair is fair.", 30))
    assert subject == "primary: your shifts changed (1 shift more)"
    assert body.split("\n\n") == [
        "Ana changed the rota primary. Fair is fair.",
        "You are on call now:\n  Mon 30 Mar 03:00 - 15:00",
        "In the next 30 days you have 12 h, before it was 0 h. Times are of Asia/Tokyo.",
    ]


def test_a_long_list_is_cut() -> None:
    found = difference(row(*(ANA, 0) * 25), row(*(BEN, 0) * 25))
    _, body = words(found, BEN, MADRID, NEWS)
    assert body.count(" - ") == 20
    assert "  and 5 more" in body


def test_in_the_language_of_the_team() -> None:
    news = Publication("primary", "Ben Okafor", "", 90, Voice(Language.GERMAN))
    subject, body = words(FOUND, ANA, MADRID, news)
    hours = "In den nächsten 90 Tagen hast du 0 h, vorher waren es 24 h."
    assert subject == "primary: deine Schichten haben sich geändert (2 Schichten weniger)"
    assert body.splitlines() == [
        "Ben Okafor hat den Dienstplan primary geändert.",
        "",
        "Du hast keine Bereitschaft mehr:",
        "  Sa 28. März 19:00 - So 29. März 08:00",
        "  So 29. März 20:00 - Mo 30. März 08:00",
        "",
        f"{hours} Die Zeiten sind die von Europe/Madrid.",
    ]
