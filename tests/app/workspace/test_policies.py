"""What is wrong with branches and hours of a policy is said with its place."""

from __future__ import annotations

from tests.app.workspace.test_read import problems

HEAD = """watchbill: 1
people: [{name: ana, contacts: {phone: "json://localhost"}}]
services: [{name: api}]
policies:
"""
REST = 'levels: [{notify: ["person:ana"]}], last_resort: ["person:ana"]'


def test_a_policy_cannot_lead_back_to_itself() -> None:
    text = f"""{HEAD}  - {{name: a, branches: [{{policy: b, urgency: low}}], {REST}}}
  - {{name: b, branches: [{{policy: a, urgency: high}}], {REST}}}
"""
    assert problems(text) == [
        "5:35 A policy cannot lead back to itself: a -> b -> a.",
        "6:35 A policy cannot lead back to itself: b -> a -> b.",
    ]


def test_branches_are_at_most_five_deep() -> None:
    def line(n: int) -> str:
        branch = f"branches: [{{policy: p{n + 1}, urgency: low}}], " if n < 6 else ""
        return f"  - {{name: p{n}, {branch}{REST}}}\n"

    assert problems(HEAD + "".join(map(line, range(1, 7)))) == []
    assert problems(HEAD + "".join(map(line, range(7)))) == [
        "5:36 These branches are more than 5 deep; expected a shorter way."
    ]


def test_hours_need_a_zone_and_names_must_exist() -> None:
    text = f"""{HEAD}  - name: a
    low_hours: [{{days: [mon], from: "09:00", to: "17:00"}}]
    branches: [{{policy: nope, services: [apo], severity: SEV9}}]
    remind: 0s
    levels: [{{notify: ["next:primary", "before:primary"]}}]
    last_resort: ["person:ana"]
"""
    assert problems(text) == [
        "5:5 These hours need a time_zone; expected one such as Europe/Madrid.",
        "7:25 There is no policy called 'nope'.",
        "7:42 There is no service called 'apo'; did you mean 'api'?",
        "7:58 'SEV9' is no severity: expected SEV1, SEV2, SEV3 or SEV4; did you mean 'SEV4'?",
        "8:13 This is out of range; expected more than 0s, to 30d.",
        "9:24 There is no schedule called 'primary'.",
        (
            "9:40 'before:primary' is no target; expected schedule:, person:, team:, channel:, "
            "next: or previous: and a name."
        ),
    ]
