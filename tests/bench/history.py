"""Incidents by the hundred thousand for the benchmarks, written by the database itself in bulk."""

import json

from sqlalchemy import text

from app.store import Store
from models.people import Person
from models.service import Service

OPEN = 200  # whatever lies behind them
PEOPLE, SERVICES = 8, 20
STORY = "what was seen and what was done " * 8
POLICY = json.dumps({"levels": ["x" * 80] * 5})


def fill(store: Store, count: int) -> None:
    """A minute apart, all but the last few resolved, each with a story and a frozen policy."""
    with store.write() as session:
        session.add_all(Person(name=f"person-{i}") for i in range(PEOPLE))
        session.add_all(Service(name=f"service-{i}") for i in range(SERVICES))
        session.flush()
        session.execute(text(_insert(store.database.lite)), {"count": count})
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _insert(lite: bool) -> str:
    chosen = _values(lite)
    into = f"INSERT INTO incident ({', '.join(chosen)})"
    select = f"SELECT {', '.join(chosen.values())} FROM n"
    if lite:
        steps = "SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count"
        return f"{into} WITH RECURSIVE n(i) AS ({steps}) {select}"
    return f"WITH n AS (SELECT generate_series(1, :count) AS i) {into} {select}"


def _values(lite: bool) -> dict[str, str]:
    """Columns and what is written there, in SQL, about the i-th."""
    at = "(1700000000 + i * 60) * 1000000" if lite else "to_timestamp(1700000000 + i * 60.0)"
    topic = "CASE i % 5 WHEN 0 THEN 'Payments are slow in region ' ELSE 'Disk full on node ' END"
    over = f"i <= :count - {OPEN}"
    clocks = ("impact_started_at", "detected_at", "created_at", "changed_at")
    return {
        "title": f"{topic} || i",
        "description": f"'{STORY}'",
        "stage": f"CASE WHEN {over} THEN 'resolved' ELSE 'investigating' END",
        "severity": "'SEV' || (1 + i % 4)",
        "urgency": "'high'",
        "service_id": f"1 + i % {SERVICES}",
        "policy": f"'{POLICY}'",
        "impact": "''",
        "owner_id": f"1 + i % {PEOPLE}",
        "acknowledged": "(i % 2 = 0)",
        "drill": "(i % 50 = 0)",
        "alert_count": "1",
        "version": "1",
        "resolved_at": f"CASE WHEN {over} THEN {at} ELSE NULL END",
        **dict.fromkeys(clocks, at),
    }
