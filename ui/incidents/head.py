"""The head of an incident: severity, title, number, the next likely step, stages, who has it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kinds import Stage
from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.duty_strip import DutyStrip
from ui.incidents.looking import Looking
from ui.incidents.meanwhile import changed, retitled
from ui.incidents.more_menu import MoreMenu
from ui.incidents.seat import Seat
from ui.incidents.severity_button import SeverityButton
from ui.incidents.steps import Step, merged_into, next_step
from ui.incidents.title_edit import TitleEdit
from ui.incidents.word import STEPS, stage_word
from ui.theme import fonts
from ui.theme.space import XS, L, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.menu import Menu
from ui.widgets.rows import STRETCH, row
from ui.widgets.stepper import StageStepper
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.incidents.reads import Seen


LEAST = 19  # ems
ASIDE = (Stage.DECLINED, Stage.MERGED)  # these went through no stages
SILENT = (Stage.CLOSED, Stage.DECLINED, Stage.MERGED)  # nobody is told of such any more


class IncidentHead(QWidget):
    """Asks through signals; `resolve_wanted` carries the button it came from."""

    title_wanted = Signal(str)
    severity_wanted = Signal(object, object)
    resolve_wanted = Signal(object)
    decline_wanted = Signal(object)
    facts_wanted = Signal()
    copy_wanted = Signal()
    tell_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._seen: Seen | None = None
        self._offers: tuple[Seen | None, frozenset[str]] | None = None
        self._step = Step("", "", "")
        self._low = False
        self._tells = False  # whether somebody here can tell people
        self._build()

    def _build(self) -> None:
        self.severity = SeverityButton()
        self.title = TitleEdit()
        self.number = Text(look="muted", selectable=True)
        self.stepper = StageStepper([(stage.value, stage_word(stage)) for stage in STEPS])
        self.duty = DutyStrip(self._seat)
        self.looking = Looking(self._seat)
        self.looking.changed.connect(self._fit)
        first = row(self.severity, self.number, self.looking, STRETCH, self._make_buttons(), gap=S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L - 2, M - 2, L - 2, M)
        layout.setSpacing(S)
        for part in (first, self.title, self.stepper, self.duty):
            if isinstance(part, QWidget):
                layout.addWidget(part)
            else:
                layout.addLayout(part)
        layout.insertSpacing(layout.count() - 1, XS)
        self.severity.wanted.connect(self.severity_wanted)
        self.title.wanted.connect(self.title_wanted)
        self.stepper.wanted.connect(self._move)
        self.duty.taken.connect(self._take)

    def _make_buttons(self) -> QHBoxLayout:
        self.primary = Button("", "primary", on_click=self._do_step).give_way()
        self.resolve = Button(self.tr("Resolve…"), on_click=self.ask_resolve)
        self.tell = Button(self.tr("Tell people…"), on_click=self.tell_wanted.emit)
        self.tell.setToolTip(self.tr("Write to customers and colleagues how it stands (T)"))
        self.escalate = Button(self.tr("Escalate"), on_click=self.ask_escalate)
        self.escalate.setToolTip(self.tr("Page the next level now (E)"))
        self.facts = IconButton("panel-right", self.tr("Facts"), on_click=self.facts_wanted.emit)
        self.more = IconButton("ellipsis", self.tr("More"))
        menu = self._menu = Menu(parent=self)
        menu.aboutToShow.connect(partial(self._fill_more, menu))
        self.more.setMenu(menu)
        self.extra = MoreMenu(self._seat, self.more, self)
        first = (self.escalate, self.tell, self.resolve)
        return row(*first, self.primary, self.more, self.facts, gap=S)

    @property
    def about(self) -> int:
        """The incident that is seen here; 0 for none."""
        return self._seen.detail.row.number if self._seen is not None else 0

    def show_seen(self, seen: "Seen") -> None:
        """An incident, or the same later."""
        if seen.detail.row.number != self.about:
            self._menu.close()  # what it offers was meant for the other
        who = retitled(self._seen, seen, self._seat)
        self._seen, found = seen, seen.detail.row
        self.severity.show_severity(found.severity, seen)
        self.title.show_title(found.title, changed(who, found.title) if who else "")
        self.looking.look_at(found.number)
        self.stepper.show_step(found.stage.value)
        self.stepper.setVisible(found.stage not in ASIDE and not self._low)
        self.duty.show_seen(seen)
        self._step = next_step(seen.detail)
        self.primary.setText(self._step.words)
        self.primary.set_kind(self._step.kind)
        self.primary.setToolTip(self._step.tip)
        self._fit()

    def ask_resolve(self) -> None:
        """Ask what solved it, beside the button that resolves."""
        anchor = self.primary if self.resolve.isHidden() else self.resolve
        if self._seen is not None and self._seen.detail.row.stage.open:
            self.resolve_wanted.emit(anchor)

    def offers(self) -> frozenset[str]:
        """The words of `entries`, without making them anew for the same incident as it was."""
        if self._offers is None or self._offers[0] is not self._seen:
            self._offers = self._seen, frozenset(self.entries())
        return self._offers[1]

    def entries(self) -> dict[str, QAction]:
        """What the menu behind the dots offers now, by its words."""
        self._fill_more(self._menu)
        return {each.text().partition("\t")[0].rstrip("…"): each for each in self._menu.leaves()}

    def can_tell(self) -> None:
        """From now on somebody fulfils `tell_wanted`."""
        self._tells = True
        self._fit()

    def make_low(self, low: bool, *, lowest: bool = False) -> None:
        """In a low window the stage is told in words beside the number."""
        self._low = low
        self.duty.make_lowest(lowest)
        if self._seen is not None:
            self.stepper.setVisible(self._seen.detail.row.stage not in ASIDE and not low)
            self._fit()

    def _tell_number(self) -> None:
        assert self._seen is not None
        found = self._seen.detail.row
        said = [f"#{found.number}"]
        said += [self.tr("DRILL")] if found.drill else []
        short = " · ".join(said)
        if self._low and found.stage not in ASIDE:
            self.number.setText(f"{short} · {stage_word(found.stage)}")
            if self._room() >= 0:
                return
        self.number.setText(short)

    def show_facts_button(self, seen: bool) -> None:
        """Where the facts have no column of their own."""
        self.facts.setVisible(seen)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Less than what is shown now: buttons and words give way (see `_fit`)."""
        return QSize(fonts.em() * LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The likely step always has its button; the others as far as there is room (they are in
        the menu as well)."""
        if self._seen is None:
            return
        found = self._seen.detail.row
        self._tell_number()
        room = self._room()
        tell = (self.tell, self._tells and found.stage not in SILENT)
        escalate = (self.escalate, found.stage.open and bool(self._seen.detail.policy))
        wanted = (
            (self.resolve, found.stage.open and self._step.key != "resolve"),
            *((tell, escalate) if found.acknowledged else (escalate, tell)),
        )
        for button, useful in wanted:
            room -= button.sizeHint().width() + S if useful else 0
            button.setVisible(useful and room >= 0)

    def _room(self) -> int:
        """What is left beside all that has to be seen."""
        kept = (self.severity, self.number, self.looking, self.primary, self.more, self.facts)
        shown = [part for part in kept if not part.isHidden()]
        return self.width() - 2 * L - sum(part.sizeHint().width() + S for part in shown)

    def _do_step(self) -> None:
        if self._seen is None:
            return
        number, stage = self._seen.detail.row.number, self._seen.detail.row.stage
        if self._step.key == "acknowledge":
            self._seat.acts.acknowledge(number)
        elif self._step.key == "resolve":
            self.ask_resolve()
        elif self._step.key == "reopen":
            self._seat.acts.reopen(number)
        elif self._step.key == "follow":
            self._seat.acts.led.emit(number, merged_into(self._seen.detail) or number)
        else:
            self._seat.acts.move(number, Stage(self._step.key), stage)

    def _move(self, key: str) -> None:
        if self._seen is None:
            return
        if key == Stage.RESOLVED:
            self.ask_resolve()
        else:
            found = self._seen.detail.row
            self._seat.acts.move(found.number, Stage(key), found.stage)

    def _take(self) -> None:
        if self._seen is not None:
            self._seat.acts.take(self._seen.detail.row.number)

    def ask_escalate(self) -> None:
        """Say whom it wakes, then page the next level."""
        if self._seen is None or not self._seen.detail.row.stage.open:
            return
        self._confirm(self._seen.detail.row.number, self._would_wake(self._seen))

    def ask_unseen(self, number: int) -> None:
        """The same of an incident that is not seen here yet: whom it wakes is not known."""
        self._confirm(number, f"#{number}: {self.tr('The next level is paged now.')}")

    def _confirm(self, number: int, words: str) -> None:
        run = partial(self._seat.acts.escalate, number)
        popup = ConfirmPopup(words, self.tr("Page now"), run, self)
        popup.ask(self.more if self.escalate.isHidden() else self.escalate)

    def _would_wake(self, seen: "Seen") -> str:
        if not seen.detail.policy:
            return self.tr("This incident has no policy: nobody can be paged.")
        if seen.detail.row.acknowledged:
            return self.tr("The next level is paged now. Until somebody answers, nobody has it.")
        names = ", ".join(seen.upcoming.people) if seen.upcoming is not None else ""
        words = self.tr("%1 is paged now.") if names else self.tr("The next level is paged now.")
        return words.replace("%1", names)

    def _fill_more(self, menu: Menu) -> None:
        menu.clear()
        if self._seen is None:
            return
        found = self._seen.detail.row
        acts = self._seat.acts
        if found.stage.open and found.acknowledged:
            give = partial(acts.give_back, found.number)
            menu.add(self.tr("Give it back"), give, "hand")
        if found.stage.open:
            menu.add(self.tr("Resolve…"), self.ask_resolve, "circle-check", "R")
            menu.add(self.tr("Page the next level now"), self.ask_escalate, "arrow-up-right", "E")
            decline = partial(self.decline_wanted.emit, self.more)
            menu.add(self.tr("Decline: it is no incident…"), decline, "ban")
            menu.addSeparator()
        elif found.stage is Stage.RESOLVED:
            close = partial(acts.move, found.number, Stage.CLOSED, found.stage)
            menu.add(self.tr("Close"), close, "archive")
        if self._tells and found.stage not in SILENT:
            menu.add(self.tr("Tell people…"), self.tell_wanted.emit, "send", "T")
        menu.add(self.tr("Edit the title"), self.title.edit, "pencil", "F2")
        menu.add(self.tr("Copy as text"), self.copy_wanted.emit, "copy")
        self.extra.fill(menu, self._seen)
