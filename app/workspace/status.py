"""The sections `status_page`, `components` and `stakeholders` of the file, read and written."""

from datetime import timedelta
from functools import partial
from typing import Any

from app.domain.moment import spoken
from app.domain.status import CLOCK
from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, ViewSpec
from app.workspace.layout import Raw
from app.workspace.part import Fields, Part
from app.workspace.policy import target
from app.workspace.scalar import NOW, length, truth, word
from models.kinds import Severity

COMPONENT = ("name", "group", "service", "description", "main")
VIEW = ("name", "title", "about", "components", "password", "on")
PAGE = ("title", "about", "url", "time_zone", "on", "updates")
USUAL = PageSpec()


def page(part: Part | None) -> PageSpec | None:
    """The page; None where the file says nothing of it."""
    if part is None:
        return None
    fields = part.fields("the status page: title, url, time_zone, ...", *PAGE)
    updates = fields.get("updates")
    return PageSpec(
        title=fields.text("title"),
        about=fields.text("about"),
        url=fields.text("url", "a web address"),
        time_zone=fields.text("time_zone", "a time zone") or "UTC",
        on=fields.value("on", "answer", truth, True),
        updates=_updates(updates) if updates else USUAL.updates,
    )


def component(part: Part) -> ComponentSpec:
    """One component."""
    fields = part.fields("a component with a name", *COMPONENT)
    return ComponentSpec(
        fields.name(),
        fields.text("group"),
        fields.named("service", "a service"),
        fields.text("description"),
        fields.value("main", "answer", truth, True),
    )


def view(part: Part) -> ViewSpec:
    """One further page; without a password the one that is stored is kept, an empty one
    takes it away."""
    fields = part.fields("a page with a name", *VIEW)
    return ViewSpec(
        fields.name(),
        fields.text("title"),
        fields.text("about"),
        fields.each("components", "components", lambda each: each.text("the name of a component")),
        _password(fields),
        fields.value("on", "answer", truth, True),
    )


def stakeholder(part: Part) -> StakeholderSpec:
    """One group."""
    fields = part.fields("a group with name and notify", "name", "notify", "severity")
    severity = fields.get("severity")
    said = severity.one_or_each("severities", _severity) if severity else ()
    return StakeholderSpec(
        fields.name(),
        fields.each("notify", "people, teams and channels", target),
        tuple(each for each in Severity if each in said),
    )


def _password(fields: Fields) -> str | None:
    said = fields.get("password")
    return None if said is None or said.empty else said.text("a password in quotes")


def _updates(part: Part) -> tuple[tuple[Severity, timedelta], ...]:
    """What is left out is as usual; 0 means never."""
    fields = part.fields("durations by severity: {SEV1: 30m, ...}", *Severity)
    said = {each: fields.value(each, "duration", length, CLOCK.get(each, NOW)) for each in Severity}
    return tuple((severity, span) for severity, span in said.items() if span)


def _severity(part: Part) -> Severity:
    return part.value("severity", partial(word, Severity), Severity.SEV1)


def written_page(spec: PageSpec) -> dict[str, Any]:
    """The page as data; what is as usual is left out."""
    said: dict[str, Any] = {
        name: getattr(spec, name) for name in ("title", "about", "url") if getattr(spec, name)
    }
    if spec.time_zone != "UTC":
        said["time_zone"] = spec.time_zone
    if not spec.on:
        said["on"] = Raw("false")
    now = dict(spec.updates)
    other = {
        each.value: Raw(spoken(now.get(each, NOW)))
        for each in Severity
        if now.get(each, NOW) != CLOCK.get(each, NOW)
    }
    return said | ({"updates": other} if other else {})


def written_component(spec: ComponentSpec) -> dict[str, Any]:
    """A component as data."""
    said: dict[str, Any] = {"name": spec.name, "group": spec.group}
    said["service"] = spec.service or ""
    said["description"] = spec.description
    said = {key: value for key, value in said.items() if value}
    return said if spec.main else said | {"main": Raw("false")}


def written_view(spec: ViewSpec) -> dict[str, Any]:
    """A further page as data; of its password what is stored."""
    said: dict[str, Any] = {"name": spec.name, "title": spec.title, "about": spec.about}
    said |= {"components": list(spec.components), "password": spec.password or ""}
    said = {key: value for key, value in said.items() if value}
    return said if spec.on else said | {"on": Raw("false")}


def written_stakeholder(spec: StakeholderSpec) -> dict[str, Any]:
    """A group as data."""
    said: dict[str, Any] = {"name": spec.name, "notify": [str(each) for each in spec.notify]}
    if spec.severities:
        said["severity"] = [each.value for each in spec.severities]
    return {key: value for key, value in said.items() if value}
