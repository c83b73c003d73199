"""What is translated, and what is not: python -m tools.translations [--check].

Every catalogue below src/anfrage_parser/locale gets the sentences that are new in the code (still empty), loses those that nobody says
any more, and is compiled. What has no translation, or one with other names in braces, is printed; the exit code is 1 then.
With --check nothing is written, and a catalogue that would change is named, too.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from anfrage_parser.messages import paragraphs_of, plural

SRC = Path(__file__).resolve().parent.parent / "src" / "anfrage_parser"
SAID = {"say": 0, "later": 0, "Code": 3}
"""Functions whose argument at that place is a sentence."""

COUNTED = {"plural": 0, "counted": 1}
"""Functions whose argument at that place is a singular, and the next one its plural."""

NAMED = ("Option", "Argument", "setting", "format_option", "output_option")
"""Functions whose `metavar` is translated where it holds a word in capitals."""

_WORD = re.compile(r"[A-ZÄÖÜ]{1,40}")
_PLACE = re.compile(r"\{[a-z_]{1,40}\}")
_BRACKETS = re.compile(r"\w\((?:s|es|e|n|en|er)\)")
HEAD = "German is the language of the sources, what is below is their English. Written by: make translations"


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Every sentence of the code, help texts by their paragraphs, with the places where it stands; singular and plural are one text,
    as `messages.plural` joins them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(SRC.rglob("*.py")):
        for sentence, line in _said(ast.parse(path.read_text(encoding="utf-8"))):
            for text in entries(sentence):
                found.setdefault(text, []).append((path.relative_to(SRC).as_posix(), line))
    return found


def entries(sentence: str) -> list[str]:
    """Return the texts under which the catalogues have a sentence: help by its paragraphs, singular and plural as one."""
    return [sentence] if "\0" in sentence else [text for text, _ in paragraphs_of(sentence)]


def _said(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in COUNTED and len(node.args) > COUNTED[name] + 1:
            forms = [one.value for one in node.args[COUNTED[name] :][:2] if isinstance(one, ast.Constant)]
            if len(forms) == 2:
                yield plural(*map(str, forms)), node.lineno
        place = SAID.get(name, len(node.args))
        arguments = [node.args[place]] if place < len(node.args) else []
        if name in NAMED:
            arguments += [k.value for k in node.keywords if k.arg == "metavar" and _WORD.search(ast.unparse(k.value))]
        for argument in arguments:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value, argument.lineno


class Plain(Catalog):
    """A catalogue that says nothing of when, by whom and with what it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a program needs to read it."""
        return [
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with translations: they are missing, name other values, or write a plural in brackets."""
    return [fault for message in catalogue if message.id for pair in _pairs(message) for fault in _faults(*pair)]


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """(sentence, translation), for singular and plural one after the other."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string or (), strict=True)


def _faults(sentence: str, translation: str) -> Iterator[str]:
    if not translation:
        yield f"no translation: {sentence}"
    elif "\n" not in sentence and set(_PLACE.findall(sentence)) != set(_PLACE.findall(translation)):
        yield f"other names in braces: {sentence}"
    elif sentence != sentence.strip() and sentence.split(sentence.strip()) != translation.split(translation.strip()):
        yield f"other blanks around it: {sentence}"
    for text in (sentence, translation):
        if _BRACKETS.search(text):
            yield f"a plural in brackets: {text}"


def renewed(path: Path) -> Catalog:
    """The catalogue of a language with exactly the sentences of the code, in their order."""
    old = read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()
    new = Plain(locale=path.parent.parent.name, header_comment=f"# {HEAD}", fuzzy=False)
    for sentence, places in sorted(sentences().items(), key=lambda row: row[1][0]):
        one, *many = forms = tuple(sentence.split("\0"))
        known = old.get(one)
        none: str | tuple[str, ...] = ("",) * new.num_plurals if many else ""
        string = known.string if known is not None and known.pluralizable == bool(many) else none
        where = [(name, 0) for name in dict.fromkeys(p for p, _ in places)]
        new.add(forms if many else one, string, locations=where)
    return new


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, include_lineno=False)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue compiled."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Renew the catalogues, or with --check only say what is not as it should be."""
    wrong = False
    for path in sorted(SRC.glob("locale/*/LC_MESSAGES/anfrage.po")):
        new = renewed(path)
        po = as_po(new)
        for target, data in ((path, po), (path.with_suffix(".mo"), as_mo(new))):
            if target.exists() and target.read_bytes().replace(b"\r\n", b"\n" if target == path else b"\r\n") == data:
                continue
            if "--check" in arguments:
                wrong = True
                print(f"{target.relative_to(SRC)}: not as the code is; run: make translations")
            else:
                target.write_bytes(data)
        for fault in faults(new):
            wrong = True
            print(f"{path.relative_to(SRC)}: {fault}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
