"""The heads of invented letters: each form prints some of the facts, and says which."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.letters import wording
from tools.letters.draw import Facts, iso, person, print_day
from tools.letters.shape import Piece, gap, line

Shown = dict[str, object]
Head = tuple[list[Piece], Shown]


def _bare(type_: str) -> str:
    return "Anfrage" if "§" in type_ or " F " in type_ else type_


def mainz(f: Facts, rng: random.Random) -> Head:
    """Everything on one line; the session's date left empty, or there."""
    dated = rng.random() < 0.4
    session = f" {print_day(f.session, rng)}" if dated else ""
    number = f"{rng.randint(1, 1999):04}/{f.day[0]}"
    text = f"Anfrage {number} zur Sitzung am{session} {f.title} ({f.printed})"
    shown: Shown = {
        "number": number,
        "title": f.title,
        "session_date": iso(f.session) if dated else None,
        "parties": f.parties,
        "place": None,
    }
    if rng.random() < 0.7:
        shown |= {"date": iso(f.day), "place": "Mainz"}
        return [line(text), gap(), line(f"Mainz, {print_day(f.day, rng)}"), gap()], shown
    return [line(text), gap()], {**shown, "date": None}


def letterhead(f: Facts, rng: random.Random) -> Head:
    """The group's paper: its name and address, the addressee, place and day, subject, salutation."""
    pieces = [line(rng.choice((f"{f.group} im Rat der Stadt {f.city}", f.group)), bold=True)]
    street, zip_ = rng.choice(wording.STREETS), rng.randint(10000, 99999)
    town = f.city.split()[0]
    if rng.random() < 0.5:
        pieces += [line(street), line(f"{zip_} {town}"), line(f"Tel. 0{rng.randint(1000, 9999)} {rng.randint(10000, 99999)}")]
    else:
        pieces.append(line(f"{street} · {zip_} {town} · fraktion@{town.lower()}.example"))
    lines = [t.format(city=f.city, person=person(rng)) for t in rng.choice(wording.ADDRESSEES)]
    form = rng.choice(("{city}, {day}", "{city}, den {day}", "{city}, am {day}", "{city}, {day}"))
    dated = line(form.format(city=f.city, day=print_day(f.day, rng)))
    pieces.append(gap())
    if rng.random() < 0.3:  # address left, office right
        pieces += [Piece("pair", t, other=o) for t, o in zip([*lines, "", ""], ["Fraktionsbüro", "Zimmer 112"], strict=False)]
    else:
        pieces += [line(t) for t in lines]
    pieces += [gap(), dated, gap()]
    type_ = _bare(f.type)
    pieces += rng.choice(
        (
            [line(f"{rng.choice(('Betreff', 'Betr.', 'Betrifft'))}: {f.title}", bold=True)],
            [line(f"{type_}: {f.title}", bold=True)],
            [line(type_, bold=True), line(f.title, bold=True)],
            [line(f"{type_} zum Thema „{f.title}“" if "„" not in f.title else f"{type_} zum Thema: {f.title}", bold=True)],
            [line(type_, bold=True), gap(), line(f.title, bold=True)],
        )
    )
    pieces.append(gap())
    shown: Shown = {"number": None, "date": iso(f.day), "place": f.city, "title": f.title, "parties": f.parties, "session_date": None}
    if rng.random() < 0.8:
        pieces += [line(rng.choice(wording.SALUTATIONS)), gap()]
    return pieces, shown


def _rows(f: Facts, rng: random.Random) -> tuple[list[tuple[str, str]], Shown]:
    """Labels with their values, some left out."""
    rows: list[tuple[str, str]] = []
    shown: Shown = dict.fromkeys(("number", "date", "received", "session_date", "committee"))
    rows.append((rng.choice(wording.NUMBER_LABELS), f.number))
    shown["number"] = f.number
    if rng.random() < 0.7:
        rows.append((rng.choice(wording.DATE_LABELS), print_day(f.day, rng)))
        shown["date"] = iso(f.day)
    if rng.random() < 0.35:
        rows.append((rng.choice(wording.RECEIVED_LABELS), print_day(f.received, rng)))
        shown["received"] = iso(f.received)
        shown["date"] = shown["date"] or iso(f.received)
    asker = rng.choice((f.printed, f.group, f.printed))
    rows.append((rng.choice(wording.ASKER_LABELS), asker))
    shown["parties"] = f.parties
    if rng.random() < 0.5:
        rows.append((rng.choice(wording.COMMITTEE_LABELS), f.committee))
        shown["committee"] = f.committee
        rows.append((rng.choice(wording.SESSION_LABELS), print_day(f.session, rng)))
        shown["session_date"] = iso(f.session)
    if rng.random() < 0.3:
        rows.append(("Status", rng.choice(("öffentlich", "öffentlich"))))
    rng.shuffle(rows)
    shown["title"] = f.title
    return rows, shown


