"""The menu bar that Alt shows: filled from the actions, group by group."""

from PySide6.QtWidgets import QMenuBar

from ui.shell.actions import Actions
from ui.widgets.menu import Menu


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """One menu a group; what cannot be done now is grey."""
    bar.clear()
    for group, acts in actions.groups().items():
        menu = Menu(group, bar)
        for act in acts:
            entry = menu.add(act.text, actions.action(act.key).trigger, act.icon, act.told_keys)
            entry.setEnabled(actions.possible(act))
        bar.addMenu(menu)
