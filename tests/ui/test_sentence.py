"""What `app` says is found among its templates and said again in the language of the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.catch_up import PINNED, Line
from app.domain.condition import Comparison, Operator
from app.domain.formula import FORMULAE
from app.domain.redaction import Kind, Span, summed
from app.domain.review_draft import Moment, Sent
from app.domain.review_draft import words as draft_words
from app.domain.workflow import Action, StepSpec
from app.domain.workspace import ContactSpec, PersonSpec
from app.queries.review import shipped
from app.workspace.read import read as reading
from app.workspace.tree import Broken, parsed
from models.kinds import EventKind, PageState
from ui.incidents.catch_up import said
from ui.language.choice import KEY, Language, wanted, wear
from ui.language.masks import masks_words
from ui.language.pseudo import lengthened
from ui.language.sentence import capital, drafted, inside, worded
from ui.metrics.words import formula_text
from ui.people.writes import _wrong
from ui.playbooks.words import errand_words
from ui.settings.machine_cards import LookCard
from ui.settings.workspace_preview import detail_words
from ui.workflows.words import step_text


@pytest.mark.usefixtures("pseudo")
def test_a_sentence_keeps_its_values() -> None:
    """They stand where the template has its gaps."""
    assert worded("Nobody has it").startswith("⟦Ñöbö")
    assert "'ana'" in worded("There is already a person called 'ana'.")
    assert worded("There is already a person called 'ana'.").endswith("⟧")


@pytest.mark.usefixtures("pseudo")
def test_a_word_within_a_sentence_is_translated_too() -> None:
    """#7 is resolved already: the stage is a word of ours."""
    text = worded("#7 is resolved already; there is nothing left to acknowledge.")
    assert lengthened("resolved") in text
    assert "#7" in text


@pytest.mark.usefixtures("pseudo")
def test_two_sentences_are_translated_one_by_one() -> None:
    """And what nobody knows stays."""
    text = worded("Nobody accepted it yet. Something that no template knows.")
    assert text.startswith("⟦")
    assert text.endswith(" Something that no template knows.")


@pytest.mark.usefixtures("german")
def test_the_s_of_an_english_plural_is_left_out() -> None:
    """Other languages have their own."""
    assert worded("3 alerts so far") == "Alarme bisher: 3"
    assert worded("1 alert so far") == "Alarme bisher: 1"


@pytest.mark.usefixtures("german")
def test_a_name_and_what_follows_it_are_told_apart() -> None:
    """Where a template has one gap right after another."""
    text = worded("There is no person called 'x'; did you mean 'y'?")
    assert text == "Person 'x' gibt es nicht; meintest du 'y'?"
    assert worded("Handed to Ana from Ben") == "Weitergegeben an Ana von Ben"


@pytest.mark.usefixtures("german")
def test_reasons_in_a_row_are_translated_each() -> None:
    """As similar incidents and suspected problems give them."""
    said = worded("90% alike: both say pods, killed; same service; same category")
    assert said == "90% ähnlich: beide sagen pods, killed; gleicher Dienst; gleiche Kategorie"
    assert worded("#2 was 90% alike; same service").endswith("; gleicher Dienst")
    assert worded("90% alike: same service") == "90% ähnlich: gleicher Dienst"


@pytest.mark.usefixtures("german")
def test_german_nouns_keep_their_capitals_within_a_sentence() -> None:
    """Runde 2, Stufe 1."""
    assert inside("Stufe 1") == "Stufe 1"
    QLocale.setDefault(QLocale("es"))
    assert inside("Nivel 1") == "nivel 1"


def test_english_says_what_was_said(qapp: QApplication) -> None:
    """Nothing is looked up."""
    wear(qapp, Language.ENGLISH)
    assert worded("Nobody has it") == "Nobody has it"
    assert capital("raise severity of SEV1") == "Raise severity of SEV1"


@pytest.mark.usefixtures("pseudo")
def test_widgets_speak_it() -> None:
    """Marks and markup survive, mnemonics too."""
    assert QPushButton().tr("Cancel") == lengthened("Cancel")
    assert lengthened("&File %1 <b>now</b>").count("%1") == 1
    assert "&F" in lengthened("&File")
    assert lengthened("ddd d MMM") == "ddd d MMM"


def test_the_environment_goes_before_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """And an unknown word counts for nothing."""
    monkeypatch.setenv("WATCHBILL_LANGUAGE", "es")
    assert wanted("de") is Language.SPANISH
    monkeypatch.setenv("WATCHBILL_LANGUAGE", "xx")
    assert wanted("de") is Language.GERMAN


