"""`watchbill pay`: what being on call comes to, for a payroll."""

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Zone
from app.cli.metrics import window_said
from app.domain.duty import Duty, Rate
from app.domain.sheet import sheet
from app.errors import Refused
from app.operations.figures import set_rates
from app.queries.attention import people
from app.queries.duty import Pay, duty
from app.queries.duty import pay as rates_now
from app.queries.named import team_id

HEAD = ("person", "full_name", "weekday_h", "night_h", "weekend_h", "holiday_h", "hours", "nights",
        "weekends", "holidays", "amount", "currency")  # fmt: skip
RATE = typer.Option(help="Sets what an hour is paid, such as night=12.50; repeatable.")


def pay(
    context: typer.Context,
    begin: Annotated[str | None, typer.Option("--from", help="ISO 8601; else last month.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="ISO 8601.")] = None,
    span: Annotated[str, typer.Option(help="Such as 'last month', 'this quarter'.")] = "",
    team: Annotated[str | None, typer.Option(help="Of this team's schedules only.")] = None,
    rate: Annotated[list[str] | None, RATE] = None,
    currency: Annotated[str, typer.Option(help="Of the rates.")] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Say who was on call for how long, each hour once, and what it is paid: by weekday, night,
    weekend and public holiday."""
    with desk.opened(context) as store:
        if rate or currency:
            known = rates_now(store)
            said = known.rates | dict(map(_rate, rate or ()))
            set_rates(store, said, currency or known.currency, desk.somebody(store, acting_as))
        window = window_said(store, begin, end, span or "last month", time_zone)
        teams = frozenset([team_id(store, team)] if team else [])
        found, rates = duty(store, window, teams), rates_now(store)
        with store.read() as session:
            names = {each.id: (each.name, each.full_name) for each in people(session).values()}
    rows = [_row(each, names.get(each.person, ("?", "")), rates) for each in found]
    if as_json:
        desk.say({"rates": rates.rates, "people": [dict(zip(HEAD, r, strict=True)) for r in rows]})
    elif as_csv:
        sys.stdout.write(sheet([HEAD, *rows]))
    else:
        _tell(rows)


def _rate(said: str) -> tuple[Rate, float]:
    kind, _, amount = said.partition("=")
    try:
        return Rate(kind.strip().lower()), float(amount)
    except ValueError:
        kinds = ", ".join(Rate)
        raise Refused(f"{said!r} is no rate; expected KIND=AMOUNT with {kinds}.") from None


def _row(of: Duty, name: tuple[str, str], rates: Pay) -> tuple[object, ...]:
    hours = (round(of.hours[kind], 2) for kind in Rate)
    counts = (of.nights, of.weekends, of.holidays)
    return (*name, *hours, round(of.total, 2), *counts, round(of.pay(rates.rates), 2),
            rates.currency)  # fmt: skip


def _tell(rows: Iterable[tuple[object, ...]]) -> None:
    cells = (tuple(map(str, (row[0], *row[2:]))) for row in rows)
    for line in columns.table((HEAD[0], *HEAD[2:]), cells, 0):
        columns.say(line)
