"""What is typed after a slash: parsed into a command, or into a sentence that says what is missing.

Pure words: nothing here knows a widget. A line that begins with `//` is a note with one slash.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from models.kinds import OPEN_STAGES, Role, Severity, Stage
from ui.incidents.side import Extra
from ui.incidents.word import role_help, role_word, stage_word
from ui.widgets.avatar import Face
from ui.widgets.choices import Choice

People = Sequence[tuple[int, Face]]
PLAIN = ("ack", "resolve", "reopen", "escalate", "policy")
ROLES = {"commander": Role.COMMANDER, "deputy": Role.DEPUTY, "scribe": Role.SCRIBE,
         "communications": Role.COMMUNICATIONS, "expert": Role.EXPERT}  # fmt: skip
STAGES = (*OPEN_STAGES, Stage.RESOLVED)


@dataclass(frozen=True, slots=True)
class Command:
    """`verb` with what it needs."""

    verb: str
    text: str = ""
    severity: Severity | None = None
    stage: Stage | None = None
    role: Role | None = None
    person: int | None = None


class Unclear(Exception):
    """The sentence says what is missing."""


def is_command(text: str) -> bool:
    """Whether a text is a command rather than a note."""
    told = text.strip()
    return told.startswith("/") and not told.startswith("//") and "\n" not in told


def note_of(text: str) -> str:
    """The text of a note; a doubled slash at its beginning is one."""
    return text[1:] if text.startswith("//") else text


def parse(text: str, people: People, extras: Sequence[Extra] = ()) -> Command:
    """Raises Unclear."""
    verb, _, rest = text.strip()[1:].partition(" ")
    verb, rest = verb.lower(), rest.strip()
    if verb.upper() in Severity.__members__:
        return Command("severity", severity=Severity(verb.upper()))
    if verb in PLAIN or any(verb == extra.word for extra in extras):
        return Command(verb, rest)
    if verb in _WITH_WORDS:
        return _WITH_WORDS[verb](rest, people)
    words = _tr("There is no command /%1. A note that begins with a slash is typed with two.")
    raise Unclear(words.replace("%1", verb or "…"))


def _stage(rest: str, _people: People) -> Command:
    found = [stage for stage in STAGES if rest and stage.value.startswith(rest.lower())]
    if len(found) != 1:
        words = ", ".join(stage.value for stage in STAGES)
        raise Unclear(_tr("Which stage? There are: %1.").replace("%1", words))
    return Command("stage", stage=found[0])


def _role(rest: str, people: People) -> Command:
    word, _, who = rest.partition(" ")
    found = [role for key, role in ROLES.items() if word and key.startswith(word.lower())]
    if len(found) != 1:
        words = ", ".join(ROLES)
        raise Unclear(_tr("Which role? There are: %1.").replace("%1", words))
    return Command("role", role=found[0], person=person_of(who.strip(), people))


def _task(rest: str, _people: People) -> Command:
    if not rest:
        raise Unclear(_tr("Say in a few words what is to be done."))
    return Command("task", rest)


def _page(rest: str, people: People) -> Command:
    return Command("page", person=person_of(rest, people))


def person_of(said: str, people: People) -> int:
    """By handle, full name or the beginning of either. Raises Unclear."""
    told = said.removeprefix("@").lower()
    exact = [ident for ident, face in people if told in (face.name.lower(), face.title.lower())]
    names = [ident for ident, face in people if _begins(told, face)]
    found = exact or names
    if not told or len(found) != 1:
        words = _tr("Who? There is nobody called %1.") if told else _tr("Who is it for?")
        words = _tr("Who? Several people match %1.") if len(found) > 1 else words
        raise Unclear(words.replace("%1", said))
    return found[0]


def _begins(told: str, face: Face) -> bool:
    return bool(told) and (
        face.name.lower().startswith(told) or face.title.lower().startswith(told)
    )


_WITH_WORDS: dict[str, Callable[[str, People], Command]] = {
    "stage": _stage,
    "role": _role,
    "task": _task,
    "page": _page,
}


def offered(text: str, people: People, extras: Sequence[Extra] = ()) -> tuple[str, list[Choice]]:
    """What could come next while a command is typed: the beginning that stays, and the words to
    choose from. A key is what is put after that beginning."""
    words = text.split(" ")
    if len(words) == 1:
        more = [Choice(f"/{extra.word} ", f"/{extra.word}", extra.help) for extra in extras]
        return "", [c for c in [*_verbs(), *more] if str(c.key).startswith(text.lower())]
    head, last = " ".join(words[:-1]) + " ", words[-1].lower()
    if words[0] == "/stage" and len(words) == 2:
        found = [Choice(stage.value, stage_word(stage)) for stage in STAGES]
    elif words[0] == "/role" and len(words) == 2:
        found = [Choice(f"{key} ", role_word(r), role_help(r)) for key, r in ROLES.items()]
    elif (words[0], len(words)) in (("/role", 3), ("/page", 2)):
        found = [Choice(face.name, face.title, face.name, face) for _, face in people]
    else:
        return head, []
    return head, [c for c in found if last in f"{c.key} {c.text}".lower()]


def _verbs() -> list[Choice]:
    short = (
        _tr("Customers are cut off"),
        _tr("A main part is broken"),
        _tr("There is a way round it"),
        _tr("It can wait"),
    )
    severities = [
        Choice(f"/{severity.lower()}", f"/{severity.lower()}", words)
        for severity, words in zip(Severity, short, strict=True)
    ]
    return [
        Choice("/ack", "/ack", _tr("I have it")),
        Choice("/resolve ", "/resolve", _tr("It is over; say what solved it")),
        *severities,
        Choice("/stage ", "/stage", _tr("Move it on")),
        Choice("/role ", "/role", _tr("Give somebody a part")),
        Choice("/task ", "/task", _tr("Something to be done")),
        Choice("/page ", "/page", _tr("Hand it to somebody, who is called at once")),
        Choice("/policy", "/policy", _tr("Go by the policy as it is now")),
        Choice("/escalate", "/escalate", _tr("Page the next level now")),
        Choice("/reopen", "/reopen", _tr("Work goes on")),
    ]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Command", words)