def test_the_language_is_chosen_for_the_next_start(qtbot: QtBot) -> None:
    """Each under its own name; the hint says from when on."""
    settings = QSettings()
    card = LookCard(settings)
    qtbot.addWidget(card)
    assert [card.language.itemText(at) for at in range(1, 4)] == ["English", "Deutsch", "Español"]
    card.language.set_value("es")
    card.language.activated.emit(card.language.currentIndex())
    assert settings.value(KEY) == "es"
    assert wanted(str(settings.value(KEY))) is Language.SPANISH
    shown = {each.text() for each in card.findChildren(QLabel)}
    assert "From the next start on." in shown


@pytest.mark.usefixtures("german")
def test_sentences_that_are_known_together_are_said_together() -> None:
    words = worded(FORMULAE["mttr"].words)
    assert words.startswith("Wie lange vom Bemerken bis zum Ende. Mittel, Median und p90")
    assert formula_text(FORMULAE["mttr"].formula) == "MTTR = behoben - bemerkt"
    assert formula_text(FORMULAE["mttd"].formula) == "MTTD = bemerkt - Beginn der Auswirkung"


@pytest.mark.usefixtures("german")
def test_what_was_masked_is_counted_in_the_language_of_the_window() -> None:
    """Each kind has a plural of its own."""
    span = partial(Span, 0, 1)
    kinds = [*Kind, Kind.EMAIL]
    said = masks_words(summed([span(each) for each in kinds]))
    assert "2 E-Mail-Adressen" in said
    assert "1 Passwort oder Schlüssel" in said
    assert len(said.split(", ")) == len(Kind)
    assert not any(each.value in said for each in Kind)
    assert masks_words("") == ""


@pytest.mark.usefixtures("german")
def test_a_step_of_a_workflow_is_told_in_one_language() -> None:
    """With its condition, its template, whom it tells and when the next comes."""
    owner = Comparison("owner", Operator.EMPTY, ("no",))
    tell = StepSpec(do=Action.TELL, to=("owner",), text="name a commander", only_if=owner)
    post = StepSpec(
        do=Action.POST_PUBLIC_UPDATE, value="We look", text="Hm", due=timedelta(hours=1)
    )
    assert step_text(tell).endswith("die zuständige Person informieren: „name a commander“")
    assert step_text(tell).startswith("Falls")
    told = "Eine öffentliche Meldung senden aus der Vorlage „We look“ mit „Hm“ (nächste in 1h)"
    assert step_text(post) == told


@pytest.mark.usefixtures("german")
def test_the_catch_up_speaks_german_but_for_what_people_wrote() -> None:
    lines = (
        Line("2 400 customers in EU, US"),
        Line("Service payments, third-party failure"),
        Line("Stage investigating → identified", "13:00 Ana Ruiz: "),
        Line("Since 12:51, by now 14m"),
        Line("incident commander", "Ana Ruiz: "),
        Line("Nobody has it", "12:55 Eva Novak: ", PINNED, own=True),
        Line("Verify with a test order", tail="nobody has it", own=True),
    )
    assert [said(line) for line in lines] == [
        "2 400 Kunden in EU, US",
        "Dienst payments, Ausfall bei Dritten",
        "13:00 Ana Ruiz: Phase in Untersuchung → Ursache bekannt",
        "Seit 12:51, bisher 14m",
        "Ana Ruiz: Einsatzleitung",
        "12:55 Eva Novak: Nobody has it (angeheftet)",
        "Verify with a test order (niemand ist zuständig)",
    ]


@pytest.mark.usefixtures("german")
def test_a_draft_of_a_review_speaks_the_window_s_language() -> None:
    """The sentences of ours; not a word of what people wrote."""
    from tests.domain.test_review import CALM, MADRID

    words = draft_words(CALM, MADRID, drafted)
    assert "begann am 2026-03-02 um 09:59 (Europe/Madrid) und dauerte 41m." in words["summary"]
    assert "| Schweregrad | SEV1 |" in words["facts"]
    mtta = "| Zeit bis zur Quittierung (MTTA) | 2m | angelegt bis quittiert |"
    assert mtta in words["clocks"]
    assert "2m nach dem Anlegen quittiert." in words["well"]
    assert words["solution"] == "rolled back"


