"""Where news stands: bars under the top bar, the loudest first, each said once."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import L, M, S

if TYPE_CHECKING:
    from ui.widgets.bar import Bar

_LOUD = ("alarm", "warn", "info", "accent", "good")


class BarArea(QWidget):
    """Bars by key: telling the same key again changes its words, it never stacks up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, tuple[int, Bar]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(L + 2, M, L + 2, 0)
        self._column.setSpacing(S)
        self.hide()

    def tell(
        self, key: str, lead: str, text: str = "", mood: str = "info", *, closable: bool = True
    ) -> tuple["Bar", bool]:
        """Say something; returns the bar, and whether it is new (then add its actions)."""
        if key in self._bars and self._bars[key][0] == _LOUD.index(mood):
            bar = self._bars[key][1]
            bar.tell(lead, text, mood)
            return bar, False
        from ui.widgets.bar import Bar

        self.drop(key)
        bar = Bar(lead, text, mood, closable=closable)
        bar.closed.connect(_Drop(self, key))
        self._put(key, bar, _LOUD.index(mood))
        return bar, True

    def drop(self, key: str) -> None:
        """Take a bar away: it is no news any more."""
        found = self._bars.pop(key, None)
        if found is not None:
            found[1].hide()
            self._column.removeWidget(found[1])
            found[1].deleteLater()
        self.setVisible(bool(self._bars))

    def keys(self) -> tuple[str, ...]:
        """What is being said, the loudest first."""
        return tuple(sorted(self._bars, key=lambda key: self._bars[key][0]))

    def _put(self, key: str, bar: "Bar", loud: int) -> None:
        above = sum(1 for other, _ in self._bars.values() if other <= loud)
        self._bars[key] = (loud, bar)
        self._column.insertWidget(above, bar)
        self.show()
        bar.enter()


class _Drop:
    """A bar's own close button."""

    def __init__(self, area: BarArea, key: str) -> None:
        self._area, self._key = area, key

    def __call__(self) -> None:
        self._area.drop(self._key)
