"""GitLab's webhooks: pipelines that fail on the default branch; deployments and releases as
changes. Pipelines of merge requests and of other branches page nobody."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

STATES = {"failed": SignalAction.TRIGGER, "success": SignalAction.RESOLVE}
DEPLOYED = ("success", "failed")
PROPOSAL = "merge_request_event"
MOST_JOBS = 20


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """At most one signal; an event of no interest is none. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid(["The event must be a JSON object"])
    read = READERS.get(Fields(body).text("object_kind", field.WORD))
    found = read(Fields(body)) if read else None
    mark = field.delivery(headers, "idempotency-key", "webhook-id")
    return [replace(found, delivery=mark)] if found else []


def _pipeline(said: Fields) -> Signal | None:
    run, home = said.inner("object_attributes"), said.inner("project")
    action = STATES.get(run.text("status", field.WORD))
    branch, main = run.text("ref", field.WORD), home.text("default_branch", field.WORD)
    aside = main not in ("", branch) or run.text("source", field.WORD) == PROPOSAL
    if action is None or aside:
        return None
    place, name = home.text("path_with_namespace", field.WORD), run.text("name", field.WORD)
    ident = home.text("id", field.WORD) or place
    key, kept = field.dedup(f"{ident} {branch} {name}".strip())
    what = f"{name or 'pipeline'} on {branch}: {run.text('status', field.WORD)}"
    commit = said.inner("commit")
    return Signal(
        action=action,
        dedup_key=key,
        title=f"{place}: {what}"[: field.TITLE],
        severity=UNSAID,
        source=place,
        body=commit.text("title", field.BODY),
        occurred_at=run.at("finished_at"),
        cut=said.flags,
        details=_details(said, run, home) | kept,
    )


def _details(said: Fields, run: Fields, home: Fields) -> dict[str, Any]:
    ident, root = run.text("id", field.WORD), home.text("web_url", field.ADDRESS)
    address = run.said.get("url") or (f"{root}/-/pipelines/{ident}" if root and ident else "")
    return field.bare(
        {
            "links": field.hrefs((address, "Pipeline")),
            "pipeline": ident,
            "commit": run.text("sha", field.WORD),
            "user": said.inner("user").text("username", field.WORD),
            "failed_jobs": _failed(said.said.get("builds")),
        }
    )


def _failed(builds: Any) -> list[str]:
    jobs = [Fields(each) for each in builds] if isinstance(builds, list) else []
    broken = [
        job.text("name", field.WORD)
        for job in jobs
        if job.said.get("status") == "failed" and job.said.get("allow_failure") is not True
    ]
    return broken[:MOST_JOBS]


def _deployed(said: Fields) -> Signal | None:
    state = said.text("status", field.WORD)
    if state not in DEPLOYED:
        return None
    what = said.text("short_sha", field.WORD) or said.text("ref", field.WORD)
    where = said.text("environment", field.WORD) or "an environment"
    at = said.at("status_changed_at")
    return _change(said, f"{what} to {where}: {state}", at, said.said.get("deployable_url"))


def _released(said: Fields) -> Signal | None:
    if said.text("action", field.WORD) != "create":
        return None
    name = said.text("name", field.WORD) or said.text("tag", field.WORD)
    return _change(said, f"released {name}", said.at("released_at"), said.said.get("url"))


def _change(said: Fields, what: str, at: Any, link: Any) -> Signal:
    place = said.inner("project").text("path_with_namespace", field.WORD)
    return Signal(
        action=SignalAction.CHANGE,
        dedup_key="",
        title=f"{place}: {what}"[: field.TITLE],
        severity=SignalSeverity.INFO,
        source=place,
        occurred_at=at,
        details=field.bare({"links": field.hrefs((link, "GitLab"))}),
    )


READERS = {"pipeline": _pipeline, "deployment": _deployed, "release": _released}