def _opening(f: Facts, rng: random.Random) -> list[Piece]:
    """City, office and the paper's name."""
    out = [line(rng.choice((f"{f.kind} {f.city}", f"{f.kind.upper()} {f.city.upper()}")))]
    if rng.random() < 0.5:
        out.append(line(rng.choice(("Der Oberbürgermeister", "Die Bürgermeisterin", "Ratsbüro"))))
    out += [gap()] * rng.randint(0, 1)
    return [*out, line(f.type, bold=True)]


def labelled(f: Facts, rng: random.Random) -> Head:
    """Label and value on one line each."""
    rows, shown = _rows(f, rng)
    title_label = rng.choice((*wording.TITLE_LABELS, None))
    pad = rng.choice((0, 0, 28))
    colon = rng.choice((":", ":", ":\t" if not pad else ":"))
    body = [line(f"{label}{colon} ".ljust(pad) + value) for label, value in rows]
    title = line(f"{title_label}: {f.title}" if title_label else f.title, bold=True)
    pieces = [*_opening(f, rng), gap()]
    pieces += [title, gap(), *body, gap()] if rng.random() < 0.4 else [*body, gap(), title, gap()]
    return pieces, shown


def ruled(f: Facts, rng: random.Random) -> Head:
    """A table with rules: labels on the left, values on the right (in text: one line each)."""
    rows, shown = _rows(f, rng)
    table = Piece("table", rows=[[f"{a}:", b] for a, b in rows], marker="rows")
    return [*_opening(f, rng), gap(), table, gap(), line(f.title, bold=True), gap()], shown


def columns(f: Facts, rng: random.Random) -> Head:
    """A table of sessions: a line of column heads over a line of values."""
    label = rng.choice(("Vorlage Nr.", "Drucksache Nr.", "Vorlagen-Nr.", "Anfrage Nr."))
    top = [line(f.type, bold=True), gap(), line(f.group), line(f"{label}: {f.number}")]
    shown: Shown = {
        "number": f.number,
        "parties": f.parties,
        "title": f.title,
        "session_date": iso(f.session),
        "committee": f.committee,
        "date": None,
        "received": None,
    }
    if rng.random() < 0.5:
        top.append(line(f"Eingang: {print_day(f.received, rng)}"))
        shown |= {"received": iso(f.received), "date": iso(f.received)}
    y, m, d = f.session
    heads, values = ["Gremium", "Termin", "TOP", "ö", "nö"], [f.committee, f"{d:02}.{m:02}.{y}", str(rng.randint(1, 40)), "x", ""]
    if rng.random() < 0.4:
        heads, values = ["Gremium", "Sitzungstermin", "Status"], [f.committee, f"{d:02}.{m:02}.{y}", "öffentlich"]
    table = Piece("table", rows=[heads, values], marker="columns")
    body = [table, gap(), line(f.title, bold=True)] if rng.random() < 0.4 else [line(f.title, bold=True), gap(), table]
    return [line(f"{f.kind} {f.city}"), *top, gap(), *body, gap()], shown


def apart(f: Facts, rng: random.Random) -> Head:
    """Label and value on lines of their own, as web pages give them."""
    rows, shown = _rows(f, rng)
    pieces = [line("Betreff"), line(f.title), *(line(t) for label, value in rows for t in (label + rng.choice(("", ":")), value))]
    return [*pieces, line("Art"), line("Anfrage"), gap()], shown


