"""The three faults a user can meet; everything else is our bug. Kept on the lowest floor so every
floor can raise them."""


class Fault(Exception):
    """One clear sentence for a person is `str(fault)`."""


class Refused(Fault):
    """A rule says no. `field` names the form field or file place it belongs to, if there is one."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(Fault):
    """Somebody else was faster; read again and decide anew."""


class Unavailable(Fault):
    """The database or the network cannot be had at the moment; trying again may help."""


class Damaged(Unavailable):
    """The database's file is none, or no whole one; trying again does not help."""
