"""Words of working together in an incident, and of its form. Imports nothing of ours either."""

from enum import StrEnum


class TieKind(StrEnum):
    """What one incident is to another."""

    PART = "part of"
    MERGED = "merged into"
    SPLIT = "split from"
    RELATED = "related to"


class ResponderState(StrEnum):
    """What became of asking somebody to help."""

    NOTIFYING = "notifying"
    NO_ANSWER = "no answer"
    FAILED = "failed"
    DECLINED = "declined"
    ENGAGED = "engaged"
    CALLED_OFF = "called off"


class FieldKind(StrEnum):
    """What a field of the team's own holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    PERSON = "person"
    LINK = "link"
