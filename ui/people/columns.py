"""The columns of the two lists."""

from typing import Any

from PySide6.QtCore import QObject

from ui.tables.cells import face_cell
from ui.tables.column import Column
from ui.theme.colours import PEOPLE
from ui.widgets.avatar import Face


def face_of(row: Any) -> Face:
    """Of a `PersonRow`."""
    chosen = PEOPLE[row.colour % len(PEOPLE)] if row.colour is not None else None
    return Face(row.name, row.full_name, chosen)


class Words(QObject):
    """Titles and values in the user's language."""

    def people(self) -> tuple[Column, ...]:
        """Of the people."""
        return (
            Column("person", self.tr("Person"), lambda row: row.full_name or row.name, width=13,
                   stretch=True, paint=face_cell(face_of), tip=lambda row: row.name),
            Column("duty", self.tr("On call"), self._duty, width=10, ink=_duty_ink,
                   tip=self._duty),
            Column("team", self.tr("Team"), lambda row: ", ".join(row.teams), width=9,
                   tip=lambda row: ", ".join(row.teams)),
            Column("contacts", self.tr("Contacts"), self._contacts, width=23, ink=_contacts_ink,
                   tip=self._contacts),
            Column("zone", self.tr("Time zone"), lambda row: row.time_zone, width=14),
            Column("handle", self.tr("Handle"), lambda row: row.name, width=10, hidden=True),
            Column("email", self.tr("E-mail"), lambda row: row.email, width=18, hidden=True),
        )  # fmt: skip

    def teams(self) -> tuple[Column, ...]:
        """Of the teams."""
        return (
            Column("team", self.tr("Team"), lambda row: row.name, width=14, stretch=True,
                   strong=True),
            Column("members", self.tr("Members"), lambda row: ", ".join(row.members), width=20,
                   order=lambda row: len(row.members), tip=lambda row: ", ".join(row.members)),
            Column("managers", self.tr("Managers"), lambda row: ", ".join(row.managers), width=11,
                   tip=lambda row: ", ".join(row.managers)),
            Column("owns", self.tr("Looks after"), _owns, width=18, tip=_owns),
        )  # fmt: skip

    def _duty(self, row: Any) -> str:
        return ", ".join(row.on_call) or "–"

    def _contacts(self, row: Any) -> str:
        told = [f"{each.name} ({each.scheme})" for each in row.contacts]
        return ", ".join(told) or self.tr("cannot be reached")


def _duty_ink(row: Any) -> str:
    return "accent_text" if row.on_call else "muted"


def _contacts_ink(row: Any) -> str:
    return "text" if row.contacts else "warn_text"


def _owns(row: Any) -> str:
    return ", ".join((*row.services, *row.schedules))
