"""What the rota page remembers from one day to the next."""

from PySide6.QtCore import QSettings

from ui.schedules.reads import THEIRS, Asked
from ui.schedules.rows import By
from ui.schedules.span import Kind


def recalled() -> tuple[Asked, By]:
    """What was shown last; whatever does not make sense any more is as on the first day."""
    settings = QSettings()
    ids = tuple(
        int(each) for each in str(settings.value("rota/schedules", "")).split() if each.isdecimal()
    )
    kind = _word(settings, "rota/kind", [*Kind], Kind.WEEK)
    by = _word(settings, "rota/rows", [*By], By.LAYERS)
    return Asked(ids, Kind(kind), zone=_zone(settings)), By(by)


def remember(asked: Asked, by: By) -> None:
    """The day is not among it: the page begins with today."""
    settings = QSettings()
    settings.setValue("rota/schedules", " ".join(map(str, asked.schedules)))
    settings.setValue("rota/kind", str(asked.kind))
    settings.setValue("rota/rows", str(by))
    settings.setValue("rota/zone", asked.zone)


def _word(settings: QSettings, key: str, known: list[str], usual: str) -> str:
    found = str(settings.value(key, usual))
    return found if found in known else usual


def _zone(settings: QSettings) -> str:
    from app.domain.moment import zone

    found = str(settings.value("rota/zone", THEIRS))
    if "/" not in found:
        return found if found in ("mine", "UTC") else THEIRS
    try:
        return zone(found).key
    except ValueError:
        return THEIRS
