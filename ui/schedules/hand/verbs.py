"""What the hand can do to the chosen bar, for the command palette and the map of keys."""

from collections.abc import Callable
from functools import partial

from ui.schedules.hand.acts import Asked
from ui.schedules.hand.hand import Hand
from ui.schedules.mark import tr
from ui.schedules.verbs import Verb


def hand_verbs(hand: Hand) -> list[Verb]:
    """In the order in which they are shown."""
    acts = hand.acts
    return [
        Verb("rota.cover", tr("New cover"), "N", "user-plus", hand.new_cover, hand.plans),
        _verb(hand, "edit", tr("Edit the chosen shift"), "Return", "pencil", acts.open),
        _verb(hand, "reassign", tr("Reassign the chosen shift"), "R", "user-check", acts.reassign),
        _verb(hand, "part", tr("Cover a part of the chosen shift"), "", "user-plus", acts.part),
        _verb(hand, "swap", tr("Swap the chosen shift"), "W", "shuffle", acts.swap),
        _verb(hand, "split", tr("Split the chosen shift"), "S", "columns-3", acts.split),
        _verb(hand, "remove", tr("Remove the chosen shift"), "Del", "trash-2", acts.remove),
        _verb(hand, "copy", tr("Copy the chosen shift"), "Ctrl+C", "copy", acts.copy),
        _verb(hand, "paste", tr("Paste a shift at the chosen place"), "Ctrl+V", "clipboard",
              acts.paste),
        _shove(hand, "earlier", tr("Move the chosen shift earlier"), "Alt+Left", "move", -1),
        _shove(hand, "later", tr("Move the chosen shift later"), "Alt+Right", "move", 1),
        _shove(hand, "shorter", tr("End the chosen shift earlier"), "Alt+Shift+Left", "end", -1),
        _shove(hand, "longer", tr("End the chosen shift later"), "Alt+Shift+Right", "end", 1),
        _shove(hand, "sooner", tr("Begin the chosen shift earlier"), "Ctrl+Alt+Shift+Left",
               "start", -1),
        _shove(hand, "begin-later", tr("Begin the chosen shift later"), "Ctrl+Alt+Shift+Right",
               "start", 1),
    ]  # fmt: skip


def _verb(
    hand: Hand, key: str, words: str, keys: str, icon: str, act: Callable[[Asked], object]
) -> Verb:
    return Verb(f"rota.bar.{key}", words, keys, icon, partial(_run, hand, act), _when(hand))


def _shove(hand: Hand, key: str, words: str, keys: str, way: str, by: int) -> Verb:
    def act(asked: Asked) -> None:
        hand.nudging.press(asked, way, by)

    icon = "arrow-left" if by < 0 else "arrow-right"
    return Verb(f"rota.bar.{key}", words, keys, icon, partial(_run, hand, act), _when(hand))


def _when(hand: Hand) -> Callable[[], bool]:
    return lambda: hand.chosen() is not None


def _run(hand: Hand, act: Callable[[Asked], object]) -> None:
    asked = hand.chosen()
    if asked is not None:
        act(asked)
