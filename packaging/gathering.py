"""Finds every text a person can read in the window: what `ui` hands to `tr` or `translate`, through
whatever helper, and the sentences of `app` that the window shows. Reads the sources, runs nothing.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SAID = "Said"  # the context of what `app` says; the window translates it when it is shown
DRAFTED = "Drafted"  # of what only a draft of a review says: no name elsewhere is taken for it
WANTED = "Wanted"  # what a workspace file should have had: words that others may use as names
DRAFTS = "app/domain/review_draft.py"
FAULTS = ("Refused", "Conflict", "Unavailable")
KINDS = ("models/kinds.py", "models/kinds_together.py")
FORMATTED = ("app/operations/connection.py", "app/workspace/tree.py")  # values are in braces
NOOPS = ("QT_TRANSLATE_NOOP", "QT_TRANSLATE_NOOP3")
FLOORS = ("app/domain", "app/operations", "app/queries", "app/calendars", "app/notify",
          "app/intake/conversation", "app/charts", "app/store.py", "app/keys.py", "app/vault.py",
          "app/watch.py", "app/settings.py", "app/start.py", "app/duties", "app/workspace",
          "models/schema.py",
          "models/session.py", *KINDS)  # fmt: skip
ENUMS = {"app/domain/workflow.py": None, "app/domain/workflow_fact.py": None,
         DRAFTS: ("Word",),
         "models/kinds_together.py": ("ResponderState",),
         "models/kinds.py": ("Stage", "Role", "Category", "Urgency")}  # fmt: skip
PAPERS = (  # what is written to files or asked of a machine; pages go by the team's voice
    "app/domain/assistant.py", "app/domain/redaction_rules.py",
    "app/domain/incident_paper.py", "app/notify/rota_notice.py", "app/domain/report_words.py",
    "app/workspace/file.py", "app/workspace/write.py", "app/workspace/layout.py",
    "app/workspace/export.py", "app/duties/communication.py", "app/duties/followup.py",
    "app/queries/incident_paper.py", "app/queries/review_paper.py", "app/queries/report.py",
    "app/operations/handover.py", "app/operations/request_notice.py",
    "app/operations/bulk.py", "app/operations/signal.py", "app/operations/export.py",
    "app/notify/template.py", "app/notify/catalogue.py",
    "app/calendars/write.py",
    "app/charts/bars.py", "app/charts/heat.py", "app/charts/story.py",
    "app/operations/health.py", "app/domain/life_sign.py",
)  # fmt: skip
NO_SENTENCE = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WITH|DROP|ALTER|ORDER|WHERE|FROM|UNION|SET)\b"
    r"|\bSELECT .* FROM\b|%[a-zA-Z-][^ ]*%|%[sdrY]|\{\w*\}|^[a-z_]+=|^https?:|[<>]{1}/?\w+>|^--"
    r"|[.][*]|[|]|^\S*%\d[^\s,.]*$|^(Bearer|Basic) %\d$|^issue/|^[a-z]\w*[:-]%|^update due:"
)
QUIET = {"debug", "info", "warning", "error", "exception", "TypeError", "KeyError",
         "AssertionError", "RuntimeError", "compile", "text", "strftime", "execute", "getLogger",
         "LookupError", "audit", "split", "Index", "get", "getattr", "startswith", "record_audit",
         "TypeVar", "NewType", "Thread", "namedtuple", "open", "search", "match",
         "sub"}  # fmt: skip
OPEN = {  # translate what was marked elsewhere
    "ui/language/country.py", "ui/language/sentence.py", "ui/widgets/when.py",
}  # fmt: skip
NAMES = re.compile(r"%\d")
ASKED = {  # in a workspace file: where the word for what is wanted stands, by how much is said
    "each": {3: 1, 2: 0}, "value": {4: 1, 3: 0}, "text": {2: 1, 1: 0}, "needed": {2: 1},
    "named": {2: 1}, "lacks": {2: 1}, "entries": {1: 0}, "one_or_each": {2: 0},
}  # fmt: skip
SHORT = {
    " for %1",
    ", try %1",
    "By %1: %2.",
}  # what follows a sentence, with too few letters to be told from a machine's


class Message(NamedTuple):
    """One text in one context; `counted` where it has a %n."""

    context: str
    source: str
    comment: str = ""
    counted: bool = False


class Gathered(NamedTuple):
    """Each message with the files it is in, and the places where a text could not be read."""

    messages: dict
    unread: list


def gather():
    """Everything there is to translate."""
    files = sorted((ROOT / "ui").rglob("*.py"))
    trees = {path: ast.parse(path.read_text("utf-8")) for path in files}
    helpers = _helpers(trees)
    messages, unread = defaultdict(set), []
    for path, tree in trees.items():
        name = path.relative_to(ROOT).as_posix()
        finder = _Finder(name, helpers)
        finder.visit(tree)
        for message in finder.found:
            messages[message].add(name)
        unread += finder.unread
        for source in _faults(tree):
            messages[Message(SAID, source)].add(name)
    for source, name in sentences():
        messages[Message(DRAFTED if name == DRAFTS else SAID, source)].add(name)
    for source, name in wanted():
        messages[Message(WANTED, source)].add(name)
    for source, name in headings():
        messages[Message(DRAFTED, source)].add(name)
    return Gathered(dict(messages), unread)


def sentences():
    """Each sentence that `app` says with the file it is in; values are %1, %2 ..."""
    apart = {word for word, _ in wanted()}
    for path in _floors():
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        skipped = _no_words(tree)
        enums = _enum_values(tree, ENUMS[name]) if name in ENUMS else set()
        for node in ast.walk(tree):
            if id(node) in skipped:
                continue
            source = template(node)
            if source and name in FORMATTED:
                source = _numbered(source)
            known = id(node) in enums or (name not in KINDS and _sentence(source or ""))
            if source and known and (source not in apart or "app/workspace/" not in name):
                yield source, name


def wanted():
    """What a workspace file should have had in a place: one word is enough there."""
    for path in sorted((ROOT / "app/workspace").glob("*.py")):
        name, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))
        stands = _enum_values(tree, ("Found",))
        for node in ast.walk(tree):
            if id(node) in stands:
                yield node.value, name
            elif isinstance(node, ast.Call) and _name(node.func) in ASKED:
                place = ASKED[_name(node.func)].get(len(node.args))
                word = None if place is None else template(node.args[place])
                if word and (len(node.args) > 1 or " " in word) and word[0].islower():
                    yield word, name


def headings():
    """What the shipped templates of reviews say: their names, headings, questions and lists."""
    for path in sorted((ROOT / "resources/templates/reviews").glob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            found = re.fullmatch(r"(?:#{1,2}|>|\d+\.) (.+)", line)
            if found:
                yield found[1], path.relative_to(ROOT).as_posix()


def _faults(tree):
    """What `ui` refuses by itself; it is shown as what `app` refuses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in FAULTS and node.args:
            source = template(node.args[0])
            if source and _sentence(source):
                yield source


