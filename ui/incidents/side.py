"""What other screens put beside an incident: a card of theirs, and words after a slash. They are
joined in `ui.places`, for screens are strangers to each other."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

WIDTH = 17  # ems of the column they stand in


class Side(Protocol):
    """A widget that is told which incident is shown; it reads for itself, listens to
    `bridge.changed`, and hides while it has nothing to say."""

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        ...


class Extra(NamedTuple):
    """A command typed as `/word rest`; `run` gets the incident's number and the rest."""

    word: str
    help: str
    run: Callable[[int, str], None]