@pytest.mark.usefixtures("german")
def test_a_draft_of_a_review_keeps_the_team_s_own_words() -> None:
    """Though each of them is a word or a sentence of ours as well."""
    from tests.domain.test_review import BEGIN, CALM, MADRID, after

    title, own = "Checkout slow after deploy", "Acknowledged 2m after it was created."
    night = replace(
        CALM, title=title, service="Alerts", affected=("Pages", "Clock"), category="What",
        roles=(("People", "incident commander"),), open_tasks=("Resolved", "Service"), impact=own,
        moments=(
            Moment(BEGIN, EventKind.ALERT, "prometheus", "Login with SSO fails", machine=True),
            Moment(after(1), EventKind.DECLARED, "People", f"Declared: {title}"),
            Moment(after(2), EventKind.NOTE, "People", own),
            Moment(after(3), EventKind.ESCALATED, "Eva", "Handed to People"),
            Moment(after(4), EventKind.UPDATE, "People", "failed"),
            Moment(after(5), EventKind.STAGE, "Eva", "Stage triage → investigating: once; failed"),
            Moment(after(6), EventKind.PLAYBOOK, "Eva", "Done: Service\nfailed; Nobody has it"),
            Moment(after(7), EventKind.ROLE, "Eva", "Alerts is scribe, after Service"),
            Moment(after(8), EventKind.PLAYBOOK, "x", "Late: failed (playbook “What”)", True),
            Moment(after(40), EventKind.RESOLVED, "People", "Resolved: failed; once"),
            Moment(after(41), EventKind.RESOLVED, "x", "Resolved: every alert is resolved", True),
            Moment(after(42), EventKind.DECLARED, "x", "Opened by an alert: Alerts; failed", True),
            Moment(after(43), EventKind.ALERT, "x", "Alert resolved: Nobody has it", True),
        ),
        pages=(Sent("People", "Alerts", PageState.FAILED, 1, BEGIN, None),),
    )  # fmt: skip
    words = draft_words(night, MADRID, drafted)
    assert words["summary"].startswith(f"**{title}** (SEV1, What) begann am")
    assert words["summary"].endswith("Es traf **Alerts** und berührte auch Pages, Clock.")
    assert "| Dienst | Alerts |" in words["facts"]
    assert "| Kategorie | What |" in words["facts"]
    assert "People über Alerts" in words["badly"]
    assert "fehlgeschlagen" in words["badly"]
    assert words["people"].startswith("- People: Einsatzleitung")
    assert words["open_tasks"] == "- Resolved\n- Service"
    assert (words["impact"], words["solution"]) == (own, "failed; once")
    assert [line.partition("** ")[2] for line in words["timeline"].splitlines()] == [
        "prometheus: Login with SSO fails",
        f"People: Gemeldet: {title}",
        f"People: {own}",
        "Eva: Weitergegeben an People",
        "People: failed",
        "Eva: Phase in Sichtung → in Untersuchung: once; failed",
        "Eva: Erledigt: Service failed; Nobody has it",
        "Eva: Alerts: jetzt Protokoll, nach Service",
        "x: Überfällig: failed (Playbook „What“)",
        "People: Behoben: failed; once",
        "x: Behoben: jeder Alarm ist behoben",
        "x: Eröffnet durch einen Alarm: Alerts; failed",
        "x: Alarm behoben: Nobody has it",
    ]


@pytest.mark.usefixtures("german")
def test_a_draft_s_table_and_its_long_lines_are_as_they_were() -> None:
    """A bar in a name is no edge of a table, and a line is cut where it is shown."""
    from tests.domain.test_review import BEGIN, CALM, MADRID

    long = Moment(BEGIN, EventKind.RESOLVED, "ana", f"Resolved: {'failed; ' * 60}")
    night = replace(CALM, service="a|b", moments=(long,))
    words = draft_words(night, MADRID, drafted)
    assert "| Dienst | a\\|b |" in words["facts"]
    entry = words["timeline"].partition("ana: ")[2]
    assert entry.startswith("Behoben: failed; failed; ")
    assert (len(entry), entry[-1]) == (240, "…")


@pytest.mark.usefixtures("german")
def test_words_of_drafts_are_no_words_of_other_sentences() -> None:
    """A policy may be called People and a contact Alerts."""
    text = worded("12:51:09 level 1 of People, which notifies Alerts.")
    assert text == "12:51:09 Stufe 1 von People; das alarmiert Alerts."
    for name in ("Service", "Clock", "Facts", "Solution", "once", "wrote"):
        assert worded(name) == name
        assert drafted(name) != name


@pytest.mark.usefixtures("german")
def test_what_a_template_of_ours_says_is_known_to_drafts() -> None:
    for each in shipped():
        said = [part for one in each.sections for part in (one.title, one.guide) if part]
        assert [part for part in (each.name, *said) if drafted(part) == part] == []


