"""What an entry of a timeline says in the program's own words, and what in somebody else's: titles,
names, reasons. Only the former are ever put into another language."""

import re
from collections.abc import Callable

from app.domain.errand_text import NOTE
from app.domain.incident import ALL_OVER
from app.domain.veil import VEIL, Veil
from models.kinds import EventKind, Role

Say = Callable[[str], str]  # a sentence of ours, in the language of whoever reads
OWN = (  # a person's own words, or a machine's
    EventKind.NOTE, EventKind.UPDATE, EventKind.MESSAGE, EventKind.FILE, EventKind.EDIT,
)  # fmt: skip
TAILED = (  # what follows the first colon or line is somebody's own words, or a machine's
    EventKind.DECLARED, EventKind.ALERT, EventKind.UNACKNOWLEDGED, EventKind.STAGE,
    EventKind.PLAYBOOK, EventKind.RESOLVED, EventKind.REOPENED, EventKind.SNOOZED,
    EventKind.RESPONDER, EventKind.TIE, EventKind.TASK,
)  # fmt: skip
TAIL = re.compile(r"(.*?)(:\s|\n)(.*)", re.DOTALL)
OURS = re.compile(  # a tail that the engine says itself
    f"{ALL_OVER}|every contact failed|the snooze is over"
    "|no news for [0-9dhms]+ since it was acknowledged"
)
AIMED = re.compile(r"(.+)( \([a-z]+:\S+\))", re.DOTALL)  # whom a level names
FAILED = re.compile(r"(Failed): ([^\n]+)\n([^\n]+)(.*)", re.DOTALL)
RAN = re.compile(  # a command or a call; of other steps a person said what came of it
    r"(Done): ([^\n]+)\n(It ended well \(exit code 0\)\.|Answered \d{3}[^\n]*\.)(\n.*|)", re.DOTALL
)
DRILL_OVER = "The drill is over."  # told in the name of whoever ended it
QUOTED = re.compile("(?<=“)[^”]+(?=”)")
ROLES = "|".join(Role)
SHAPES = {  # entries whose names stand elsewhere: the groups are not ours
    EventKind.ROLE: (
        re.compile(rf"(.+) is no longer (?:{ROLES})", re.DOTALL),
        re.compile(rf"(.+?) is (?:{ROLES})(?:, after (.+))?", re.DOTALL),
        re.compile(r"Handed to (.+?)(?: from (.+))?", re.DOTALL),
        re.compile(r"Took it from (.+)", re.DOTALL),
    ),
    EventKind.ESCALATED: (
        re.compile(r"Handed to (.+)", re.DOTALL),
        re.compile(r"Applied policy (.+) as it is now", re.DOTALL),
    ),
    EventKind.PLAYBOOK: (
        re.compile(r"Late: (.+) \(playbook “(.+)”\)", re.DOTALL),
        re.compile(r"Step for (.+?): (.+)", re.DOTALL),
    ),
    EventKind.RESPONDER: (
        re.compile(r"(.+?) is asked to help(?: \([a-z]+:\S+\))?(?:: (.+))?", re.DOTALL),
        re.compile(r"(.+?) cannot help(?:: (.+))?", re.DOTALL),
        re.compile(r"(.+) (?:comes to help|is needed no more|did not answer the call for help)"),
        re.compile(r"(.+) could not be reached: every contact failed"),
    ),
    EventKind.TIE: (
        re.compile(r"[^“”:]*#\d+ “(.*)”[^“”:]*(?:: (.+))?", re.DOTALL),
        re.compile(r"[^“”:]*#\d+[^“”:]*(?:: (.+))?", re.DOTALL),
    ),
    EventKind.PROBLEM: (re.compile(r"[^:]+: (.+)", re.DOTALL),),
    EventKind.REVIEW: (re.compile(r"No review is needed: (.+)", re.DOTALL),),
    EventKind.PIN: (re.compile(r"[^:]+: (.+)", re.DOTALL),),
    EventKind.FLAG: (
        re.compile(r"(?:Policy|Nobody of the last resort of policy) (\S+) .+", re.DOTALL),
    ),
}
NOTHING = re.compile(r"(?!)")


def entry(
    kind: EventKind, text: str, say: Say, *, machine: bool, names: re.Pattern[str] = NOTHING
) -> str:
    """The entry as `say` has it, but for what is not ours; `machine`: no person wrote it; `names`
    find what else may stand in it and is nobody's sentence."""
    if kind in OWN or VEIL.search(text):
        return text
    if kind is EventKind.PLAYBOOK and (ran := FAILED.fullmatch(text) or RAN.fullmatch(text)):
        return _ran(ran, say)
    if kind is EventKind.FLAG and (aimed := AIMED.fullmatch(text)):
        return f"{say(aimed[1])}{aimed[2]}"
    for shape in SHAPES.get(kind, ()):
        if found := shape.fullmatch(text):
            veil = Veil()
            return veil.off(say(_covered(found, veil)))
    return _tailed(kind, text, say, machine, names)


def _tailed(kind: EventKind, text: str, say: Say, machine: bool, names: re.Pattern[str]) -> str:
    """What follows the first colon or line is seldom ours."""
    tail = TAIL.fullmatch(text) if kind in TAILED else None
    if kind is EventKind.ALERT and not tail:
        return text
    head, mark, own = tail.groups() if tail else (text, "", "")
    if (machine and OURS.fullmatch(own)) or own == DRILL_OVER:
        return _ended(head, mark, own, say)
    if kind is EventKind.PLAYBOOK:
        own = NOTE.sub(lambda found: say(found[0]), own)
    return _headed(head, mark, own, say, names)


def _headed(head: str, mark: str, own: str, say: Say, names: re.Pattern[str]) -> str:
    """The head is ours, but for names and what is quoted in it."""
    veil = Veil()

    def hidden(found: re.Match[str]) -> str:
        return veil.over(found[0])

    ours = names.sub(hidden, QUOTED.sub(hidden, head))
    said = say(ours)
    if mark and said == ours:  # it may be known with what follows
        return veil.off(say(f"{ours}{mark}{veil.over(own)}"))
    return f"{veil.off(said)}{mark}{own}"


def _ran(found: re.Match[str], say: Say) -> str:
    """How it ended is ours as well; what follows is what the program or the server said."""
    veil = Veil()
    head = veil.off(say(f"{found[1]}: {veil.over(found[2])}"))
    return f"{head}\n{say(found[3])}{found[4]}"


def _ended(head: str, mark: str, own: str, say: Say) -> str:
    """All of it is ours: known as a whole, or in two halves."""
    text = f"{head}{mark}{own}"
    whole = say(text)
    return whole if whole != text else f"{say(head)}{mark}{say(own)}"


def _covered(found: re.Match[str], veil: Veil) -> str:
    """The text with its groups veiled."""
    text, parts, at = found[0], [], 0
    for group in range(1, (found.re.groups or 0) + 1):
        start, end = found.span(group)
        if start >= 0:
            parts += [text[at:start], veil.over(text[start:end])]
            at = end
    return "".join([*parts, text[at:]])
