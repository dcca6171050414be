"""What readers outside see is translated whole, and English stays as it is written."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.charts.story import TITLES
from app.domain.incident import CLOCK
from app.domain.language import Language
from app.domain.redaction import MASKS, redacted
from app.domain.status import STAGES, WORDS, overall
from app.notify.voice import GAP, Voice, words_in
from app.operations import request_notice
from app.operations.maintenance import WORDS as STEPS
from app.queries.incident_paper import LEADS, OURS, SUMMARY
from app.queries.report import NAMES
from models.kinds import ReviewState, Stage
from models.kinds_learn import TaskState
from models.kinds_status import ComponentState
from models.kinds_together import TieKind

ROOT = Path(__file__).parents[2]
OTHERS = [each for each in Language if each is not Language.ENGLISH]
ENGLISH, GERMAN, SPANISH = map(Voice, Language)
TEMPLATES = ("status.html", "ack.html")
PAGES = ("status_answer", "status_join", "ack", "ack_channel", "proof")
FEW = {"AWAY", "HTML", "OFF", "WORDS"}  # said where no database answers
MADRID = ZoneInfo("Europe/Madrid")
MORE_FACTS = {"Private", "Also hit", "May be hit", "Impact", "Regions", "Tags"}
NAMED = re.compile(r"\{\w+\}")
AT = datetime(2026, 3, 8, 13, 5, tzinfo=UTC)


def in_templates() -> set[str]:
    texts = [(ROOT / "resources/templates" / each).read_text("utf-8") for each in TEMPLATES]
    return {said for text in texts for said in re.findall(r'say\("([^"]+)"', text)}


def in_code() -> set[str]:
    """What is handed to a voice."""
    found: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text("utf-8")
        if "voice" in text and path.name != "voice.py":
            found |= {said for node in ast.walk(ast.parse(text)) for said in said_by(node)}
    return found


def said_by(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.Call) or not node.args:
        return []
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    first = node.args[0]
    parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    words = [each.value for each in parts if isinstance(each, ast.Constant)]
    return [each for each in words if isinstance(each, str)] if name == "say" else []


def on_pages() -> set[str]:
    """The sentences that a page shows, as its module names them."""
    found: set[str] = set()
    for name in PAGES:
        module = __import__(f"app.web.{name}", fromlist=["x"])
        for key, value in vars(module).items():
            if key.isupper() and key not in FEW:
                found |= sentences(value)
    return found


def sentences(value: Any) -> set[str]:
    many = value if isinstance(value, tuple) else (value,)
    return {each for each in many if isinstance(each, str) and " " in each and "{" not in each}


def requests() -> set[str]:
    """What people are told of requests."""
    named = vars(request_notice).items()
    return {said for key, said in named if key.isupper() and isinstance(said, str)}


def in_rules() -> set[str]:
    pairs = [(one, other) for one in ComponentState for other in ComponentState]
    return {
        *STEPS,
        *requests(),
        *TITLES,
        *OURS,
        *MORE_FACTS,
        *SUMMARY.values(),
        *LEADS,
        *NAMES.values(),
        *CLOCK.values(),
        *(each.value for kind in (TieKind, TaskState, ReviewState) for each in kind),
        *MASKS.values(),
        *WORDS.values(),
        *STAGES.values(),
        *(overall(each)[1] for each in pairs),
    }


@pytest.mark.parametrize("language", OTHERS)
def test_all_of_it_is_translated(language: Language) -> None:
    known = words_in(language)
    said = in_templates() | in_code() | on_pages() | in_rules()
    assert len(said) > 90
    assert {each for each in said if each not in known} == set()
    for english, meant in known.items():
        assert meant.strip()
        assert sorted(GAP.findall(english)) == sorted(GAP.findall(meant)), english
        assert sorted(NAMED.findall(english)) == sorted(NAMED.findall(meant)), english
    assert set(known) == set(words_in(OTHERS[0]))


def test_english_is_as_it_was_written() -> None:
    assert ENGLISH.say("lasted %1", "5 min") == "lasted 5 min"
    assert ENGLISH.sentence("#1 is acknowledged.") == "#1 is acknowledged."
    assert (ENGLISH.short(AT), ENGLISH.short(AT, year=True)) == ("8 Mar", "8 Mar 2026")
    assert ENGLISH.day(AT) == "Sunday, 8 March 2026"
    assert ENGLISH.clock(AT, MADRID, AT) == "14:05 CET"
    assert ENGLISH.clock(AT, MADRID, AT + timedelta(days=1)) == "08 Mar, 14:05 CET"
    assert ENGLISH.number("99.9") == "99.9"
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"


def test_other_languages_have_their_own_ways() -> None:
    assert GERMAN.clock(AT, MADRID, AT + timedelta(days=1)) == "8. März, 14:05 CET"
    assert GERMAN.day(AT) == "Sonntag, 8. März 2026"
    assert SPANISH.day(AT) == "Domingo, 8 de marzo de 2026"
    assert SPANISH.clock(AT, MADRID, AT + timedelta(days=1)) == "8 mar, 14:05 CET"
    assert GERMAN.number("99.9") == "99,9"
    assert GERMAN.listed(["a", "b"]) == "a und b"
    assert SPANISH.listed(["a", "b"]) == "a y b"
    assert SPANISH.listed(["Pagos", "Correo", "Inicio"]) == "Pagos, Correo e Inicio"
    assert SPANISH.listed(["Pagos", "Historial"]) == "Pagos e Historial"
    assert SPANISH.listed(["Pagos", "Hielo"]) == "Pagos y Hielo"


def test_sentences_are_found_with_their_values() -> None:
    assert GERMAN.sentence("Ana Ruiz already has it.") == "Ana Ruiz ist schon zuständig."
    said = f"#7 is {Stage.RESOLVED.value} already; there is nothing left to acknowledge."
    assert GERMAN.sentence(said) == "#7 ist schon behoben; es gibt nichts mehr zu quittieren."
    assert "Ana %2" in GERMAN.sentence("You help Ana %2 with #3 now.")
    for nobodys in ("Nothing to do.", "There is no page called 'x'.", ""):
        assert GERMAN.sentence(nobodys) == nobodys


@pytest.mark.parametrize("language", OTHERS)
def test_a_mask_is_no_secret_in_any_language(language: Language) -> None:
    say = Voice(language).say
    masks = [say(each) for each in MASKS.values()]
    assert len({*masks, *MASKS.values()}) == 2 * len(MASKS)
    text = "\n".join([*masks, "password: " + masks[2], "an " + masks[5]])
    assert redacted(text, say=say).text == text
