"""The moments of an incident that its clocks are read at, in the language of the window."""

from PySide6.QtCore import QCoreApplication


def clock_word(label: str) -> str:
    """One of the six (a value of `app.domain.incident.CLOCK`), as within a sentence."""
    return {
        "impact started": _tr("impact started"),
        "detected": _tr("detected"),
        "created": _tr("created"),
        "acknowledged": _tr("acknowledged"),
        "mitigated": _tr("mitigated"),
        "resolved": _tr("resolved"),
    }.get(label, label)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Clock", words)
