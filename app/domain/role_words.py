"""What a timeline says of roles, each sentence with the role's own name, so that it is known again
when it is put into another language."""

from models.kinds import Role


def is_now(who: str, role: Role, before: str = "") -> str:
    """`Ana is scribe`, and after whom."""
    if before:
        return _after(who, role, before)
    return {
        Role.COMMANDER: f"{who} is incident commander",
        Role.DEPUTY: f"{who} is deputy",
        Role.SCRIBE: f"{who} is scribe",
        Role.COMMUNICATIONS: f"{who} is communications lead",
        Role.EXPERT: f"{who} is subject expert",
    }[role]


def is_no_longer(who: str, role: Role) -> str:
    """`Ana is no longer scribe`."""
    return {
        Role.COMMANDER: f"{who} is no longer incident commander",
        Role.DEPUTY: f"{who} is no longer deputy",
        Role.SCRIBE: f"{who} is no longer scribe",
        Role.COMMUNICATIONS: f"{who} is no longer communications lead",
        Role.EXPERT: f"{who} is no longer subject expert",
    }[role]


def _after(who: str, role: Role, before: str) -> str:
    return {
        Role.COMMANDER: f"{who} is incident commander, after {before}",
        Role.DEPUTY: f"{who} is deputy, after {before}",
        Role.SCRIBE: f"{who} is scribe, after {before}",
        Role.COMMUNICATIONS: f"{who} is communications lead, after {before}",
        Role.EXPERT: f"{who} is subject expert, after {before}",
    }[role]
