"""One registry of everything that can be done: menus, tooltips, the palette and F1 read from it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Act(NamedTuple):
    """What is known of one action. `when` says whether it can be done now."""

    key: str
    text: str
    keys: str = ""
    icon: str = ""
    group: str = ""
    words: str = ""  # more words by which the palette finds it
    when: Callable[[], bool] | None = None

    @property
    def told_keys(self) -> str:
        """The keys as the platform writes them."""
        return QKeySequence.fromString(self.keys).toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def tip(self) -> str:
        """Words and keys, for a tooltip."""
        return f"{self.text} ({self.told_keys})" if self.keys else self.text


class Actions(QObject):
    """The registry. Keys work in the whole window, or inside `scope` only."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._acts: dict[str, Act] = {}
        self._made: dict[str, QAction] = {}

    def add(self, act: Act, run: Callable[[], object], scope: QWidget | None = None) -> QAction:
        """Register an action; the same key again replaces it (a page that was rebuilt)."""
        self.remove(act.key)
        made = QAction(scope or self._window)  # with its text it would load the enums of QIcon
        made.setText(act.text)
        made.setProperty("shortcut", QKeySequence.fromString(act.keys))  # its setter loads `Qt`
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
        return self._made[act.key].isEnabled() and (act.when is None or act.when())

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
        if self._actions.possible(self._act):
            self._run()


class _Forget:
    """Called when an action dies with its scope."""

    def __init__(self, actions: Actions, key: str, made: QAction) -> None:
        self._told = (actions, key, made)

    def __call__(self, _object: QObject | None = None) -> None:
        actions, key, made = self._told
        actions.forget(key, made)
