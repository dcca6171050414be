"""What trackers are asked, and what their answers mean: Jira (REST API 2, Cloud and Data Center),
GitHub (REST, 2022-11-28, also Enterprise) and GitLab (REST v4). Values in, values out."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from models.kinds_learn import TrackerKind

TITLE, BODY = 255, 30_000  # characters: Jira takes no longer summary
WAIT = timedelta(minutes=2)  # where a tracker asks for patience and does not say how long
MOST = timedelta(hours=2)
NAMES = {TrackerKind.JIRA: "Jira", TrackerKind.GITHUB: "GitHub", TrackerKind.GITLAB: "GitLab"}
PATHS = {
    TrackerKind.JIRA: re.compile(r"/browse/(?P<key>[A-Z][A-Z0-9_]*-\d+)/?$"),
    TrackerKind.GITHUB: re.compile(r"/(?P<project>[^/]+/[^/]+)/issues/(?P<key>\d+)/?$"),
    TrackerKind.GITLAB: re.compile(r"/(?P<project>.+?)/-/(?:issues|work_items)/(?P<key>\d+)/?$"),
}
PROJECTS = {
    TrackerKind.JIRA: re.compile(r"[A-Z][A-Z0-9_]{0,79}"),
    TrackerKind.GITHUB: re.compile(r"[\w.-]+/[\w.-]+"),
    TrackerKind.GITLAB: re.compile(r"[\w.-]+(?:/[\w.-]+)+|\d+"),
}
PROJECT_SHAPES = {
    TrackerKind.JIRA: "a project's key such as OPS",
    TrackerKind.GITHUB: "owner/repository",
    TrackerKind.GITLAB: "group/project, or its number",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A tracker with its token opened: never to be shown or logged."""

    kind: TrackerKind
    url: str
    project: str
    token: str
    user: str = ""
    type: str = "Task"
    labels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As people call it."""
        return NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `body` is JSON or empty."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str

    def json(self) -> Any:
        """None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Seen:
    """How a ticket stands. `key` is what the tracker calls it, `status` its own word."""

    key: str
    url: str
    open: bool
    status: str
    title: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no ticket in an answer: `again` is when to try once more, None where a person
    has to do something first; `gone`: it is not there (any more); `all`: the whole tracker is to
    be left alone until then."""

    sentence: str
    again: datetime | None = None
    gone: bool = False
    all: bool = False


def making(desk: Desk, title: str, body: str) -> Ask:
    """The request that makes a ticket."""
    text = body[:BODY]
    if desk.kind is TrackerKind.JIRA:
        fields: dict[str, Any] = {
            "project": {"key": desk.project},
            "summary": title[:TITLE],
            "description": text,
            "issuetype": {"name": desk.type or "Task"},
        }
        if desk.labels:
            fields["labels"] = [each.replace(" ", "-") for each in desk.labels]
        return _ask(desk, "POST", "issue", {"fields": fields})
    if desk.kind is TrackerKind.GITHUB:
        said = {"title": title[:TITLE], "body": text, "labels": list(desk.labels)}
        return _ask(desk, "POST", f"repos/{desk.project}/issues", said)
    said = {"title": title[:TITLE], "description": text, "labels": ",".join(desk.labels)}
    return _ask(desk, "POST", f"projects/{quote(desk.project, safe='')}/issues", said)


def asking(desk: Desk, key: str, etag: str = "") -> Ask:
    """The request that says how a ticket stands; with `etag` GitHub answers 304 where nothing
    changed, which costs nothing of its allowance."""
    if desk.kind is TrackerKind.JIRA:
        return _ask(desk, "GET", f"issue/{quote(key)}?fields=status,summary,assignee")
    if desk.kind is TrackerKind.GITLAB:
        return _ask(desk, "GET", f"projects/{quote(desk.project, safe='')}/issues/{quote(key)}")
    ask = _ask(desk, "GET", f"repos/{desk.project}/issues/{quote(key)}")
    return Ask(ask.method, ask.url, {**ask.headers, "if-none-match": etag}) if etag else ask


def trying(desk: Desk) -> Ask:
    """The request that says whether token and project are right."""
    path = {
        TrackerKind.JIRA: f"project/{quote(desk.project)}",
        TrackerKind.GITHUB: f"repos/{desk.project}",
        TrackerKind.GITLAB: f"projects/{quote(desk.project, safe='')}",
    }
    return _ask(desk, "GET", path[desk.kind])


def seen(desk: Desk, answer: Answer) -> Seen | None:
    """The ticket in an answer; None where it holds none that we understand."""
    said = answer.json()
    if not isinstance(said, dict):
        return None
    read = {TrackerKind.JIRA: _jira, TrackerKind.GITHUB: _github, TrackerKind.GITLAB: _gitlab}
    try:
        return read[desk.kind](desk, said)
    except (KeyError, TypeError, AttributeError):
        return None


def fault_of(desk: Desk, answer: Answer, now: datetime) -> Fault | None:
    """What is wrong with an answer by its status; None for a good one."""
    status, name = answer.status, desk.name
    if 200 <= status < 300 or status == 304:
        return None
    if wait := _wait(answer, now):
        return Fault(f"{name} asks us to wait.", wait, all=True)
    if status == 401:
        return Fault(f"{name} does not take this token; set a new one.")
    if status == 403:
        return Fault(f"{name} does not allow this; the token lacks a right{_because(answer)}.")
    if status in (404, 410):
        where = f"{name} knows no {desk.project}, or does not show it with this token"
        return Fault(f"{where}.", gone=True)
    if 300 <= status < 400:
        return Fault(f"{name} has moved {desk.project} elsewhere; set the new place.")
    if status >= 500:
        return Fault(f"{name} answered {status}.", now + WAIT)
    return Fault(f"{name} refused it ({status}){_because(answer)}.")


def key_in(kind: TrackerKind, url: str, project: str, address: str) -> str:
    """The key of a ticket of this tracker in an address people paste; empty for another's."""
    try:
        ours, theirs = urlsplit(url), urlsplit(address.strip())
    except ValueError:
        return ""
    if ours.netloc.casefold() != theirs.netloc.casefold():
        return ""
    below = theirs.path.removeprefix(ours.path.rstrip("/"))
    found = PATHS[kind].search(below)
    if found is None:
        return ""
    key = found["key"]
    place = key.rpartition("-")[0] if kind is TrackerKind.JIRA else found["project"].strip("/")
    return key if place.casefold() == project.casefold() or project.isdigit() else ""


