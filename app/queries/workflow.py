"""Workflows that the team has, those that are shipped until one of the same name is saved, and
their log. Addresses are opened with a vault; without one they are None."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.domain.language import Language
from app.domain.workflow import LOOKED_BACK, Action, StepSpec, WorkflowSpec
from app.domain.workflow_text import understood
from app.errors import Refused
from app.queries.language import language_in
from app.queries.shipped import alias, beside, nearly, stems, texts
from app.store import Store
from app.vault import WEBHOOK, Locked, Vault
from models.incident import Incident
from models.kinds import DeedState, RunState
from models.workflow import TO_DO, Workflow, WorkflowEdition, WorkflowRun

SEALED = "sealed"
SHOWN = 200  # runs in a log


@dataclass(frozen=True, slots=True)
class WorkflowRow:
    """One workflow; `id` None and `number` 0: it is shipped, off, and nobody changed it. `runs` are
    those of the last seven days, `failed` how many of them went wrong; `stem` is the shipped one's
    that it is or stands in the place of."""

    name: str
    spec: WorkflowSpec
    id: int | None = None
    version: int | None = None
    number: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    runs: int = 0
    failed: int = 0
    last_at: datetime | None = None
    stem: str = ""

    @property
    def key(self) -> str:
        """For lists."""
        return self.name


@dataclass(frozen=True, slots=True)
class DeedRow:
    """What became of one step; `position` and `time` count from 1."""

    id: int
    position: int
    time: int
    words: str
    state: DeedState
    engine: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run with all its deeds; `cause` is a trigger's word."""

    id: int
    name: str
    edition: int
    incident: int
    title: str
    cause: str
    state: RunState
    due_at: datetime | None
    created_at: datetime
    ended_at: datetime | None
    outcome: str
    deeds: tuple[DeedRow, ...]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A workflow as it once was."""

    number: int
    spec: WorkflowSpec
    at: datetime
    by: str


@cache
def shipped(language: Language = Language.ENGLISH) -> tuple[WorkflowRow, ...]:
    """Those that come along, off, by name."""
    found = texts("workflows", ".json", language).items()
    specs = ((stem, understood(json.loads(text))[0]) for stem, text in found)
    rows = (WorkflowRow(spec.name, spec, stem=stem) for stem, spec in specs)
    return tuple(sorted(rows, key=lambda row: row.name))


def workflows(store: Store) -> list[WorkflowRow]:
    """All, by name; addresses are left out."""
    with store.read() as session:
        return workflows_in(session, store.now())


def workflows_in(session: Session, now: datetime) -> list[WorkflowRow]:
    """`workflows` within a transaction."""
    tallies = _tallies(session, now)
    stored = [
        _row(each, tallies.get(each.id, (0, 0, None))) for each in session.scalars(select(Workflow))
    ]
    rows = [*stored, *beside(stored, shipped, language_in(session))]
    return sorted(rows, key=lambda row: row.name.casefold())


def workflow(store: Store, name: str) -> WorkflowRow:
    """By its name, in any case, or as much of it as is nobody else's; a shipped one also by its
    name in another language. Raises Refused."""
    rows = workflows(store)
    wanted = name.casefold().strip()
    same = [each for each in rows if each.name.casefold() == wanted]
    same = same or alias(rows, shipped, wanted)
    begin = [each for each in rows if wanted and each.name.casefold().startswith(wanted)]
    near = same or begin or [each for each in rows if wanted and wanted in each.name.casefold()]
    near = near or nearly(rows, shipped, wanted)
    if len(near) == 1:
        return near[0]
    if near:
        listed = "; ".join(each.name for each in near[:5])
        raise Refused(f"More than one workflow has {name!r} in its name: {listed}.")
    raise Refused(f"There is no workflow called {name!r}; `watchbill workflow list` shows all.")


def editions(store: Store, ident: int) -> list[EditionRow]:
    """Every edition, the latest first."""
    with store.read() as session:
        asked = select(WorkflowEdition).where(WorkflowEdition.workflow_id == ident)
        rows = session.scalars(asked.order_by(WorkflowEdition.number.desc()))
        return [EditionRow(each.number, opened(each.data, None), each.at, each.by) for each in rows]


def runs(
    store: Store,
    *,
    name: str | None = None,
    incident: int | None = None,
    all_: bool = False,
    limit: int = SHOWN,
) -> list[RunRow]:
    """The log, the latest first: of one workflow, of one incident, or of all. Without `all_` those
    whose conditions did not hold are left out."""
    asked = (
        select(WorkflowRun, Incident.title, WorkflowEdition.number)
        .join(Incident, Incident.id == WorkflowRun.incident_id)
        .join(WorkflowEdition, WorkflowEdition.id == WorkflowRun.edition_id)
        .options(selectinload(WorkflowRun.deeds))
        .order_by(WorkflowRun.id.desc())
        .limit(limit)
    )
    if name is not None:
        asked = asked.where(WorkflowRun.name == name)
    if incident is not None:
        asked = asked.where(WorkflowRun.incident_id == incident)
    if not all_:
        asked = asked.where(WorkflowRun.state != RunState.UNMET)
    with store.read() as session:
        return [_run(*each) for each in session.execute(asked)]


def due(session: Session, now: datetime, limit: int) -> list[int]:
    """Runs whose time has come, the longest waiting first."""
    asked = select(WorkflowRun.id).where(TO_DO, WorkflowRun.due_at <= now)
    asked = asked.order_by(WorkflowRun.due_at, WorkflowRun.id).limit(limit)
    return list(session.scalars(asked))


def opened(data: Mapping[str, Any], vault: Vault | None, enabled: bool = False) -> WorkflowSpec:
    """A stored workflow as a spec."""
    plain = [{key: value for key, value in each.items() if key != SEALED} for each in data["then"]]
    spec, _problems = understood({**data, "then": plain})
    pairs = zip(spec.steps, data["then"], strict=True)
    steps = tuple(_with_secret(step, said, vault) for step, said in pairs)
    return replace(spec, steps=steps, enabled=enabled)


def workflow_spec(row: Workflow, vault: Vault | None) -> WorkflowSpec:
    """A row as a spec."""
    return opened(row.data, vault, row.enabled)


def _with_secret(step: StepSpec, said: Mapping[str, Any], vault: Vault | None) -> StepSpec:
    if step.do is not Action.CALL_WEBHOOK:
        return step
    try:
        assert vault is not None
        found = json.loads(vault.open(bytes.fromhex(said[SEALED]), WEBHOOK))
    except (AssertionError, Locked, KeyError):
        return replace(step, value=None, headers=())
    headers = tuple((str(key), str(value)) for key, value in found["headers"])
    return replace(step, value=found["value"], headers=headers)


def _row(row: Workflow, tally: tuple[int, int, datetime | None]) -> WorkflowRow:
    return WorkflowRow(
        row.name,
        workflow_spec(row, None),
        row.id,
        row.version,
        row.number,
        row.changed_at,
        row.changed_by,
        *tally,
        stem=stems(shipped).get(row.name, ""),
    )


def _tallies(session: Session, now: datetime) -> dict[int, tuple[int, int, datetime | None]]:
    bad = WorkflowRun.state.in_((RunState.FAILED, RunState.STOPPED))
    asked = (
        select(
            WorkflowRun.workflow_id,
            func.count(),
            func.count().filter(bad),
            func.max(WorkflowRun.created_at),
        )
        .where(WorkflowRun.workflow_id.is_not(None), WorkflowRun.created_at > now - LOOKED_BACK)
        .where(WorkflowRun.state != RunState.UNMET)
        .group_by(WorkflowRun.workflow_id)
    )
    rows = session.execute(asked)
    return {ident or 0: (count, failed, at) for ident, count, failed, at in rows}


def _run(run: WorkflowRun, title: str, edition: int) -> RunRow:
    return RunRow(
        id=run.id,
        name=run.name,
        edition=edition,
        incident=run.incident_id,
        title=title,
        cause=run.cause,
        state=run.state,
        due_at=run.due_at,
        created_at=run.created_at,
        ended_at=run.ended_at,
        outcome=run.outcome,
        deeds=tuple(
            DeedRow(
                each.id, each.position + 1, each.time, each.words, each.state, each.engine,
                each.started_at, each.ended_at, each.outcome,
            )
            for each in run.deeds
        ),
    )  # fmt: skip
