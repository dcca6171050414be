"""Where a channel is: its name, and the address as the chat or the list gives it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.field import Form, LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row

if TYPE_CHECKING:
    from app.queries.channel import ChannelRow

SHAPES = {  # what an address of a kind looks like
    "slack": "https://hooks.slack.com/services/…",
    "teams": "https://….logic.azure.com/workflows/…",
    "discord": "https://discord.com/api/webhooks/…",
    "google": "https://chat.googleapis.com/v1/spaces/…",
    "mattermost": "mmosts://chat.example.org/token",
    "matrix": "matrixs://user:password@example.org/#room",
    "telegram": "tgram://bot-token/chat-id",
    "ntfy": "ntfys://ntfy.sh/topic",
    "mail": "mailtos://user:password@example.org?to=ops@example.org",
    "other": "service://…",
}


def kind_words(kind: str) -> str:
    """As people call it."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("Settings", words)

    return {
        "slack": "Slack", "teams": "Microsoft Teams", "discord": "Discord",
        "google": "Google Chat", "mattermost": "Mattermost", "matrix": "Matrix",
        "telegram": "Telegram", "ntfy": "ntfy",
        "mail": tr("Mailing list"), "other": tr("Anything else"),
    }[kind]  # fmt: skip


def way_words(kind: str) -> str:
    """Where such an address is had from."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("Settings", words)

    hook = tr("The webhook that the room's settings give you, as it is.")
    return {
        "slack": hook,
        "teams": tr("The address of a workflow “when a webhook request is received”, as it is."),
        "discord": hook,
        "google": hook,
        "mattermost": tr("The server and the token at the end of an incoming webhook."),
        "matrix": tr("A user of its own, the server, and the room."),
        "telegram": tr("The token of a bot that is in the chat, and the number of the chat."),
        "ntfy": tr("A topic that is hard to guess: who knows it can read it."),
        "mail": tr("The mailbox it is sent from, and after “to=” the list."),
        "other": tr("Any address that Apprise knows, about 120 services."),
    }[kind]


class ChannelForm(Form):
    """`sent`: save it. `tried`: write there now. `left`: forget it."""

    sent = Signal()
    tried = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: ChannelRow | None = None
        self.kind, self.name, self.address = DropDown(), LineField("operations"), LineField()
        self.kind.fill([(kind, kind_words(kind)) for kind in SHAPES])
        self.add("name", self.tr("Name"), self.name)
        self.add("kind", self.tr("Where it is"), self.kind)
        self.beside("name", "kind")
        self.add("address", self.tr("Address"), self.address)
        self.save = Button(self.tr("Save channel"), "primary", on_click=self.sent.emit)
        self.test = Button(self.tr("Send a test"), icon_name="send", on_click=self.tried.emit)
        self.cancel = Button(self.tr("Cancel"), "quiet", on_click=self.left.emit)
        self.body.addLayout(row(self.test, STRETCH, self.cancel, self.save))
        self.kind.currentIndexChanged.connect(self._fit)
        for field in (self.name, self.address):
            field.returnPressed.connect(self.sent)
        self._fit()

    def begin(self, found: "ChannelRow | None") -> None:
        """Empty, or as it is stored; the address stays sealed."""
        self.found = found
        self.show_errors({})
        self.name.setText(found.name if found else "")
        self.address.clear()
        self.kind.set_value(_kind(found.scheme) if found else "slack")
        self._fit()

    def said(self) -> tuple[str, str]:
        """Name and address; empty keeps the stored one."""
        return self.name.text().strip(), self.address.text().strip()

    def _fit(self, _at: int = 0) -> None:
        kind = str(self.kind.value())
        kept = self.tr("The one that is stored")
        self.address.setPlaceholderText(kept if self.found else SHAPES[kind])
        sealed = self.tr("It is sealed, and never shown again.")
        self.fields["address"].show_hint(f"{way_words(kind)} {sealed}")


def scheme_words(scheme: str) -> str:
    """Of a stored address; one that is not of our kinds is called as Apprise calls it."""
    kind = _kind(scheme)
    return scheme if kind == "other" else kind_words(kind)


def _kind(scheme: str) -> str:
    """Of a stored address; a webhook's own address does not tell."""
    begins = {"mailto": "mail", "mmost": "mattermost", "tgram": "telegram", "workflow": "teams",
              "gchat": "google"}  # fmt: skip
    known = {**begins, **{each: each for each in SHAPES}}
    return next((kind for word, kind in known.items() if scheme.startswith(word)), "other")
