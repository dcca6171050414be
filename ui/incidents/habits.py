"""What somebody chooses again and again when they declare: offered first the next time, on this
machine and for this database."""

import json

from ui.drafts import Drafts

KEY = "declare-habits"
MOST = 5  # services that are remembered
EXTRAS = ("category", "impact", "customers", "regions", "tags", "affected", "description")


class Habits:
    """Services by how lately they were chosen, and the fields that were filled in the last time."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def services(self) -> list[int]:
        """Latest first."""
        return [each for each in self._said().get("services", []) if isinstance(each, int)]

    def extras(self) -> list[str]:
        """Fields that were filled in the last time; they are there at once."""
        return [each for each in self._said().get("extras", []) if each in EXTRAS]

    def learn(self, said: dict[str, object]) -> None:
        """What was declared."""
        service = said.get("service")
        latest = [service] if isinstance(service, int) else []
        latest += [each for each in self.services() if each != service]
        extras = [key for key in EXTRAS if said.get(key)]
        told = {"services": latest[:MOST], "extras": extras}
        self._drafts.keep(KEY, json.dumps(told))

    def _said(self) -> dict[str, list[object]]:
        try:
            told = json.loads(self._drafts.get(KEY) or "{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}
