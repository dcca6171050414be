"""Several people in a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication


def listed(names: Sequence[str]) -> str:
    """Ana; Ana and Ben; Ana, Ben and Cy; more would be long: Ana and 3 others."""
    if len(names) > 3:
        return _tr("%1 and %2 others").replace("%1", names[0]).replace("%2", str(len(names) - 1))
    if len(names) < 2:
        return "".join(names)
    return _tr("%1 and %2").replace("%1", ", ".join(names[:-1])).replace("%2", names[-1])


def _tr(words: str) -> str:
    return QCoreApplication.translate("AlertCard", words)
