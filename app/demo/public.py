"""What the sample team tells its customers of grave trouble in its last months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.demo.clockwork import Play
from app.demo.plot import Trouble
from app.domain.actor import Actor
from app.operations.status_update import Draft, post
from models.kinds import Severity, Stage
from models.kinds_status import ComponentState
from models.status import Component

LATELY = timedelta(days=270)  # its bars show 90 days, its history the rest
STATES = {Severity.SEV1: ComponentState.MAJOR, Severity.SEV2: ComponentState.PARTIAL}


@dataclass(frozen=True)
class Story:
    """One kind of trouble in the words of customers; `parts` are names of components."""

    title: str
    parts: tuple[str, ...]
    found: str
    over: str


STORIES: Mapping[str, Story] = {
    "Checkout fails for card payments": Story(
        "Card payments fail", ("Checkout", "Card payments"),
        "Our card provider refuses payments. We are moving to another one; wallets work.",
        "Cards are accepted again. Nobody was charged twice.",
    ),
    "Search index is 40 minutes behind": Story(
        "New products are missing from search", ("Search",),
        "An import keeps the index busy. We have paused it, and the index is catching up.",
        "Search finds everything again.",
    ),
    "Connections refused: too many clients": Story(
        "Pages and API answer with errors", ("Website", "API"),
        "Our servers ask for more connections than there are. We are restarting them in turn.",
        "Pages and API answer as usual.",
    ),
    "HighErrorRate on api: 5xx above 4 %": Story(
        "Errors from the API", ("API",),
        "The last release causes it, and only exports are touched. We are taking it back.",
        "The release is taken back; exports work again.",
    ),
    "Sign-in page returns 500 for some customers": Story(
        "Some customers cannot sign in", ("Website",),
        "Only customers with single sign-on are touched. We are switching a setting back.",
        "Everybody can sign in again.",
    ),
}  # fmt: skip
LOOKING = "We see it too and are looking for the cause. More within the hour."
BETTER = "A fix is in place and it looks better. We keep watching."


def tell(play: Play, trouble: Trouble, number: int, stage: Stage, by: Actor) -> None:
    """The next word on the status page; customers hear of what is recent, grave and theirs, and
    does not come back."""
    story = STORIES.get(trouble.kind.title)
    if story is None or trouble.relapses or trouble.at < play.until - LATELY:
        return
    words = {
        Stage.INVESTIGATING: LOOKING,
        Stage.IDENTIFIED: story.found,
        Stage.MONITORING: BETTER,
        Stage.RESOLVED: story.over,
    }
    state = ComponentState.DEGRADED if stage is Stage.MONITORING else STATES[trouble.kind.severity]
    parts = tuple((ident, state) for ident in components(play, story.parts))
    said = Draft(words[stage], public=True, components=parts, title=story.title)
    post(play.store, number, said, by)


def components(play: Play, names: Sequence[str]) -> list[int]:
    """Their ids."""
    with play.store.read() as session:
        asked = select(Component.id).where(Component.name.in_(names)).order_by(Component.id)
        return list(session.scalars(asked))
