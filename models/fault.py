"""The three faults a user can meet; everything else is our bug. Kept on the lowest floor so every
floor can raise them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.company import Company


class Fault(Exception):
    """One clear sentence for a person is `str(fault)`."""


class Refused(Fault):
    """A rule says no. `field` names the form field or file place it belongs to, if there is one."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class OlderSchema(Refused):
    """The database is of an older program, which others may still be at work with: somebody has to
    say that it is brought up to date. `lite`: it is a file; `address` has no password."""

    def __init__(self, sentence: str, address: str, company: "Company", *, lite: bool) -> None:
        super().__init__(sentence)
        self.address, self.company, self.lite = address, company, lite


class Conflict(Fault):
    """Somebody else was faster; read again and decide anew."""


class Unavailable(Fault):
    """The database or the network cannot be had at the moment; trying again may help."""


class Damaged(Unavailable):
    """The database's file is none, or no whole one; trying again does not help."""
