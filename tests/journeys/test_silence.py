"""Two senders that say little: a job whose silence pages, a monitor that can only send mail; the
program's own commands, a real web hook and a real IMAP line, on both databases."""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import httpx

from tests.imap import serving_mail
from tests.journeys.program import COMMAND, ROOT, Program
from tests.journeys.team import Town, until
from tests.journeys.test_night_on_call import in_order

JOB, MAIL = "j" * 32, "m" * 32
PLAN = """
watchbill: 1
people:
  - {{name: ana, full_name: Ana Ruiz, contacts: {{phone: "{hook}/ana"}}}}
  - {{name: ben, full_name: Ben Okafor, contacts: {{phone: "{hook}/ben"}}}}
policies:
  - {{name: jobs, levels: [{{notify: ["person:ana"], wait: 1h}}], last_resort: ["person:ana"]}}
  - {{name: disks, levels: [{{notify: ["person:ben"], wait: 1h}}], last_resort: ["person:ben"]}}
services: [{{name: backup, policy: jobs}}, {{name: db, policy: disks}}]
integrations:
  - {{name: backup, format: heartbeat, service: backup, every: 10s, grace: 0s, key: {job}}}
  - {{name: nagios, format: email, service: db, key: {mail}}}
"""
STORY = ("Opened by an alert", "by phone", "Alert resolved", "Resolved: every alert")


def test_a_night_with_quiet_senders(database_url: str, town: Town, tmp_path: Path) -> None:
    program = Program(database_url)
    file = tmp_path / "team.yaml"
    file.write_text(PLAN.format(hook=town.hook.address(""), job=JOB, mail=MAIL))
    program.do("apply", str(file))
    with serving_mail() as imap:
        look_into(imap.address, database_url)
        imap.letters.append(letter("** PROBLEM Service Alert: db1/disk is CRITICAL **"))
        with program.serving() as serving:
            assert httpx.get(f"{serving.url}/in/heartbeat/{JOB}").status_code == 200
            until(lambda: paged(town, "/ben", "db1/disk is CRITICAL"))
            until(lambda: paged(town, "/ana", "backup has not been heard for 1"))
            assert httpx.post(f"{serving.url}/in/{JOB}", content="12 GB").status_code == 202
            imap.letters.append(letter("** RECOVERY Service Alert: db1/disk is OK **"))
            until(lambda: ended(program, "1", "2"), pause=1)
    for number in ("1", "2"):
        assert in_order(program.do("incident", "show", number), STORY)


def look_into(address: str, database_url: str) -> None:
    """The team's mailbox; its word stands in no history."""
    line = [*COMMAND, "--database", database_url, "mailbox", "set"]
    done = subprocess.run(line, input=address, text=True, capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def paged(town: Town, path: str, words: str) -> bool:
    """Whether one of them was told so."""
    return any(words in said["title"] for said in town.hook.at(path))


def ended(program: Program, *numbers: str) -> bool:
    """Whether these are over; the job is missed again meanwhile, for it calls no more."""
    return all(program.ask("incident", "show", each)["stage"] == "resolved" for each in numbers)


def letter(subject: str) -> bytes:
    """As Nagios sends it."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = "nagios@example.org", f"watch+{MAIL}@example.org"
    made["Subject"], made["Message-ID"] = subject, f"<{len(subject)}@nagios.example.org>"
    made.set_content("Host: db1\nState: see above\n")
    return bytes(made)
