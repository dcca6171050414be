"""The small widgets: what they show, what they say to a screen reader, what keys do."""

from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import fonts
from ui.theme.current import Scheme, Theme
from ui.widgets.avatar import Avatar, AvatarRow, Face, initials
from ui.widgets.bar import Bar
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Facts
from ui.widgets.check import Check
from ui.widgets.chip import Chip
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.empty import EmptyState
from ui.widgets.field import Form, LineField, TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.note import NoteView
from ui.widgets.pill import Badge, SeverityPill
from ui.widgets.progress import LateProgress
from ui.widgets.rows import STRETCH, row
from ui.widgets.search import SearchField
from ui.widgets.stepper import StageStepper, Step
from ui.widgets.tabs import Tabs
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.toast import Toast

ANA = Face("ana", "Ana Ruiz")


def told(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    heard = QAccessible.queryAccessibleInterface(widget)
    assert heard is not None
    return str(heard.text(QAccessible.Text.Name))


def test_initials() -> None:
    assert [initials(name) for name in ("Ana Ruiz", "ana", "Jean-Luc M. Picard", "", "李 明")] == [
        "AR",
        "A",
        "JP",
        "?",
        "李明",
    ]


def test_people_and_states_are_said_aloud(qtbot: QtBot) -> None:
    faces = AvatarRow([ANA, Face("ben")])
    nobody = AvatarRow()
    widgets = [Avatar(ANA), faces, nobody, SeverityPill("SEV1"), IconButton("x", "Close")]
    for widget in widgets:
        qtbot.addWidget(widget)
    assert [told(widget) for widget in widgets] == [
        "Ana Ruiz",
        "Ana Ruiz, ben",
        "Nobody",
        "SEV1",
        "Close",
    ]


def test_marks_are_painted_in_both_themes(qtbot: QtBot, worn: Theme) -> None:
    row = AvatarRow([ANA] * 9)
    qtbot.addWidget(row)
    before = row.grab().toImage()
    worn.wear(Scheme.DARK)
    assert row.grab().toImage() != before


def test_no_badge_for_nothing(qtbot: QtBot) -> None:
    badge = Badge(3)
    qtbot.addWidget(badge)
    wide = badge.sizeHint().width()
    badge.show_count(128)
    assert badge.sizeHint().width() > wide
    badge.show_count(0)
    assert badge.isHidden()


def test_steps_ask_and_the_owner_decides(qtbot: QtBot) -> None:
    stepper = StageStepper([("triage", "Triage"), ("fix", "Fix"), ("done", "Done")])
    qtbot.addWidget(stepper)
    stepper.show_step("fix")
    first, now, ahead = stepper.findChildren(Step)
    assert [told(step) for step in (first, now, ahead)] == [
        "Triage, done",
        "Fix, now",
        "Done, ahead",
    ]
    with qtbot.waitSignal(stepper.wanted) as asked:
        ahead.click()
    assert asked.args == ["done"]
    assert stepper.key == "fix"
    with qtbot.assertNotEmitted(stepper.wanted):
        now.click()


def test_a_field_says_what_is_wrong_beside_itself(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    mail = LineField("you@example.org")
    field = form.add("mail", "E-mail", mail, "For pages", optional=True)
    form.add("wait", "Wait", DurationField(timedelta(minutes=5)))
    form.beside("mail", "wait")
    left = form.show_errors({"mail": "needs a domain", "other": "is odd"})
    assert left == ["is odd"]
    assert field.error == "needs a domain"
    assert mail.accessibleDescription() == "needs a domain"
    assert mail.property("wrong") == "true"
    form.show_errors({})
    assert mail.accessibleDescription() == "For pages"
    assert told(mail) == "E-mail"


def test_a_text_field_grows_with_its_text(qtbot: QtBot) -> None:
    field = TextField(least=2, most=5)
    qtbot.addWidget(field)
    low = field.height()
    field.setPlainText("\n" * 20)
    assert field.height() > low
    assert field.text() == ""


def test_the_wheel_changes_no_number(qtbot: QtBot) -> None:
    field = NumberField(3, most=9)
    qtbot.addWidget(field)
    assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert field.maximum() == 9


def test_a_search_field_has_room_for_what_it_asks(qtbot: QtBot) -> None:
    field = SearchField("Filtrar seguimientos")
    qtbot.addWidget(field)
    assert field.sizeHint().width() > QLabel(field.placeholderText()).sizeHint().width() + 20


def test_search_waits_for_a_pause_and_escape_clears(qtbot: QtBot) -> None:
    field = SearchField("Filter", delay_ms=5)
    qtbot.addWidget(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    qtbot.keyClicks(field, "abc")
    qtbot.waitUntil(lambda: heard == ["abc"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_bar_tells_and_leaves(qtbot: QtBot) -> None:
    bar = Bar("Ben changed this.", "Severity is SEV2.", "warn")
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.add_action("Read again", lambda: done.append("read")).click()
    assert done == ["read"]
    assert told(bar) == "Ben changed this. Severity is SEV2."
    with qtbot.waitSignal(bar.closed):
        bar.leave()


def test_a_toast_undoes_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    toast = Toast(window)
    undone: list[bool] = []
    toast.tell("#1 acknowledged", lambda: undone.append(True))
    button = toast.findChild(Button)
    assert button is not None
    button.click()
    button.click()
    assert undone == [True]
    assert not toast.isVisible()
    toast.tell("Saved")
    assert not button.isVisible()
    window.resize(800, 600)
    assert abs(toast.geometry().center().x() - 400) <= 1


def test_progress_is_seen_only_when_late(qtbot: QtBot) -> None:
    progress = LateProgress()
    qtbot.addWidget(progress)
    progress.begin("Reading")
    assert not progress.isVisible()
    qtbot.waitUntil(progress.isVisible)
    progress.tell(0.5)
    with qtbot.waitSignal(progress.cancelled):
        progress.findChildren(Button)[0].click()
    progress.begin()
    progress.end()
    with qtbot.assertNotEmitted(progress.cancelled, wait=350):
        assert not progress.isVisible()
    assert not progress.isVisible()


def test_notes_show_no_html_and_fetch_nothing(qtbot: QtBot) -> None:
    note = NoteView("**bold** <img src='http://127.0.0.1:9/x.png'> [x](javascript:alert)")
    qtbot.addWidget(note)
    assert "<img" in note.toPlainText()
    assert note.loadResource(2, "http://127.0.0.1:9/x.png") is None
    short = note.height()
    note.show_note("\n\n".join("line" for _ in range(10)))
    assert note.height() > short


def test_elided_words_tell_all_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("a sentence far too long for its place")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.setText("another one, no less too long for its place")
    assert label.toolTip() == label.text()
    label.setText("short")
    assert label.toolTip() == ""
    label.setText("a sentence far too long for its place")
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_chip_has_room_for_its_bolder_words_and_does_not_move(qtbot: QtBot) -> None:
    chip = Chip("Anderer Schweregrad")
    qtbot.addWidget(chip)
    chip.ensurePolished()
    off = chip.sizeHint()
    chip.setChecked(True)
    bold = QFont(chip.font())
    bold.setWeight(QFont.Weight.DemiBold)
    words = QFontMetrics(bold).horizontalAdvance(chip.text())
    assert chip.sizeHint() == off
    assert off.width() >= words + 2 * round(fonts.em("small") * 0.7)


def test_a_tick_box_breaks_its_words(qtbot: QtBot) -> None:
    words = "The status page and everybody who subscribed to it, by mail or by a program"
    box, label = Check(words), QLabel(words)
    for each in (box, label):
        qtbot.addWidget(each)
    assert box.minimumSizeHint().width() < label.sizeHint().width() / 2
    narrow = box.minimumSizeHint().width()
    assert box.heightForWidth(narrow) > 2 * box.sizeHint().height()
    assert box.heightForWidth(box.sizeHint().width()) == box.sizeHint().height()
    box.resize(narrow, box.heightForWidth(narrow))
    painted = box.grab().toImage()
    ground = painted.pixel(painted.width() - 1, 0)
    bottom = range(painted.height() * 3 // 4, painted.height())
    assert any(painted.pixel(x, y) != ground for y in bottom for x in range(painted.width()))


def test_fields_side_by_side_share_the_width(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    wide = Button("As wide as the words of a choice may be in any language")
    form.add("one", "Password", LineField())
    form.add("two", "Encryption", wide)
    form.beside("one", "two")
    form.resize(500, 90)
    form.show()
    assert abs(form.fields["one"].width() - form.fields["two"].width()) <= 1


def test_a_bar_keeps_room_for_its_words(qtbot: QtBot) -> None:
    bar = Bar("Draft · 4 changes", "Ana +177 h, Cy +142 h, Eva −55 h. One gap of 6 h on Thursday.")
    qtbot.addWidget(bar)
    button = bar.add_action("Publish the draft", bar.leave)
    bar.show()
    lead, rest = bar.findChildren(Text)
    bar.resize(1200, 60)
    qtbot.waitUntil(lambda: rest.y() < lead.geometry().bottom())
    assert button.y() < rest.geometry().bottom()
    bar.resize(430, 120)
    qtbot.waitUntil(lambda: button.y() >= rest.geometry().bottom())
    bar.resize(300, 160)
    qtbot.waitUntil(lambda: rest.y() >= lead.geometry().bottom())
    assert rest.x() == lead.x()


def test_an_icon_keeps_its_distance_from_words_that_come_later(qtbot: QtBot) -> None:
    before, after = Button("Add", icon_name="plus"), Button("", icon_name="plus")
    after.setText("Add")
    for each in (before, after):
        qtbot.addWidget(each)
    assert after.iconSize() == before.iconSize()


def test_a_heading_keeps_its_words_and_the_hint_gives_way(qtbot: QtBot) -> None:
    card = Card("Personas", "en este periodo, por horas")
    qtbot.addWidget(card)
    card.resize(190, 80)
    card.show()
    heading = card.section.title
    assert heading.width() >= heading.sizeHint().width()
    assert card.section.hint.width() < card.section.hint.sizeHint().width()


def test_flow_wraps_and_mirrors(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap=10)
    parts = [QLabel() for _ in range(3)]
    for part in parts:
        part.setFixedSize(40, 20)
        flow.addWidget(part)
    box.resize(100, 100)
    box.show()
    assert [part.pos() for part in parts] == [QPoint(0, 0), QPoint(50, 0), QPoint(0, 30)]
    assert flow.heightForWidth(100) == 50
    assert flow.heightForWidth(500) == 20
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 100, 100))
    assert [part.x() for part in parts] == [60, 10, 60]


def test_cards_facts_and_empty_states_speak(qtbot: QtBot) -> None:
    card, facts = Card("Facts"), Facts()
    qtbot.addWidget(card)
    facts.add("Service", "payments", "service")
    card.add(facts)
    facts.set("service", "search")
    assert {label.text() for label in card.findChildren(Text)} >= {"Facts", "Service", "search"}
    empty = EmptyState("bell", "Nothing here", "Yet")
    qtbot.addWidget(empty)
    pressed: list[bool] = []
    empty.add_action("Begin", lambda: pressed.append(True), "primary").click()
    assert pressed == [True]
    assert told(empty) == "Nothing here"


def test_tabs_speak_in_keys(qtbot: QtBot) -> None:
    tabs = Tabs([("a", "All"), ("p", "Pages")])
    qtbot.addWidget(tabs)
    with qtbot.waitSignal(tabs.chosen) as chosen:
        tabs.choose("p")
    assert chosen.args == ["p"]
    tabs.set_words("p", "Pages 3")
    assert tabs.tabText(1) == "Pages 3"


def test_tabs_have_room_for_the_bolder_words_of_the_chosen_one(qtbot: QtBot) -> None:
    place, tabs = QWidget(), Tabs([(word, word) for word in ("Qué hace", "Ensayo", "Registro")])
    place.setLayout(row(tabs, STRETCH))
    qtbot.addWidget(place)
    place.resize(800, 60)
    place.show()
    for key in ("Ensayo", "Registro", "Qué hace"):
        tabs.choose(key)
        qtbot.waitUntil(lambda: tabs.width() == tabs.sizeHint().width())
        assert not [each for each in tabs.findChildren(QToolButton) if each.isVisible()], key


def test_return_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = Button("Go", on_click=lambda: pressed.append(1))
    qtbot.addWidget(button)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter)
    assert pressed == [1, 1]
