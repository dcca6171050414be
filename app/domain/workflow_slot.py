"""What the text of a workflow's step may name: `{{title}}`, `{{number}}` and the other facts."""

from collections.abc import Mapping

from app.domain.condition import Value, said
from app.domain.errand_text import SLOT

TAGS = "tags"


def slots(facts: Mapping[str, Value], number: int, workflow: str) -> dict[str, str]:
    """No tags: they are words among colleagues, and texts leave the house."""
    known = {key.replace(" ", "_"): said(value) for key, value in facts.items() if key != TAGS}
    return known | {"number": str(number), "workflow": workflow}


def filled(text: str, known: Mapping[str, str]) -> str:
    """What is unknown stays empty."""
    return SLOT.sub(lambda found: known.get(found.group(1), ""), text)
