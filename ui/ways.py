"""All that can be done in the window, as its actions: what each page can do, in words that are
known before the page is made, and ways to what needs no more than to be shown."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer

from ui.shell.actions import Act
from ui.shell.window import ShellWindow
from ui.widgets.deed import Deed, Deeds, Verb, tr

if TYPE_CHECKING:
    from ui.bridge import Bridge

NEW = ("new-", "rota.new")  # verbs that begin something new
LOOK, TRIES = 50, 200  # ms between two looks whether a page has read what it needs; how many


class Way(NamedTuple):
    """`target` is what the page is visited with. `words` are what people call it besides."""

    key: str
    text: str
    icon: str
    page: str
    target: object
    words: str


class Ability(NamedTuple):
    """What a page can do: words without the page, deeds with it. `bound`: the window binds its keys
    while it is shown; else it does so itself."""

    page: str
    group: str
    verbs: Callable[[], tuple[Verb, ...]]
    deeds: Callable[[Any], Deeds]
    bound: bool = False


class Wanted(NamedTuple):
    """What is to be done as soon as its page has read what it needs."""

    page: str
    key: str


class Ways(QObject):
    """Each as an action of the window, from when the palette, the map of keys or the menus want
    them, at the latest. No page is made for that."""

    def __init__(self, window: ShellWindow, bridge: "Callable[[], Bridge | None]") -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._abilities: dict[str, Ability] = {}
        self._deeds: dict[str, tuple[object, Deeds]] = {}
        self._wanted: Wanted | None = None
        self._tries = 0
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        window.acts_wanted.connect(self.complete)
        anew = Act("anew", tr("Something new on this page"), "Alt+N", "plus", tr("Begin"))
        window.acts.add(anew, self.begin)

    def begin(self) -> None:
        """What is new first of all on the page that is shown."""
        self.complete()
        page = self._window.stack.key
        verbs = self._abilities[page].verbs() if page in self._abilities else ()
        anew = [verb.key for verb in verbs if verb.key.startswith(NEW)]
        if anew and page != "settings":
            self.do(page, anew[0])
        else:
            self._window.tell(tr("There is nothing to begin on this page."))

    def complete(self) -> None:
        """All of them, once."""
        if "rota" in self._abilities:
            return
        for ability in abilities():
            self._offer(ability)
        for group, ways in ((tr("Begin"), _first()), (tr("Settings"), _settings())):
            for way in ways:
                act = Act(way.key, way.text, "", way.icon, group, way.words)
                self._window.acts.add(act, _Lead(self._window, way))

    def serve(self, page: str) -> None:
        """Those of a page that is made, so that its keys hold."""
        if page not in self._abilities:
            self._offer(_incident())

    def deed(self, page: str, key: str) -> Deed:
        """How a page, which is made by now if it was not, does one thing."""
        made, known = self._window.stack.widget_of(page), self._deeds.get(page)
        if known is None or known[0] is not made:
            known = self._deeds[page] = made, self._abilities[page].deeds(made)
        return known[1][key]

    def do(self, page: str, key: str) -> None:
        """Shows the page and does it there, as soon as it can; or says why not. Never from behind a
        sheet, over which only a key can come."""
        if self._covered():
            return
        if offline := self._offline():
            self._window.tell(offline)
        if self._bridge() is None:
            return
        self._window.show_page(page)
        if not offline:
            self._wanted, self._tries = Wanted(page, key), TRIES
            self._look()

    def hindered(self, page: str, key: str) -> str:
        """Why it cannot be done now; of a page that was never shown nothing is known."""
        if offline := self._offline():
            return offline
        if not self._window.stack.made(page):
            return ""
        deed = self.deed(page, key)
        return "" if deed.waits() else deed.hindered()

    def about(self, page: str, key: str) -> str:
        """To what it would be done; where nothing is known, or nothing special, empty."""
        return self.deed(page, key).about() if self._window.stack.made(page) else ""

    # inside

    def _offer(self, ability: Ability) -> None:
        if ability.page in self._abilities:
            return
        self._abilities[ability.page] = ability
        titles = {page.key: page.title for page in self._window.stack.pages()}
        for verb in ability.verbs():
            words = f"{verb.more} {titles[ability.page]}"
            act = Act(
                *(verb.key, verb.words, verb.keys, verb.icon, ability.group, words),
                hindered=partial(self.hindered, ability.page, verb.key),
                page=ability.page,
                told=not ability.bound,
                about=partial(self.about, ability.page, verb.key),
            )
            self._window.acts.add(act, partial(self.do, ability.page, verb.key))

    def _look(self) -> None:
        """At what is wanted: whoever went elsewhere meanwhile wants it no more."""
        wanted, self._wanted = self._wanted, None
        self._timer.stop()
        if wanted is None or self._window.stack.key != wanted.page:
            return
        deed = self.deed(*wanted)
        if deed.waits() and self._tries:
            self._wanted, self._tries = wanted, self._tries - 1
            self._timer.start()
        elif deed.waits():
            self._window.tell(tr("This page is still being read. Try again in a moment."))
        elif why := deed.hindered():
            self._window.tell(why)
        else:
            deed.run()

    def _offline(self) -> str:
        bridge = self._bridge()
        there = bridge is not None and bridge.post is not None
        return "" if there else tr("The database is not open yet.")

    def _covered(self) -> bool:
        from ui.shell.overlay import Overlay

        return any(sheet.isVisible() for sheet in self._window.findChildren(Overlay))


class _Lead:
    """Goes the way."""

    def __init__(self, window: ShellWindow, way: Way) -> None:
        self._window, self._way = window, way

    def __call__(self) -> None:
        self._window.show_page(self._way.page, self._way.target)


def _incident() -> Ability:
    from ui.incidents import verbs as incidents

    return Ability("incidents", tr("Incident"), incidents.verbs, incidents.deeds, bound=True)


def abilities() -> Iterator[Ability]:
    """Of every page that can do something."""
    from ui.alerts import verbs as alerts
    from ui.metrics import verbs as metrics
    from ui.people import verbs as people
    from ui.playbooks import verbs as playbooks
    from ui.policies import verbs as policies
    from ui.reviews import verbs as reviews
    from ui.schedules import verbs as rota
    from ui.services import verbs as services
    from ui.settings import verbs as settings
    from ui.status import verbs as status
    from ui.tasks import problems_verbs as problems
    from ui.tasks import verbs as followups
    from ui.welcome import verbs as welcome
    from ui.workflows import verbs as workflows

    yield _incident()
    yield Ability("rota", tr("Rota"), rota.verbs, rota.deeds)
    for page, module in (
        ("people", people), ("services", services), ("start", welcome), ("policies", policies),
        ("playbooks", playbooks), ("workflows", workflows), ("status", status),
        ("followups", followups), ("problems", problems), ("reviews", reviews),
        ("metrics", metrics), ("alerts", alerts),
    ):  # fmt: skip
        yield Ability(page, tr("Begin"), module.verbs, module.deeds)
    yield Ability("settings", tr("Settings"), settings.verbs, settings.deeds)


def _first() -> Iterator[Way]:
    yield Way("teams", tr("Teams"), "users", "people", "teams", tr("new team add group members"))
    yield Way("readiness", tr("Who can be reached"), "badge-check", "people", "readiness",
              tr("readiness test page contacts check"))  # fmt: skip
    yield Way("calendars", tr("Subscribe to a calendar"), "calendar", "rota", "calendars",
              tr("feed ical ics phone shifts"))  # fmt: skip
    yield Way("requests", tr("Requests of colleagues"), "shuffle", "rota", "requests",
              tr("swap cover replace shift"))  # fmt: skip
    yield Way("told", tr("Who is told of incidents"), "users", "status", "people",
              tr("subscribers stakeholders customers"))  # fmt: skip
    yield Way("templates", tr("Templates of status updates"), "file-text", "status", "templates",
              tr("texts words customers"))  # fmt: skip
    yield Way("public-page", tr("What the status page shows"), "globe", "status", "page",
              tr("public address switch on off"))  # fmt: skip


def _settings() -> Iterator[Way]:
    title = tr("Settings: %1")
    for key, icon, words, more in (*_of_team(), *_of_machine()):
        yield Way(f"set-{key}", title.replace("%1", words), icon, "settings", key, more)


def _of_team() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("paging", "bell-ring", tr("Paging"), tr("page contacts provider phone call text sms")),
        ("form", "siren", tr("Declaring and responding"),
         tr("severity category fields matrix urgency")),
        ("tags", "tag", tr("Tags"), tr("labels colours")),
        ("trackers", "link", tr("Trackers"), tr("jira github gitlab tickets issues")),
        ("tokens", "key", tr("API tokens"), tr("key access program script")),
        ("drills", "target", tr("Drills"), tr("drill exercise practice rehearsal")),
        ("channels", "megaphone", tr("Channels"), tr("slack teams chat webhook post")),
        ("replies", "mail", tr("Replies by e-mail"), tr("mailbox imap inbox answer")),
        ("learning", "list-checks", tr("After an incident"), tr("review due deadline reminder")),
        ("language", "globe", tr("Language of the team"), tr("german spanish english words")),
        ("reviews", "file-text", tr("Templates of reviews"), tr("postmortem questions sections")),
    )  # fmt: skip


def _of_machine() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("look", "sun-moon", tr("Look"), tr("theme dark light language german spanish")),
        ("attention", "volume-2", tr("Pages to me, here"), tr("sound alarm ring mute card")),
        ("start", "play", tr("Start"), tr("login autostart tray boot")),
        ("releases", "download", tr("New versions"), tr("update upgrade release")),
        ("database", "database", tr("Database"), tr("postgresql sqlite check invite connect")),
        ("backups", "save", tr("Backups by the clock"), tr("backup restore copy")),
        ("workspace", "archive", tr("Configuration as a file"),
         tr("export import everything yaml workspace restore")),
    )  # fmt: skip
