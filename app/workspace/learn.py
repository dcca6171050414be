"""The sections `trackers` and `followup_days` of the file."""

from functools import partial

from app.domain.workspace import TrackerSpec
from app.workspace.part import Part
from app.workspace.scalar import truth, whole, word
from models.kinds import Severity
from models.kinds_learn import TrackerKind


def tracker(part: Part) -> TrackerSpec:
    """One tracker; a token that is null keeps the one that is stored."""
    known = ("name", "kind", "project", "url", "token", "user", "type", "labels", "inside")
    fields = part.fields("a tracker with name, kind and project", *known)
    kind, project = fields.needed("kind", "jira, github or gitlab"), fields.needed("project", "one")
    token = fields.get("token")
    return TrackerSpec(
        name=fields.name(),
        kind=kind.value("kind", partial(word, TrackerKind), TrackerKind.JIRA)
        if kind
        else TrackerKind.JIRA,
        project=project.text("a project") if project else "",
        url=fields.text("url"),
        token=token.text("a token in quotes") if token is not None and not token.empty else None,
        user=fields.text("user"),
        type=fields.text("type"),
        labels=fields.names("labels"),
        inside=fields.value("inside", "answer", truth, False),
    )


def days(part: Part | None) -> tuple[tuple[Severity, int], ...]:
    """So many days by severity."""
    if part is None:
        return ()
    fields = part.fields("days by severity: {SEV1: 7, ...}", *Severity)
    said = ((each, fields.get(each.value)) for each in Severity)
    return tuple((each, got.value("number", whole, 7)) for each, got in said if got is not None)
