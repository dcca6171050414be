"""Ctrl+K: every action and everything that has a name, found by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.actions import Act, Actions
from ui.shell.overlay import Overlay
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face
from ui.widgets.choices import Choice, ChoiceList
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Line, Text

PAUSE = 120  # ms after the last key
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find and what happens then."""

    text: str
    run: Callable[[], object]
    hint: str = ""
    icon: str = ""
    face: Face | None = None
    severity: str = ""
    words: str = ""
    dim: bool = False  # it cannot be done now, and `hint` says why

    def choice(self) -> Choice:
        """As the list shows it."""
        return Choice(self, self.text, self.hint, self.face, self.icon, self.severity, self.words,
                      dim=self.dim)  # fmt: skip


class Palette(Overlay):
    """Entries come from the actions and from sources by name, which others keep current. `asked`
    tells what was typed after a pause; `found` brings what somebody found for it."""

    asked = Signal(str)
    opening = Signal()

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self._sources: dict[str, Callable[[], Sequence[Entry]]] = {}
        self._made: dict[str, tuple[Sequence[Entry], list[Choice]]] = {}
        self._only: Sequence[Entry] | None = None
        self.search, self.list = QLineEdit(), ChoiceList()
        self._nothing = Text(self.tr("Nothing matches"), "muted")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self._build()

    def _build(self) -> None:
        self.search.setProperty("look", "bare")
        self.search.setFont(fonts.font("heading"))
        self.search.setMinimumHeight(round(fonts.em() * 2.6))
        self.search.setTextMargins(L, 0, L, 0)
        self._nothing.setContentsMargins(L, M, L, M)
        keys = row(
            *(KeyHint("↑"), KeyHint("↓"), Text(self.tr("choose"), "small"), S),
            *(KeyHint("↵"), Text(self.tr("do it"), "small"), S),
            *(KeyHint("Esc"), Text(self.tr("close"), "small"), STRETCH),
            margins=(L, S, L, S),
        )
        self.list.setContentsMargins(S, S, S, S)
        self.list.setStyleSheet("QListView { background: transparent; padding: 6px; }")
        for part in (self.search, Line(), self.list, self._nothing, Line()):
            self.body.addWidget(part)
        self.body.addLayout(keys)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.picked.connect(self._do)

    def add_source(self, name: str, entries: Callable[[], Sequence[Entry]]) -> None:
        """Entries asked for each time the palette opens: give what is at hand, never a query."""
        self._sources[name] = entries

    def open(self) -> None:
        """Show, empty, with everything."""
        self._only = None
        self.opening.emit()
        self._show(self.tr("Search or run anything"))

    def offer(self, question: str, entries: Sequence[Entry]) -> None:
        """Show these alone, as answers to a question; the next `open` has everything again."""
        self._only = entries
        self._show(question)

    def _show(self, prompt: str) -> None:
        self.search.setPlaceholderText(prompt)
        self.search.setAccessibleName(prompt)
        self.search.clear()
        self._fill()
        super().open()
        self._filter("")
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """A source has something else to say."""
        if self.isVisible():
            self._fill()
            self._filter(self.search.text())

    def _fill(self) -> None:
        if self._only is not None:
            self.list.table.show([entry.choice() for entry in self._only])
            return
        found = [self._choices(name, give()) for name, give in self._sources.items()]
        self.list.table.show([*self._acts(), *chain.from_iterable(found)])

    def _choices(self, name: str, entries: Sequence[Entry]) -> Sequence[Choice]:
        """Made once for as long as a source gives the same list."""
        before = self._made.get(name)
        if before is None or before[0] is not entries:
            before = self._made[name] = (entries, [entry.choice() for entry in entries])
        return before[1]

    def found(self, query: str, entries: Sequence[Entry]) -> None:
        """Below what matches by name, if the query still stands there; the marked row stays."""
        asked = self.isVisible() and self._only is None
        if asked and query == self.search.text().strip():
            nothing = self.list.table.rowCount() == 0
            self.list.table.append([entry.choice() for entry in entries])
            if nothing:
                self.list.go_first()
            self._fit_list()

    def _ask(self) -> None:
        query = self.search.text().strip()
        if self.isVisible() and self._only is None and query:
            self.asked.emit(query)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._steer(event)
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if not self.isVisible():
            return False
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.pick()
        else:
            return False
        return True

    def _acts(self) -> list[Choice]:
        """Those that can be done now, then the others with the reason."""
        acts = [act for act in self._actions.all() if self._actions.action(act.key).isEnabled()]
        made = [self._entry(act) for act in acts if act.key != "palette"]
        made.sort(key=lambda entry: entry.dim)
        return [entry.choice() for entry in made]

    def _entry(self, act: Act) -> Entry:
        icon = act.icon or "corner-down-left"
        run, why = self._actions.action(act.key).trigger, self._actions.why_not(act)
        about = act.about() if act.about is not None else ""
        hint = "  ".join(filter(None, (why or about, act.told_keys)))
        words = act.words if act.page else f"{act.words} {act.group}"
        return Entry(act.text, run, hint, icon, words=words, dim=bool(why))

    def _filter(self, text: str) -> None:
        self.list.table.filter(text)
        self._pause.start()
        self._fit_list()

    def _fit_list(self) -> None:
        some = self.list.table.rowCount()
        self.list.setVisible(some > 0)
        self._nothing.setVisible(some == 0)
        self.list.fit(12)
        self.list.setFixedHeight(self.list.height() + 12)
        self.refit()

    def _do(self, choice: Choice) -> None:
        self.leave()
        if isinstance(choice.key, Entry):
            choice.key.run()
