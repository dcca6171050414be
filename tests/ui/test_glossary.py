"""No word of the field stands on the path of a support person without its explanation: declare, see
who has it, tell customers."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import page_alerts, page_incidents, page_people, page_services, page_status
from tests.gallery import page_together as together
from ui.incidents.severity_button import SeverityButton
from ui.language.glossary import explained, meaning
from ui.shell.actions import Actions
from ui.shell.pages import Page
from ui.shell.tips import Tips
from ui.shell.window import ShellWindow
from ui.widgets.field import Field, LineField
from ui.widgets.meaning import said_at, words_in
from ui.widgets.text import Text

JARGON = re.compile(
    r"triage|\bSEV\d|severity|urgency|polic(y|ies)|\blevel|escalat|acknowledg|\back\b|\bpaged"
    r"|\bpaging|dedup|commander|scribe|\bSLO\b|CI/CD|misconfig|third.party|markdown|webhook|MTT\w"
    r"|playbook|workflow|\bdrill|on call|\brota\b|hand-off|integration|heartbeat|last resort"
    r"|\bidentified|\bmonitoring|\bmerged|snooze|fair fill|\bt(ie|ied)\b|routing key|subscribe",
    re.IGNORECASE,
)
PICTURES: dict[str, Callable[[], QWidget]] = dict(
    each
    for module in (
        page_alerts, page_incidents, page_people, page_services, page_status, together,
    )
    for each in module.pictures()
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("incidents-rich", 12),
        ("incidents-unanswered", 10),
        ("incidents-declare-filled", 6),
        ("together-rich", 12),
        ("alerts-open", 1),
        ("people-open", 3),
        ("services", 3),
        ("status-card", 0),
        ("status-compose", 2),
    ],
)
def test_no_word_is_left_unexplained(qtbot: QtBot, name: str, least: int) -> None:
    page = PICTURES[name]()
    qtbot.addWidget(page)
    page.show()
    tips, met, dark = Tips(Actions(page)), set(), []
    known = {each.meaning for each in words_in(page)}
    for widget, place, said in _said(page):
        tip = " ".join(tips.tip_at(widget, place).split())
        for word in {match.group().casefold() for match in JARGON.finditer(said)}:
            met.add(word)
            meant = {each.meaning for each in explained(said)}
            if (
                not meant
                or not all(each.rstrip(".") in tip for each in meant)
                or not meant <= known
            ):
                dark.append((word, said))
            if not any(word in each.word.casefold() for each in explained(said)):
                dark.append((word, said))
    assert dark == []
    assert len(met) >= least, met


def _said(root: QWidget) -> Iterator[tuple[QWidget, QPoint, str]]:
    """Everything that is written, and a place where the mouse would be on it."""
    for each in root.findChildren(QWidget):
        if not each.isVisibleTo(root):
            continue
        for place in _places(each):
            said = said_at(each, place)
            if said:
                yield each, place, said


def _places(widget: QWidget) -> Iterator[QPoint]:
    view = widget.parentWidget()
    if isinstance(view, QHeaderView) and widget is view.viewport():
        for at in range(view.count()):
            yield QPoint(view.sectionViewportPosition(at) + 3, 3)
    elif isinstance(view, QAbstractItemView) and widget is view.viewport():
        flat = isinstance(view.model(), QAbstractListModel)
        columns = 1 if flat else view.model().columnCount(view.rootIndex())
        for row in range(view.model().rowCount(view.rootIndex())):
            for column in range(columns):
                box = view.visualRect(view.model().index(row, column, view.rootIndex()))
                if view.viewport().rect().intersects(box):
                    yield box.intersected(view.viewport().rect()).center()
    else:
        yield widget.rect().center()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Triage", ["Triage"]),
        ("Low urgency, SEV2", ["Urgency", "SEV2"]),
        ("Escalation policy", ["Escalation policy"]),
        ("Pages Ben now, Dan in 10 min", ["Pages"]),
        ("Pages", ["Pages"]),
        ("a part of the status page", ["Status page"]),
        ("the page, and its pages", []),
        ("Level 1 · escalated", ["Level", "Escalated"]),
        ("levelled, non-level, SEV21", []),
        ("Problem", ["Problem"]),
        ("no problem at all", []),
        ("", []),
    ],
)
def test_words_are_found_as_they_are_written(text: str, words: list[str]) -> None:
    assert [each.word for each in explained(text)] in (words, words[::-1])


def test_it_is_seen_by_mouse_and_told_by_keys(qtbot: QtBot) -> None:
    window = ShellWindow(QSettings())
    qtbot.addWidget(window)
    window.register([Page("incidents", "Incidents", "siren", _page)])
    window.show_page("incidents")
    window.show()
    word = next(each for each in window.findChildren(Text) if each.text() == "Triage")
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(9, 9))
    assert window.show_tip(word, event)
    assert QToolTip.text().startswith("Triage: It is new")
    QToolTip.hideText()
    plain = next(each for each in window.findChildren(Text) if each.text() == "plain")
    assert not window.show_tip(plain, event)
    window.open_words()
    sheet = window._words
    assert sheet is not None
    assert sheet.isVisible()
    assert sheet.view.hasFocus() or window.focusWidget() is sheet.view
    assert "Triage – It is new" in sheet.view.toPlainText()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def _page() -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addWidget(Text("Triage"))
    layout.addWidget(Text("plain"))
    return made


def test_a_field_tells_a_screen_reader(qtbot: QtBot) -> None:
    field = Field("Urgency", LineField(), "as usual")
    qtbot.addWidget(field)
    assert field.editor.accessibleDescription() == f"as usual\n{meaning('Urgency')}"
    field.show_error("No.")
    assert field.editor.accessibleDescription() == f"No.\n{meaning('Urgency')}"
    plain = Field("Title", LineField())
    qtbot.addWidget(plain)
    assert plain.editor.accessibleDescription() == ""


def test_what_a_tooltip_says_already_is_not_said_twice(qtbot: QtBot) -> None:
    pill = SeverityButton()
    qtbot.addWidget(pill)
    from models.kinds import Severity

    pill.show_severity(Severity.SEV1)
    tip = Tips(Actions(pill)).tip_at(pill, QPoint(3, 3))
    assert tip.count("data is at risk") == 1


@pytest.mark.parametrize(
    ("text", "word", "begin"),
    [
        ("Sichtung", "Sichtung", "Es ist neu"),
        ("Alarmiert: Ben jetzt", "Alarmiert", "Jemanden per Push"),
        ("Eskalationsplan", "Eskalationsplan", "Wer zuerst alarmiert wird"),
        ("Stufe 1", "Stufe", "Ein Schritt des Eskalationsplans"),
    ],
)
def test_words_are_found_in_the_language_of_the_window(
    german: None, text: str, word: str, begin: str
) -> None:
    (found,) = explained(text)
    assert found.word == word
    assert found.meaning.startswith(begin)
    assert explained("Triage of the policy") == ()
