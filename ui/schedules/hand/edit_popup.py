"""Person, from and until of a bar as fields, judged while one types: the keyboard's way and the
list's."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.window import Window
from ui.schedules.hand.at_field import AtField
from ui.schedules.hand.judge import Verdict
from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.picker import PersonPicker
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

WIDE = 24  # ems
LULL = 120  # ms after the last key before it is judged


class Wish(NamedTuple):
    """What the fields say."""

    person: str
    window: Window


class EditPopup(PopupCard):
    """Stays open until the owner is content: `answered` returns why not, or nothing."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=12)
        self.zone = zone
        self.title = Text(look="strong", wrap=True)
        self.person = PersonPicker()
        self.start, self.end = AtField(zone), AtField(zone)
        self.reasons = Text(look="small", wrap=True)
        self.removal = Button(self.tr("Remove"), "quiet", on_click=self._remove)
        self.answer_button = Button(self.tr("Save"), "primary", on_click=self.answer)
        self._answered: Callable[[Wish], str] = lambda _wish: ""
        self._removed: Callable[[], object] | None = None
        self._judged: Callable[[Wish], Verdict] = lambda _wish: Verdict()
        self._lull = QTimer(self, singleShot=True, interval=LULL)
        self._lull.timeout.connect(self._judge)
        self._build()

    def _build(self) -> None:
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close)
        self.person_field = Field(self.tr("Who"), self.person)
        self.end_field = Field(self.tr("Until"), self.end)
        fields = row(Field(self.tr("From"), self.start), self.end_field, gap=M)
        self.body.setSpacing(S)
        self.body.addWidget(self.title)
        self.body.addWidget(self.person_field)
        self.body.addLayout(fields)
        self.body.addWidget(self.reasons)
        self.body.addLayout(row(self.removal, STRETCH, cancel, self.answer_button))
        for field in (self.start, self.end):
            field.changed.connect(self._lull.start)
            field.installEventFilter(self)
        self.person.chosen.connect(self._judge)

    def ask(
        self,
        anchor: QWidget,
        title: str,
        people: list[tuple[str, Face]],
        wish: Wish,
        *,
        answered: Callable[[Wish], str],
        judged: Callable[[Wish], Verdict],
        removed: Callable[[], object] | None = None,
        act: str = "",
        whose: bool = True,
        until: bool = True,
    ) -> None:
        """Open under an anchor. Without `removed` there is nothing to remove; not `whose`: the
        person stays; not `until`: only the beginning can be said."""
        self._answered, self._judged, self._removed = answered, judged, removed
        self.title.setText(title)
        self.setAccessibleName(title)
        self.person.set_people(people)
        self.person.set_value(wish.person or None)
        self.start.set_value(wish.window.start)
        self.end.set_value(wish.window.end)
        self.removal.setVisible(removed is not None)
        self.person_field.setVisible(whose)
        self.end_field.setVisible(until)
        self.answer_button.setText(act or self.tr("Save"))
        self._judge()
        self.open_below(anchor, fonts.em() * WIDE)
        first = self.start if wish.person else self.person
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self.start.selectAll()

    def wish(self) -> Wish | None:
        """What the fields say; None while they do not make sense."""
        start, end, person = self.start.value(), self.end.value(), self.person.value()
        if start is None or end is None or not isinstance(person, str) or start >= end:
            return None
        return Wish(person, Window(start, end))

    def answer(self) -> None:
        """As the button does."""
        wish = self.wish()
        problem = self._senseless() if wish is None else self._answered(wish)
        if problem:
            self._tell(problem, "error")
        else:
            self.close()

    def complain(self, sentence: str) -> None:
        """Say why not."""
        self._tell(sentence, "error")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.answer()
            return True
        return super().eventFilter(watched, event)

    def _remove(self) -> None:
        self.close()
        if self._removed is not None:
            self._removed()

    def _judge(self, *_: object) -> None:
        wish = self.wish()
        if wish is None:
            calm = self.person.value() is None  # nobody has answered yet
            self._tell("" if calm else self._senseless(), "error")
            return
        verdict = self._judged(wish)
        looks = {"alarm": "alarm", "warn": "warn", "good": "small"}
        said = [each.words for each in verdict.reasons] or [*verdict.notes, verdict.hours]
        self._tell("\n".join(filter(None, said)), looks[verdict.tone])

    def _senseless(self) -> str:
        if self.start.value() is None or self.end.value() is None:
            return self.tr("Say a time like 14:00, thu 9:00 or 26 nov 9:00.")
        if not isinstance(self.person.value(), str):
            return self.tr("Choose who is on call.")
        return self.tr("The end must come after the beginning.")

    def _tell(self, words: str, look: str) -> None:
        self.reasons.setText(words)
        self.reasons.set_look(look)
        self.reasons.setVisible(bool(words))
        self.answer_button.setAccessibleDescription(words)
        self.adjustSize()
