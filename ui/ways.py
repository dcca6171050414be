"""Ways to what has no key of its own: what every page is for, and every card of the settings, as
actions of the window. They lead to the page, which does the rest."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ui.shell.actions import Act
from ui.shell.pages import Begun
from ui.shell.window import ShellWindow

ROTA_NEW = "rota.new"  # the rota page, once it is made, puts its own action in the place of ours


class Way(NamedTuple):
    """`target` is what the page is visited with; with `begin` it opens the form of something
    new. `words` are what people call it besides."""

    key: str
    text: str
    icon: str
    page: str
    target: object
    words: str
    begin: bool = False


class Ways:
    """Each as an action of the window."""

    def __init__(self, window: ShellWindow) -> None:
        known = {act.key for act in window.acts.all()}
        for group, ways in ((_tr("Begin"), _first()), (_tr("Settings"), _settings())):
            for way in ways:
                if way.key not in known:
                    act = Act(way.key, way.text, "", way.icon, group, way.words)
                    window.acts.add(act, _Lead(window, way))


class _Lead:
    """Goes the way."""

    def __init__(self, window: ShellWindow, way: Way) -> None:
        self._window, self._way = window, way

    def __call__(self) -> None:
        way = self._way
        page = self._window.show_page(way.page, way.target)
        if way.key == ROTA_NEW:
            self._window.acts.run(ROTA_NEW)
        elif way.begin and isinstance(page, Begun):
            page.begin()


def _first() -> Iterator[Way]:
    yield Way("new-person", _tr("New person"), "user-plus", "people", "new",
              _tr("add colleague user member contact phone"))  # fmt: skip
    yield Way("teams", _tr("Teams"), "users", "people", "teams", _tr("new team add group members"))
    yield Way("readiness", _tr("Who can be reached"), "badge-check", "people", "readiness",
              _tr("readiness test page contacts check"))  # fmt: skip
    yield Way("away", _tr("Time off"), "sun", "people", None,
              _tr("holiday vacation leave absence away sick"))  # fmt: skip
    yield Way("new-service", _tr("New service"), "layers", "services", None,
              _tr("add service system component"), True)  # fmt: skip
    yield Way("integration", _tr("Let something send alerts"), "plug", "services", None,
              _tr("integration sender webhook key monitoring connect"))  # fmt: skip
    yield Way("test-alert", _tr("Send a test alert"), "send", "start", None,
              _tr("try test signal integration"))  # fmt: skip
    yield Way("new-policy", _tr("New policy"), "arrow-up-right", "policies", None,
              _tr("add policy escalation levels"), True)  # fmt: skip
    yield Way(ROTA_NEW, _tr("New schedule"), "plus", "rota", None,
              _tr("add rota rotation on-call plan"))  # fmt: skip
    yield Way("calendars", _tr("Subscribe to a calendar"), "calendar", "rota", "calendars",
              _tr("feed ical ics phone shifts"))  # fmt: skip
    yield Way("requests", _tr("Requests of colleagues"), "shuffle", "rota", "requests",
              _tr("swap cover replace shift"))  # fmt: skip
    yield Way("new-playbook", _tr("New playbook"), "book-open", "playbooks", None,
              _tr("add playbook runbook checklist"), True)  # fmt: skip
    yield Way("new-workflow", _tr("New workflow"), "workflow", "workflows", None,
              _tr("add workflow automation rule"), True)  # fmt: skip
    yield from _told()
    yield from _learnt()


def _told() -> Iterator[Way]:
    yield Way("maintenance", _tr("Plan maintenance"), "wrench", "status", "works",
              _tr("planned work downtime window new"), True)  # fmt: skip
    yield Way("new-part", _tr("Add a part of the status page"), "radio", "status", "parts",
              _tr("new component"), True)  # fmt: skip
    yield Way("told", _tr("Who is told of incidents"), "users", "status", "people",
              _tr("subscribers stakeholders customers"))  # fmt: skip
    yield Way("templates", _tr("Templates of status updates"), "file-text", "status", "templates",
              _tr("texts words customers"))  # fmt: skip
    yield Way("public-page", _tr("What the status page shows"), "globe", "status", "page",
              _tr("public address switch on off"))  # fmt: skip


def _learnt() -> Iterator[Way]:
    yield Way("new-followup", _tr("New follow-up"), "list-todo", "followups", None,
              _tr("add task action item to do"), True)  # fmt: skip
    yield Way("new-problem", _tr("New problem"), "bookmark", "problems", None,
              _tr("add problem root cause known error"), True)  # fmt: skip
    yield Way("review", _tr("Start a review"), "file-text", "reviews", None,
              _tr("postmortem retrospective new learn"))  # fmt: skip
    yield Way("report", _tr("Write a report"), "chart-column", "metrics", None,
              _tr("pdf export figures monthly print"))  # fmt: skip


def _settings() -> Iterator[Way]:
    title = _tr("Settings: %1")
    for key, icon, words, more in (*_of_team(), *_of_machine()):
        yield Way(f"set-{key}", title.replace("%1", words), icon, "settings", key, more)


def _of_team() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("paging", "bell-ring", _tr("Paging"), _tr("page contacts provider phone call text sms")),
        ("form", "siren", _tr("Declaring and responding"),
         _tr("severity category fields matrix urgency")),
        ("tags", "tag", _tr("Tags"), _tr("labels colours")),
        ("trackers", "link", _tr("Trackers"), _tr("jira github gitlab tickets issues")),
        ("tokens", "key", _tr("API tokens"), _tr("key access program script")),
        ("drills", "target", _tr("Drills"), _tr("drill exercise practice rehearsal")),
        ("channels", "megaphone", _tr("Channels"), _tr("slack teams chat webhook post")),
        ("replies", "mail", _tr("Replies by e-mail"), _tr("mailbox imap inbox answer")),
        ("learning", "list-checks", _tr("After an incident"), _tr("review due deadline reminder")),
        ("language", "globe", _tr("Language of the team"), _tr("german spanish english words")),
        ("reviews", "file-text", _tr("Templates of reviews"), _tr("postmortem questions sections")),
    )  # fmt: skip


def _of_machine() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("look", "sun-moon", _tr("Look"), _tr("theme dark light language german spanish")),
        ("attention", "volume-2", _tr("Pages to me, here"), _tr("sound alarm ring mute card")),
        ("start", "play", _tr("Start"), _tr("login autostart tray boot")),
        ("releases", "download", _tr("New versions"), _tr("update upgrade release")),
        ("database", "database", _tr("Database"), _tr("postgresql sqlite check invite connect")),
        ("backups", "save", _tr("Backups by the clock"), _tr("backup restore copy")),
        ("workspace", "archive", _tr("Configuration as a file"),
         _tr("export import everything yaml workspace restore")),
    )  # fmt: skip


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ways", words)
