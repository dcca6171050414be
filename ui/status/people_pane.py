"""Who is told: groups inside the house, and subscribers outside."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLayout, QVBoxLayout, QWidget

from models.kinds import Severity, TargetKind
from ui.bridge import Bridge
from ui.status import writes
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.theme.space import S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField
from ui.widgets.multi import MultiPicker
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import StakeholderSpec
    from app.queries.subscriber import SubscriberRow


class PeoplePane(Pane):
    """Two cards."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._new = True
        self._build_groups()
        self._build_subscribers()
        self.body.addStretch(1)

    def _build_groups(self) -> None:
        self.groups = Card(self.tr("Groups"))
        self.groups.add(Text(self.tr(
            "People, teams and rooms who hear of updates by their own contacts: managers, "
            "support, sales."), "muted", wrap=True))  # fmt: skip
        self._group_lines = QVBoxLayout()
        self._group_lines.setSpacing(S)
        self.groups.add(self._group_lines)
        self.adding = Button(self.tr("Add a group"), icon_name="plus", on_click=self.begin)
        self.groups.add(row(self.adding, STRETCH))
        self.form = Form()
        self.name, self.members = LineField("managers"), MultiPicker(self.tr("Add somebody"))
        self.severities = MultiPicker(self.tr("Only when they are chosen"))
        self.severities.set_choices([Choice(each, each.value) for each in Severity])
        self.form.add("name", self.tr("Name"), self.name, self.tr("Lower case, no spaces."))
        self.form.add("notify", self.tr("Who is in it"), self.members)
        self.form.add("severities", self.tr("Told by itself of updates of"), self.severities,
                      optional=True)  # fmt: skip
        keep = Button(self.tr("Save group"), on_click=self.save)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close_form)
        self.form.body.addLayout(row(STRETCH, cancel, keep))
        self.form.hide()
        self.groups.add(self.form)
        self.add(self.groups)

    def _build_subscribers(self) -> None:
        card = Card(self.tr("Subscribers"))
        card.add(Text(self.tr(
            "Whoever asks for it on the page: by mail only after they said yes in a mail that asks "
            "them, programs (webhooks) at once. Addresses are kept sealed."),
            "muted", wrap=True))  # fmt: skip
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        card.add(self._lines)
        self.address = LineField(self.tr("name@example.org or https://…"))
        self.address.setAccessibleName(self.tr("Address of a new subscriber"))
        self.address.returnPressed.connect(self._subscribe)
        self.inside = QCheckBox(self.tr("It may be an address inside the house"))
        line = row(self.address, Button(self.tr("Add"), on_click=self._subscribe))
        line.setStretch(0, 1)
        card.add(line)
        card.add(self.inside)
        self.mail = Text(wrap=True)
        card.add(self.mail)
        self.mail_from = LineField(
            "mailtos://user:password@smtp.example.org?from=status@example.org"
        )
        self.mail_from.setEchoMode(LineField.EchoMode.PasswordEchoOnEdit)
        self.mail_from.setAccessibleName(self.tr("Address that mail is sent from"))
        self.mail_from.returnPressed.connect(self._send_from)
        line = row(self.mail_from, Button(self.tr("Send from here"), on_click=self._send_from))
        line.setStretch(0, 1)
        card.add(line)
        self.add(card)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored."""
        super().show_desk(desk)
        kinds = {
            "person": self.tr("person"),
            "team": self.tr("team"),
            "channel": self.tr("channel"),
        }
        self.members.set_choices([
            Choice(each, each.partition(":")[2], kinds.get(each.partition(":")[0], ""))
            for each in desk.targets
        ])  # fmt: skip
        clear(self._group_lines)
        for group in desk.groups:
            self._group_lines.addLayout(self._group(group))
        clear(self._lines)
        for each in desk.subscribers:
            self._lines.addLayout(self._subscriber(each))
        if not desk.subscribers:
            self._lines.addWidget(Text(self.tr("Nobody yet."), "muted"))
        good = self.tr("Mail can be sent. Another address replaces the one that is stored:")
        bad = self.tr("No mail can be sent yet. Name an address to send from; it is sealed:")
        self.mail.setText(good if desk.mail else bad)
        self.mail.set_look("muted" if desk.mail else "warn")

    def begin(self, group: "StakeholderSpec | None" = None) -> None:
        """A form, empty or of a group."""
        self._new = group is None
        self.name.setText(group.name if group else "")
        self.name.setEnabled(self._new)
        self.members.set_value(map(str, group.notify) if group else ())
        self.severities.set_value(group.severities if group else ())
        self.form.show()
        self.adding.hide()

    def close_form(self) -> None:
        """Back to the list."""
        self.form.hide()
        self.adding.show()

    def save(self) -> None:
        """What its button does."""
        from app.domain.workspace import StakeholderSpec, TargetSpec

        parts = [str(each).partition(":") for each in self.members.value()]
        chosen = set(self.severities.value())
        spec = StakeholderSpec(
            self.name.text().strip(),
            tuple(TargetSpec(TargetKind(kind), name) for kind, _, name in parts),
            tuple(each for each in Severity if each in chosen),
        )
        words = self.tr("Saved %1").replace("%1", spec.name)
        self.act(writes.save_group, words, self.close_form, spec=spec, new=self._new)

    def _group(self, group: "StakeholderSpec") -> QLayout:
        names = ", ".join(each.name for each in group.notify) or self.tr("nobody")
        severities = ", ".join(each.value for each in group.severities)
        usual = self.tr("by itself of %1").replace("%1", severities)
        when = usual if severities else self.tr("when chosen")
        edit = IconButton("pencil", self.tr("Change %1").replace("%1", group.name))
        edit.clicked.connect(partial(self._edit, group))
        gone = IconButton("trash-2", self.tr("Remove %1").replace("%1", group.name))
        gone.clicked.connect(partial(self._remove, group.name))
        said = column(Text(group.name, "strong"), Text(f"{names} · {when}", "small"), gap=0)
        return row(said, STRETCH, edit, gone)

    def _subscriber(self, each: "SubscriberRow") -> QLayout:
        waiting = self.tr("was asked, has not answered yet")
        state = each.failure or (self.tr("is told") if each.confirmed_at else waiting)
        gone = IconButton("trash-2", self.tr("Remove %1").replace("%1", each.shown))
        gone.clicked.connect(partial(self._unsubscribe, each.id))
        state += f" · /status/{each.page}" if each.page else ""
        look = "warn" if each.failure else "small"
        return row(column(Text(each.shown), Text(state, look), gap=0), STRETCH, gone)

    def _edit(self, group: "StakeholderSpec", _on: bool = False) -> None:
        self.begin(group)

    def _remove(self, name: str, _on: bool = False) -> None:
        self.act(writes.remove_group, self.tr("Removed %1").replace("%1", name), name=name)

    def _subscribe(self) -> None:
        address = self.address.text().strip()
        words = self.tr("Added") if "://" in address else self.tr("They are asked by mail")
        self.act(writes.subscribe, words, self.address.clear, address=address,
                 inside=self.inside.isChecked())  # fmt: skip

    def _unsubscribe(self, ident: int, _on: bool = False) -> None:
        self.act(writes.unsubscribe, self.tr("Removed"), ident=ident)

    def _send_from(self) -> None:
        address = self.mail_from.text().strip()
        self.act(writes.set_sender, self.tr("Mail can be sent"), self.mail_from.clear,
                 address=address)  # fmt: skip
