"""`watchbill incident update ... --say`: tells colleagues, groups and the status page."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cli import columns, desk
from app.cli.incident_word import word
from app.domain.actor import Actor
from app.domain.moment import duration
from app.errors import Refused
from app.operations import status_update
from app.operations.status_update import Draft
from app.queries.component import components
from app.store import Store
from models.kinds import Stage
from models.kinds_status import ComponentState


@dataclass(frozen=True)
class Said:
    """The options as they were typed."""

    text: str | None
    template: str
    public: bool
    groups: Sequence[str]
    components: Sequence[str]
    next: str
    title: str
    preview: bool
    stage: str | None
    zone: str | None

    @property
    def anything(self) -> bool:
        """Whether something is to be said at all."""
        return self.text is not None or bool(self.template)


def say(store: Store, number: int, said: Said, by: Actor) -> str:
    """Posts it, or shows what would leave. Raises Refused."""
    stage = word(Stage, said.stage) if said.stage else None
    next_at = _next(store, said)
    text = sys.stdin.read() if said.text == "-" else said.text
    text = text or status_update.fill(store, number, said.template, stage, next_at)
    draft = Draft(
        text=text,
        stage=stage,
        public=said.public,
        groups=tuple(said.groups),
        components=tuple(_component(store, each) for each in said.components),
        next_at=next_at,
        title=said.title,
    )
    if said.preview:
        prepared = status_update.prepare(store, number, draft)
        columns.say(prepared.text.text)
        return f"Masked: {prepared.masked}." if prepared.masked else "Nothing is masked."
    prepared = status_update.post(store, number, draft, by)
    masked = f" Masked: {prepared.masked}." if prepared.masked else ""
    where = "on the status page" if draft.public else "to groups" if draft.groups else "inside"
    return f"#{number}: said {where}.{masked}"


def component_state(said: str) -> ComponentState:
    """`partial`, `major_outage`, `operational`. Raises Refused."""
    return word(ComponentState, said.replace(" ", "_").replace("-", "_"))


def _component(store: Store, said: str) -> tuple[int, ComponentState]:
    name, equals, state = said.rpartition("=")
    if not equals:
        raise Refused(f"{said!r} is no component and state; expected one such as Shop=partial.")
    return component_id(store, name), component_state(state)


def component_id(store: Store, name: str) -> int:
    """By its name, whatever the case. Raises Refused with those there are."""
    known = {each.name.casefold(): each for each in components(store)}
    if name.strip().casefold() not in known:
        listed = ", ".join(each.name for each in known.values()) or "none yet"
        raise Refused(f"There is no component called {name!r}; there are: {listed}.")
    return known[name.strip().casefold()].id


def _next(store: Store, said: Said) -> datetime | None:
    if not said.next:
        return None
    try:
        return store.now() + duration(said.next)
    except ValueError:
        return desk.instant(said.next, said.zone)
