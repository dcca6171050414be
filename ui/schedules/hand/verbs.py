"""How the hand does to the chosen bar what the command palette and the map of keys tell of."""

from collections.abc import Callable
from functools import partial

from ui.schedules.hand.acts import Asked
from ui.schedules.hand.hand import Hand
from ui.schedules.mark import tr
from ui.widgets.deed import Deed

SHOVES = {
    "earlier": ("move", -1), "later": ("move", 1), "shorter": ("end", -1), "longer": ("end", 1),
    "sooner": ("start", -1), "begin-later": ("start", 1),
}  # fmt: skip


def hand_deeds(hand: Hand, some: Callable[[], str], waits: Callable[[], bool]) -> dict[str, Deed]:
    """By the keys of their verbs; `some` says where there is no schedule."""
    acts = hand.acts

    def chosen() -> str:
        return some() or ("" if hand.chosen() is not None else tr("No shift is chosen."))

    doing: dict[str, Callable[[Asked], object]] = {
        "edit": acts.open, "reassign": acts.reassign, "part": acts.part, "swap": acts.swap,
        "split": acts.split, "remove": acts.remove, "copy": acts.copy, "paste": acts.paste,
        **{key: _shove(hand, *shove) for key, shove in SHOVES.items()},
    }  # fmt: skip
    return {
        "rota.cover": Deed(hand.new_cover, some, waits),
        **{
            f"rota.bar.{key}": Deed(partial(_run, hand, act), chosen, waits)
            for key, act in doing.items()
        },
    }


def _shove(hand: Hand, way: str, by: int) -> Callable[[Asked], object]:
    return lambda asked: hand.nudging.press(asked, way, by)


def _run(hand: Hand, act: Callable[[Asked], object]) -> None:
    asked = hand.chosen()
    if asked is not None:
        act(asked)
