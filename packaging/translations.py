"""`.venv/bin/python packaging/translations.py`: finds the texts, brings the catalogues up to date,
and compiles them. With `export LANGUAGE FOLDER` and `import LANGUAGE FILE ...` translators work on
plain files; what is imported is checked first. The catalogues are Qt's own: Linguist opens them.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from gathering import DRAFTED, ROOT, SAID, WANTED, gather

FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "es")
LISTS = {  # the window matches what `app` says against these
    SAID: FOLDER / "sentences.json",
    DRAFTED: FOLDER / "drafts.json",
    WANTED: FOLDER / "wanted.json",
}
MARKS = re.compile(r"%L?\d|%n|\{\w*\}|</?\w+[^>]*>")
CHUNK = 250
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def update():
    """Sources -> catalogues -> what the program loads."""
    found = gather()
    for place in found.unread:
        print("not readable:", place)
    FOLDER.mkdir(exist_ok=True)
    for context, path in LISTS.items():
        said = sorted(m.source for m in found.messages if m.context == context)
        path.write_text(json.dumps(said, ensure_ascii=False, indent=0) + "\n", "utf-8")
    for language in LANGUAGES:
        write(language, found.messages, read(language))
    counted = {m: files for m, files in found.messages.items() if m.counted}
    write("en", counted, read("en"))
    release()
    return found


def release():
    """Each .ts as the .qm that the program loads."""
    for language in ("en", *LANGUAGES):
        compiled(language, catalogue(language).with_suffix(".qm"))


def compiled(language, target):
    """By Qt's own lrelease, which PySide6 brings."""
    import PySide6

    tool = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run(
        [str(tool), "-silent", "-nounfinished", str(catalogue(language)), "-qm", str(target)],
        check=True,
    )


def catalogue(language):
    """The file a translator edits."""
    return FOLDER / "watchbill_{}.ts".format(language)


def read(language):
    """(context, source, comment) -> the forms of its translation; two where a %n is counted."""
    path = catalogue(language)
    if not path.exists():
        return {}
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            told = message.find("translation")
            forms = [each.text or "" for each in told.iter("numerusform")] or [told.text or ""]
            key = (name, message.findtext("source"), message.findtext("comment") or "")
            found[key] = tuple(forms)
    return found


