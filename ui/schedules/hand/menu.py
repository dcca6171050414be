"""The menu of a bar: the same in the grid and in the list."""

from functools import partial

from ui.schedules.hand.acts import Acts, Asked
from ui.schedules.mark import CHANGE, GAP, LAYER, NOBODY, SHIFT, tr
from ui.widgets.menu import Menu


def fill(menu: Menu, acts: Acts, asked: Asked, *, letters: bool = True) -> None:
    """`letters`: whether S and W work where the menu opens."""
    kind, ground = asked.mark.kind, acts.desk.ground(asked.mark.schedule)
    if ground is None or asked.mark.end <= ground.now or kind not in (SHIFT, CHANGE, GAP, NOBODY):
        menu.add(acts.why_not(asked, ground), lambda: None, "info").setEnabled(False)
        _add_file(menu, acts, asked)
        return
    if kind in (GAP, NOBODY):
        _add_gap(menu, acts, asked)
    elif asked.row.kind == LAYER:
        menu.add(tr("Hand-off time…"), partial(acts.hand_off, asked), "clock", tr("Enter"))
    else:
        _add_shift(menu, acts, asked, letters)
    _add_file(menu, acts, asked)


def _add_gap(menu: Menu, acts: Acts, asked: Asked) -> None:
    menu.add(tr("Fill with…"), partial(acts.fill, asked), "user-plus", tr("Enter"))
    menu.add(tr("Cover a part…"), partial(acts.part, asked), "user-check")
    if acts.copy_of is not None:
        menu.add(tr("Paste here"), partial(acts.paste, asked), "clipboard", tr("Ctrl+V"))


def _add_shift(menu: Menu, acts: Acts, asked: Asked, letters: bool) -> None:
    serves = asked.mark.face is not None
    if serves:
        menu.add(tr("Edit…"), partial(acts.edit, asked), "pencil", tr("Enter"))
        menu.add(tr("Reassign to…"), partial(acts.reassign, asked), "user-check")
        menu.add(tr("Cover a part…"), partial(acts.part, asked), "user-plus")
        menu.add(tr("Swap with…"), partial(acts.swap, asked), "shuffle", "W" if letters else "")
        menu.add(tr("Split at…"), partial(acts.split, asked), "columns-3", "S" if letters else "")
        menu.add(tr("Copy to…"), partial(acts.copy_to, asked), "copy")
    if acts.copy_of is not None:
        menu.add(tr("Paste here"), partial(acts.paste, asked), "clipboard", tr("Ctrl+V"))
    if _turn(acts, asked):
        menu.add(tr("Hand-off time…"), partial(acts.hand_off, asked), "clock")
    removal = tr("Remove") if asked.mark.kind == SHIFT else tr("Take back")
    menu.add(removal, partial(acts.remove, asked), "trash-2", tr("Del"))
    if serves:
        menu.addSeparator()
        menu.add(tr("Ask for cover or a swap…"), partial(acts.ask_for_cover, asked), "hand")


def _turn(acts: Acts, asked: Asked) -> bool:
    """Whether a bar is a rotation's own turn."""
    spec = acts.desk.drafting.drafted(asked.mark.schedule)
    return spec is not None and any(each.name == asked.mark.source for each in spec.rotations)


def _add_file(menu: Menu, acts: Acts, asked: Asked) -> None:
    if asked.mark.kind in (SHIFT, CHANGE) and asked.mark.face is not None and asked.mark.schedule:
        menu.add(tr("Export as .ics…"), partial(acts.export, asked), "download")
