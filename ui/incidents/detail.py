"""One incident: head, picture, timeline, composer; read when shown and whenever it changed."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from models.kinds import Severity
from ui.drafts import Drafts
from ui.incidents import reads
from ui.incidents.ask_popup import TextPopup
from ui.incidents.bringing import Bringing
from ui.incidents.catch_up import CatchUpSheet
from ui.incidents.commanding import Commanding
from ui.incidents.composer import Composer
from ui.incidents.export import Export
from ui.incidents.given import holds, local_files
from ui.incidents.head import IncidentHead
from ui.incidents.joint_command import joint_commands
from ui.incidents.news import News
from ui.incidents.reads import Seen
from ui.incidents.seat import Seat
from ui.incidents.timeline_panel import TimelinePanel
from ui.incidents.wish import Wish, overtaken, wish_of
from ui.language.sentence import fault_words
from ui.widgets.card import Panel
from ui.widgets.text import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.changes import Changes

REST = 30  # ms after which the older part of a long timeline is asked for: paint first
PARTS = (
    "event", "page", "attempt", "escalation", "task", "assignment", "alert", "affected", "setting",
    "responder",
)  # fmt: skip


class IncidentDetail(Panel):
    """`seen` carries what was read, for the facts beside it."""

    seen = Signal(object)
    facts_wanted = Signal()

    def __init__(self, seat: Seat, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._seat, self._bridge, self._drafts = seat, seat.bridge, drafts
        self.number = 0
        self._stale = False
        self.shown: Seen | None = None
        self._build()
        self._bridge.changed.connect(self._hear)

    def _build(self) -> None:
        self.news = News()
        self.head = IncidentHead(self._seat)
        self.timeline = TimelinePanel(self._seat)
        self.composer = Composer(self._seat, self._drafts)
        self.commanding = Commanding(self._seat, self.composer, self)
        self.setAcceptDrops(True)
        self._parts = (self.head, Line(), self.timeline, Line(), self.composer)
        self.body.addWidget(self.news)
        for part in self._parts:
            self.body.addWidget(part, 1 if part is self.timeline else 0)
            part.hide()  # until there is something to show: no hollow page meanwhile
        self.head.title_wanted.connect(self._title)
        self.head.severity_wanted.connect(self._severity)
        self.head.resolve_wanted.connect(self._ask_resolve)
        self.head.decline_wanted.connect(self._ask_decline)
        self.head.facts_wanted.connect(self.facts_wanted)
        self.head.copy_wanted.connect(self.copy)
        self.composer.left.connect(self.timeline.view.setFocus)
        self.composer.extras += joint_commands(self._seat, self.catch_up)
        self.news.again.connect(self._write)
        self.news.late.connect(self._complain_late)
        self.commanding.severity_wanted.connect(self._command)
        self.commanding.noted.connect(self.timeline.view.follow)
        self.timeline.caught_up.connect(self.catch_up)
        self.head.extra.export_wanted.connect(self._export)
        self._seat.acts.why_wanted.connect(self._ask_why)

    def make_low(self, low: bool, *, lowest: bool = False) -> None:
        """In a low window what can be had elsewhere gives its room to the timeline."""
        self.head.make_low(low, lowest=lowest)
        self.timeline.make_low(low, lowest=lowest)

    def show_number(self, number: int) -> None:
        """Another incident."""
        if number != self.number:
            self.number, self.shown = number, None
            self.news.clear()
            self.head.title.close_editor()
            self.composer.show_draft(str(number))
            for wish in self.news.take():  # read no more by us, but not forgotten
                self._weigh(wish)
        self.ask()

    def ask(self) -> None:
        """Read, now or when it is seen again."""
        if not self.number:
            return
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale = False
        known = self.shown
        events = known.events if known is not None and known.whole else ()
        quick = known is None
        question = partial(reads.seen, number=self.number, events=events, quick=quick)
        self._bridge.read(question, self._show, self._fail, key=(id(self), "detail"))

    def catch_up(self) -> None:
        """What somebody who comes late must know."""
        if self.number:
            CatchUpSheet(self._seat, self.number, self).open()

    def change(self, field: str, value: object) -> None:
        """Writes one field of what is on the screen."""
        if self.shown is not None:
            self.grant(wish_of(self.shown, field, value))

    def grant(self, wish: Wish) -> None:
        """Writes one field of the incident it was wished for: where that is on the screen still, at
        the version that is there, unless somebody set that very field since it was asked for. A
        popup stays open until it is stored, and says why not."""
        if self.shown is not None and self.shown.detail.row.number == wish.number:
            me = self._bridge.actor().name
            if wish.part is None and overtaken(wish, self.shown, me) is not None:
                self.news.conflict(wish)
                self._judge(self.shown)
                return
            wish = wish.at(self.shown)
        elif wish.popup is not None and wish.popup.late:
            wish = replace(wish, version=None)
        self._write(wish)

    def copy(self) -> None:
        """The incident and its timeline as text."""
        if self.shown is not None:
            row = self.shown.detail.row
            lead = f"#{row.number} {row.severity} {row.title}"
            QGuiApplication.clipboard().setText(f"{lead}\n{self.timeline.told()}")

    def ask_resolve(self, number: int) -> None:
        """What solved this one, whichever the head shows still."""
        if number == self.head.about:
            self.head.ask_resolve()
        else:
            self._ask_resolve(self.head.more, number)

    def ask_escalate(self, number: int) -> None:
        """Whether the next level of this one is to be paged, whichever the head shows still."""
        if number == self.head.about:
            self.head.ask_escalate()
        else:
            self.head.ask_unseen(number)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.number and holds(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Conversations are brought in, anything else waits to be sent with a note."""
        event.acceptProposedAction()
        self.take_drop(event.mimeData())

    def take_drop(self, source: QMimeData) -> None:
        """As a drop does."""
        from app.intake.conversation.file import looks_like

        paths = local_files(source)
        talks = [path for path in paths if looks_like(path.name)]
        for path in talks:
            given = partial(self.composer.given.take_files, key=str(self.number))
            talk = Bringing(self._seat, self.number, path, self.composer, given)
            talk.unread.connect(self.composer.complain)
            talk.begin()
        if rest := [path for path in paths if path not in talks]:
            self.composer.given.take_files(rest)
        elif not paths:
            self.composer.given.take(source)
        self.composer.write()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.head.looking.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.head.looking.begin()
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def _show(self, seen: Seen) -> None:
        if seen.detail.row.number != self.number:
            return
        self.shown = seen
        self.head.show_seen(seen)  # before it is seen: never a hollow one
        for part in self._parts:
            part.show()
        self.timeline.show_seen(seen)
        self._judge(seen)
        self.seen.emit(seen)
        if not seen.whole:
            QTimer.singleShot(REST, self, self.ask)

    def _fail(self, fault: Exception) -> None:
        self._stale = True
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.everything or self.number in changes.ids("incident") or changes.touch(*PARTS):
            self.ask()

    # changing

    def _title(self, title: str) -> None:
        self.change("title", title)

    def _severity(self, severity: Severity, seen: Seen | None = None) -> None:
        """Of what is on the screen, or was when the menu was opened."""
        if (about := seen or self.shown) is not None:
            self.grant(wish_of(about, "severity", severity))

    def _command(self, severity: Severity) -> None:
        """Typed for this incident, which may not have been read yet: then whatever it is."""
        if self.shown is not None:
            self._severity(severity)
        else:
            self._write(Wish(self.number, "severity", severity, None))

    def _write(self, wish: Wish) -> None:
        done, failed = partial(self._changed, wish), partial(self._refused, wish)
        fields = {wish.field: wish.value}
        self._seat.acts.change(wish.number, wish.version, done, failed, wish.why, **fields)

    def _changed(self, wish: Wish, _version: int) -> None:
        wish.close()
        if wish.number == self.number:
            self.news.clear()
            self.head.title.complain("")

    def _refused(self, wish: Wish, fault: Exception) -> None:
        """Conflict: read again, then see. Refused: beside the field."""
        from app.errors import Conflict, Refused

        if isinstance(fault, Conflict):
            self._weigh(wish)
        elif isinstance(fault, Refused) and fault.field == "why":
            wish.close()
            self._ask_why(lambda why: self._write(replace(wish, popup=None, why=why)))
        elif isinstance(fault, Refused) and wish.asking:
            wish.complain(fault_words(fault))
        elif isinstance(fault, Refused) and wish.field == "title" and wish.number == self.number:
            self.head.title.complain(fault_words(fault))
        elif isinstance(fault, Refused):
            which = "" if wish.number == self.number else f"#{wish.number}: "
            self.news.tell(self.tr("Not changed."), which + fault_words(fault), "warn")
        else:
            self._bridge.failed.emit(fault)

    def _weigh(self, wish: Wish) -> None:
        """Who was faster is known once its incident was read again, by us or, where we look at
        something else by now, for this alone."""
        self.news.conflict(wish)
        if wish.number == self.number and self.isVisible():
            self.ask()
        else:
            question = partial(reads.seen, number=wish.number, quick=True)
            self._bridge.read(question, self._judge, self._fail)

    def _complain_late(self, wish: Wish) -> None:
        wish.complain(self.tr("Somebody changed this meanwhile."), self.tr("Save anyway"))
        if wish.popup is not None:
            wish.popup.late = True

    def _judge(self, seen: Seen) -> None:
        self.news.show_seen(seen, self._seat, here=seen.detail.row.number == self.number)

    def _ask_why(self, act: "Callable[[str], None]") -> None:
        """The team wants a reason for this."""
        if not self.isVisible():
            return
        hint = self.tr("A few words for those who read it later")
        popup = TextPopup(self.tr("Why? Your team writes it down"), self.tr("Go on"), hint, self)
        popup.closed.connect(popup.deleteLater)
        popup.ask(self.head.more, partial(self._reasoned, act, popup))

    def _reasoned(self, act: "Callable[[str], None]", popup: TextPopup, why: object) -> None:
        if not str(why).strip():
            popup.complain(self.tr("A few words are needed."))
            return
        popup.close()
        act(str(why).strip())

    def _export(self, kind: str) -> None:
        if self.shown is not None:
            Export(self._seat, self.shown.detail.row, self).ask(kind)

    def _ask_resolve(self, anchor: QWidget, number: int = 0) -> None:
        hint = self.tr("What solved it? (may stay empty)")
        self._ask_end(self.tr("Resolve"), hint, anchor, "resolve", number)

    def _ask_decline(self, anchor: QWidget) -> None:
        hint = self.tr("Why is it no incident?")
        self._ask_end(self.tr("Decline"), hint, anchor, "decline")

    def _ask_end(self, act: str, hint: str, anchor: QWidget, verb: str, number: int = 0) -> None:
        """What is typed there is a draft too, should the popup be closed."""
        number = number or self.head.about  # what is seen; another may have been asked for already
        popup = TextPopup(f"{act} #{number}", act, hint, self)
        key = f"{verb}-{number}"
        popup.field.setPlainText(self._drafts.get(key))
        popup.field.textChanged.connect(lambda: self._drafts.keep(key, popup.field.toPlainText()))
        popup.closed.connect(popup.deleteLater)
        popup.ask(anchor, partial(self._end, verb, number, popup))

    def _end(self, verb: str, number: int, popup: TextPopup, words: object) -> None:
        act = self._seat.acts.resolve if verb == "resolve" else self._seat.acts.decline
        key = f"{verb}-{number}"
        act(number, str(words), partial(self._complain, key, str(words)))
        self._drafts.keep(key, "")
        popup.close()

    def _complain(self, key: str, words: str, fault: Exception) -> None:
        """What was typed is there again the next time."""
        from app.errors import Refused

        self._drafts.keep(key, words)
        if isinstance(fault, Refused):
            self.news.tell(self.tr("Not done."), fault_words(fault), "warn")
        else:
            self._bridge.failed.emit(fault)
