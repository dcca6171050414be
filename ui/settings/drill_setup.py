"""Before a drill begins: its steps, whom it pages, and a clear word that it does."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.settings import reads, writes
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.avatar import AvatarRow, face_of
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.field import Form
from ui.widgets.menu import DropDown
from ui.widgets.picker import Picker
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text, set_flag
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.domain.drill import Script, Step
    from ui.settings.reads import Called, Drills

FACES = 6


class DrillSetup(QWidget):
    """`started` carries the drill's number; `left` says that it was called off."""

    started = Signal(int)
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._scripts: dict[str, Script] = {}
        self.called: Called | None = None
        self._some = False
        self._build()

    def _build(self) -> None:
        self.form = Form()
        self.script, self.service = DropDown(), Picker(self.tr("Which service breaks?"))
        self.form.add("script", self.tr("Script"), self.script)
        self.form.add("service", self.tr("On the service"), self.service)
        self.form.beside("script", "service")
        self.about = Text(look="muted", wrap=True)
        self._steps, self._people = QVBoxLayout(), QVBoxLayout()
        self._steps.setSpacing(XS)
        self._people.setSpacing(S)
        self.bar = Bar(
            self.tr("DRILL"),
            self.tr("Real messages go to the people above, marked DRILL. Nobody else is paged, "
                    "and real trouble pages as always."),
            "warn", closable=False,
        )  # fmt: skip
        self.bar.setAccessibleName(self.tr("Warning: a drill sends real messages"))
        self.start = Button(self.tr("Start the drill"), "danger", on_click=self.begin)
        self._allow(False)
        self.cancel = Button(self.tr("Cancel"), "quiet", on_click=self.left.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self.form)
        layout.addWidget(self.about)
        layout.addLayout(self._steps)
        layout.addLayout(self._people)
        layout.addWidget(self.bar)
        layout.addLayout(row(STRETCH, self.cancel, self.start))
        self.script.currentIndexChanged.connect(self._show_script)
        self.service.chosen.connect(self._choose)

    def offer(self, found: "Drills") -> None:
        """What can be chosen; what is chosen already stays."""
        if self._scripts != found.scripts:
            self._scripts = found.scripts
            self.script.fill([(key, each.name) for key, each in found.scripts.items()])
        self._some = bool(found.services)
        self.service.set_choices([
            Choice(each.id, each.name, each.description, icon="layers") for each in found.services
        ])  # fmt: skip
        if self.isVisible():
            self._ask()

    def open(self) -> None:
        """Show it, with what was chosen last."""
        self.form.show_errors({})
        self.show()
        self._show_script()
        self._ask()

    def begin(self) -> None:
        """As the button does: the people see it within seconds."""
        service = self.service.value()
        if not isinstance(service, int):
            self.form.show_errors({"service": self.tr("Choose what breaks; its policy pages.")})
            return
        self._allow(False)
        act = partial(writes.start_drill, script=str(self.script.value()), service=service,
                      by=self._bridge.actor())  # fmt: skip
        self._bridge.write(act, self._started, self._refused)

    def _allow(self, on: bool) -> None:
        """The start is loud only while it is one."""
        self.start.setEnabled(on)
        set_flag(self.start, "loud", "true" if on else "false")

    def _started(self, ident: int) -> None:
        self._allow(True)
        self.started.emit(ident)

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        self._allow(True)
        if isinstance(fault, Refused):
            self.form.show_errors({fault.field or "script": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _show_script(self, _: object = None) -> None:
        clear(self._steps)
        script = self._scripts.get(str(self.script.value()))
        self.about.setText(script.about if script else "")
        for step in script.steps if script else ():
            self._steps.addLayout(self._step(step))

    def _beginning(self) -> int:
        """The width of the longest word that stands before a step."""
        return Text(self.tr("at once"), "small").sizeHint().width()

    def _step(self, step: "Step") -> QVBoxLayout:
        after = Text(age_text(step.after) if step.after else self.tr("at once"), "small")
        after.setFixedWidth(max(round(fonts.em() * 3.4), self._beginning()))
        words = step.title or self.tr("Note: %1").replace("%1", step.note)
        said = Text(words, "body" if step.title else "muted", wrap=True)
        parts = [after, *([SeverityPill(step.severity)] if step.title else []), said]
        line = row(*parts, gap=S)
        line.setStretch(len(parts) - 1, 1)
        made = QVBoxLayout()
        made.addLayout(line)
        return made

    def _choose(self, _: object) -> None:
        self.form.show_errors({})
        self._ask()

    def _ask(self) -> None:
        service = self.service.value()
        self.called = None
        clear(self._people)
        self._allow(False)
        if not isinstance(service, int):
            hint = self.tr("Choose a service to see whom its drill would page.")
            if not self._some:
                hint = self.tr("A drill needs a service with a policy, and there is none yet.")
            self._people.addWidget(Text(hint, "small", wrap=True))
            return
        question = partial(reads.called, service=service)
        self._bridge.read(question, self._show_called, key=(id(self), "called"))

    def _show_called(self, found: "Called") -> None:
        self.called = found
        clear(self._people)
        people = [who for who in found.people if who.person is not None]
        self._allow(bool(people))
        self.bar.setVisible(bool(people))
        if people:
            rooms = [who.name for who in found.people if who.person is None]
            self._line(self.tr("Pages"), found, people, rooms)
        else:
            words = self.tr("Nobody whom this service pages has agreed to drills, so nobody would "
                            "hear of it. Each agrees on the People page.")  # fmt: skip
            self._people.addWidget(Text(words, "error", wrap=True))
        if found.spared:
            names = ", ".join(who.full_name or who.name for who in found.spared)
            words = self.tr("Not paged, for they have not agreed: %1").replace("%1", names)
            self._people.addWidget(Text(words, "small", wrap=True))

    def _line(self, lead: str, found: "Called", people: list, rooms: list[str]) -> None:  # type: ignore[type-arg]
        faces = []
        for who in people:
            known = found.faces.get(who.name)
            faces.append(face_of(who.name, who.full_name, known.colour if known else None))
        names = ", ".join([*(face.title for face in faces), *rooms])
        line = row(Text(lead, "strong"), AvatarRow(faces[:FACES], 1.4), Text(names, wrap=True))
        line.setStretch(2, 1)
        self._people.addLayout(line)
