"""What somebody else changed, in words people use; what only programs care for is not told.
And where one sees it."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from ui.bridge import Bridge
from ui.shell.window import ShellWindow

if TYPE_CHECKING:
    from app.changes import Changes

INCIDENT = ("event", "alert", "task", "assignment", "affected", "responder", "escalation", "page")
ROTA = ("schedule", "rotation", "override", "edition", "shift_request")
PEOPLE = ("person", "team", "contact", "time_off")
STATUS = ("status_update", "public_incident", "component", "maintenance", "subscriber")


class Changed(QObject):
    """Tells the last change by others in the status line, and leads there on a click."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self.news: News | None = None
        bridge.changed.connect(self._hear)
        window.status.change_clicked.connect(self.show)

    def show(self) -> None:
        """What changed."""
        if self.news is not None:
            self._window.show_page(self.news.page, self.news.target)

    def _hear(self, changes: "Changes") -> None:
        if not changes.ours and (news := change_news(changes)) is not None:
            self.news = news
            self._window.status.show_change(news.words)


class News(NamedTuple):
    """A change in words, and the page (at `target`) where it is seen."""

    words: str
    page: str
    target: int | None = None


def change_news(changes: "Changes") -> News | None:
    """#12 changed just now; None for what is no news to people."""
    if changes.everything:
        return None
    numbers = sorted(changes.ids("incident"))
    if len(numbers) == 1:
        words = _tr("#%1 changed just now").replace("%1", str(numbers[0]))
        return News(words, "incidents", numbers[0])
    told = (
        (("incident", *INCIDENT), News(_tr("Incidents changed just now"), "incidents")),
        (ROTA, News(_tr("The rota changed just now"), "rota")),
        (PEOPLE, News(_tr("People changed just now"), "people")),
        (STATUS, News(_tr("The status page changed just now"), "status")),
        (("review", "review_comment"), News(_tr("A review changed just now"), "reviews")),
        (("playbook", "play", "play_step"), News(_tr("A playbook changed just now"), "playbooks")),
        (("service", "integration"), News(_tr("Services changed just now"), "services")),
        (("policy",), News(_tr("Policies changed just now"), "policies")),
        (("workflow",), News(_tr("Workflows changed just now"), "workflows")),
    )
    return next((news for kinds, news in told if changes.touch(*kinds)), None)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Changed", words)
