"""Everything in open formats, in one folder: nobody needs Watchbill to read what is theirs."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain.moment import stamp
from app.domain.sheet import harmless
from app.errors import Refused
from app.operations.calendar import exported
from app.queries import attachment, incident_detail, incident_json
from app.queries.incident import incident_ids, incident_rows
from app.queries.incident_filter import By, Filter, Sort
from app.queries.playbook import playbooks
from app.queries.review import review, reviews
from app.queries.schedule import schedule_rows
from app.store import Store
from app.workspace.apply import dump
from models.alert import Alert, Integration
from models.ledger import Audit
from models.service import Service

Progress = Callable[[int, int], object]
SUMMARY = ("number", "title", "stage", "severity", "urgency", "category", "service", "owner",
           *incident_json.CLOCKS, "alerts", "tags")  # fmt: skip
READ_ME = """Watchbill export
================

workspace.yaml        the configuration: people, teams, services, schedules, policies; `watchbill
                      apply` reads it. {secrets}
incidents.csv         one line an incident
incidents.json        each incident whole: timeline, roles, tasks, pages, alerts
files/NUMBER/         what was attached to an incident
alerts.csv            one line an alert
on call/NAME.ics      who was and will be on call, a calendar a schedule
playbooks/NAME.md     Markdown
reviews/NUMBER.md     Markdown
audit.csv             who changed the configuration

All times are UTC, ISO 8601.
"""
LEFT_OUT = "Addresses and keys are left out; `--secrets` writes them."
WITH = "It holds addresses and keys: keep it to yourself."


def export(
    store: Store, folder: Path, *, secrets: bool = False, progress: Progress = lambda _n, _of: None
) -> dict[str, int]:
    """Writes it all; returns how many of each. Raises Refused when the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty; an export wants a folder of its own.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    (folder / "README.txt").write_text(READ_ME.format(secrets=WITH if secrets else LEFT_OUT))
    (folder / "workspace.yaml").write_text(dump(store, secrets=secrets)[0], "utf-8")
    return {
        "incidents": _incidents(store, folder, progress),
        "alerts": _alerts(store, folder),
        "schedules": _schedules(store, folder),
        "playbooks": _playbooks(store, folder),
        "reviews": _reviews(store, folder),
        "audit entries": _audit(store, folder),
    }


def _cells(row: dict[str, Any]) -> list[Any]:
    """Several in one cell stand with commas, as they may not hold any."""
    values = (row[name] for name in SUMMARY)
    return [", ".join(each) if isinstance(each, list) else each for each in values]


def _incidents(store: Store, folder: Path, progress: Progress) -> int:
    numbers = list(incident_ids(store, Filter(open=False), Sort(By.NUMBER)))
    rows = (incident_json.summary(row) for row in incident_rows(store, numbers))
    _csv(folder / "incidents.csv", SUMMARY, (_cells(row) for row in rows))
    with (folder / "incidents.json").open("w", encoding="utf-8") as out:
        out.write('{"incidents": [')
        for at, number in enumerate(numbers):
            events = incident_detail.timeline(store, number)
            whole = incident_json.shown(incident_detail.detail(store, number), events)
            out.write(("," if at else "") + "\n" + json.dumps(whole, ensure_ascii=False))
            _files(store, folder, number)
            progress(at + 1, len(numbers))
        out.write("\n]}\n")
    return len(numbers)


def _files(store: Store, folder: Path, number: int) -> None:
    for row in attachment.files(store, number):
        kept = attachment.content(store, row.id)
        place = folder / "files" / str(number)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{row.id}-{_name(kept.name)}").write_bytes(kept.content)


def _alerts(store: Store, folder: Path) -> int:
    head = ("id", "integration", "service", "incident", "state", "severity", "title", "source",
            "dedup_key", "signals", "first_at", "last_at", "resolved_at")  # fmt: skip
    asked = (
        select(Alert, Integration.name, Service.name)
        .join(Integration, Integration.id == Alert.integration_id)
        .join(Service, Service.id == Alert.service_id)
        .order_by(Alert.id)
    )

    def lines() -> Iterator[Sequence[Any]]:
        with store.read() as session:
            for row, integration, service in session.execute(asked).yield_per(2000):
                times = (row.first_at, row.last_at, row.resolved_at)
                yield (row.id, integration, service, row.incident_id, row.state.value,
                       row.severity.value, row.title, row.source, row.dedup_key, row.count,
                       *(stamp(each) if each else None for each in times))  # fmt: skip

    return _csv(folder / "alerts.csv", head, lines())


def _schedules(store: Store, folder: Path) -> int:
    names = [row.spec.name for row in schedule_rows(store)]
    for name in names:
        _put(folder / "on call", f"{name}.ics", exported(store, schedule=name))
    return len(names)


def _playbooks(store: Store, folder: Path) -> int:
    rows = [row for row in playbooks(store) if row.id is not None]
    for row in rows:
        _put(folder / "playbooks", f"{row.name}.md", row.text.encode())
    return len(rows)


def _reviews(store: Store, folder: Path) -> int:
    rows = [row for row in reviews(store) if row.state is not None]
    for row in rows:
        found = review(store, row.number)
        parts = (f"## {each.title}\n\n{each.text}\n" for each in found.sections)
        text = "\n".join((f"# {row.title}\n", *parts))
        _put(folder / "reviews", f"{row.number}.md", text.encode())
    return len(rows)


def _audit(store: Store, folder: Path) -> int:
    head = ("id", "at", "actor", "source", "action", "subject", "data", "hash")

    def lines() -> Iterator[Sequence[Any]]:
        with store.read() as session:
            for row in session.scalars(select(Audit).order_by(Audit.id)).yield_per(2000):
                data = json.dumps(row.data, ensure_ascii=False)
                yield (row.id, stamp(row.at), row.actor, row.source.value, row.action,
                       row.subject, data, row.hash)  # fmt: skip

    return _csv(folder / "audit.csv", head, lines())


def _csv(file: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for row in rows:
            writer.writerow([*map(harmless, row)])
            count += 1
    return count


def _put(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / _name(name)).write_bytes(content)


def _name(said: str) -> str:
    """Harmless as the name of a file, on every system."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", said).strip(". ")[:150] or "_"
