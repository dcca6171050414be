"""What two people both changed, in the words of the window."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.merge import GROUPS, LIMITS, ROTATION, SETTINGS, Clash
from app.domain.merge_override import Change
from app.domain.restriction_text import restriction
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec
from models.kinds import OverrideKind, Turns, Unit
from ui.schedules.publish.clash_words import clash_title, sides
from ui.widgets.avatar import Face

MADRID = ZoneInfo("Europe/Madrid")
WEEKLY = RotationSpec("end of", datetime(2026, 1, 5, 9), Unit.WEEK, (("ana",), ("ben", "eva")))
NIGHTS = replace(
    WEEKLY, people=((),), unit=Unit.DAY, every=2, until=datetime(2026, 3, 1, 9),
    turns=Turns.CALENDAR, restrictions=(restriction((0, time(18)), (4, time(8))),),
)  # fmt: skip
SINCE = "ab Mo. 5. Jan. 2026"
BOTH = {"ana": Face("ana", "Ana Ruiz"), "eva": Face("eva", "Eva Novak")}


def test_a_clash_names_people_as_people_do() -> None:
    clash = Clash("people", WEEKLY, NIGHTS, "weekly")
    assert sides(clash, MADRID, BOTH) == ("Ana, ben + Eva", "nobody")
    assert clash_title(clash, MADRID) == "People of weekly"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("what", "mine", "theirs"),
    [
        ("people", "Ana, ben + Eva", "niemand"),
        ("turns", f"Jede Woche, Mo. 09:00, {SINCE}", f"Alle 2 Tage, 09:00, {SINCE}"),
        ("end", "kein Ende", "So. 1. März 2026 09:00"),
        ("layer", "1", "1"),
        ("count", "nach der gearbeiteten Zeit", "nach der Uhr"),
        ("restrictions", "immer", "Mo. 18:00 – Fr. 08:00"),
    ],
)  # fmt: skip
def test_both_sides_of_a_rotation_are_said_in_the_window_s_language(
    what: str, mine: str, theirs: str
) -> None:
    """The name of the rotation is the team's own, whatever it is called."""
    clash = Clash(what, WEEKLY, NIGHTS, "end of")
    assert sides(clash, MADRID, BOTH) == (mine, theirs)
    assert clash_title(clash, MADRID).endswith("end of")


@pytest.mark.usefixtures("german")
def test_whatever_can_clash_has_a_name_of_its_own() -> None:
    kinds = (*SETTINGS, *LIMITS, *GROUPS, ROTATION)
    titles = {clash_title(Clash(each, None, None, "weekly"), MADRID) for each in kinds}
    assert len(titles) == len(kinds)
    assert all("%1" not in each for each in titles)


@pytest.mark.usefixtures("german")
def test_settings_that_clash_are_said_as_their_fields_say_them() -> None:
    pairs = {
        "holidays": ("ES-MD", None),
        "team": ("none", None),
        "rest": (timedelta(hours=11), None),
        "nights_running": (7, 0),
        "week_hours": (40, 0),
    }
    found = {what: sides(Clash(what, *both), MADRID, {}) for what, both in pairs.items()}
    assert found == {
        "holidays": ("Spanien, MD", "keine"),
        "team": ("none", "keine"),
        "rest": ("11\N{NO-BREAK SPACE}h", "ohne"),
        "nights_running": ("7", "ohne"),
        "week_hours": ("40 h", "ohne"),
    }
    gone = sides(Clash(ROTATION, None, WEEKLY, "weekly"), MADRID, BOTH)
    assert gone == ("nicht vorhanden", "Ana, ben + Eva; Jede Woche, Mo. 09:00, ab Mo. 5. Jan. 2026")


@pytest.mark.usefixtures("german")
def test_covers_that_clash_are_said_with_their_times() -> None:
    start = datetime(2026, 11, 26, 8, tzinfo=UTC)
    end = start + timedelta(hours=8)
    alone = OverrideSpec(OverrideKind.COVER, start, end, ("ana",), reason="none")
    out = OverrideSpec(OverrideKind.REMOVE, start, end, out=("eva",))
    clash = Clash(
        "overrides",
        (Change(came=True, override=alone),),
        (Change(came=False, override=out),) * 6,
        span=Window(start, end),
    )
    when = "Do. 26. Nov. 09:00 – 17:00"
    assert clash_title(clash, MADRID) == when
    mine, theirs = sides(clash, MADRID, BOTH)
    assert mine == f"Ana allein, {when} (none)"
    assert theirs == "; ".join([f"zurückgenommen: ohne Eva, {when}"] * 4 + ["und 2 weitere"])
