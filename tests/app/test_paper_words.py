"""Papers of incidents and reviews are in the language of the team; what people wrote is not."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.language import Language
from app.operations import followup, incident, review, task
from app.operations.followup import Wanted
from app.operations.incident import Declaration
from app.operations.language import set_language
from app.queries.incident_paper import exported
from app.queries.review_paper import paper
from app.store import Store
from models.kinds import Severity, Source

ANA, UTC = Actor("ana", Source.SHELL), ZoneInfo("UTC")
NOTE = "Since when is **this** private?"


@pytest.fixture
def number(store: Store, clock: SetClock) -> int:
    """It is over, and has a review."""
    number = incident.declare(store, Declaration("Disk full", severity=Severity.SEV1), ANA)
    clock.forward(timedelta(minutes=2))
    incident.acknowledge(store, number, ANA)
    incident.note(store, number, NOTE, ANA)
    task.add(store, number, "Call the vendor", ANA)
    clock.forward(timedelta(minutes=20))
    incident.resolve(store, number, ANA, "Grew the volume")
    return number


def incident_text(store: Store, number: int) -> str:
    return exported(store, number, "md", UTC).content.decode()


def review_text(store: Store, number: int) -> str:
    return paper(store, number, "md", UTC).content.decode()


def test_an_incident_in_german(store: Store, number: int) -> None:
    english = incident_text(store, number)
    set_language(store, Language.GERMAN, ANA)
    text = incident_text(store, number)
    assert "Vorfall \\#1: Disk full" in text or "Vorfall #1: Disk full" in text
    for heading in ("Worum es geht", "Seit wann", "Zeiten", "Aufgaben", "Verlauf"):
        assert f"## {heading}\n" in text
    for heading in ("What it is", "Since when", "Clocks", "Tasks", "Timeline"):
        assert f"## {heading}\n" in english
        assert f"## {heading}\n" not in text
    for words in ("Schweregrad", "behoben", "Erkannt", "Quittiert", "Offen", "Sonntag, 2026"):
        assert (words in text, words in english) == (True, False), words
    assert "Call the vendor" in text
    assert "| Behoben: Grew the volume |" in text
    assert "| Aufgabe: Call the vendor |" in text
    assert "Since when is this private?" in text


def test_an_incident_in_spanish_keeps_its_json(store: Store, number: int) -> None:
    plain = exported(store, number, "json", UTC).content
    set_language(store, Language.SPANISH, ANA)
    text = incident_text(store, number)
    for heading in ("Qué es", "Desde cuándo", "Tiempos", "Tareas", "Cronología"):
        assert f"## {heading}\n" in text
    assert exported(store, number, "json", UTC).content == plain


def test_a_review(store: Store, number: int) -> None:
    set_language(store, Language.GERMAN, ANA)
    review.draft(store, number, ANA, UTC)
    followup.add(store, number, Wanted("Alarm at 80 %"), ANA)
    text = review_text(store, number)
    assert text.startswith("# Nachbetrachtung: Disk full")
    assert "Entwurf, Fassung 1, ana" in text
    for words in ("Folgeaufgaben", "Der ganze Verlauf", "Verantwortlich", "offen", "Vorlage"):
        assert words in text
    for words in ("The whole timeline", "Follow-ups", "Times are of", "edition", "Owner"):
        assert words not in text
    assert "Die Zeiten sind die von UTC." in text
    assert "Verlauf von #1, Dauer 22m: 0 Alarmierungen, 1 Notizen" in text


def test_the_picture_of_a_review_names_lanes_and_stages(store: Store, number: int) -> None:
    review.draft(store, number, ANA, UTC)
    english = paper(store, number, "md", UTC).beside[0][1]
    set_language(store, Language.GERMAN, ANA)
    assert paper(store, number, "md", UTC).beside[0][1] != english
