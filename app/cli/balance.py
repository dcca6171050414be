"""`watchbill rota check|fairness|fill`: whether a schedule is sound and fair, and a fairer one."""

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.domain.board import Board
from app.domain.check import Ahead, Check, Checker, ahead
from app.domain.check_words import check_words
from app.domain.draft import Draft
from app.domain.effect import Effect
from app.domain.fairness import Share, score, shares
from app.domain.fill import Filled, Judged, Unfit, filled
from app.domain.moment import stamp
from app.domain.request_words import span_text
from app.domain.window import Window
from app.errors import Refused
from app.operations.publish import publish
from app.queries.board import board
from app.queries.interruption import interruptions
from app.queries.named import schedule_id
from app.store import Store

commands = typer.Typer()

MARGIN = timedelta(days=35)  # turns that begin in a span may end after it
QUARTER = timedelta(days=91)
LONGEST_SPAN = timedelta(days=5 * 366)
LONGEST = 5.0  # seconds of looking for a fairer rota
Name = Annotated[str, typer.Argument(help="The schedule.")]
Days = Annotated[int, typer.Option(min=1, max=400, help="How many days from now.")]
Begin = Annotated[str | None, typer.Option("--from", help="Where the span begins. ISO 8601.")]
End = Annotated[str | None, typer.Option("--to", help="Where it ends.")]
ReadZone = Annotated[str | None, typer.Option(help="IANA zone of --from and --to.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times shown.")]