def members(f: Facts, rng: random.Random) -> Head:
    """Paper of a parliament or council: members and group ask."""
    ys = f.day[0]
    number = f"{rng.randint(7, 21)}/{rng.randint(12, 9999)}"
    place = rng.choice(("Landtag Moorland", f"{f.kind} {f.city}"))
    names = ", ".join(f.members)
    group = f.printed if f.printed in wording.LOCAL or f.printed not in ("SPD", "CDU", "FDP", "AfD", "ÖDP", "GRÜNE") else f"der {f.printed}"
    pieces = [
        line(f"{place} Drucksache {number}" if rng.random() < 0.5 else place),
        *([] if rng.random() < 0.5 else [line(f"{rng.randint(1, 20)}. Wahlperiode")]),
        line(f"Drucksache {number}"),
        gap(),
        line(rng.choice(("Kleine Anfrage", "Große Anfrage", "Schriftliche Anfrage")), bold=True),
        gap(),
        Piece("para", f"der Abgeordneten {names} und der Fraktion {group}"),
        gap(),
        line(f.title, bold=True),
        gap(),
    ]
    del ys
    if f"Drucksache {number}" in pieces[0].text:
        pieces = [p for p in pieces if p.text != f"Drucksache {number}"]
    return pieces, {"number": number, "title": f.title, "parties": f.parties, "date": None, "received": None, "place": None}


def webpage(f: Facts, rng: random.Random) -> Head:
    """A group's page: title, then the session's formula."""
    committee = rng.choice(("Stadtratssitzung", "Gemeinderatssitzung", "Ratssitzung", "Sitzung des Stadtrates"))
    formula = f"Anfrage zur {committee} am {print_day(f.session, rng)}"
    shown: Shown = {"number": None, "title": f.title, "date": None, "received": None, "session_date": iso(f.session), "parties": []}
    order = [line(f.title, bold=True), line(formula)]
    return [*order, gap()], shown


def subject_line(f: Facts, rng: random.Random) -> Head:
    """One sentence says it all: who asks, when, about what."""
    name = f"der {f.group}"
    forms = (
        f"Anfrage {name} vom {print_day(f.day, rng)}: {f.title}",
        f"Anfrage {name} vom {print_day(f.day, rng)} zum Thema: {f.title}",
        f"Anfrage {f.number} {name} vom {print_day(f.day, rng)} – {f.title}",
    )
    text = rng.choice(forms)
    shown: Shown = {
        "number": f.number if f.number in text else None,
        "date": iso(f.day),
        "title": f.title,
        "parties": f.parties,
        "session_date": None,
    }
    return [line(f"{f.kind} {f.city}"), gap(), line(text, bold=True), gap()], shown


def asker_lines(f: Facts, rng: random.Random) -> Head:
    """Members with their party, a line each, number and day behind labels."""
    word = rng.choice(("Stadtrat", "Stadträtin", "Ratsmitglied", "Ratsherr"))
    people = [line(f"{word} {name} ({f.printed})") for name in f.members]
    pieces = [line(f"{f.kind} {f.city}"), gap(), line(f.type, bold=True), gap(), *people, gap()]
    pieces += [
        line(f"{rng.choice(wording.NUMBER_LABELS)}: {f.number}"),
        line(f"vom {print_day(f.day, rng)}"),
        gap(),
        line(f.title, bold=True),
        gap(),
    ]
    return pieces, {"number": f.number, "date": iso(f.day), "title": f.title, "parties": f.parties, "received": None}


def stacked(f: Facts, rng: random.Random) -> Head:
    """All labels first, then all values in the same order, a line each: what extraction makes of a table."""
    rows, shown = _rows(f, rng)
    pieces = [*_opening(f, rng), gap(), *(line(f"{label}:") for label, _ in rows), gap(), *(line(value) for _, value in rows), gap()]
    return [*pieces, line(f.title, bold=True), gap()], shown


def matrix(f: Facts, rng: random.Random) -> Head:
    """Labels as column heads, values below them, four at most."""
    rows, shown = _rows(f, rng)
    rows = [r for r in rows if r[0] != "Status"]
    kept, rest = rows[:4], rows[4:]
    table = Piece("table", rows=[[label for label, _ in kept], [value for _, value in kept]], marker="matrix")
    more = [line(f"{label}: {value}") for label, value in rest]
    pieces = [*_opening(f, rng), gap(), table, gap(), *more, *([gap()] if more else [])]
    return [*pieces, line(f.title, bold=True), gap()], shown


