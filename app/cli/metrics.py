"""`watchbill metrics`: the figures of the metrics page, for a shell, a script or a spreadsheet."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs
from app.cli.incident_word import words
from app.domain.case import CLOCKS
from app.domain.moment import spoken
from app.domain.sheet import sheet
from app.domain.span import Span, window_of
from app.domain.uptime import reached
from app.domain.window import Window
from app.errors import Refused
from app.operations.figures import keep_private
from app.queries import metrics_json
from app.queries.metrics import Asked, Found, figures
from app.queries.named import service_id, team_id
from app.queries.privacy import may_see
from app.queries.tag import tag_ids
from app.store import Store
from models.kinds import Category, Severity

MONTH = timedelta(days=30)
HELP = "ISO 8601, with offset or as wall clock of --time-zone."
SPANS = f"Instead of --from and --to: {', '.join(Span)}."
PEOPLE = "Sets who sees figures of single people: managers or everybody."
FORMULAE = "; ".join(f"{each.name.upper()} = {each.formula}" for each in CLOCKS)
Many = Annotated[list[str] | None, typer.Option(help="Only these; may be repeated.")]
Row = tuple[str, ...]


def metrics(
    context: typer.Context,
    begin: Annotated[str | None, typer.Option("--from", help=f"Created since; {HELP}")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Created before; else now.")] = None,
    service: Annotated[str | None, typer.Option(help="On this service, or touching it.")] = None,
    severity: Many = None,
    category: Many = None,
    tag: Many = None,
    team: Annotated[list[str] | None, typer.Option(help="On services of this team.")] = None,
    span: Annotated[str, typer.Option(help=SPANS)] = "",
    maintenance: Annotated[bool, typer.Option(help="Counts as down, or as neither.")] = True,
    people: Annotated[str, typer.Option(help=PEOPLE)] = "",
    acting_as: ActingAs = None,
    time_zone: Annotated[str | None, typer.Option(help="IANA zone, also of the hours.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Lines of figure,value.")] = False,
) -> None:
    """Say how incidents went: those created in a window, else in the last thirty days.

    `--json` is the document of `app.queries.metrics_json.shown`, `--csv` the same, a line a value.
    """
    if as_json and as_csv:
        raise typer.BadParameter("expected --json or --csv, not both")
    with desk.opened(context) as store:
        by = desk.somebody(store, acting_as)
        if people:
            keep_private(store, _kept(people), by)
        window = window_said(store, begin, end, span, time_zone)
        found = figures(
            store,
            Asked(
                window,
                desk.local_zone(time_zone),
                services=frozenset([service_id(store, service)] if service is not None else []),
                severities=words(Severity, severity or ()),
                categories=words(Category, category or ()),
                teams=frozenset(team_id(store, each) for each in team or ()),
                planned=maintenance,
                tags=tag_ids(store, tag or ()),
            ),
        )
        private = not may_see(store, by.person)
    document = metrics_json.shown(found, service, private=private)
    if as_json:
        desk.say(document)
    elif as_csv:
        sys.stdout.write(sheet([("figure", "value"), *metrics_json.rows(document)]))
    else:
        _tell(document, found)


def window_said(
    store: Store, begin: str | None, end: str | None, span: str, time_zone: str | None
) -> Window:
    """Whole seconds, as they are said; what was created this second counts. A named span where
    neither end is said. Raises Refused."""
    if span and begin is None and end is None:
        return window_of(_span(span), store.now(), desk.local_zone(time_zone))
    now = store.now().replace(microsecond=0) + timedelta(seconds=1)
    until = desk.instant(end, time_zone).replace(microsecond=0) if end is not None else now
    since = desk.instant(begin, time_zone) if begin is not None else _month_before(until)
    window = Window(since.replace(microsecond=0), until)
    if window.end < window.start:
        raise Refused("The window ends before it begins: --to lies before --from.")
    return window


def _span(said: str) -> Span:
    try:
        return Span(said.strip().lower())
    except ValueError:
        raise Refused(f"{said!r} is no span; there are: {', '.join(Span)}.") from None


def _kept(said: str) -> bool:
    if said not in ("managers", "everybody"):
        raise Refused(f"{said!r} is neither managers nor everybody.")
    return said == "managers"


def _month_before(until: datetime) -> datetime:
    try:
        return until - MONTH
    except OverflowError as fault:
        raise Refused("--to lies too early for a month before it; say --from too.") from fault


def _tell(document: dict[str, Any], found: Found) -> None:
    zone = found.asked.where
    first, last = (at.astimezone(zone) for at in (found.asked.window.start, found.asked.window.end))
    left = ", ".join(f"{n} {what}" for what, n in document["excluded"].items())
    columns.say(f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} ({zone.key})")
    columns.say(f"{document['incidents']} incidents, {document['open']} open; not counted: {left}")
    columns.say()
    head = ("clock", "n", "mean", "median", "p90", "95 % band", "missing")
    for line in columns.table(head, _clocks(document), flexible=0):
        columns.say(line)
    columns.say(f"{FORMULAE}; resolving counts open incidents as not yet resolved.")
    for line in _costs(document):
        columns.say(line)
    columns.say()
    head = ("service", "uptime", "SLO", "kept", "down", "budget left", "impact unknown")
    for line in columns.table(head, map(_service, document["services"]), flexible=0):
        columns.say(line)


def _costs(document: dict[str, Any]) -> Iterator[str]:
    """Noise, recurrence, interruptions and impact, a line each."""
    noise, again = document["noise"], document["recurrence"]["30"]
    yield (
        f"{noise['alerts']} alerts, {noise['pages']} pages, {noise['pages_unacknowledged']}"
        " of them for incidents nobody acknowledged, "
        f"{noise['pages_without_action']} for such as ended by themselves."
    )
    share = "-" if again["share"] is None else f"{100 * again['share']:.0f} %"
    yield f"{again['again']} of {again['known']} came back within 30 days ({share})."
    cut = document["interruptions"]
    costly = next(iter(cut["by_service"]), None)
    most = max(cut["by_service"], key=lambda name: cut["by_service"][name]["sleep"], default=costly)
    by = f", most by {most}" if most and cut["by_service"][most]["sleep"] else ""
    yield f"Interruptions: {cut['sleep']} of sleep{by}, {cut['off']} off, {cut['work']} at work."
    impact = document["impact"]
    if impact["worst"]:
        worst = ", ".join(
            f"#{each['number']} ({each['score']:.0f})" for each in impact["worst"][:3]
        )
        yield f"Customer impact of 100: median {impact['median']:.0f}; worst {worst}."


def _clocks(document: dict[str, Any]) -> Iterator[Row]:
    for clock in CLOCKS:
        of = document[clock.name]
        yield clock.name.upper(), str(of["n"]), *_lengths(of, "mean_s"), str(of["missing"])
    of = document["to_resolve"]
    yield "resolving", str(of["resolved"] + of["open"]), "-", *_lengths(of), ""


def _lengths(of: dict[str, Any], *first: str) -> Iterator[str]:
    for name in (*first, "median_s", "p90_s"):
        yield _length(of[name])
    low, high = of["band_s"] or (None, None)
    yield "-" if low is None else f"{_length(low)} to {_length(high)}"


def _service(of: dict[str, Any]) -> Row:
    kept = {None: "-", True: "yes", False: "NO"}[of["kept"]]
    uptime = "-" if of["uptime"] is None else reached(of["uptime"])
    slo = "-" if of["slo"] is None else f"{of['slo']:g} %"
    lengths = (_length(of["down_s"]), _length(of["budget_left_s"]))
    return of["service"], uptime, slo, kept, *lengths, str(of["unknown_impact"] or "")


def _length(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    sign = "-" if seconds < 0 else ""
    whole = round(abs(seconds))
    return sign + spoken(timedelta(seconds=whole if whole < 3600 else whole // 60 * 60))