def write(language, messages, known):
    """In order of context and text, so that two people's work merges."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts = defaultdict(list)
    for message in sorted(messages):
        contexts[message.context].append(message)
    for name, listed in contexts.items():
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for each in listed:
            _write_message(context, each, sorted(messages[each]), known)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    catalogue(language).write_text(HEAD + text + "\n", "utf-8")


def _write_message(context, message, files, known):
    element = ElementTree.SubElement(context, "message")
    if message.counted:
        element.set("numerus", "yes")
    for name in files:
        ElementTree.SubElement(element, "location", filename="../../" + name)
    ElementTree.SubElement(element, "source").text = message.source
    if message.comment:
        ElementTree.SubElement(element, "comment").text = message.comment
    forms = known.get((message.context, message.source, message.comment), ())
    told = ElementTree.SubElement(element, "translation")
    if not any(forms):
        told.set("type", "unfinished")
    if message.counted:
        for at in range(2):
            form = ElementTree.SubElement(told, "numerusform")
            form.text = forms[at] if at < len(forms) else ""
    else:
        told.text = forms[0] if forms else ""


def export(language, folder):
    """What is not translated yet, 250 texts a file, those of one screen together. Each text once:
    `contexts` says where it is used; a `%n` wants "one" and "many". Beside each .json lies a .txt
    with numbered lines; a file .out with the same numbers and the translations can be imported as
    well as the .json that was filled in."""
    known, groups = read(language), defaultdict(list)
    for message, files in gather().messages.items():
        if not any(known.get(message[:3], ())):
            groups[message.source, message.comment, message.counted].append((message, files))
    listed = sorted(groups.items(), key=lambda item: (_screen(item[1]), item[0]))
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(listed), CHUNK):
        part = [_exported(*each) for each in listed[at : at + CHUNK]]
        lines = [_line(number, each) for number, each in enumerate(part, 1)]
        path = folder / "{}-{:02}.json".format(language, at // CHUNK + 1)
        path.write_text(json.dumps(part, ensure_ascii=False, indent=1) + "\n", "utf-8")
        path.with_suffix(".txt").write_text("\n".join(lines) + "\n", "utf-8")
        print(path, len(part))


def _screen(used):
    first = min(min(files) for _, files in used)
    return not first.startswith("ui/"), first  # what the window says itself goes first


def _line(number, entry):
    source = entry["source"].replace("\n", "\\n")
    return "{}|{}\t[{}]".format(number, source, entry["files"][0].rpartition(".")[0])


def _exported(key, used):
    source, comment, counted = key
    out = {"source": source}
    if comment:
        out["comment"] = comment
    out["contexts"] = sorted({message.context for message, _ in used})
    out["files"] = sorted({name for _, files in used for name in files})[:3]
    out["translation"] = {"one": "", "many": ""} if counted else ""
    return out


def bring(language, files):
    """Take translations in. `translation` counts in all of an entry's contexts that have none yet;
    an entry may name fewer. Wrong ones are named and left out."""
    messages, known, wrong, taken = gather().messages, read(language), [], 0
    places = defaultdict(list)
    for message in messages:
        places[message.source, message.comment].append(message)
    for path in files:
        for entry in _entries(Path(path)):
            told = entry.get("translation")
            forms = (told["one"], told["many"]) if isinstance(told, dict) else (told or "",)
            if not any(forms):
                continue
            fault = complaint(entry["source"], forms)
            if fault:
                wrong.append("{}: {!r}: {}".format(path, entry["source"], fault))
                continue
            for each in places[entry["source"], entry.get("comment", "")]:
                if each.context in entry["contexts"]:
                    known[each[:3]] = forms
                    taken += 1
    write(language, messages, known)
    release()
    print("\n".join(wrong))
    print("{} taken, {} refused".format(taken, len(wrong)))
    return not wrong


def _entries(path):
    """Of a filled .json, or of the .json beside an .out with lines such as `17|Abbrechen`; there a
    line break is written \\n, and the two forms of a counted text have || between them."""
    entries = json.loads(path.with_suffix(".json").read_text("utf-8"))
    if path.suffix == ".json":
        return entries
    for line in path.read_text("utf-8").split("\n"):
        number, bar, text = line.partition("|")
        if bar:
            one, both, many = text.replace("\\n", "\n").partition("||")
            entries[int(number) - 1]["translation"] = {"one": one, "many": many} if both else one
    return entries


def complaint(source, forms):
    """What is wrong with a translation, or nothing."""
    for form in forms:
        if not form.strip():
            return "it is empty"
        if sorted(MARKS.findall(form)) != sorted(MARKS.findall(source)):
            return "expected the same {}".format(" ".join(MARKS.findall(source)) or "text alone")
        for edge in (0, -1):
            if source[edge].isspace() != form[edge].isspace():
                return "expected the same space at its ends"
        if source.endswith("…") != form.endswith("…"):
            return "expected the same … at its end"
        if source.count("\n") != form.count("\n"):
            return "expected the same lines"
    return ""


def missing(language):
    """The messages without a translation."""
    known = read(language)
    return sorted(m for m in gather().messages if not any(known.get(m[:3], ())))


def main(arguments):
    """The command line."""
    if not arguments:
        found = update()
        print("{} messages".format(len(found.messages)))
        for language in LANGUAGES:
            print(language, len(missing(language)), "not translated")
        return 1 if found.unread else 0
    asked = _asked(arguments)
    if asked.verb == "export":
        export(asked.language, asked.folder)
        return 0
    return 0 if bring(asked.language, asked.file) else 1


def _asked(arguments):
    parser = argparse.ArgumentParser(description="What is to be translated, and what was.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    out = verbs.add_parser("export", help="write what is missing into a folder, in numbered lines")
    into = verbs.add_parser("import", help="take in files of lines `NUMBER|TRANSLATION`")
    for each in (out, into):
        each.add_argument("language", choices=LANGUAGES)
    out.add_argument("folder", type=Path)
    into.add_argument("file", nargs="+")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
