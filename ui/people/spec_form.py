"""What an editor asks of the form inside it, whether it shows a person or a team."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import L
from ui.widgets.avatar import Face


class SpecForm(QWidget):
    """Shows a spec, gives back the one that is typed, and says what is wrong beside the fields."""

    changed = Signal()
    entered = Signal()  # Enter in a line of text: it is to be saved
    tried = Signal(object)  # a contact entry that is to be tested

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(L)

    def show_spec(self, spec: Any, schemes: Mapping[str, str]) -> None:
        """A stored spec; `schemes` are those of its contacts, by name."""
        raise NotImplementedError

    def spec(self) -> Any:
        """What is typed."""
        raise NotImplementedError

    def wrong(self) -> dict[str, str]:
        """What the form itself cannot take as it is, by field."""
        return {}

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Each sentence at its field; returns those that have no place here."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        raise NotImplementedError

    def title(self) -> str:
        """What stands above the form of something new."""
        raise NotImplementedError

    def face(self) -> Face | None:
        """Whose it is."""
        return None

    def goodbye(self) -> tuple[str, str]:
        """What removing would do: the question, and what follows from it."""
        raise NotImplementedError


Maker = Callable[[], SpecForm]
