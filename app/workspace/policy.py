"""The sections `services`, `policies` and `integrations` of the file."""

from functools import partial

from app.domain.problem import hint, shown
from app.domain.workspace import (
    BranchSpec,
    IntegrationSpec,
    LevelSpec,
    PolicySpec,
    ServiceSpec,
    TargetSpec,
)
from app.workspace.hours import restriction
from app.workspace.part import Part
from app.workspace.scalar import decimal, length, whole, word
from models.kinds import Ack, Format, Pick, ServiceKind, Severity, TargetKind, Urgency

SERVICE = ("name", "team", "policy", "depends_on", "slo", "kind", "description")
POLICY = (
    "name",
    "levels",
    "repeat",
    "last_resort",
    "low_hours",
    "time_zone",
    "remind",
    "branches",
)
BRANCH = ("policy", "urgency", "severity", "services", "hours")
LEVEL = ("notify", "wait", "retry", "pick", "ack")
DEFAULT = LevelSpec(())
NO_TARGET = TargetSpec(TargetKind.PERSON, "")


def service(part: Part) -> ServiceSpec:
    """One service."""
    fields = part.fields("a service with a name", *SERVICE)
    return ServiceSpec(
        name=fields.name(),
        team=fields.named("team", "a team's name"),
        policy=fields.named("policy", "a policy's name"),
        depends_on=fields.names("depends_on"),
        slo=fields.value("slo", "per cent", decimal, None),
        kind=fields.value("kind", "kind", partial(word, ServiceKind), ServiceKind.INTERNAL),
        description=fields.text("description"),
    )


def policy(part: Part) -> PolicySpec:
    """One escalation policy."""
    fields = part.fields("a policy with a name", *POLICY)
    return PolicySpec(
        name=fields.name(),
        levels=fields.each("levels", "levels", level),
        repeat=fields.value("repeat", "number of rounds", whole, 0),
        last_resort=fields.each("last_resort", "targets", target),
        low_hours=fields.each("low_hours", "hours", restriction),
        time_zone=fields.named("time_zone", "an IANA time zone such as Europe/Madrid"),
        remind=fields.value("remind", "duration", length, None),
        branches=fields.each("branches", "branches", branch),
    )


def branch(part: Part) -> BranchSpec:
    """One branch: a condition, and the policy it leads to."""
    fields = part.fields("a branch: {policy: ..., urgency: ...}", *BRANCH)
    leads = fields.needed("policy", "a policy's name")
    urgency, severity = fields.get("urgency"), fields.get("severity")
    return BranchSpec(
        policy=leads.text("a policy's name") if leads else "",
        urgency=urgency.value("urgency", partial(word, Urgency), None) if urgency else None,
        severity=severity.one_or_each("severities", _severity) if severity else (),
        services=fields.names("services"),
        hours=fields.each("hours", "hours", restriction),
    )


def _severity(part: Part) -> Severity:
    return part.value("severity", partial(word, Severity), Severity.SEV1)


def level(part: Part) -> LevelSpec:
    """One level of a policy."""
    fields = part.fields("a level: {notify: [...], wait: 5m}", *LEVEL)
    return LevelSpec(
        notify=fields.each("notify", "targets", target),
        wait=fields.value("wait", "duration", length, DEFAULT.wait),
        retry=fields.value("retry", "number of retries", whole, DEFAULT.retry),
        pick=fields.value("pick", "way of picking", partial(word, Pick), DEFAULT.pick),
        ack=fields.value("ack", "acknowledgement", partial(word, Ack), DEFAULT.ack),
    )


def target(part: Part) -> TargetSpec:
    """Whom to notify: `kind:name`."""
    if part.node.pairs is not None and len(part.node.pairs) == 1:
        part.complain("Expected schedule:name in one word, without a space after the colon.")
        return NO_TARGET
    text = part.text("a target such as schedule:primary")
    kind, colon, name = text.partition(":")
    if colon and name and kind in tuple(TargetKind):
        return TargetSpec(TargetKind(kind), name.strip())
    if text:
        near = hint(kind, TargetKind) if colon else "."
        part.complain(
            f"{shown(text)} is no target; expected schedule:, person:, team:, channel:, next: or "
            f"previous: and a name{near}"
        )
    return NO_TARGET


def integration(part: Part) -> IntegrationSpec:
    """One integration; the key is a secret and never shown."""
    fields = part.fields(
        "an integration with a name", "name", "format", "service", "key", "every", "grace"
    )
    named, serves = fields.needed("format", "a sender's format"), fields.needed("service", "one")
    return IntegrationSpec(
        name=fields.name(),
        format=named.value("format", partial(word, Format), Format.GENERIC)
        if named
        else Format.GENERIC,
        service=serves.text("a service's name") if serves else "",
        key=fields.named("key", "32 characters"),
        every=fields.value("every", "duration", length, None),
        grace=fields.value("grace", "duration", length, None),
    )