def template(node):
    """A literal, or an f-string with %1 for its first value; else None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, number = [], 0
    for each in node.values:
        if isinstance(each, ast.Constant):
            parts.append(each.value)
        else:
            number += 1
            parts.append("%{}".format(number))
    return "".join(parts)


def _numbered(source):
    """`{host}, port {port}` as `%1, port %2`."""
    parts = re.split(r"\{\w+\}", source)
    said = parts[0] + "".join("%{}{}".format(at, part) for at, part in enumerate(parts[1:], 1))
    return said.replace("{{", "{").replace("}}", "}")


def _floors():
    for floor in FLOORS:
        where = ROOT / floor
        for path in sorted(where.rglob("*.py")) if where.is_dir() else [where]:
            if path.relative_to(ROOT).as_posix() not in PAPERS:
                yield path


def _sentence(source):
    """At least two words, and none of a machine's."""
    plain = NAMES.sub(" ", source)
    if source in SHORT:
        return True
    if NO_SENTENCE.search(source) or source.count("%") > 9:
        return False
    words = re.findall(r"[A-Za-z][a-z’']+", plain)
    if "%" in source:
        return len("".join(words)) >= 4
    return len(words) >= 2 and " " in source.strip()


def _no_words(tree):
    """Docstrings, annotations, keys, log lines, and the parts of an f-string."""
    out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            out.update(id(each) for each in ast.walk(node) if each is not node)
            for each in node.values:  # a text that is chosen inside is a text of its own
                if isinstance(each, ast.FormattedValue):
                    out.difference_update(id(i) for i in _chosen(each.value))
        for part in _wordless(node):
            out.update(id(each) for each in ast.walk(part))
    return out


def _wordless(node):
    """The parts of a node in which nothing is said to anybody."""
    if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or _notes(node):
        return [node]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.FormattedValue):
        return [node.format_spec] if node.format_spec is not None else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        found = [node.returns, *(one.annotation for one in every)]
        return [each for each in found if each is not None]
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    if isinstance(node, ast.Call) and _name(node.func) in QUIET:
        return [*node.args, *(each.value for each in node.keywords)]
    return []


def _chosen(node):
    return [i for i in ast.walk(node) if isinstance(i, (ast.JoinedStr, ast.Constant))]


