"""Every word of every convention is needed: without it, a small letter made for it is read otherwise."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from anfrage_parser.assemble import assemble
from anfrage_parser.conventions import Convention, load, names, source_of
from anfrage_parser.label import label
from anfrage_parser.label.running_heads import running_heads
from anfrage_parser.readers import read_text

QUESTIONS = "1. Wann öffnet der Weg am Hafen?\n2. Was kostet die Sanierung?\n"

Variants = Callable[[str], Iterable[str]]


def letter(head: str = "", body: str = "", end: str = "") -> str:
    text = "Lärm am Hafen\n\nDer Weg ist seit Jahren gesperrt, und niemand weiß, wann er öffnet."
    return f"{head}\n\n{text}\n\n{body or 'Wir fragen:'}\n\n{QUESTIONS}\n{end}"


def labelled(value: str) -> Variants:
    """A label with a colon, without one, on a line of its own; behind it a value."""

    def variants(word: str) -> Iterator[str]:
        yield letter(f"Anfrage\n{word}: {value}")
        yield letter(f"Anfrage\n{word} {value}")
        yield letter(f"Anfrage\n{word}\n{value}\nArt\nAnfrage")
        yield letter(f"{word}. {value}")
        yield letter(f"Stadt Auental {word} {value}")

    return variants


def heads(*forms: str) -> Variants:
    return lambda word: (letter(form.format(w=word)) for form in forms)


def bodies(*forms: str) -> Variants:
    return lambda word: (letter("Anfrage", form.format(w=word)) for form in forms)


def ends(*forms: str) -> Variants:
    return lambda word: (letter("Anfrage", end=form.format(w=word)) for form in forms)


def starting(word: str) -> str:
    """A beginning in small letters, as a line would have it."""
    return word[:1].upper() + word[1:]


def lead_ins(word: str) -> Iterator[str]:
    yield letter("Anfrage", f"Vor diesem Hintergrund {word} wir:")
    yield letter("Anfrage", f"Dazu die Bitte um {word}:")
    yield f"Anfrage\n\nLärm am Hafen\n\nDer Weg ist gesperrt. Die Bitte um {word}:\n\nDer Lärm am Hafen.\n\nDie Kosten der Sanierung.\n"


def friends(word: str) -> Iterator[str]:
    """False friends of a lead-in, between two items and above them."""
    yield f"Anfrage\n\nLärm\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n\n{starting(word)} Frage bejaht wird:\n\n2. Was kostet er?\n"
    yield f"Anfrage\n\nLärm\n\n{starting(word)} Frage:\nDer Weg ist gesperrt.\n\n1. Wann öffnet der Weg?\n2. Was kostet er?\n"


def phrases(word: str) -> Iterator[str]:
    yield letter("Anfrage", f"Es ergeben sich {word} an die Stadt")
    yield letter("Anfrage", f"Daher {word} die Stadt")


def typed(word: str) -> Iterator[str]:
    yield f"{word}\n\nLärm am Hafen\n\nDer Weg ist seit Jahren gesperrt. Die Stadt soll ihn öffnen.\n"
    yield f"{word} der SPD-Fraktion\n\nLärm am Hafen\n\nDer Weg ist seit Jahren gesperrt. Die Stadt soll ihn öffnen.\n"
    yield letter(word)
    yield letter(f"{word} der SPD-Fraktion vom 3. Mai 2024: Lärm am Hafen")


def reasons(word: str) -> Iterator[str]:
    yield f"Anfrage\n\nLärm am Hafen\n\n{QUESTIONS}\n{word}\nDer Weg ist gesperrt. Niemand weiß es.\n"
    yield f"Anfrage\n\nLärm am Hafen\n\n{word}\nDer Weg ist gesperrt.\n\n{QUESTIONS}"


def answers(word: str) -> Iterator[str]:
    yield f"Anfrage\n\nLärm am Hafen\n\n1. Wann öffnet der Weg?\n\n{word}:\nIm Mai.\n\n2. Was kostet er?\n\n{word}:\nNichts.\n"


def groups(word: str) -> Iterator[str]:
    for name in dict.fromkeys((word, word.replace("'", "‘"), word.replace("'", " ́"), word.replace("'", ""))):
        yield letter(f"Anfrage der Fraktion {name} vom 3. Mai 2024: Lärm")
        yield letter(f"Anfrage\nFraktion: {name}")
        yield letter(f"Anfrage\n{name}-Fraktion")
        yield letter(f"Anfrage\nFraktion: {name}/Ufer")
        yield letter(f"Anfrage: {name}")
        yield letter(f"Anfrage: Lärm am Hafen ({name})")
        yield letter(f"Anfrage\nStadtrat Ole Steinkamp ({name})")


def session(word: str) -> Iterator[str]:
    yield letter(f"Anfrage\n{word} Mitte 12.06.2024 14 x")
    yield letter(f"Anfrage\nGremium: {word}")
    yield letter(f"Anfrage\nBau{word.casefold()} 12.06.2024 14 x")


MAKERS: dict[tuple[str, str], Variants] = {
    **{("fields", part): labelled("0815/2024") for part in ("number", "none")},
    **{("fields", part): labelled("3. Mai 2024") for part in ("date", "received", "session_date", "sent", "printed")},
    ("fields", "sign"): labelled("SPD 4/24"),
    **{("fields", part): labelled("Lärm am Hafen") for part in ("title", "place", "body")},
    ("captions", "responsible"): heads("Anfrage\n{w}: Tiefbauamt"),
    ("captions", "due"): heads("Anfrage\n{w}: 3. Mai 2024"),
    ("fields", "asker"): labelled("SPD"),
    ("fields", "addressee"): labelled("Herr Ole Steinkamp"),
    ("fields", "committee"): labelled("Bauausschuss"),
    ("fields", "agenda_item"): labelled("14"),
    ("fields", "public"): labelled("öffentlich"),
    ("endings", "number"): heads("Anfrage\nUfer{w}: 0815/2024"),
    ("endings", "date"): heads("Anfrage\nUfer{w}: 3. Mai 2024"),
    ("endings", "session_date"): heads("Anfrage\nUfer{w}: 3. Mai 2024"),
    ("endings", "title"): heads("Anfrage\nUfer{w}: Lärm am Hafen"),
    ("endings", "asker"): heads("Anfrage\nUfer{w}: SPD"),
    ("endings", "committee"): heads("Anfrage\nUfer{w}: Rat", "Anfrage\nUfer{w}: Bauausschuss"),
    ("types", "inquiry"): typed,
    ("types", "inquiry_prefix"): heads("{w} Anfrage der SPD-Fraktion", "{w} Anfrage"),
    **{("types", part): typed for part in ("motion", "answer", "minutes", "invitation", "other")},
    ("headings", "reasons"): reasons,
    ("headings", "questions"): bodies("{w}:", "{w}"),
    ("headings", "answers"): answers,
    ("headings", "sources"): ends("Das steht fest.\n\n{w}:\n\n(1) Auentaler Zeitung", "Das steht fest.\n\n{w}\n\n(1) Auentaler Zeitung"),
    ("headings", "subjects"): lambda w: reasons(f"Begründung der {w}"),
    ("lead_in", "words"): lead_ins,
    ("lead_in", "phrases"): phrases,
    ("lead_in", "never"): friends,
    ("agenda", "phrases"): bodies(
        "Wir bitten, folgende Anfrage {w} der Sitzung des Rates am 3. Mai 2024 zu setzen.\n\nUferweg\n\nWir fragen:"
    ),
    ("salutation", "starts"): lambda w: (letter("Anfrage", f"{starting(w)} Steinkamp,\n\ndas ist so.\n\nWir fragen:"),),
    ("closing", "starts"): lambda w: (letter("Anfrage", end=f"{starting(w)}\n\nOle Steinkamp"), letter("Anfrage", end=starting(w))),
    ("closing", "answer_wish"): ends("Die Verwaltung wolle {w}.", "Dafür {w} im Rat."),
    ("signed", "starts"): lambda w: (
        letter("Anfrage", end=f"{starting(w)} Steinkamp"),
        letter("Anfrage", end=f"{starting(w)}:\nSteinkamp"),
    ),
    ("people", "roles"): ends("Ole Steinkamp\n{w}", "gez. Ole Steinkamp, {w}", "{w} Ole Steinkamp", "gez. {w} Ole Steinkamp"),
    ("people", "members"): heads("Anfrage\n{w} Ole Steinkamp (SPD)", "Anfrage\nvon {w} Ole Steinkamp"),
    ("groups", "suffixes"): heads("Anfrage\nUfer-{w}", "Anfrage\n{w} Unser Ufer", "Anfrage der Ufer-{w}"),
    ("bodies", "starts"): heads("{w} Auental\nAnfrage"),
    ("bodies", "offices"): heads("{w}\nAnfrage", "{w} Ost\nAnfrage", "{w}\nAuental von Berlin\n\nAnfrage"),
    ("committees", "words"): session,
    ("committees", "table"): heads("Anfrage\nGremium {w}\nBauausschuss 12.06.2024 14 x", "Anfrage\nTOP {w}", "Anfrage\n{w}"),
    ("office", "starts"): ends("Ole Steinkamp\n\n{w} Ost\n3. Mai 2024"),
    ("furniture", "contains"): heads("Anfrage\nUferhaus 12 {w} 4711:"),
    ("furniture", "lines"): heads("{w}\nAnfrage", "Anfrage\n{w}"),
    ("furniture", "inserted"): lambda w: (f"Anfrage\n\nLärm\n\n1. Wann öffnet der Weg\n{w}\nam Hafen?\n2. Was kostet er?\n",),
    ("furniture", "sites"): heads("{w}\nSuche\nStadt Auental\nAnfrage", "Suche {w}\nStadt Auental\nAnfrage"),
    ("furniture", "links"): heads("Impressum\n{w}\nStadt Auental\nAnfrage"),
    ("furniture", "ends"): lambda w: (
        f"Anfrage\n\nLärm\n\n1. Wann öffnet der Weg?\n2. Was kostet er?\n\n{w}\n\nEs gibt einen neuen Weg.\n",
    ),
    ("furniture", "asides"): ends(
        "Ole Steinkamp\n\n{w} am 1.1.2030\nImpressum · Kontakt", "Ole Steinkamp\n\n{w} am 1.1.2030.\nImpressum · Kontakt"
    ),
    ("furniture", "notes"): ends("\n{w}: 3", "\n{w} am Dienstag"),
    ("subjects", "topics"): heads("Anfrage\n\nUferweg{w}\nSanierung am Hafen\n\nGremium Termin TOP ö nö\nRat 12.06.2024 14 x"),
    ("parties", ""): groups,
}
"""A maker of letters for each list: one of them has to be read otherwise without the word."""


def seen(text: str, convention: Convention) -> object:
    """What a letter comes to: every place of every character, and the values that words decide."""
    source = read_text(text)
    drafts = assemble(running_heads(label(source.lines, convention)), source.lines, convention)
    return [(d.document_type, [n for n, _ in d.parties], [(s.start, s.end, s.field) for s in d.places]) for d in drafts]


def without(convention: Convention, section: str, part: str, word: str) -> Convention:
    if section == "parties":
        parties = {name: tuple(a for a in aliases if a != word) for name, aliases in convention.parties.items() if name != word}
        return replace(convention, parties=parties)
    lists = {**convention.sections[section], part: tuple(w for w in convention.words(section, part) if w != word)}
    return replace(convention, sections={**convention.sections, section: lists})


@cache
def loaded(name: str) -> Convention:
    return load(name)


def own_words() -> Iterator[tuple[str, str, str, str]]:
    """(convention, section, list, word) of everything that the TOML files say."""
    for name in names():
        data = tomllib.loads(source_of(name))
        for section, lists in data.items():
            for part, words in lists.items() if isinstance(lists, dict) else ():
                yield from ((name, section, "", word) for word in (part, *words) if section == "parties")
                yield from ((name, section, part, word) for word in words if section != "parties")


OWN = list(own_words())
LISTS = sorted({(name, section, part) for name, section, part, _ in OWN})


@pytest.mark.parametrize(("name", "section", "part"), LISTS, ids=lambda v: v or "-")
def test_every_word_is_needed(name: str, section: str, part: str) -> None:
    convention = loaded(name)
    idle = []
    for word in (w for n, s, p, w in OWN if (n, s, p) == (name, section, part)):
        fewer = without(convention, section, part, word)
        if not any(seen(text, convention) != seen(text, fewer) for text in MAKERS[section, part](word)):
            idle.append(word)
    assert not idle, f"without these, {section}.{part} reads every letter alike: {idle}"
