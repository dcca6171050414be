"""Says how the engine and the database are; alarms when nobody has paged for 30 seconds."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.shell.window import ShellWindow

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.health import Pulse
    from app.queries.page import Unanswered
    from app.store import Store

LOOK = 2000  # ms between two looks, each one cheap: the alarm comes after 30 to 32 s
MOST = 30_000  # ms that are given to our own engine, should it neither come nor fail


class Health(NamedTuple):
    """What one look found; not `settled`: it began before our own engine had its chance."""

    pulse: "Pulse"
    unanswered: "list[Unanswered]"
    lite: bool
    name: str
    settled: bool = True


def look(store: "Store", settled: bool) -> Health:
    """Runs on a worker."""
    from app.queries.health import pulse
    from app.queries.page import unanswered

    url = store.database.url
    name = str(url.database or "").replace("\\", "/").rsplit("/", 1)[-1]
    return Health(pulse(store), unanswered(store), store.database.lite, name, settled)


class PulseWatch(QObject):
    """`engine_wanted`: the person asked for an engine to run here."""

    engine_wanted = Signal()
    incident_wanted = Signal(int)

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._expecting = False  # our own engine is still starting
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.ask)
        bridge.opened.connect(self.begin)
        bridge.changed.connect(self._hear)
        bridge.failed.connect(self._fail)
        bridge.worked.connect(self._recover)

    def ask(self) -> None:
        """Looks again."""
        if self._bridge.post is not None:
            question = partial(look, settled=self._settled())
            self._bridge.read(question, self._show, self._lost, key=self)

    def begin(self) -> None:
        """The database is there."""
        self._timer.start()
        self.ask()

    def expect(self) -> None:
        """An engine is to start here: that none runs is no news before it had its chance."""
        self._expecting = True
        QTimer.singleShot(MOST, self, self.settle)

    def settle(self) -> None:
        """It does not start, or takes too long: what a look finds from now on is told."""
        self._expecting = False
        self.ask()

    def _settled(self) -> bool:
        post = self._bridge.post
        if self._expecting and post is not None and post.engine is not None:
            self._expecting = not post.engine.had_chance
        return not self._expecting

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("escalation", "incident"):
            self.ask()

    def _show(self, health: Health) -> None:
        kind = self.tr("Embedded database") if health.lite else self.tr("PostgreSQL")
        self._window.status.show_database(f"{kind} · {health.name}")
        self._show_engines(health)
        self._show_late(health.pulse)
        self._show_unanswered(health.unanswered)

    def _show_engines(self, health: Health) -> None:
        if health.pulse.engines:
            words = self.tr("Engine running")
            if health.pulse.engines > 1:
                words = self.tr("%1 engines running").replace("%1", str(health.pulse.engines))
            self._window.status.show_engine(words, "good")
            self._window.bars.drop("engine")
        elif health.settled:
            self._window.status.show_engine(self.tr("No engine runs"), "alarm")
            self._alarm()

    def _alarm(self) -> None:
        bar, new = self._window.bars.tell(
            "engine",
            self.tr("Nobody is being paged."),
            self.tr("No engine has run for 30 seconds. Start `watchbill serve`, or run one here."),
            "alarm",
            closable=False,
        )
        if new:
            bar.add_action(self.tr("Run one here"), self.engine_wanted.emit)

    def _show_late(self, pulse: "Pulse") -> None:
        """What an engine should have done a minute ago; and a program too old to page."""
        if pulse.newer:
            lead = self.tr("This Watchbill is older than its database, and does not page.")
            words = self.tr("Another program has upgraded it. Please update this one.")
            self._window.bars.tell("newer", lead, words, "alarm", closable=False)
        late = pulse.late_steps + pulse.late_pages
        if not late or not pulse.engines:  # without an engine, that is what the bar says
            self._window.bars.drop("late")
            return
        lead = self.tr("Paging is late.")
        words = self.tr("1 page or step is more than a minute overdue.")
        if late > 1:
            words = self.tr("%1 pages or steps are more than a minute overdue.")
        self._window.bars.tell(
            "late", lead, words.replace("%1", str(late)), "alarm", closable=False
        )

    def _show_unanswered(self, rows: "list[Unanswered]") -> None:
        if not rows:
            self._window.bars.drop("unanswered")
            return
        first = rows[0]
        text = self.tr("#%1 %2: everybody was paged, and no one acknowledged.")
        text = text.replace("%1", str(first.incident)).replace("%2", first.title)
        if len(rows) > 1:
            text += " " + self.tr("And %1 more.").replace("%1", str(len(rows) - 1))
        lead = self.tr("Nobody answers.")
        bar, new = self._window.bars.tell("unanswered", lead, text, "alarm", closable=False)
        if new:
            bar.add_action(self.tr("Open"), _Open(self, first.incident))

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused, Unavailable

        if isinstance(fault, Unavailable):
            self._lost(fault)
        elif isinstance(fault, Conflict):
            self._window.bars.tell(
                "conflict", self.tr("Somebody was faster."), fault_words(fault), "warn"
            )
        elif isinstance(fault, Refused):
            self._window.bars.tell("refused", self.tr("Not done."), fault_words(fault), "warn")
        else:
            self._say_bug(fault)

    def _say_bug(self, fault: Exception) -> None:
        from ui.shell import crash

        crash.write(type(fault), fault, fault.__traceback__)
        lead = self.tr("Something went wrong in Watchbill itself.")
        words = f"{type(fault).__name__}: {str(fault)[:200]}"
        bar, new = self._window.bars.tell("bug", lead, words, "alarm")
        if new:
            bar.add_action(self.tr("Copy details"), self._copy)

    def _copy(self) -> None:
        from ui.shell import crash

        QGuiApplication.clipboard().setText(crash.latest())

    def _lost(self, fault: Exception) -> None:
        from app.errors import Unavailable

        if not isinstance(fault, Unavailable):
            self._fail(fault)
            return
        lead = self.tr("The database cannot be reached.")
        self._window.bars.tell("database", lead, self.tr("Trying again."), "alarm", closable=False)
        self._window.status.show_database(self.tr("Database away"))

    def _recover(self) -> None:
        self._window.bars.drop("database")


class _Open:
    """What a bar's button does."""

    def __init__(self, watch: PulseWatch, incident: int) -> None:
        self._watch, self._incident = watch, incident

    def __call__(self) -> None:
        self._watch.incident_wanted.emit(self._incident)