def _enum_values(tree, wanted):
    """A word of these enums is shown where a list offers it, or stands in a sentence."""
    out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and _name(node.target) == "FIELDS":
            out |= {id(each) for each in getattr(node.value, "keys", ())}
        if not isinstance(node, ast.ClassDef) or (wanted is not None and node.name not in wanted):
            continue
        if any(_name(each) == "StrEnum" for each in node.bases):
            out |= {id(each.value) for each in node.body if isinstance(each, ast.Assign)}
    return out


def _notes(node):
    """What is written into the audit log, or names a setting."""
    if isinstance(node, ast.Call) and _name(node.func) == "record":
        where = node.func.value if isinstance(node.func, ast.Attribute) else None
        return _name(where) == "audit"
    named = node.targets if isinstance(node, ast.Assign) else []
    names = [_name(each) for one in named for each in getattr(one, "elts", [one])]
    return bool({"SETTING", "SENT", "CAUSE", "DONE_SETTING"} & set(names))


def _helpers(trees):
    """Functions that translate their first argument: (module, name) -> context. A helper may call
    another, and may be imported."""
    found = {}
    for _again in range(3):
        for path, tree in trees.items():
            name = path.relative_to(ROOT).as_posix()
            known = _known(name, tree, found)
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.args.args:
                    context = _helping(node, known)
                    if context:
                        found[name, node.name] = context
    return found


def _helping(function, known):
    own = {each.arg for each in function.args.args}
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if _is_translate(node):
            context, words = node.args[0], node.args[1]
            if isinstance(words, ast.Name) and words.id in own and words.id != "self":
                return template(context)
        elif isinstance(node.func, ast.Name) and node.func.id in known:
            words = node.args[0]
            if isinstance(words, ast.Name) and words.id in own:
                return known[node.func.id]
    return None


def _known(name, tree, helpers):
    """The helpers a module can call by name."""
    known = {each: context for (where, each), context in helpers.items() if where == name}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            where = node.module.replace(".", "/") + ".py"
            for alias in node.names:
                if (where, alias.name) in helpers:
                    known[alias.asname or alias.name] = helpers[where, alias.name]
    return known


class _Finder(ast.NodeVisitor):
    """The texts of one module."""

    def __init__(self, name, helpers):
        self.found, self.unread = [], []
        self._name, self._classes, self._functions = name, [], []
        self._helpers = helpers
        self._known, self._aliases = {}, set()

    def visit_Module(self, node):
        self._known = _known(self._name, node, self._helpers)
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node):
        self._functions.append(node.name)
        before, self._aliases = self._aliases, self._aliases | set(_aliases(node))
        self.generic_visit(node)
        self._aliases = before
        self._functions.pop()

    def visit_Call(self, node):
        function = node.func
        if isinstance(function, ast.Name) and function.id in self._known and node.args:
            self._take(node, self._known[function.id], node.args[0])
        elif (isinstance(function, ast.Name) and function.id in NOOPS) or _is_translate(node):
            self._take(node, template(node.args[0]), node.args[1], node.args[2:])
        elif isinstance(function, ast.Name) and function.id in ("tr", "_tr"):
            self._take(node, self._alias(function.id), node.args[0])
        elif isinstance(function, ast.Attribute) and function.attr == "tr":
            mine = isinstance(function.value, ast.Name) and function.value.id == "self"
            if not mine or not self._classes:
                self.unread.append(self._place(node))
            else:
                self._take(node, self._classes[-1], node.args[0], node.args[1:])
        self.generic_visit(node)

    def _alias(self, name):
        """`tr = self.tr` at the top of a method."""
        return self._classes[-1] if self._classes and name in self._aliases else None

    def _take(self, node, context, words, more=()):
        sources = list(_literals(words))
        inside = self._functions and (self._name, self._functions[-1]) in self._helpers
        if None in sources or not context:
            if not inside and self._name not in OPEN:
                self.unread.append(self._place(node))
            return
        comment = (template(more[0]) or "") if more else ""
        for source in sources:
            self.found.append(Message(context, source, comment, len(more) > 1))

    def _place(self, node):
        return "{}:{}: {}".format(self._name, node.lineno, ast.unparse(node)[:100])


def _literals(node):
    """The texts an argument can be; None among them where it cannot be read."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        yield None


def _aliases(function):
    for each in function.body:
        if isinstance(each, ast.Assign) and ast.unparse(each.value) == "self.tr":
            yield from (_name(target) for target in each.targets)


def _is_translate(node):
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "translate"
        and _name(function.value) in ("QCoreApplication", "QApplication", "QGuiApplication")
        and len(node.args) > 1
    )


def _name(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
