"""The sections `status_page`, `components` and `stakeholders` of the file, read and written."""

from datetime import timedelta
from functools import partial
from typing import Any

from app.domain.moment import spoken
from app.domain.status import CLOCK
from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec
from app.workspace.layout import Raw
from app.workspace.part import Part
from app.workspace.policy import target
from app.workspace.scalar import NOW, length, truth, word
from models.kinds import Severity

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
    fields = part.fields("a component with a name", "name", "group", "service", "description")
    return ComponentSpec(
        fields.name(),
        fields.text("group"),
        fields.named("service", "a service"),
        fields.text("description"),
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
    said = {"name": spec.name, "group": spec.group, "service": spec.service or ""}
    said["description"] = spec.description
    return {key: value for key, value in said.items() if value}


def written_stakeholder(spec: StakeholderSpec) -> dict[str, Any]:
    """A group as data."""
    said: dict[str, Any] = {"name": spec.name, "notify": [str(each) for each in spec.notify]}
    if spec.severities:
        said["severity"] = [each.value for each in spec.severities]
    return {key: value for key, value in said.items() if value}
