"""`watchbill simulate`: who would be paged, when and how. Reads only."""

from collections.abc import Iterator
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from app.cli import desk
from app.cli.columns import say, table
from app.domain import moment
from app.domain.simulation import Reason
from app.queries.plan import Plan, document, plan
from models.kinds import Severity, Urgency

NO_LAST_RESORT = (
    "The policy names no last resort: then the managers of the service's team are paged, "
    "or its members."
)
HELP = "ISO 8601, with offset or as wall clock of --time-zone."


def simulate(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="POLICY|SERVICE", help="By name.")],
    at: Annotated[str | None, typer.Option(help=f"When it begins; else now. {HELP}")] = None,
    urgency: Annotated[Urgency, typer.Option(help="Of the incident.")] = Urgency.HIGH,
    severity: Annotated[
        Severity | None, typer.Option(help="Of the incident, for branches that ask for it.")
    ] = None,
    ack_after: Annotated[
        str | None, typer.Option(help="Somebody acknowledges after so long: 90s, 5m, 2h.")
    ] = None,
    ack_by: Annotated[str | None, typer.Option(help="Who does; else it counts for all.")] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="IANA zone of the times given and shown.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Say who would be paged if an incident began, and nobody or somebody answered."""
    if ack_by is not None and ack_after is None:
        raise typer.BadParameter("--ack-by needs --ack-after: when do they acknowledge?")
    try:
        after = None if ack_after is None else moment.duration(ack_after)
    except ValueError as fault:
        raise typer.BadParameter(str(fault)) from fault
    where = desk.local_zone(time_zone)
    with desk.opened(context) as store:
        begin = store.now() if at is None else desk.instant(at, time_zone)
        begin = begin.replace(microsecond=0)
        found = plan(store, subject, begin, urgency, after, ack_by, severity)
    if as_json:
        desk.say(document(found))
        return
    for line in _lines(found, where):
        say(line)


def _lines(found: Plan, where: ZoneInfo) -> Iterator[str]:
    begin = found.at.astimezone(where).strftime("%a %Y-%m-%d %H:%M:%S %Z")
    yield f"{found.policy}, {found.urgency} urgency, from {begin}"
    rows = [(each.at, _place(each.round, each.level), each.shown, each.contact, "")
            for each in found.pages]  # fmt: skip
    rows += [(each.at, _place(each.round, each.level), each.target or each.person or "", "",
              f"skipped: {each.reason}") for each in found.skipped]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    cells = [(moment.spoken(at - found.at), f"{at.astimezone(where):%H:%M:%S}", *rest)
             for at, *rest in rows]  # fmt: skip
    if cells:
        yield from table(("AFTER", "AT", "STEP", "WHO", "BY", ""), cells, 3)
    else:
        yield "Nobody would be paged."
    if found.reason == Reason.EXHAUSTED and not found.last_resort:
        yield NO_LAST_RESORT
    yield f"{found.reason.capitalize()} after {moment.spoken(found.end_at - found.at)}."


def _place(round_: int, level: int) -> str:
    return f"round {round_}, level {level}" if level else "last resort"
