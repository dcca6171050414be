"""The workspace file: bytes in, a sound workspace out, or every problem with line and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from app.domain.language import Language
from app.domain.names import Names
from app.domain.problem import Path
from app.domain.soundness import workspace_problems
from app.domain.workspace import Workspace
from app.workspace import form, learn, people, policy, rota, status, workflow
from app.workspace.part import Fields, Misplaced, Part, Remark, Report
from app.workspace.scalar import whole, word
from app.workspace.tree import Broken, Node, parsed

VERSION = 1
LARGEST = 20_000_000  # bytes
SECTIONS = (
    "people",
    "teams",
    "channels",
    "services",
    "schedules",
    "policies",
    "integrations",
    "categories",
    "fields",
    "incidents",
    "workflows",
    "trackers",
    "followup_days",
    "status_page",
    "components",
    "stakeholders",
    "status_pages",
    "language",
)
FIRST = f"expected the line 'watchbill: {VERSION}'"


@dataclass(frozen=True)
class Reading:
    """What a file says. The workspace is only to be used without problems."""

    workspace: Workspace
    remarks: tuple[Remark, ...]
    places: Mapping[Path, Node] = field(default_factory=dict, repr=False, compare=False)

    @property
    def problems(self) -> list[Remark]:
        """What forbids to apply it."""
        return [each for each in self.remarks if not each.warning]

    def remark(self, fault: Misplaced) -> Remark:
        """What was refused when it was applied, with its place."""
        ways = (fault.path[:length] for length in range(len(fault.path), -1, -1))
        node = next((self.places[path] for path in ways if path in self.places), None)
        return Remark(node.line if node else 1, node.column if node else 1, str(fault))

    @property
    def warnings(self) -> list[Remark]:
        """What should be looked at."""
        return [each for each in self.remarks if each.warning]


def read(data: bytes, outside: Names | None = None) -> Reading:
    """Reads a whole file. `outside` is what it may name although it does not bring it."""
    try:
        root = parsed(_text(data))
        if root is None or root.empty:
            raise Broken(1, 1, f"This file is empty; {FIRST} and what follows it.")
        _check_version(root)
    except Broken as fault:
        return Reading(Workspace(), (Remark(fault.line, fault.column, fault.sentence),))
    report = Report()
    workspace = _workspace(Part(report, root))
    for problem in workspace_problems(workspace, outside):
        report.take(problem)
    return Reading(workspace, tuple(sorted(set(report.remarks))), report.places)


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Broken(1, 1, f"This file is larger than {LARGEST // 1_000_000} MB.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Broken(1, 1, "This file is UTF-16; expected UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise Broken(line, column, "This is not UTF-8; expected a text file.") from fault


def _check_version(root: Node) -> None:
    """A file of another version is not looked into: its problems would be made up."""
    for key, value in root.pairs or ():
        if key.text == "watchbill" and value.text is not None and value.text != str(VERSION):
            raise Broken(
                value.line,
                value.column,
                f"This is not a workspace file that this program reads; {FIRST}.",
            )


def _workspace(part: Part) -> Workspace:
    fields = part.fields("'watchbill: 1' and sections such as people", "watchbill", *SECTIONS)
    version = fields.needed("watchbill", str(VERSION))
    if version is not None:
        version.value("version", whole, VERSION)
    return _sections(fields)


def _sections(fields: Fields) -> Workspace:
    return Workspace(
        people=fields.each("people", "people", people.person),
        teams=fields.each("teams", "teams", people.team),
        channels=fields.each("channels", "channels", people.channel),
        services=fields.each("services", "services", policy.service),
        trackers=fields.each("trackers", "trackers", learn.tracker),
        followup_days=learn.days(fields.get("followup_days")),
        schedules=fields.each("schedules", "schedules", rota.schedule),
        policies=fields.each("policies", "policies", policy.policy),
        integrations=fields.each("integrations", "integrations", policy.integration),
        categories=fields.each("categories", "categories", form.category),
        fields=fields.each("fields", "fields", form.field),
        responding=form.responding(fields.get("incidents")),
        workflows=fields.each("workflows", "workflows", workflow.workflow),
        status_page=status.page(fields.get("status_page")),
        components=fields.each("components", "components", status.component),
        stakeholders=fields.each("stakeholders", "groups", status.stakeholder),
        status_pages=fields.each("status_pages", "pages", status.view),
        language=fields.value("language", "language", partial(word, Language), None),
    )