@commands.command()
def check(
    context: typer.Context,
    schedule: Name,
    days: Days = 90,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """List what is wrong with the days to come: gaps, time off, rest, limits."""
    with desk.opened(context) as store:
        of = _board(store, schedule, days)
    resolved = of.resolved(of.stored)
    span = Window(of.now, of.now + timedelta(days=days))
    found = Checker(of, span).checks(resolved)
    covered = ahead(of, resolved, days)
    if as_json:
        desk.say(_checks(schedule, span, covered, found, of))
        return
    where = desk.local_zone(time_zone or of.stored.time_zone)
    columns.say(f"{100 * covered.coverage:.4g} % of the next {days} days are covered.")
    for each in found:
        mark = "red  " if each.grave else "amber"
        columns.say(f"{mark}  {span_text(each.window, where)}  {check_words(each, of)}")


@commands.command()
def fairness(
    context: typer.Context,
    schedule: Name,
    days: Days = 90,
    begin: Begin = None,
    end: End = None,
    time_zone: ReadZone = None,
    as_json: AsJson = False,
) -> None:
    """Say who carries how much of a span and the score of it; else of a quarter behind and the
    days to come."""
    with desk.opened(context) as store:
        span = _asked(store, begin, end, days, time_zone)
        of = _board(store, schedule, days, span)
        behind = interruptions(store, of.stored.time_zone, span.meet(Window(span.start, of.now)))
    found = shares(of, of.stored, span, pages=behind.pages, rates=behind.rates)
    if as_json:
        desk.say({"schedule": schedule, **_span(span), "score": _score(found),
                  "people": [_share(each, of) for each in found]})  # fmt: skip
        return
    columns.say(f"Score {_score(found):.1f}: the share of all load, in per cent, that would have to"
                " change hands to be perfectly fair.")  # fmt: skip
    head = ("who", "hours", "nights", "weekends", "holidays", "pages", "expected", "fair part")
    for line in columns.table(head, [_figures(each, of) for each in found], flexible=0):
        columns.say(line)


def _score(found: Sequence[Share]) -> float:
    """One number for both: what is rounded once is not rounded another way."""
    return round(score(found), 2)


@commands.command()
def fill(
    context: typer.Context,
    schedule: Name,
    days: Days = 91,
    row: Annotated[list[str] | None, typer.Option(help="A rotation to fill; else all.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="Who may be given turns.")] = None,
    publishes: Annotated[bool, typer.Option("--publish", help="Put it in force.")] = False,
    note: Annotated[str, typer.Option(help="A word on why, for those affected.")] = "",
    acting_as: Annotated[str | None, typer.Option("--as", help="Who you are.")] = None,
    as_json: AsJson = False,
) -> None:
    """Propose the fairest legal rota for the turns to come; --publish puts it in force."""
    with desk.opened(context) as store:
        of = _board(store, schedule, days)
        found = _proposal(store, of, days, row or (), person or ())
        told = 0
        if publishes and found.changed:
            draft = Draft(of.stored, of.version).did("fair fill", found.spec)
            by = desk.somebody(store, acting_as)
            told = publish(store, of.schedule_id, draft, Effect.NOW, by, note=note).told
    if as_json:
        desk.say(_filled(schedule, found, publishes and bool(found.changed)))
        return
    columns.say(f"{found.changed} of {found.turns} turns change hands.")
    for name, judged in (("before", found.before), ("after", found.after)):
        columns.say(f"{name:7} score {judged.score:.1f}, {judged.grave} red, {judged.amber} amber")
    if publishes and found.changed:
        columns.say(f"In force; {told} told.")


def _proposal(
    store: Store, of: Board, days: int, rows: list[str] | tuple[()], people: list[str] | tuple[()]
) -> Filled:
    _refuse_unknown(rows, [each.name for each in of.stored.rotations], "rotation")
    _refuse_unknown(people, [each.name for each in of.people if each.active], "person")
    behind = interruptions(store, of.stored.time_zone, Window(of.now - QUARTER, of.now))
    span, last = Window(of.now, of.now + timedelta(days=days)), monotonic() + LONGEST
    try:
        return filled(of, of.stored, span, rows=rows or None, people=people or None,
                      rates=behind.rates, enough=lambda: monotonic() > last)  # fmt: skip
    except Unfit as fault:
        raise Refused(str(fault)) from fault


def _refuse_unknown(said: list[str] | tuple[()], known: list[str], kind: str) -> None:
    for each in said:
        if each not in known:
            raise Refused(f"There is no {kind} called {each!r}; there are {', '.join(known)}.")


def _asked(
    store: Store, begin: str | None, end: str | None, days: int, time_zone: str | None
) -> Window:
    """The span that was named; each end alone leaves the other as it is. Raises Refused."""
    now = store.now().replace(microsecond=0)
    span = Window(
        desk.instant(begin, time_zone) if begin else now - QUARTER,
        desk.instant(end, time_zone) if end else now + timedelta(days=days),
    )
    if not span:
        raise Refused("The span ends before it begins: --to lies before --from.")
    if span.length > LONGEST_SPAN:
        raise Refused("The span is longer than five years.")
    return span


def _board(store: Store, schedule: str, days: int, span: Window | None = None) -> Board:
    """From a quarter back to after the last turn of so many days, or just around a span."""
    now = store.now()
    window = span or Window(now - QUARTER, now + timedelta(days=days))
    window = Window(window.start, window.end + MARGIN)
    found = board(store, schedule_id(store, schedule), window)
    if found is None:
        raise Refused(f"{schedule} was taken out.")
    return found


def _checks(
    schedule: str, span: Window, covered: Ahead, found: tuple[Check, ...], of: Board
) -> dict[str, Any]:
    return {
        "schedule": schedule,
        **_span(span),
        "coverage": round(covered.coverage, 4),
        "gaps": covered.gaps,
        "findings": [
            {
                "kind": each.kind.value,
                "grave": each.grave,
                "start": stamp(each.window.start),
                "end": stamp(each.window.end),
                "person": of.members[each.person].name if each.person is not None else None,
                "figure": round(each.figure, 2),
                "what": each.what,
                "text": check_words(each, of),
            }
            for each in found
        ],
    }


def _share(each: Share, of: Board) -> dict[str, Any]:
    return {
        "person": of.members[each.person].name,
        "hours": round(each.hours, 2),
        "nights": each.nights,
        "weekends": each.weekends,
        "holidays": each.holidays,
        "pages": each.pages,
        "expected": round(each.expected, 3),
        "part": round(each.part, 4),
    }


def _figures(each: Share, of: Board) -> tuple[str, ...]:
    said = _share(each, of)
    part = f"{100 * each.part:.1f} %" if each.part else "-"
    return (*(f"{value:.4g}" if isinstance(value, float) else str(value)
              for value in list(said.values())[:-1]), part)  # fmt: skip


def _filled(schedule: str, found: Filled, published: bool) -> dict[str, Any]:
    def judged(each: Judged) -> dict[str, Any]:
        return {"score": round(each.score, 2), "red": each.grave, "amber": each.amber}

    return {
        "schedule": schedule,
        "turns": found.turns,
        "changed": found.changed,
        "before": judged(found.before),
        "after": judged(found.after),
        "published": published,
    }


def _span(window: Window) -> dict[str, str]:
    return {"from": stamp(window.start), "to": stamp(window.end)}
