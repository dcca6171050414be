"""The faces of those who are planned; two of one first name are told apart."""

from typing import TYPE_CHECKING

from ui.widgets.avatar import Face, face_of

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.rota import PersonId


def face_in(board: "Board", person: "PersonId") -> Face:
    """Of somebody a board knows; else of nobody."""
    found = board.members.get(person)
    if found is None:
        return Face("?")
    short = board.called.get(person, "")
    return face_of(found.name, found.full_name, found.colour)._replace(short=short)


def faces_by_id(board: "Board") -> "dict[PersonId, Face]":
    """Everybody's."""
    return {each.id: face_in(board, each.id) for each in board.people}


def faces_of(board: "Board") -> dict[str, Face]:
    """Everybody's, by handle."""
    return {each.name: face_in(board, each.id) for each in board.people}