def joint(f: Facts, rng: random.Random) -> Head:
    """Several groups ask together."""
    chosen = rng.sample([p for p in wording.PARTIES if len(p[1][0].split()) == 1], 3)
    names = [p[1][0] for p in chosen]
    canonical = [p[0] for p in chosen]
    listed = rng.choice(
        (f"der Fraktionen {names[0]}, {names[1]} und {names[2]}", f"der Fraktionen von {names[0]}, {names[1]} und {names[2]}")
    )
    word = rng.choice(("Gemeinsame Anfrage", "Interfraktionelle Anfrage", "GEMEINSAME ANFRAGE"))
    if rng.random() < 0.5:
        top = [line(word, bold=True), line(listed)]
    else:
        top = [line(word, bold=True), gap(), *(line(f"{n}-Fraktion") for n in names)]
    pieces = [line(f"{f.kind} {f.city}"), gap(), *top, gap(), line(f"{rng.choice(('Vorlage Nr.', 'Drucksache'))}: {f.number}")]
    pieces += [line(f"{rng.choice(('Datum', 'vom'))}: {print_day(f.day, rng)}"), gap(), line(f.title, bold=True), gap()]
    return pieces, {"number": f.number, "date": iso(f.day), "parties": canonical, "title": f.title, "received": None, "session_date": None}


def beside(f: Facts, rng: random.Random) -> Head:
    """The addressee on the left, the group with its day on the right."""
    town = f.city.split()[0]
    left = ["An den Oberbürgermeister", f"der Stadt {f.city}", "Rathausplatz 1", f"{rng.randint(10000, 99999)} {town}", ""]
    right = [
        f.group,
        rng.choice(wording.STREETS),
        f"Tel. 0{rng.randint(1000, 9999)} {rng.randint(10000, 99999)}",
        "",
        print_day(f.day, rng),
    ]
    pairs = [Piece("pair", a, other=b) for a, b in zip(left, right, strict=True)]
    pieces = [*pairs, gap(), line(rng.choice((f"Anfrage: {f.title}", f"Betreff: {f.title}")), bold=True), gap()]
    if rng.random() < 0.7:
        pieces += [line(rng.choice(wording.SALUTATIONS)), gap()]
    return pieces, {"number": None, "date": iso(f.day), "parties": f.parties, "title": f.title, "received": None}


def noted(f: Facts, rng: random.Random) -> Head:
    """A stamp, a note and the title above the paper's name."""
    note = rng.choice(("- Bitte austauschen -", "(Kopie)", "Eilt!", "Tischvorlage", "öffentlich", "- öffentlich -"))
    y, m, d = f.received
    stamp = rng.choice(
        (f"Eingang {d:02}. {wording.MONTHS[m - 1][:3].upper()}. {y}", f"Eingegangen am {d:02}.{m:02}.{y}", f"EINGEGANGEN {d:02}.{m:02}.{y}")
    )
    pieces = [line(f"{f.kind} {f.city}"), line(note), gap()]
    shown: Shown = {"number": f.number, "parties": f.parties, "title": f.title, "received": None, "date": iso(f.day)}
    if rng.random() < 0.6:
        pieces += [line(stamp), gap()]
        shown["received"] = iso(f.received)
    pieces += [
        line(f"{f.type if '§' not in f.type else 'Anfrage'}", bold=True),
        line(f"der {f.group}"),
        line(f"vom {print_day(f.day, rng)}"),
        gap(),
    ]
    pieces += [line(f"Drucksache Nr. {f.number}" if "/" in f.number else f"Drucksache Nr.: {f.number}"), gap()]
    title = f.title.upper().replace("SS", "SS") if rng.random() < 0.2 and "ß" not in f.title else f.title
    shown["title"] = title
    return [*pieces, line(title, bold=True), gap()], shown


HEADS: dict[str, Callable[[Facts, random.Random], Head]] = {
    h.__name__: h
    for h in (
        mainz,
        letterhead,
        labelled,
        ruled,
        columns,
        apart,
        members,
        webpage,
        subject_line,
        asker_lines,
        stacked,
        matrix,
        joint,
        beside,
        noted,
    )
}
