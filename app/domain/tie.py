"""The rules of merging, splitting and relating incidents: sentences that refuse."""

from models.kinds import Stage


def why_not_merged(
    number: int, stage: Stage, drill: bool, into: int, into_stage: Stage, into_drill: bool
) -> str | None:
    """Only into one that lives, and not an exercise into what is real."""
    if number == into:
        return f"#{number} cannot be merged into itself."
    if stage is Stage.MERGED:
        return f"#{number} was merged into another incident already; split it off there first."
    if into_stage is Stage.MERGED:
        return f"#{into} was merged into another incident itself; merge into that one."
    if into_stage is Stage.DECLINED:
        return f"#{into} was declined; reopen it before anything can be merged into it."
    if drill is not into_drill:
        return "A drill and a real incident cannot be merged."
    return None


def why_not_shown(number: int, into: int, private: bool, into_private: bool) -> str | None:
    """What was kept inside would be shown with the other."""
    if private and not into_private:
        return f"#{number} is private and #{into} is not: make #{into} private first."
    return None


def why_not_part(number: int, parent: int, ancestors: list[int]) -> str | None:
    """No incident stands above itself."""
    if number == parent:
        return f"#{number} cannot be a part of itself."
    if number in ancestors:
        return f"#{parent} is a part of #{number} already."
    return None
