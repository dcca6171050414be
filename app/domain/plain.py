"""What a form says as plain data for JSON, and back: specs, and tuples of what fields hold. Secrets
in it are left out: what is read has none."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any

from app.domain.workflow import Action, StepSpec
from app.domain.workspace import ChannelSpec, ContactSpec, IntegrationSpec, TrackerSpec, ViewSpec

SECRET = {
    ContactSpec: ("address",),
    ChannelSpec: ("address",),
    IntegrationSpec: ("key",),
    TrackerSpec: ("token",),
    ViewSpec: ("password",),
}


def written(value: Any) -> Any:
    """Plain data; `understood` gives the same again, without secrets."""
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": value.value}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [written(each) for each in value]
    if isinstance(value, datetime | date | time):
        return {"is": type(value).__name__, "value": value.isoformat()}
    if isinstance(value, timedelta):
        return {"is": "timedelta", "value": value.total_seconds()}
    said = {each.name: getattr(value, each.name) for each in fields(value)}
    said |= {key: _blank(said[key]) for key in _secret(value)}
    return {"is": type(value).__name__, "of": {key: written(each) for key, each in said.items()}}


def understood(data: Any) -> Any:
    """What `written` wrote; lists are tuples. Raises ValueError, KeyError or TypeError for anything
    else, also for what another version wrote and this one does not know."""
    if isinstance(data, list):
        return tuple(map(understood, data))
    if not isinstance(data, dict):
        return data
    kind = _kinds()[data["is"]]
    if issubclass(kind, Enum):
        return kind(data["value"])
    if issubclass(kind, timedelta):
        return timedelta(seconds=data["value"])
    if issubclass(kind, date | time):
        return kind.fromisoformat(data["value"])
    return kind(**{key: understood(each) for key, each in data["of"].items()})


def atop(was: Any, mine: Any, theirs: Any) -> Any:
    """Theirs, with every field that I changed since `was` as I typed it. All are specs of a kind,
    or tuples of a length."""
    if isinstance(was, tuple):
        rows = zip(was, mine, theirs, strict=True)
        return tuple(now if typed == before else typed for before, typed, now in rows)
    names = [each.name for each in fields(was)]
    said = atop(*(tuple(getattr(each, name) for name in names) for each in (was, mine, theirs)))
    return type(was)(**dict(zip(names, said, strict=True)))


def _blank(secret: Any) -> Any:
    """None says that what is stored stays: that is no secret."""
    if secret is None:
        return None
    return () if isinstance(secret, tuple) else ""


def _secret(value: Any) -> tuple[str, ...]:
    if isinstance(value, StepSpec) and value.do is Action.CALL_WEBHOOK:
        return ("value", "headers")
    return SECRET.get(type(value), ())


@cache
def _kinds() -> dict[str, type]:
    return {each.__name__: each for each in _known()}


def _known() -> Iterator[type]:
    from app.domain import condition, rota, wish, workflow, workspace
    from models import kinds, kinds_learn, kinds_status, kinds_together

    yield from (datetime, date, time, timedelta)
    for module in (condition, rota, wish, workflow, workspace,
                   kinds, kinds_learn, kinds_status, kinds_together):  # fmt: skip
        for each in vars(module).values():
            ours = isinstance(each, type) and each.__module__ == module.__name__
            if ours and (is_dataclass(each) or issubclass(each, Enum)):
                yield each
