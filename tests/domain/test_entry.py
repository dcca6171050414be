"""What of an entry is ours to say: nobody's title, name or reason is ever put to a translator."""

import pytest

from app.domain.entry import SHAPES, TAILED, entry
from app.domain.role_words import is_no_longer, is_now
from app.domain.veil import Veil
from models.kinds import EventKind, Role

THEIRS = "customers of Ben"
OTHER = "disk with a crack"
ENTRIES = [
    (EventKind.DECLARED, f"Declared: {THEIRS}"),
    (EventKind.DECLARED, f"Opened by an alert of a drill: {THEIRS}: {OTHER}"),
    (EventKind.ALERT, f"Alert resolved: {THEIRS}"),
    (EventKind.ALERT, THEIRS),
    (EventKind.UNACKNOWLEDGED, f"Gave it back: {THEIRS}"),
    (EventKind.STAGE, f"Stage triage → investigating: {THEIRS}"),
    (EventKind.RESOLVED, f"Resolved: {THEIRS}"),
    (EventKind.REOPENED, f"Reopened: {THEIRS}"),
    (EventKind.SNOOZED, f"Snoozed until 2026-03-29 02:00 UTC: {THEIRS}"),
    (EventKind.PLAYBOOK, f"Done: {THEIRS}\n{OTHER}"),
    (EventKind.PLAYBOOK, f"Late: {THEIRS} (playbook “{OTHER}”)"),
    (EventKind.PLAYBOOK, f"Step for {THEIRS}: {OTHER}"),
    (EventKind.PLAYBOOK, f"Started the playbook “{THEIRS}”"),
    (EventKind.ROLE, f"Handed to {THEIRS} from {OTHER}"),
    (EventKind.ROLE, f"Took it from {THEIRS}"),
    *((EventKind.ROLE, is_now(THEIRS, role)) for role in Role),
    *((EventKind.ROLE, is_now(THEIRS, role, OTHER)) for role in Role),
    *((EventKind.ROLE, is_no_longer(THEIRS, role)) for role in Role),
    (EventKind.RESPONDER, f"{THEIRS} is asked to help (team:web): {OTHER}"),
    (EventKind.RESPONDER, f"{THEIRS} cannot help: {OTHER}"),
    (EventKind.RESPONDER, f"{THEIRS} did not answer the call for help"),
    (EventKind.RESPONDER, f"{THEIRS} could not be reached: every contact failed"),
    (EventKind.TIE, f"Merged into #2 “{THEIRS}”: {OTHER}"),
    (EventKind.TIE, f"#2 “{THEIRS}: {OTHER}” was split off again"),
    (EventKind.PROBLEM, f"Problem P3 is behind it: {THEIRS}"),
    (EventKind.REVIEW, f"No review is needed: {THEIRS}"),
    (EventKind.PIN, f"Pinned: {THEIRS}"),
    (EventKind.TASK, f"Ticket #4 in GitHub: {THEIRS}"),
    (EventKind.ESCALATED, f"Handed to {THEIRS}"),
    (EventKind.NOTE, THEIRS),
    (EventKind.UPDATE, THEIRS),
    (EventKind.MESSAGE, THEIRS),
    (EventKind.FILE, THEIRS),
    (EventKind.EDIT, THEIRS),
]


@pytest.mark.parametrize("machine", [True, False])
@pytest.mark.parametrize(("kind", "text"), ENTRIES)
def test_nobody_s_words_are_put_to_a_translator(kind: EventKind, text: str, machine: bool) -> None:
    seen: list[str] = []

    def say(words: str) -> str:
        seen.append(words)
        return f"<{words}>" if len(seen) % 2 else words

    said = entry(kind, text, say, machine=machine)
    assert [words for words in seen if THEIRS in words or OTHER in words] == []
    assert said.count(THEIRS) == text.count(THEIRS)
    assert said.count(OTHER) == text.count(OTHER)


@pytest.mark.parametrize(("kind", "text"), ENTRIES)
def test_english_says_what_was_written(kind: EventKind, text: str) -> None:
    assert entry(kind, text, str, machine=False) == text


def test_every_kind_that_has_somebody_s_words_is_thought_of() -> None:
    told = {kind for kind, _ in ENTRIES}
    assert {*TAILED, *SHAPES} <= told | {EventKind.FLAG}


def test_what_the_engine_says_itself_is_put_to_the_translator() -> None:
    said = entry(EventKind.RESOLVED, "Resolved: every alert is resolved", str.upper, machine=True)
    assert said == "RESOLVED: EVERY ALERT IS RESOLVED"
    own = entry(EventKind.RESOLVED, "Resolved: every alert is resolved", str.upper, machine=False)
    assert own == "RESOLVED: every alert is resolved"


def test_a_veil_takes_no_more_than_it_was_given() -> None:
    veil = Veil()
    mark = veil.over(THEIRS)
    assert (len(mark), veil.off(f"{mark}!"), veil.over("")) == (1, f"{THEIRS}!", "")
    assert Veil().off(mark) == mark
