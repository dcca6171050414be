"""One registry of everything that can be done: menus, tooltips, the palette and F1 read from it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Act(NamedTuple):
    """What is known of one action. `hindered` says in a sentence why it cannot be done now, and
    nothing when it can. With a `page` it is done there: it shows that page, then asks and says so
    itself, and its keys hold there only; `told`: the page binds its keys itself."""

    key: str
    text: str
    keys: str = ""
    icon: str = ""
    group: str = ""
    words: str = ""  # more words by which the palette finds it
    hindered: Callable[[], str] | None = None
    page: str = ""
    told: bool = False
    about: Callable[[], str] | None = None  # to what it is done, such as #12

    @property
    def told_keys(self) -> str:
        """The keys as the platform writes them."""
        return QKeySequence.fromString(self.keys).toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def tip(self) -> str:
        """Words and keys, for a tooltip."""
        return f"{self.text} ({self.told_keys})" if self.keys else self.text


class Actions(QObject):
    """The registry. Keys work in the whole window, or inside `scope` only. `refused` carries why
    what was wanted is not done."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._acts: dict[str, Act] = {}
        self._made: dict[str, QAction] = {}
        self._page = ""  # the one that is shown

    def add(self, act: Act, run: Callable[[], object], scope: QWidget | None = None) -> QAction:
        """Register an action; the same key again replaces it (a page that was rebuilt)."""
        self.remove(act.key)
        made = QAction(scope or self._window)  # with its text it would load the enums of QIcon
        made.setText(act.text)
        self._bind(act, made)
        if scope is not None:
            from PySide6.QtCore import Qt

            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setToolTip(act.tip)
        made.triggered.connect(_Run(self, act, run))
        (scope or self._window).addAction(made)
        self._acts[act.key], self._made[act.key] = act, made
        made.destroyed.connect(_Forget(self, act.key, made))
        self.changed.emit()
        return made

    def turn_to(self, page: str) -> None:
        """Another page is shown: the keys of its acts hold, those of others do not."""
        before, self._page = self._page, page
        for key, act in self._acts.items():
            if act.page in (before, page) and act.page and not act.told:
                self._bind(act, self._made[key])

    def _bind(self, act: Act, made: QAction) -> None:
        """By the property, for the setter loads `Qt`."""
        here = not act.told and act.page in ("", self._page)
        made.setProperty("shortcut", QKeySequence.fromString(act.keys if here else ""))

    def remove(self, key: str) -> None:
        """Take an action away."""
        self._acts.pop(key, None)
        made = self._made.pop(key, None)
        if made is not None:
            made.setShortcut(QKeySequence())
            made.deleteLater()

    def forget(self, key: str, made: QAction) -> None:
        """An action went with its widget."""
        if self._made.get(key) is made:
            self._acts.pop(key, None)
            self._made.pop(key, None)

    def action(self, key: str) -> QAction:
        """The QAction, for menus."""
        return self._made[key]

    def act(self, key: str) -> Act:
        """What is known of it: words, keys, tooltip."""
        return self._acts[key]

    def run(self, key: str) -> None:
        """Do it, if it can be done now."""
        self._made[key].trigger()

    def all(self) -> Iterable[Act]:
        """Every action, in the order registered."""
        return tuple(self._acts.values())

    def possible(self, act: Act) -> bool:
        """Whether it can be done now."""
        return self._made[act.key].isEnabled() and not self.why_not(act)

    def why_not(self, act: Act) -> str:
        """Why it cannot be done now, in a sentence; empty when it can."""
        return act.hindered() if act.hindered is not None else ""

    def groups(self) -> dict[str, list[Act]]:
        """Actions by their group, for menus and the key map."""
        made: dict[str, list[Act]] = {}
        for act in self._acts.values():
            made.setdefault(act.group, []).append(act)
        return made


class _Run:
    """An action's slot: asks once more whether it can be done."""

    def __init__(self, actions: Actions, act: Act, run: Callable[[], object]) -> None:
        self._actions, self._act, self._run = actions, act, run

    def __call__(self, _checked: bool = False) -> None:
        why = "" if self._act.page else self._actions.why_not(self._act)
        if why:
            self._actions.refused.emit(why)
        else:
            self._run()


class _Forget:
    """Called when an action dies with its scope."""

    def __init__(self, actions: Actions, key: str, made: QAction) -> None:
        self._told = (actions, key, made)

    def __call__(self, _object: QObject | None = None) -> None:
        actions, key, made = self._told
        actions.forget(key, made)
