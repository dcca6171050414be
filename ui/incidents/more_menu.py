"""What is rarely done to an incident, behind three dots: snooze, merge, split, relate, export."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.kinds import Stage
from ui.incidents import joint, reads
from ui.incidents.ask_popup import MomentPopup
from ui.incidents.seat import Seat
from ui.incidents.split_sheet import SplitSheet
from ui.incidents.word import stage_word
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu
from ui.widgets.picker import WIDE, ChoicePopup
from ui.widgets.when import moment_text

if TYPE_CHECKING:
    from app.queries.incident_row import IncidentRow
    from ui.incidents.reads import Seen

Choosing = Callable[[int], None]
MORNING = 9  # o'clock


class MoreMenu(QObject):
    """Fills the menu under `anchor`; `help_wanted` asks for the card that calls people to this
    incident, `export_wanted` carries the kind of file."""

    help_wanted = Signal(int)
    export_wanted = Signal(str)

    def __init__(self, seat: Seat, anchor: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._anchor = seat, anchor
        self._title = ""

    def fill(self, menu: Menu, seen: "Seen") -> None:
        """Adds to what is there."""
        row, acts = seen.detail.row, self._seat.acts
        number, is_open = row.number, row.stage.open
        menu.addSeparator()
        if row.stage is Stage.TRIAGE:
            accept = partial(joint.accept, acts, number)
            menu.add(self.tr("Accept: it is an incident"), accept, "badge-check")
        if is_open:
            menu.add(
                self.tr("Call somebody to help…"),
                partial(self.help_wanted.emit, number),
                "user-plus",
            )
            self._add_snooze(menu, seen)
        if row.stage is Stage.MERGED:
            back = partial(joint.unmerge, acts, number)
            menu.add(self.tr("Split off again"), back, "undo-2")
        else:
            self._add_ties(menu, seen)
        menu.addMenu(self._exports(menu))

    def _add_snooze(self, menu: Menu, seen: "Seen") -> None:
        number, now = seen.detail.row.number, self._seat.now()
        if seen.detail.together.snoozed_until is not None:
            wake = partial(joint.wake, self._seat.acts, number)
            menu.add(self.tr("End the snooze"), wake, "alarm-clock")
            return
        inner = Menu(self.tr("Snooze"), menu)
        for words, at in self._times(now):
            inner.add(words, partial(self._snooze, number, at))
        inner.add(self.tr("Until…"), partial(self._ask_until, number))
        menu.addMenu(inner)

    def _times(self, now: datetime) -> list[tuple[str, datetime]]:
        local = now.astimezone()
        morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        morning += timedelta(days=1) if morning <= local else timedelta()
        return [
            (self.tr("For 30 minutes"), now + timedelta(minutes=30)),
            (self.tr("For 1 hour"), now + timedelta(hours=1)),
            (self.tr("For 4 hours"), now + timedelta(hours=4)),
            (self.tr("Until %1").replace("%1", moment_text(morning, now)), morning),
        ]

    def _snooze(self, number: int, at: datetime) -> None:
        shown = moment_text(at, self._seat.now())
        joint.snooze(self._seat.acts, number, at, shown)

    def _ask_until(self, number: int) -> None:
        popup = MomentPopup(
            self.tr("When should it come back?"), self.tr("Snooze"), self._seat.now(), self._anchor
        )
        popup.closed.connect(popup.deleteLater)
        popup.ask(self._anchor, partial(self._until, number, popup))

    def _until(self, number: int, popup: MomentPopup, at: object) -> None:
        if not isinstance(at, datetime) or at <= self._seat.now():
            popup.complain(self.tr("Say a time to come, such as tomorrow 9:00."))
            return
        popup.close()
        self._snooze(number, at)

    def _add_ties(self, menu: Menu, seen: "Seen") -> None:
        number, acts = seen.detail.row.number, self._seat.acts
        inner = Menu(self.tr("Merge, split, relate"), menu)
        merge, relate = partial(joint.merge, acts, number), partial(joint.relate, acts, number)
        whole = partial(joint.place, acts, number)
        if seen.detail.row.stage is not Stage.DECLINED:
            inner.add(self.tr("Merge into another…"), partial(self._offer, number, merge),
                      "git-merge")  # fmt: skip
            inner.add(self.tr("Split off another matter…"), partial(self._split, seen), "shuffle")
        inner.add(self.tr("Relate to another…"), partial(self._offer, number, relate), "link")
        inner.add(self.tr("Make it a part of another…"), partial(self._offer, number, whole),
                  "layers")  # fmt: skip
        menu.addMenu(inner)

    def _split(self, seen: "Seen") -> None:
        SplitSheet(self._seat, seen, self._anchor).open()

    def _offer(self, number: int, choose: Choosing) -> None:
        question, offer = partial(reads.others, number=number), partial(self._offer_rows, choose)
        self._seat.bridge.read(question, offer, key=(id(self), "others"))

    def _offer_rows(self, choose: Choosing, rows: "list[IncidentRow]") -> None:
        choices = [
            Choice(row.number, row.title, f"#{row.number} · {stage_word(row.stage)}",
                   severity=row.severity)
            for row in rows
        ]  # fmt: skip
        popup = ChoicePopup(self._anchor)
        popup.picked.connect(lambda choice: choose(int(str(choice.key))))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(self._anchor, choices, ems=WIDE)

    def _exports(self, menu: Menu) -> Menu:
        inner = Menu(self.tr("Export"), menu)
        for kind, words in (
            ("pdf", self.tr("PDF")),
            ("html", self.tr("Web page")),
            ("md", self.tr("Markdown")),
            ("json", self.tr("JSON")),
        ):
            inner.add(f"{words}…", partial(self.export_wanted.emit, kind))
        return inner
