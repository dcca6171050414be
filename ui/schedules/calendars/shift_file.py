"""Shifts as an .ics file: of a view, or of one bar that is dragged out of the window."""

import re
import tempfile
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl

if TYPE_CHECKING:
    from app.domain.window import Window
    from app.domain.workspace import Handle
    from ui.schedules.plan import Plan

MEDIA_TYPE = "text/calendar"


def export(
    database: str, plans: "Sequence[Plan]", window: "Window", people: "Collection[Handle]" = ()
) -> bytes:
    """What a view shows, drafts included, as a file. `database` is the store's own name."""
    from app.operations.calendar import drafted

    return drafted(database, [(each.board, each.spec) for each in plans], window, people)


def shift_mime(database: str, plan: "Plan", window: "Window", person: "Handle") -> QMimeData:
    """One shift for a drag: as a file for folders and mail, as a calendar for programs that take
    one."""
    data = export(database, (plan,), window, (person,))
    file = folder() / file_name(f"{plan.spec.name}-{person}-{window.start:%Y-%m-%d}")
    file.write_bytes(data)
    made = QMimeData()
    made.setData(MEDIA_TYPE, data)
    made.setUrls([QUrl.fromLocalFile(str(file))])
    return made


def file_name(words: str) -> str:
    """A name that every file system takes."""
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', words).strip('-.') or 'shifts'}.ics"


def dropped_file(mime: QMimeData) -> Path | None:
    """The one .ics file that is being dropped, if it is one."""
    found = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if len(found) == 1 and found[0].suffix.lower() in (".ics", ".ical", ".icalendar"):
        return found[0]
    return None


@cache
def folder() -> Path:
    """Where dragged shifts lie until the program ends and the system tidies up."""
    return Path(tempfile.mkdtemp(prefix="watchbill-"))
