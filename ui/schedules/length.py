"""How long something is, in words: 54 h, 6 h 36, 45 min."""

from datetime import timedelta

from ui.language.numbers import counted
from ui.schedules.mark import tr

MINUTE = timedelta(minutes=1)


def length_words(length: timedelta) -> str:
    """Figures and units are not torn apart."""
    return length_said(length).replace(" ", "\N{NO-BREAK SPACE}")


def length_said(length: timedelta) -> str:
    """With spaces between, so that a long line can be broken."""
    hours, minutes = divmod(round(length / MINUTE), 60)
    if not hours and minutes:
        return tr("%1 min").replace("%1", str(minutes))
    words = tr("%1 h").replace("%1", counted(hours))
    return f"{words} {minutes:02}" if minutes else words


def length_spoken(length: timedelta) -> str:
    """As it is read out: 2 hours 36 minutes."""
    hours, minutes = divmod(round(length / MINUTE), 60)
    told = [tr("1 hour") if hours == 1 else tr("%1 hours").replace("%1", counted(hours))]
    if minutes:
        said = tr("1 minute") if minutes == 1 else tr("%1 minutes")
        told = [*(told if hours else ()), said.replace("%1", str(minutes))]
    return " ".join(told)