@pytest.mark.usefixtures("german")
def test_states_within_the_catch_up_are_words_of_the_window() -> None:
    line = Line("Cards fail", tail="SEV1, investigating", own=True)
    assert said(line) == "Cards fail (SEV1, in Untersuchung)"
    assert said(Line("ana, asked to help: no answer")).endswith(": keine Antwort")


@pytest.mark.usefixtures("german")
def test_what_the_database_says_is_said_again() -> None:
    text = worded("The database cannot be used right now: disk I/O error")
    assert text == "Die Datenbank ist gerade nicht benutzbar: disk I/O error"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("12:51:09 level 1 of night, which notifies schedule:primary (Ben Okafor was on call).",
         ("12:51:09 Stufe 1 von night; das alarmiert schedule:primary "
         "(Ben Okafor hatte Bereitschaft).")),
        ("By mail (by rule 3m later): called off, Ana Ruiz had acknowledged it at 12:51:53.",
         ("Per mail (nach Regel 3m später): abgebrochen, "
          "Ana Ruiz hatte den Vorfall um 12:51:53 quittiert.")),
        ("By phone: sent at 12:51:09.", "Per phone: gesendet um 12:51:09."),
    ],
)  # fmt: skip
def test_why_somebody_was_paged_is_said_in_german(said: str, wanted: str) -> None:
    """Each part of it, not half of them."""
    assert worded(said) == wanted


def test_words_that_look_like_a_date_format_are_lengthened_too() -> None:
    """`Add days` is made of the letters of one."""
    assert lengthened("Add days").startswith("⟦")
    assert lengthened("ddd d MMM") == "ddd d MMM"


@pytest.mark.usefixtures("german")
def test_all_that_is_wrong_with_a_person_is_said_again() -> None:
    spec = PersonSpec("ana", contacts=(ContactSpec("phone", "ntfyy://x"),))
    assert dict(_wrong(spec))["contacts.phone"].startswith("Apprise kennt keinen Dienst")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "title", ["500 for some customers", "Talk with Bo", "The next one after it", "lunch with Bo"]
)
def test_what_people_write_is_not_taken_for_a_sentence_of_ours(title: str) -> None:
    """Sentences with few words of their own are the ones that could be mistaken."""
    assert worded(title) == title
    assert worded(f"Alert resolved: {title}").endswith(f": {title}")
    assert worded("2,400 customers").endswith(" Kunden")
    assert worded("Paging Ana by phone, mail after 3m").endswith(" per phone, mail nach 3m")


@pytest.mark.usefixtures("german")
def test_what_is_wrong_in_a_workspace_file_is_said_again() -> None:
    wrong = b"""watchbill: 1
people:
- {name: ana, full_nam: Ana, colour: pink, weekly: fir, time_off: [{start: x}]}
- nobody
"""
    said = [worded(each.sentence) for each in reading(wrong).problems]
    assert said[0].startswith("'full_nam' ist hier unbekannt; meintest du 'full_name'? Erwartet: ")
    assert "'pink' taugt nicht als Farbe: erwartet wird eine ganze Zahl wie 1." in said
    assert "Erwartet: eine Person mit Namen, nicht ein einzelner Wert." in said
    assert not [each for each in said if " expected " in each or " such " in each]
    with pytest.raises(Broken) as broken:
        parsed("a: [1\n")
    assert worded(str(broken.value)).startswith("Die '[' aus")


@pytest.mark.usefixtures("german")
def test_each_place_that_still_names_a_thing_is_said_again() -> None:
    places = "team web; schedule day (rotation x); schedule day (rotation y); policy p (level 3)"
    assert worded(f"ana is still needed by {places}. Take it out there first.") == (
        "ana wird noch gebraucht: Team web; Plan day (Rotation x); Plan day (Rotation y); "
        "Eskalationsplan p (Stufe 3). Nimm es zuerst dort heraus."
    )


@pytest.mark.usefixtures("german")
def test_what_would_be_run_stays_as_it_is_but_for_what_we_say_of_it() -> None:
    text = "echo nobody has it\n(no shell, ended after 10s)"
    assert errand_words(text) == "echo nobody has it\n(ohne Shell, Abbruch nach 10s)"


@pytest.mark.usefixtures("german")
def test_an_empty_value_of_a_workspace_file_is_a_dash() -> None:
    assert detail_words("email a@example.org -> none") == "email a@example.org → –"
    assert detail_words("email none -> a@example.org") == "email – → a@example.org"
