"""Who is told: groups inside the house, and subscribers outside."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QWidget

from models.kinds import Severity, TargetKind
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import worded
from ui.meanwhile import Meanwhile
from ui.status import writes
from ui.status.listed import ListedCard, line
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.widgets.button import Button, IconButton
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField
from ui.widgets.multi import MultiPicker
from ui.widgets.rows import row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import StakeholderSpec
    from app.queries.subscriber import SubscriberRow


class PeoplePane(Pane):
    """Two cards."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._was: StakeholderSpec | None = None  # what the form was opened on
        self._build_groups()
        self._build_subscribers()
        self.body.addStretch(1)

    def _build_groups(self) -> None:
        self.groups = ListedCard(self.tr("Groups"), self.tr(
            "People, teams and rooms who hear of updates by their own contacts: managers, "
            "support, sales."))  # fmt: skip
        self.form = Form()
        self.name, self.members = LineField("managers"), MultiPicker(self.tr("Add somebody"))
        self.severities = MultiPicker(self.tr("Only when they are chosen"))
        self.severities.set_choices([Choice(each, each.value) for each in Severity])
        self.form.add("name", self.tr("Name"), self.name, self.tr("Lower case, no spaces."))
        self.form.add("notify", self.tr("Who is in it"), self.members)
        self.form.add("severities", self.tr("Told by itself of updates of"), self.severities,
                      optional=True)  # fmt: skip
        keep = Button(self.tr("Save group"), on_click=self.save)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self._close)
        self.keeper = FieldsKeeper(
            self._bridge, "group", self.form.body,
            self.name, self.members, self.severities, owner=self,
        )  # fmt: skip
        self.groups.offer(self.tr("Add a group"), self.begin, self.form, cancel, keep)
        self.add(self.groups)

    def _build_subscribers(self) -> None:
        card = self.subscribers = ListedCard(self.tr("Subscribers"), self.tr(
            "Whoever asks for it on the page: by mail only after they said yes in a mail that asks "
            "them, programs (webhooks) at once. Addresses are kept sealed."))  # fmt: skip
        self.address = LineField(self.tr("name@example.org or https://…"))
        self.address.setAccessibleName(self.tr("Address of a new subscriber"))
        self.address.returnPressed.connect(self._subscribe)
        self.inside = Check(self.tr("It may be an address inside the house"))
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
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self.mail_from.clear)
        card.add(self.meanwhile)
        self.add(card)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored; what is typed stays, and that a colleague was faster is said."""
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
        self.groups.show_lines(map(self._group, desk.groups))
        self._follow(desk)
        to = desk.sender_host or (self.tr("another address") if desk.mail else "")
        self.meanwhile.hear(desk.sender, to, bool(self.mail_from.text()))
        told = map(self._subscriber, desk.subscribers)
        self.subscribers.show_lines(told, self.tr("Nobody yet."))
        good = self.tr("Mail can be sent. Another address replaces the one that is stored:")
        bad = self.tr("No mail can be sent yet. Name an address to send from; it is sealed:")
        self.mail.setText(good if desk.mail else bad)
        self.mail.set_look("muted" if desk.mail else "warn")

    def begin(self, group: "StakeholderSpec | None" = None) -> None:
        """A form, empty or of a group."""
        self._was = group
        self.keeper.end()
        self.name.setText(group.name if group else "")
        self.name.setEnabled(group is None)
        self.members.set_value(map(str, group.notify) if group else ())
        self.severities.set_value(group.severities if group else ())
        self.keeper.begin(group.name if group else None)
        self.groups.open_form()

    def _close(self) -> None:
        self.keeper.leave()
        self.groups.close_form()

    def spec(self) -> "StakeholderSpec":
        """As it stands in the form."""
        from app.domain.workspace import StakeholderSpec, TargetSpec

        parts = [str(each).partition(":") for each in self.members.value()]
        chosen = set(self.severities.value())
        return StakeholderSpec(
            self.name.text().strip(),
            tuple(TargetSpec(TargetKind(kind), name) for kind, _, name in parts),
            tuple(each for each in Severity if each in chosen),
        )

    def save(self) -> None:
        """What its button does."""
        spec = self.spec()
        words = self.tr("Saved %1").replace("%1", spec.name)
        self.act(writes.save_group, words, self._close, spec=spec,
                 was=self._was)  # fmt: skip

    def _follow(self, desk: Desk) -> None:
        """A form that is open on a group goes with it while nobody types."""
        was = self._was
        if was is None or self.groups.form.isHidden():
            return
        now = next((each for each in desk.groups if each.name == was.name), None)
        mine, self._was = self.spec(), now
        if now is None:
            words = self.tr("Somebody took this group out meanwhile. Save adds it again.")
        elif now in (was, mine):
            return
        elif mine == was:
            self.begin(now)
            return
        else:
            words = self.tr("Somebody changed this group meanwhile: %1. Save keeps yours.")
            words = words.replace("%1", self._facts(now))
        self.error.setText(words)
        self.error.show()

    def _facts(self, group: "StakeholderSpec") -> str:
        names = ", ".join(each.name for each in group.notify) or self.tr("nobody")
        severities = ", ".join(each.value for each in group.severities)
        usual = self.tr("by itself of %1").replace("%1", severities)
        return f"{names} · {usual if severities else self.tr('when chosen')}"

    def _group(self, group: "StakeholderSpec") -> QLayout:
        edit = IconButton("pencil", self.tr("Change %1").replace("%1", group.name))
        edit.clicked.connect(partial(self._edit, group))
        gone = IconButton("trash-2", self.tr("Remove %1").replace("%1", group.name))
        gone.clicked.connect(partial(self._remove, group))
        return line(group.name, self._facts(group), edit, gone)

    def _subscriber(self, each: "SubscriberRow") -> QLayout:
        waiting = self.tr("was asked, has not answered yet")
        state = worded(each.failure) or (self.tr("is told") if each.confirmed_at else waiting)
        gone = IconButton("trash-2", self.tr("Remove %1").replace("%1", each.shown))
        gone.clicked.connect(partial(self._unsubscribe, each.id))
        state += f" · /status/{each.page}" if each.page else ""
        look = "warn" if each.failure else "small"
        return line(each.shown, state, gone, look=look)

    def _edit(self, group: "StakeholderSpec", _on: bool = False) -> None:
        self.begin(group)

    def _remove(self, group: "StakeholderSpec", _on: bool = False) -> None:
        words = self.tr("Removed %1").replace("%1", group.name)
        self.act(writes.remove_group, words, was=group)

    def _subscribe(self) -> None:
        address = self.address.text().strip()
        words = self.tr("Added") if "://" in address else self.tr("They are asked by mail")
        self.act(writes.subscribe, words, self.address.clear, address=address,
                 inside=self.inside.isChecked())  # fmt: skip

    def _unsubscribe(self, ident: int, _on: bool = False) -> None:
        self.act(writes.unsubscribe, self.tr("Removed"), ident=ident)

    def _send_from(self) -> None:
        address = self.mail_from.text().strip()
        work = partial(writes.set_sender, address=address, by=self._bridge.actor(),
                       was=self.meanwhile.send())  # fmt: skip
        self._bridge.write(work, self._sender_set, self._sender_refused)

    def _sender_set(self, stamp: str) -> None:
        self.meanwhile.sent(stamp)
        self._done(self.tr("Mail can be sent"), self.mail_from.clear, None)

    def _sender_refused(self, fault: Exception) -> None:
        if not self.meanwhile.refused(fault):
            self._fail(fault)
