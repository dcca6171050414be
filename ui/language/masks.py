"""What was masked, in the language of the window: `2 e-mail addresses, 1 access token` of
`app.domain.redaction` said again, each with its number."""

from PySide6.QtCore import QObject

from ui.language.choice import Language, worn


def masks_words(summed: str) -> str:
    """What was counted; empty for nothing."""
    if worn() is Language.ENGLISH:
        return summed
    masks = Masks()
    return ", ".join(masks.one(each) for each in summed.split(", ") if each)


class Masks(QObject):
    """The kinds, by how they begin in singular and plural alike."""

    def one(self, counted: str) -> str:
        """`2 e-mail addresses`; a kind that is not known here stays as it is."""
        count, _, kind = counted.partition(" ")
        if not count.isdecimal():
            return counted
        said = self._kinds(int(count))
        return next((said[each] for each in said if kind.startswith(each)), counted)

    def _kinds(self, n: int) -> dict[str, str]:
        return {
            "secret": self.tr("%n secret(s) stored in Watchbill", "", n),
            "private": self.tr("%n private key(s)", "", n),
            "password": self.tr("%n password(s) or key(s)", "", n),
            "access": self.tr("%n access token(s)", "", n),
            "cloud": self.tr("%n cloud key(s)", "", n),
            "e-mail": self.tr("%n e-mail address(es)", "", n),
            "phone": self.tr("%n phone number(s)", "", n),
            "card": self.tr("%n card number(s)", "", n),
            "bank": self.tr("%n bank account(s)", "", n),
            "IP": self.tr("%n IP address(es)", "", n),
        }
