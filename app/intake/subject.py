"""The subject of a letter from a monitor: what it says happened, how bad, and what is left without
such words, which the beginning and the end of one trouble have in common.

Read are exactly the words below, and only where monitors put them: in brackets, before a colon, a
dash or a bar at the beginning, after "is" at the end, and where Nagios puts them between stars.
"""

import re
from dataclasses import dataclass

from models.kinds import SignalAction, SignalSeverity

T, A, R = SignalAction.TRIGGER, SignalAction.ACKNOWLEDGE, SignalAction.RESOLVE
DEEDS = {
    R: "resolved recovered recovery ok closed up",
    A: "acknowledged acknowledgement acknowledgment",
    T: "problem firing triggered alerting alarm down",
}
RANKS = {
    SignalSeverity.CRITICAL: "critical crit fatal emergency disaster",
    SignalSeverity.ERROR: "error major high unreachable",
    SignalSeverity.WARNING: "warning warn minor average unknown",
    SignalSeverity.INFO: "info information notice",
}
DEED = {word: deed for deed, words in DEEDS.items() for word in words.split()}
RANK = {word: rank for rank, words in RANKS.items() for word in words.split()}
WORD = "|".join(sorted((*DEED, *RANK), key=len, reverse=True))
ROUNDS = 8  # words before one another that are looked at
LONGEST = 2000  # characters of a subject that are looked at

ANSWER = re.compile(r"\s*(re|fwd?|aw|wg|sv|rv|antw)(\[\d+\])?\s*:\s*", re.IGNORECASE)
REPLIES = ("re", "aw", "sv", "antw")
STARS = re.compile(r"\s*\*\*+\s*(.*?)\s*\*\*+\s*")
STARRED = re.compile(rf"({WORD})\s+", re.IGNORECASE)
BRACKET = re.compile(rf"\s*[\[(][^\w\])]*({WORD})(?:[: ]+\d+)?\s*[\])]\s*[:|-]*\s*", re.IGNORECASE)
LEAD = re.compile(rf"({WORD})(?: in [\d.]+[\w .]{{0,30}})?(?:\s*:|\s+[-–|])\s+", re.IGNORECASE)
MONITOR = re.compile(r"(?:monitor is (up|down)|(up|down) alert)\s*:\s*", re.IGNORECASE)
TAIL = re.compile(rf"\s+(?:is\s+(?:back\s+)?|\w+\s*->\s*)({WORD})[\s!.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """`title` is for people, `key` for the alert; `severity` None: it says none. `reply`: somebody
    answers."""

    title: str
    key: str
    action: SignalAction
    severity: SignalSeverity | None
    reply: bool


def read(said: str) -> Subject:
    """What a subject says."""
    title, reply = _unanswered(" ".join(said[:LONGEST].split()))
    rest, found = _unmarked(title)
    deeds = [DEED[word] for word in found if word in DEED]
    ranks = [RANK[word] for word in found if word in RANK]
    key = rest.strip(" .!*:|-–").casefold() or title.casefold()
    return Subject(title, key, deeds[0] if deeds else T, ranks[0] if ranks else None, reply)


def _unanswered(said: str) -> tuple[str, bool]:
    """Without Re: and Fwd:, however many."""
    reply = False
    while match := ANSWER.match(said):
        reply = reply or match[1].lower() in REPLIES
        said = said[match.end() :]
    return said.strip(), reply


def _unmarked(title: str) -> tuple[str, list[str]]:
    """Without the words of monitors; and these, in order."""
    found: list[str] = []
    rest = title
    if stars := STARS.fullmatch(rest):
        rest = stars[1]
        if begun := STARRED.match(rest):
            found.append(begun[1].lower())
            rest = rest[begun.end() :]
    for _round in range(ROUNDS):
        lead = BRACKET.match(rest) or LEAD.match(rest) or MONITOR.match(rest)
        if lead is None:
            break
        found.append(next(filter(None, lead.groups())).lower())
        rest = rest[lead.end() :]
    found += [within[1].lower() for within in BRACKET.finditer(rest)]
    rest = BRACKET.sub(" ", rest)
    if tail := next((each for each in TAIL.finditer(rest) if each.end() == len(rest)), None):
        found.append(tail[1].lower())
        rest = rest[: tail.start()]
    return " ".join(rest.split()), found
