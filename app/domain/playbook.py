"""A playbook as values: what is to be done, by whom, in what order, and for which incidents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from models.kinds import PlayKind, PlayState, Severity

END = "end"
MOST = 60  # steps
LARGEST = 100_000  # characters
USUAL_TIME_OUT = timedelta(seconds=30)
LONGEST_TIME_OUT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question, and the title of the step it leads to."""

    words: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class PlayStepSpec:
    """One step. `owner` is a role's or a person's name; `within` the time it should take once its
    turn has come, for a wait how long it waits. `then` names the step that follows if it is not the
    next one; `code` is the command or the HTTP request; `to` whom a notify step tells."""

    kind: PlayKind
    title: str
    text: str = ""
    owner: str = ""
    within: timedelta | None = None
    to: tuple[str, ...] = ()
    then: str = ""
    options: tuple[Option, ...] = ()
    code: str = ""
    shell: bool = False
    time_out: timedelta = USUAL_TIME_OUT
    line: int = 0


@dataclass(frozen=True, slots=True)
class PlaybookSpec:
    """A whole playbook. Without categories, severities or services it is for any."""

    name: str
    about: str = ""
    categories: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    services: tuple[str, ...] = ()
    steps: tuple[PlayStepSpec, ...] = ()
    off: bool = False

    def place(self, title: str) -> int:
        """Where a step stands, by its title in any case; the end for `end`."""
        wanted = folded(title)
        titles = [folded(each.title) for each in self.steps]
        return titles.index(wanted) if wanted in titles else len(titles)


@dataclass(frozen=True, slots=True)
class Match:
    """How well a playbook fits an incident; `why` in words."""

    score: int
    why: str


def folded(title: str) -> str:
    """For comparing titles as people type them."""
    return " ".join(title.split()).casefold().rstrip(".?!")


def fits(
    book: PlaybookSpec, category: str | None, severity: Severity, services: Sequence[str]
) -> Match | None:
    """How well a playbook fits; None when something it asks for is otherwise, or it is off. A
    service counts 4, a category 2, a severity 1; what is for anything scores 0."""
    if book.off:
        return None
    shared = [name for name in services if name in book.services]
    met = (
        (bool(book.services), bool(shared), 4, f"service {', '.join(shared)}"),
        (bool(book.categories), category in book.categories, 2, f"category {category}"),
        (bool(book.severities), severity in book.severities, 1, f"severity {severity}"),
    )
    if any(asked and not found for asked, found, _, _ in met):
        return None
    said = [words for asked, _, _, words in met if asked]
    return Match(sum(n for asked, _, n, _ in met if asked), ", ".join(said) or "for any incident")


def turn(states: Sequence[PlayState]) -> int | None:
    """Whose turn it is: the first step that is not over; None at the end."""
    return next((place for place, state in enumerate(states) if not state.over), None)


def passed_over(
    book: PlaybookSpec, place: int, states: Sequence[PlayState], chosen: str = ""
) -> tuple[int, ...]:
    """The steps that are skipped once the step at `place` is over: those between it and where it
    leads, by the answer that was chosen or its `then`."""
    leads_to = chosen or book.steps[place].then
    if not leads_to:
        return ()
    end = book.place(leads_to)
    return tuple(n for n in range(place + 1, end) if not states[n].over)


def late(title: str, playbook: str) -> str:
    """What the timeline says of a step that should be done by now."""
    return f"Late: {title} (playbook “{playbook}”)"
