"""`watchbill incident clock`: an incident's clocks, and how they are corrected."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli import columns, desk
from app.cli.incident_verb import ActingAs, AsJson, Number, Zone
from app.cli.incident_word import nothing
from app.domain.moment import spoken, stamp
from app.operations.incident_clock import correct
from app.queries.clock import ClockSheet, clocks

WHICH = typer.Argument(help='Such as "impact started", detected or mitigated; none: show all.')


def clock(
    context: typer.Context,
    number: Number,
    which: Annotated[str | None, WHICH] = None,
    at: Annotated[str | None, typer.Argument(help="ISO 8601, or none.")] = None,
    reason: Annotated[str, typer.Option(help="Why it is corrected; needed.")] = "",
    acting_as: ActingAs = None,
    time_zone: Zone = None,
    as_json: AsJson = False,
) -> None:
    """Show an incident's clocks, or correct one; the first value is kept."""
    if which is not None and at is None:
        raise typer.BadParameter("say the time, too, or none")
    with desk.opened(context) as store:
        if which is not None and at is not None:
            moment = None if nothing(at) else desk.instant(at, time_zone)
            correct(store, number, which, moment, reason, desk.somebody(store, acting_as))
        sheet = clocks(store, number)
    if as_json:
        desk.say(shown(sheet))
        return
    for line in _lines(sheet, time_zone):
        columns.say(line)


def shown(sheet: ClockSheet) -> dict[str, object]:
    """{"number", "clocks": {name: {"at", "first", "by", "why"}}, "figures": {"mttd": seconds}}."""
    return {
        "number": sheet.number,
        "clocks": {
            each.name: {
                "at": each.at and stamp(each.at),
                "corrected": each.correction is not None,
                "first": each.correction and each.correction.first and stamp(each.correction.first),
                "by": each.correction and each.correction.by,
                "why": each.correction and each.correction.why,
            }
            for each in sheet.clocks
        },
        "figures": {
            name: None if took is None else took.total_seconds()
            for name, took in sheet.figures.items()
        },
    }


def _lines(sheet: ClockSheet, time_zone: str | None) -> Iterator[str]:
    zone = desk.local_zone(time_zone)

    def told(at: object) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else "-"  # type: ignore[attr-defined]

    rows = (
        (
            each.label,
            told(each.at),
            told(each.correction.first) if each.correction else "",
            f"{each.correction.by}: {each.correction.why}" if each.correction else "",
        )
        for each in sheet.clocks
    )
    yield from columns.table(("clock", f"at ({zone.key})", "first", "corrected by"), rows, 3)
    yield ", ".join(
        f"{name.upper()} {'-' if took is None else spoken(took)}"
        for name, took in sheet.figures.items()
    )
