"""Every widget in its states."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from ui.theme.space import L
from ui.widgets.avatar import Avatar, AvatarRow, Face
from ui.widgets.bar import Bar
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Facts
from ui.widgets.chip import ChipBar
from ui.widgets.choices import Choice
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.empty import EmptyState
from ui.widgets.field import Form, LineField, TextField
from ui.widgets.menu import DropDown, Menu
from ui.widgets.moment import DateTimeField
from ui.widgets.multi import MultiPicker
from ui.widgets.note import NoteView
from ui.widgets.page import Page, ScrollPage
from ui.widgets.picker import ChoicePopup, PersonPicker, Picker
from ui.widgets.pill import Badge, Dot, SeverityPill, Tag
from ui.widgets.progress import Spinner
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.search import SearchField
from ui.widgets.stepper import StageStepper
from ui.widgets.tabs import Tabs
from ui.widgets.text import ElidedLabel, KeyHint, Text
from ui.widgets.toast import Toast

FACES = [
    Face("ana", "Ana Ruiz"),
    Face("ben", "Ben Okafor"),
    Face("cy", "Cy Larsen"),
    Face("dan", "Dan Weiss"),
    Face("eva", "Eva Novak"),
    Face("fay", "Fay Chen"),
    Face("gus", "Gus Moreau"),
    Face("hana", "Hana Sato"),
]
STAGES = [
    (word.lower(), word)
    for word in ("Triage", "Investigating", "Identified", "Monitoring", "Resolved")
]
NOTE = (
    "Card provider returns **502** since 13:58. Wallets are fine.\n\n"
    "- rolling back `2026.47` did not help\n- see [the provider's page](https://example.org)\n"
)


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """The sheets of widgets."""
    yield "widgets-marks", marks
    yield "widgets-forms", forms
    yield "widgets-notices", notices
    yield "widgets-empty", empty
    yield "widgets-picker", picker
    yield "widgets-menu", menu


def _do_nothing() -> None:
    pass


def marks() -> QWidget:
    """Buttons, chips, avatars, pills, steps."""
    page = Page("Widgets")
    page.resize(1000, 760)
    chips = ChipBar()
    chips.add("open", "Open 4", on=True)
    chips.add("mine", "Mine")
    severity = chips.add_menu("severity", "Severity", [(s, s) for s in ("SEV1", "SEV2", "SEV3")])
    severity.set_value(("SEV1", "SEV2"))
    chips.add_menu("service", "Service", [("api", "api")])
    chips.add("span", "Last 30 days")
    page.head.add(chips, 1)
    page.head.add_action(Button("Columns", icon_name="columns-3"))
    page.head.add_action(Button("New service", "primary", icon_name="plus"))
    for card in (_buttons(), _people(), _states(), _words()):
        page.body.addWidget(card)
    page.body.addStretch(1)
    return page


def _buttons() -> Card:
    card = Card("Buttons", "one primary a page")
    card.add_action(IconButton("info", "How it is computed"))
    card.add_action(IconButton("download", "Export"))
    menu_button = Button("Snooze")
    menu_button.set_menu(Menu(parent=menu_button))
    off, off_primary = Button("Disabled"), Button("Disabled", "primary")
    off.setEnabled(False)
    off_primary.setEnabled(False)
    loud = Button("Delete for ever", "danger")
    loud.setProperty("loud", "true")
    card.add(
        row(
            Button("Acknowledge", "primary", icon_name="check"),
            Button("Open"),
            Button("Quiet", "quiet", icon_name="bell-off"),
            Button("Remove", "danger", icon_name="trash-2"),
            loud,
            Button("A link", "link"),
            menu_button,
            off,
            off_primary,
            STRETCH,
        )
    )
    return card


def _people() -> Card:
    card = Card("People")
    shown = [Avatar(face) for face in FACES]
    card.add(
        row(*shown, L, Avatar(FACES[0], 2.4), L, AvatarRow(FACES), AvatarRow(FACES[:3]), STRETCH)
    )
    return card


def _states() -> Card:
    card = Card("States")
    pills = [SeverityPill(f"SEV{n}") for n in (1, 2, 3, 4)]
    card.add(
        row(
            *pills,
            SeverityPill("closed"),
            Tag("third party", "accent_text"),
            Badge(3),
            Badge(42),
            Badge(128),
            *[Dot(mood) for mood in ("good", "warn", "alarm", "quiet")],
            Spinner(),
            KeyHint("Ctrl+K"),
            KeyHint("A"),
            STRETCH,
        )
    )
    stepper = StageStepper(STAGES)
    stepper.show_step("identified")
    card.add(stepper)
    triage = StageStepper(STAGES)
    triage.show_step("triage")
    card.add(triage)
    card.add(Tabs([(word, word) for word in ("Timeline", "Pages", "Tasks")]))
    return card


def _words() -> Card:
    card = Card("Words")
    facts = Facts()
    facts.add("Service", "payments")
    facts.add("Impact", "Score 71 · about 2,400 customers cannot pay by card; wallets are fine")
    facts.add("Bridge", Button("Join", "link"))
    elided = ElidedLabel(
        "A sentence that is far too long for the narrow place that it was given here"
    )
    elided.setFixedWidth(220)
    card.add(
        row(
            column(
                Text("Display", "display"),
                Text("Title", "title"),
                Text("Heading", "heading"),
                elided,
            ),
            column(
                Text("Body"),
                Text("Muted", "muted"),
                Text("Small", "small"),
                Text("Caption", "caption"),
            ),
            column(Text("good", "good"), Text("warn", "warn"), Text("alarm", "alarm"), STRETCH),
            facts,
            NoteView(NOTE),
            gap=24,
        )
    )
    return card


def forms() -> QWidget:
    """Fields, pickers, check boxes."""
    page = ScrollPage(padding=18)
    page.setProperty("ground", "window")
    page.resize(900, 900)
    card = Card("Declare an incident", "a title is enough", padding=20)
    form = Form()
    title = LineField("What is wrong?")
    title.setText("Checkout fails for card payments")
    form.add("title", "Title", title)
    severity = DropDown()
    severity.fill([(n, f"SEV{n}") for n in (1, 2, 3, 4)])
    service = Picker("Choose a service")
    service.set_choices([Choice(1, "payments", icon="layers")])
    service.set_value(1)
    form.add("severity", "Severity", severity)
    form.add("service", "Service", service, optional=True)
    form.beside("severity", "service")
    person = PersonPicker("Who leads?")
    person.set_people(list(enumerate(FACES)))
    person.set_value(2)
    many = MultiPicker("Add people")
    many.set_people(list(enumerate(FACES)))
    many.set_value((0, 3, 4))
    form.add("lead", "Commander", person)
    form.add("people", "Responders", many)
    form.beside("lead", "people")
    wait, began, count = DurationField(timedelta(minutes=5)), DateTimeField(), NumberField(2)
    began.set_value(datetime.now(UTC) - timedelta(minutes=14))
    form.add("began", "Began", began, "In your time zone, Europe/Madrid")
    form.add("wait", "Wait", wait)
    form.add("repeat", "Repeat", count)
    form.beside("began", "wait", "repeat")
    text = TextField("What do you see? Markdown is welcome.")
    form.add("impact", "Impact", text, optional=True)
    wrong, off = LineField(), LineField()
    wrong.setText("ana@")
    off.setText("cannot be changed")
    off.setEnabled(False)
    form.add("mail", "E-mail", wrong).show_error("An e-mail address needs a domain after the @.")
    form.add("off", "Disabled", off)
    form.beside("mail", "off")
    form.add("find", "Find", SearchField("Filter incidents"))
    form.add("part", "Part", _ticks())
    card.add(form)
    card.add(row(STRETCH, Button("Cancel", "quiet"), Button("Declare", "primary")))
    page.add(card)
    page.body.addStretch(1)
    return page


def _ticks() -> QWidget:
    box = QWidget()
    one, two, three, four = (
        QCheckBox("Page people"),
        QCheckBox("Drill"),
        QCheckBox("Some"),
        QCheckBox("Off"),
    )
    one.setChecked(True)
    three.setTristate(True)
    three.setCheckState(three.checkState().PartiallyChecked)
    four.setEnabled(False)
    on, off = QRadioButton("High"), QRadioButton("Low")
    on.setChecked(True)
    box.setLayout(row(one, two, three, four, 24, on, off, STRETCH))
    return box


def notices() -> QWidget:
    """Bars and a toast."""
    page = Page("Notices")
    page.resize(900, 420)
    bars = [
        Bar("Ben changed this incident.", "Severity is SEV2 now.", "info"),
        Bar("Draft · 3 changes", "Cy +54 h, Ben −54 h. One gap of 6 h 36 on Thursday.", "accent"),
        Bar("Engine is back.", "Nothing was lost.", "good"),
        Bar("Two people have no contact.", "They cannot be paged: Dan, Eva.", "warn"),
        Bar("No engine has run for 42 s.", "Nobody is being paged.", "alarm"),
    ]
    bars[0].add_action("Read again", _do_nothing)
    bars[1].add_action("Undo", _do_nothing)
    bars[1].add_action("Publish", _do_nothing, "primary")
    bars[4].add_action("Run one here", _do_nothing, "primary")
    for bar in bars:
        page.body.addWidget(bar)
    page.body.addStretch(1)
    Toast(page).tell("#482 acknowledged", _do_nothing, seconds=999)
    return page


def empty() -> QWidget:
    """A page without data."""
    page = Page("Incidents")
    page.resize(900, 560)
    card = Card()
    state = EmptyState(
        "shield-alert",
        "Incidents land here when something breaks.",
        "An alert opens one by itself; anybody can declare one in ten seconds.",
    )
    state.add_action("Declare incident", _do_nothing, "primary")
    state.add_action("Load a sample team", _do_nothing)
    card.add(state, 1)
    page.body.addWidget(card, 1)
    return page


def picker() -> QWidget:
    """The list that a picker opens."""
    popup = ChoicePopup()
    popup.list.table.show(
        [
            Choice(at, face.title, face.name, face, ticked=at in (0, 3))
            for at, face in enumerate(FACES)
        ]
    )
    popup.list.setCurrentIndex(popup.list.table.index(1))
    popup._fit()
    popup.setFixedWidth(320)
    popup.adjustSize()
    return popup


def menu() -> QWidget:
    """A menu with icons, keys, a tick and a line."""
    made = Menu()
    made.add("Acknowledge", _do_nothing, "check", "A")
    made.add("Resolve", _do_nothing, "circle-check", "R")
    made.addSeparator()
    made.add_choice("Show closed", True, bool)
    made.add("Copy as text", _do_nothing, "copy", "Ctrl+C")
    made.add("Delete", _do_nothing, "trash-2", tint="alarm_text").setEnabled(False)
    made.resize(made.sizeHint())
    return made
