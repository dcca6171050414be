"""GitHub's webhooks: workflows that fail on the default branch; deployments, releases and pushes as
changes. Everything else, and all work that is not merged yet, pages nobody.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

CONCLUSIONS = {
    "failure": SignalAction.TRIGGER,
    "timed_out": SignalAction.TRIGGER,
    "startup_failure": SignalAction.TRIGGER,
    "success": SignalAction.RESOLVE,
}
EVENTS = ("workflow_run", "deployment_status", "release", "push")
SHORT = 8  # characters of a commit


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """At most one signal; an event of no interest, such as the ping, is none. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid(["The event must be a JSON object"])
    event = headers.get("x-github-event") or _event(body)
    found = READERS[event](Fields(body)) if event in READERS else None
    mark = field.delivery(headers, "x-github-delivery")
    return [replace(found, delivery=mark)] if found else []


def is_ping(headers: Mapping[str, str]) -> bool:
    """What GitHub sends when a webhook is made; it expects 200."""
    return headers.get("x-github-event") == "ping"


def _event(body: Mapping[str, Any]) -> str:
    """By its shape, where something on the way took the header off."""
    named = (name for name in EVENTS if isinstance(body.get(name), dict))
    return next(named, "push" if "pusher" in body else "")


def _run(said: Fields) -> Signal | None:
    run, home = said.inner("workflow_run"), said.inner("repository")
    action = CONCLUSIONS.get(run.text("conclusion", field.WORD).lower())
    if said.text("action", field.WORD) != "completed" or action is None or _aside(run, home):
        return None
    place, branch = home.text("full_name", field.WORD), run.text("head_branch", field.WORD)
    name = run.text("name", field.WORD) or said.inner("workflow").text("name", field.WORD)
    ident = run.text("workflow_id", field.WORD) or name
    key, kept = field.dedup(f"{place} {ident} {branch}")
    word = run.text("conclusion", field.WORD).replace("_", " ")
    return Signal(
        action=action,
        dedup_key=key,
        title=f"{place}: {name or 'workflow'} on {branch}: {word}"[: field.TITLE],
        severity=UNSAID,
        source=place,
        body=run.inner("head_commit").text("message", field.BODY),
        occurred_at=run.at("updated_at"),
        cut=said.flags,
        details=field.bare(
            {
                "links": field.hrefs((run.said.get("html_url"), "Run")),
                "run": run.text("run_number", field.WORD),
                "attempt": run.text("run_attempt", field.WORD),
                "commit": run.text("head_sha", field.WORD),
                "actor": run.inner("actor").text("login", field.WORD),
            }
        )
        | kept,
    )


def _aside(run: Fields, home: Fields) -> bool:
    """Another branch than the default one, or a proposal of somebody's."""
    main, branch = home.text("default_branch", field.WORD), run.text("head_branch", field.WORD)
    return (main not in ("", branch)) or run.text("event", field.WORD).startswith("pull_request")


def _deployed(said: Fields) -> Signal | None:
    status, home = said.inner("deployment_status"), said.inner("repository")
    state = status.text("state", field.WORD)
    if state not in ("success", "failure", "error"):
        return None
    where = status.text("environment", field.WORD) or "an environment"
    what = said.inner("deployment").text("ref", field.WORD) or "A version"
    link = status.said.get("environment_url") or status.said.get("target_url")
    return _change(home, f"{what} to {where}: {state}", status.at("created_at"), link)


def _released(said: Fields) -> Signal | None:
    made, home = said.inner("release"), said.inner("repository")
    if said.text("action", field.WORD) not in ("published", "released"):
        return None
    name = made.text("name", field.WORD) or made.text("tag_name", field.WORD)
    return _change(home, f"released {name}", made.at("published_at"), made.said.get("html_url"))


def _pushed(said: Fields) -> Signal | None:
    home, head = said.inner("repository"), said.inner("head_commit")
    main = home.text("default_branch", field.WORD)
    if said.text("ref", field.WORD) != f"refs/heads/{main}" or not head.said:
        return None
    line = (head.text("message", field.TITLE).splitlines() or [""])[0]
    title = f"{head.text('id', SHORT)} {line}"
    return _change(home, title, head.at("timestamp"), said.said.get("compare"))


def _change(home: Fields, what: str, at: Any, link: Any) -> Signal:
    place = home.text("full_name", field.WORD)
    return Signal(
        action=SignalAction.CHANGE,
        dedup_key="",
        title=f"{place}: {what}"[: field.TITLE],
        severity=SignalSeverity.INFO,
        source=place,
        occurred_at=at,
        details=field.bare({"links": field.hrefs((link, "GitHub"))}),
    )


READERS = dict(zip(EVENTS, (_run, _deployed, _released, _pushed), strict=True))
