"""Who sits here: asked once, kept in this user's settings, changed from the palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge
from ui.shell.actions import Act
from ui.shell.window import ShellWindow

if TYPE_CHECKING:
    from app.queries.people import PersonRow
    from app.store import Store


def everybody(store: "Store") -> "list[PersonRow]":
    """Runs on a worker."""
    from app.queries.people import people

    return people(store)


class Me(QObject):
    """`known` once it is certain who sits here. With `keep` false nothing is written down (the
    sample team)."""

    known = Signal()

    def __init__(self, window: ShellWindow, bridge: Bridge, wanted: str, *, keep: bool) -> None:
        super().__init__(window)
        self._window, self._bridge, self._wanted, self._keep = window, bridge, wanted, keep
        self._people: list[PersonRow] = []
        self.serve(window)
        bridge.opened.connect(self.ask)
        bridge.changed.connect(self._hear)

    def serve(self, window: ShellWindow) -> None:
        """It can be asked for there."""
        act = Act("me", self.tr("Who am I…"), "", "circle-user", self.tr("Everywhere"))
        window.acts.add(act, partial(self.choose_in, window))

    def ask(self) -> None:
        """Reads the people again."""
        self._bridge.read(everybody, self._show, key=self)

    def choose(self) -> None:
        """Opens the palette on the people, and on nothing else."""
        self.choose_in(self._window)

    def choose_in(self, window: ShellWindow) -> None:
        """The same in another window of this desktop."""
        from ui.shell.palette import Entry
        from ui.theme.colours import chosen_colour
        from ui.widgets.avatar import Face

        entries = [
            Entry(
                self._i_am(row),
                _Become(self, row),
                row.name,
                face=Face(row.name, row.full_name, chosen_colour(row.colour)),
            )
            for row in self._people
        ]
        window.palette_view().offer(self.tr("Who are you?"), entries)

    def become(self, row: "PersonRow") -> None:
        """From now on this person acts here."""
        self._bridge.user, self._bridge.user_id = row.name, row.id
        self._wanted = row.name
        self._window.bars.drop("me")
        if self._keep:
            self._write_down(row.name)
        self.known.emit()

    def _write_down(self, name: str) -> None:
        from dataclasses import replace

        from app import settings

        known = settings.stored()
        if known.user != name:
            replace(known, user=name).save()

    def _hear(self, changes: object) -> None:
        if changes.touch("person"):  # type: ignore[attr-defined]
            self.ask()

    def _show(self, rows: "list[PersonRow]") -> None:
        if (len(rows) == 1) is not (len(self._people) == 1):
            self._window.bars.drop("me")  # it asks otherwise
        self._people = rows
        found = next((row for row in rows if row.name == self._wanted), None)
        if found is not None:
            if self._bridge.user_id != found.id:
                self.become(found)
        elif rows:
            self._wonder()

    def _wonder(self) -> None:
        bar, new = self._window.bars.tell(
            "me",
            self.tr("Who are you?"),
            self.tr("Pages to you ring here, and what you do carries your name."),
            "accent",
        )
        if not new:
            return
        if len(self._people) == 1:
            row = self._people[0]
            bar.add_action(self._i_am(row), _Become(self, row))
        else:
            bar.add_action(self.tr("Choose…"), self.choose)

    def _i_am(self, row: "PersonRow") -> str:
        return self.tr("I am %1").replace("%1", row.full_name or row.name)


class _Become:
    """What an entry of the palette does."""

    def __init__(self, me: Me, row: "PersonRow") -> None:
        self._me, self._row = me, row

    def __call__(self) -> None:
        self._me.become(self._row)
