"""What can be done with the chosen row of the list: the upper part of its context menu."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from ui.incidents.page import IncidentsPage


def fill(page: "IncidentsPage", menu: Menu, rows: list[Any]) -> None:
    """The acts that make sense for the first of `rows`."""
    row = rows[0]
    if row.stage.open and not row.acknowledged:
        had = partial(page.seat.acts.acknowledge, row.number)
        menu.add(_tr("Acknowledge"), had, "check", "A")
    if row.stage.open:
        resolve = partial(page.detail.ask_resolve, row.number)
        menu.add(_tr("Resolve…"), resolve, "circle-check", "R")
        escalate = partial(page.detail.ask_escalate, row.number)
        menu.add(_tr("Page the next level now"), escalate, "arrow-up-right", "E")
    menu.add(_tr("Write a note"), page.note, "message-square-text", "N")
    menu.add(_tr("Copy with its timeline"), page.detail.copy, "copy")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
