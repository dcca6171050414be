"""Jira, GitHub Enterprise and GitLab on loopback, as far as tickets go: their paths, headers, JSON,
status codes and limits, as their reference says."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = "s3cret-token"
JIRA_USER = "bot@example.org"


class Trackers(ThreadingHTTPServer):
    """`issues` by (kind, number). `limits` are answered (status, headers) before anything else,
    each once; `dying`: takes the next request and hangs up; `asked` are (method, path)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issues: dict[tuple[str, int], dict[str, Any]] = {}
        self.limits: list[tuple[int, dict[str, str]]] = []
        self.dying = False
        self.asked: list[tuple[str, str]] = []
        self.unmodified = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def made(self, kind: str) -> list[dict[str, Any]]:
        return [said for (whose, _), said in self.issues.items() if whose == kind]

    def close_issue(self, kind: str, number: int) -> None:
        """Somebody there closes it."""
        self.issues[kind, number]["closed"] = True


class _Handler(BaseHTTPRequestHandler):
    server: Trackers

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.asked.append((self.command, self.path))
        if self.server.dying:
            self.server.dying = False
            self.close_connection = True
            return
        if self.server.limits:
            status, headers = self.server.limits.pop(0)
            self._say(status, {"message": "API rate limit exceeded"}, headers)
            return
        path = urlsplit(self.path).path
        said = json.loads(body) if body else {}
        for prefix, serve in (
            ("/api/v3/", self._github), ("/api/v4/", self._gitlab), ("/rest/api/2/", self._jira),
        ):  # fmt: skip
            if path.startswith(prefix):
                serve(path.removeprefix(prefix), said)
                return
        self._say(404, {})

    def _github(self, path: str, said: dict[str, Any]) -> None:
        if self.headers.get("authorization") != f"Bearer {TOKEN}":
            self._say(401, {"message": "Bad credentials", "status": "401"})
        elif not path.startswith("repos/acme/shop"):
            self._say(404, {"message": "Not Found"})
        elif path == "repos/acme/shop":
            self._say(200, {"full_name": "acme/shop"})
        elif self.command == "POST" and not said.get("title"):
            error = {"resource": "Issue", "field": "title", "code": "missing_field"}
            self._say(422, {"message": "Validation Failed", "errors": [error]})
        elif self.command == "POST":
            number = self._make("github", said["title"], said["body"], said.get("labels", []))
            self._say(201, self._github_issue(number))
        elif (found := self._number(path)) and ("github", found) in self.server.issues:
            shown = self._github_issue(found)
            etag = f'W/"{abs(hash(json.dumps(shown, sort_keys=True)))}"'
            if self.headers.get("if-none-match") == etag:
                self.server.unmodified += 1
                self._say(304, None)
            else:
                self._say(200, shown, {"etag": etag})
        else:
            self._say(410 if found else 404, {"message": "This issue was deleted"})

    def _github_issue(self, number: int) -> dict[str, Any]:
        issue = self.server.issues["github", number]
        return {
            "number": number,
            "html_url": f"{self.server.url}/acme/shop/issues/{number}",
            "title": issue["title"],
            "state": "closed" if issue["closed"] else "open",
            "state_reason": "completed" if issue["closed"] else None,
            "assignee": {"login": "octo"},
        }

    def _gitlab(self, path: str, said: dict[str, Any]) -> None:
        project = "projects/acme%2Finfra%2Fops"
        if self.headers.get("private-token") != TOKEN:
            self._say(401, {"message": "401 Unauthorized"})
        elif not path.startswith(project):
            self._say(404, {"message": "404 Project Not Found"})
        elif path == project:
            self._say(200, {"path_with_namespace": "acme/infra/ops"})
        elif self.command == "POST":
            labels = said["labels"].split(",")
            number = self._make("gitlab", said["title"], said["description"], labels)
            self._say(201, self._gitlab_issue(number))
        elif (found := self._number(path)) and ("gitlab", found) in self.server.issues:
            self._say(200, self._gitlab_issue(found))
        else:
            self._say(404, {"message": "404 Not found"})

    def _gitlab_issue(self, number: int) -> dict[str, Any]:
        issue = self.server.issues["gitlab", number]
        return {
            "id": 9000 + number,
            "iid": number,
            "web_url": f"{self.server.url}/acme/infra/ops/-/issues/{number}",
            "title": issue["title"],
            "state": "closed" if issue["closed"] else "opened",
            "assignees": [{"name": "Lee"}],
        }

    def _jira(self, path: str, said: dict[str, Any]) -> None:
        scheme, _, word = self.headers.get("authorization", "").partition(" ")
        good = b64decode(word).decode() if scheme == "Basic" else ""
        if good != f"{JIRA_USER}:{TOKEN}":
            self._say(401, "Basic authentication with passwords is deprecated.")
        elif path == "project/OPS":
            self._say(200, {"key": "OPS", "name": "Operations"})
        elif self.command == "POST":
            fields = said["fields"]
            if fields["issuetype"]["name"] != "Task":
                errors = {"issuetype": "Specify a valid issue type"}
                self._say(400, {"errorMessages": [], "errors": errors})
                return
            labels = fields.get("labels", [])
            number = self._make("jira", fields["summary"], fields["description"], labels)
            self._say(201, {"id": str(10000 + number), "key": f"OPS-{number}", "self": "..."})
        elif (found := self._number(path)) and ("jira", found) in self.server.issues:
            self._say(200, self._jira_issue(found))
        else:
            self._say(404, {"errorMessages": ["Issue does not exist."], "errors": {}})

    def _jira_issue(self, number: int) -> dict[str, Any]:
        issue = self.server.issues["jira", number]
        name, key = ("Done", "done") if issue["closed"] else ("To Do", "new")
        return {
            "key": f"OPS-{number}",
            "fields": {
                "summary": issue["title"],
                "status": {"name": name, "statusCategory": {"key": key}},
                "assignee": None,
            },
        }

    def _make(self, kind: str, title: str, body: str, labels: list[str]) -> int:
        number = 41 + len(self.server.issues)
        issue = {"title": title, "body": body, "labels": labels, "closed": False}
        self.server.issues[kind, number] = issue
        return number

    def _number(self, path: str) -> int:
        found = re.search(r"(\d+)$", unquote(path))
        return int(found[1]) if found else 0

    def _say(self, status: int, said: Any, headers: dict[str, str] | None = None) -> None:
        body = b"" if said is None else json.dumps(said).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def listening() -> Iterator[Trackers]:
    """Answers until the end."""
    server = Trackers()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
