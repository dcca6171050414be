"""The first look at an embedded database: the top of the incidents list, by the standard library
alone, while all that maps the tables is still being loaded. Whatever stands in its way, there is
no glimpse; what is shown a second later is read by `app.queries.incident`."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.incident_line import Counts, IncidentRow
from models.kinds import OPEN_STAGES, Severity, Stage, Urgency

PATIENCE = 0.2  # seconds for another program that writes
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = f"stage IN ({', '.join(repr(stage.value) for stage in OPEN_STAGES)})"
LINES = """
SELECT i.id, i.title, i.stage, i.severity, i.urgency, i.category, s.name, i.service_id, o.name,
    i.owner_id, d.name, i.acknowledged, i.drill, i.alert_count, i.impact_started_at, i.detected_at,
    i.created_at, i.acknowledged_at, i.mitigated_at, i.resolved_at, i.changed_at, i.version,
    i.private
FROM incident i LEFT JOIN service s ON s.id = i.service_id
    LEFT JOIN person o ON o.id = i.owner_id LEFT JOIN person d ON d.id = i.declared_by_id
WHERE i.id IN (SELECT i.id FROM incident i WHERE {which} ORDER BY {order} LIMIT {limit})
ORDER BY {order}
"""
TALLY = f"""
SELECT severity, count(*), sum(NOT acknowledged) FROM incident WHERE {OPEN} GROUP BY severity
"""
COLUMNS = {"number": "id", "severity": "severity", "created_at": "created_at",
           "changed_at": "changed_at"}  # fmt: skip
TIMES = slice(14, 21)  # of a line


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The first rows, whether there are more, and what is open."""

    rows: list[IncidentRow]
    more: bool
    counts: Counts


def glimpse(file: Path, most: int, *, open_only: bool, by: str, down: bool) -> Glimpse | None:
    """The first rows of the list, sorted by one of COLUMNS; None where they cannot be had."""
    way = "DESC" if down else "ASC"
    order = ", ".join(f"i.{column} {way}" for column in dict.fromkeys((COLUMNS[by], "id")))
    asked = LINES.format(which=OPEN if open_only else "1", order=order, limit=most + 1)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", PATIENCE, uri=True)) as database:
            lines, tally = database.execute(asked).fetchall(), database.execute(TALLY).fetchall()
        return Glimpse([_row(line) for line in lines[:most]], len(lines) > most, _counts(tally))
    except (sqlite3.Error, ValueError):  # an older schema, words of a newer one, a locked file
        return None


def _row(line: Sequence[Any]) -> IncidentRow:
    said = list(line)
    said[2:5] = Stage(line[2]), Severity(line[3]), Urgency(line[4])
    said[11:13] = bool(line[11]), bool(line[12])
    said[22] = bool(line[22])
    said[TIMES] = [None if at is None else EPOCH + timedelta(microseconds=at) for at in line[TIMES]]
    return IncidentRow(*said)


def _counts(tally: Sequence[Any]) -> Counts:
    by_severity = dict.fromkeys(Severity, 0) | {Severity(each[0]): each[1] for each in tally}
    waiting = sum(each[2] for each in tally)
    return Counts(open=sum(by_severity.values()), mine=0, waiting=waiting, by_severity=by_severity)