def why_no_project(kind: TrackerKind, project: str) -> str | None:
    """Whether it can be the name of a project there."""
    if PROJECTS[kind].fullmatch(project):
        return None
    return f"{project!r} is no project of {NAMES[kind]}; expected {PROJECT_SHAPES[kind]}."


def _ask(desk: Desk, method: str, path: str, said: Any = None) -> Ask:
    headers = {"accept": "application/json", "user-agent": "watchbill", **_signed(desk)}
    if said is not None:
        headers["content-type"] = "application/json"
    body = json.dumps(said, ensure_ascii=False) if said is not None else ""
    return Ask(method, f"{_base(desk)}/{path}", headers, body)


def _base(desk: Desk) -> str:
    url = desk.url.rstrip("/")
    if desk.kind is TrackerKind.JIRA:
        return f"{url}/rest/api/2"
    if desk.kind is TrackerKind.GITLAB:
        return f"{url}/api/v4"
    public = (urlsplit(url).hostname or "") in ("github.com", "www.github.com")
    return "https://api.github.com" if public else f"{url}/api/v3"


def _signed(desk: Desk) -> dict[str, str]:
    if desk.kind is TrackerKind.GITLAB:
        return {"private-token": desk.token}
    if desk.kind is TrackerKind.JIRA and desk.user:
        word = b64encode(f"{desk.user}:{desk.token}".encode()).decode()
        return {"authorization": f"Basic {word}"}
    if desk.kind is TrackerKind.JIRA:
        return {"authorization": f"Bearer {desk.token}"}
    return {
        "authorization": f"Bearer {desk.token}",
        "accept": "application/vnd.github+json",
        "x-github-api-version": "2022-11-28",
    }


def _jira(desk: Desk, said: dict[str, Any]) -> Seen:
    key = str(said["key"])
    fields = said.get("fields") or {}
    status = fields.get("status") or {}
    done = (status.get("statusCategory") or {}).get("key") == "done"
    who = (fields.get("assignee") or {}).get("displayName", "")
    url = f"{desk.url.rstrip('/')}/browse/{key}"
    return Seen(key, url, not done, status.get("name", ""), fields.get("summary", ""), who)


def _github(_desk: Desk, said: dict[str, Any]) -> Seen:
    state = str(said["state"])
    reason = said.get("state_reason") if state == "closed" else None
    word = f"closed, {str(reason).replace('_', ' ')}" if reason else state
    who = (said.get("assignee") or {}).get("login", "")
    url, title = str(said["html_url"]), said.get("title", "")
    return Seen(str(said["number"]), url, state == "open", word, title, who)


def _gitlab(_desk: Desk, said: dict[str, Any]) -> Seen:
    state = str(said["state"])
    who = ", ".join(each["name"] for each in said.get("assignees") or [])
    shown = "open" if state == "opened" else state
    url, title = str(said["web_url"]), said.get("title", "")
    return Seen(str(said["iid"]), url, state == "opened", shown, title, who)


def _wait(answer: Answer, now: datetime) -> datetime | None:
    """Until when a tracker asks to be left alone; no longer than two hours."""
    spent = answer.headers.get("x-ratelimit-remaining") == "0"
    told = answer.headers.get("retry-after", "")
    limited = answer.status == 429 or (answer.status in (403, 503) and (spent or bool(told)))
    if not limited:
        return None
    reset = answer.headers.get("x-ratelimit-reset") or answer.headers.get("ratelimit-reset") or ""
    until = now + WAIT
    if told.isascii() and told.isdigit() and len(told) < 8:
        until = now + timedelta(seconds=int(told))
    elif reset.isascii() and reset.isdigit() and len(reset) < 12:
        until = datetime.fromtimestamp(int(reset), UTC)
    return min(max(until, now + timedelta(seconds=1)), now + MOST)


def _because(answer: Answer) -> str:
    """A tracker's own sentences."""
    words = "; ".join(" ".join(each.split()) for each in _sentences(answer.json()))
    return f": {words[:200].rstrip('.')}" if words else ""


def _sentences(said: Any) -> list[str]:
    if not isinstance(said, dict):
        return []
    found: list[str] = [str(each) for each in said.get("errorMessages") or []]
    for name in ("errors", "message", "error", "error_description"):
        found += _flat(said.get(name))
    return found


def _flat(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, list):
        return [word for each in part for word in _flat(each)]
    if isinstance(part, dict):
        if "code" in part and "field" in part:
            return [f"{part['field']} {str(part['code']).replace('_', ' ')}"]
        return [f"{key} {word}" for key, each in part.items() for word in _flat(each)]
    return []
