"""Kinds of heads and ends that first-sight rounds of somebody who knew neither code nor cases brought up."""

from typing import Any

import pytest

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from tests.assemble.reading import TWO, Case, cases, check, check_laws

ASK = f"\n\nWir fragen die Verwaltung:\n{TWO}\n"
GROUP = "SPD-Fraktion im Rat Auental\n\n"

HEADS: list[Case] = [
    (
        "a caption beside another, its value below",
        (
            "Vorlage-Nr.:   AF/0233/2024\n"
            f"Federführend:                                         Status:        öffentlich\n"
            f"Fachbereich 4\n\n{GROUP}Betreff:\nSteg am Ufer{ASK}"
        ),
        {"number": "AF/0233/2024", "public": True, "title": "Steg am Ufer"},
    ),
    (
        "a number where the table says who asks",
        (f"Vorlage - AN/2025/071\n\nName: AN/2025/071\nArt: Anfrage\nEinreicher: SPD-Fraktion\nBetreff: Steg am Ufer{ASK}"),
        {"number": "AN/2025/071", "parties": ["SPD"], "title": "Steg am Ufer"},
    ),
    (
        "a number with a blank before its last part",
        (f"Vorlage - 2023/F 211\n\n{GROUP}Anfrage\n\nSteg am Ufer{ASK}"),
        {"number": "2023/F 211"},
    ),
    (
        "a session of councils by its number",
        (f"Gremium:          38. Plenarsitzung Gemeinderat\nTermin:           21.11.2023\n\n{GROUP}Anfrage\n\nSteg am Ufer{ASK}"),
        {"committee": "Gemeinderat", "session_date": "2023-11-21"},
    ),
    (
        "what a council does, behind its name",
        (f"{GROUP}Betreff: Steg am Ufer\nBeratungsfolge: Ortsbeirat Auental-Nord Kenntnisnahme 18.06.2024\n\nAnfrage{ASK}"),
        {"committee": "Ortsbeirat Auental-Nord", "session_date": "2024-06-18"},
    ),
    (
        "a table of sessions whose day stands below Sitzung",
        (f"{GROUP}Anfrage\n\nBetreff: Steg am Ufer\n\nSitzung        Gremium       TOP\n05.12.2022     Kreistag      11\n{ASK}"),
        {"committee": "Kreistag", "session_date": "2022-12-05", "agenda_item": "11"},
    ),
    (
        "a council whose name ends like what it does",
        (f"{GROUP}Betreff: Steg am Ufer\nGremium: Ausschuss für Familie und Beratung\nSitzung am: 18.06.2024\n\nAnfrage{ASK}"),
        {"committee": "Ausschuss für Familie und Beratung", "session_date": "2024-06-18"},
    ),
    (
        "a council below the day of its session",
        (f"ANFRAGE\n\nder Fraktion: SPD\nzur Sitzung am: 18.03.2024\nKreistag               öffentlich\n\nBetreff: Steg am Ufer{ASK}"),
        {"committee": "Kreistag", "session_date": "2024-03-18", "parties": ["SPD"]},
    ),
    (
        "a council alone on top is no subject, a house of the town no address",
        (
            f"STADT AUENTAL\nStadtverordnetenversammlung\n\nAnfrage Nr. 57\n\nder Stadtverordneten Ute Weiß (SPD)\nvom 04.09.2023\n\n"
            f"Leerstand im städtischen Gebäude Ufergasse 11\n\nDas Haus steht leer.{ASK}"
        ),
        {"title": "Leerstand im städtischen Gebäude Ufergasse 11", "parties": ["SPD"]},
    ),
    (
        "a group whose council stands on the next line",
        (f"SPD-Fraktion im\nStadtbezirksrat Auental-Nord\n\nAuental, 28.02.2019\n\nAnfrage\n\nSteg am Ufer{ASK}"),
        {"parties": ["SPD"], "title": "Steg am Ufer"},
    ),
    (
        "a list that is named in quotation marks",
        (f"Ortschaftsrat Auental\nOrtschaftsrätin Ute Weiß\nListe „Miteinander Auental“\n\n5.12.2023\n\nAnfrage\n\nSteg am Ufer{ASK}"),
        {"parties": ["Miteinander Auental"]},
    ),
    (
        "a member's party in brackets in the first sentence",
        (f"Sehr geehrte Frau Weiß,\n\nals Mitglied des Rates (SPD) bitte ich um Auskunft.\n\nDer Steg ist gesperrt.{ASK}"),
        {"parties": ["SPD"]},
    ),
    (
        "a member whom the group that asks names is none who asks",
        (f"Anfrage\n\nDie SPD-Fraktion bittet um Auskunft zu dem, was Stadtrat Ole Weiß (CDU) sagte.{ASK}"),
        {"parties": ["SPD"]},
    ),
    (
        "an office in a stamp is no subject",
        (f"{GROUP}OBERBÜRGERMEISTER\n\nAuental, 17.10.2023\n\nAnfrage\n\nSteg am Ufer\n\nDer Steg ist gesperrt.{ASK}"),
        {"title": "Steg am Ufer", "date": "2023-10-17"},
    ),
    (
        "a day on which a group has asked is no session of its council",
        (f"Steg am Ufer\n\nDie SPD-Fraktion im Gemeinderat Auental hat am 7. Februar 2024 folgende Anfrage gestellt:{ASK}"),
        {"parties": ["SPD"], "session_date": None, "committee": None},
    ),
    (
        "initials with the place, and what they stand for",
        (f"Anfrage der Fraktion UWG Auental\nUnabhängige Wählergemeinschaft\n\nSteg am Ufer{ASK}"),
        {"parties": ["UWG Auental"]},
    ),
    (
        "a number beside the group, without a caption",
        (f"Absender:\nCDU-Fraktion im Rat                                             25-26417\n\nBetreff:\nSteg am Ufer{ASK}"),
        {"number": "25-26417", "parties": ["CDU"], "title": "Steg am Ufer"},
    ),
    (
        "a number beside the address",
        (
            f"{GROUP}An die\nBürgermeisterin der Stadt Auental\nFrau Ute Weiß\n"
            f"                                             AN/1402/2024\n\nAnfrage\n\nSteg am Ufer{ASK}"
        ),
        {"number": "AN/1402/2024", "addressee": "Bürgermeisterin der Stadt Auental Frau Ute Weiß"},
    ),
    (
        "a number below its caption, with the term in Roman numerals",
        (
            "Bezirksverordnetenversammlung                                             Drucksache\n"
            "Lindenau                                                                  DS/0713/IX\n\n"
            f"Initiator: Fraktion der SPD\n\nGroße Anfrage\n\nBetr.: Steg am Ufer{ASK}"
        ),
        {"number": "DS/0713/IX", "title": "Steg am Ufer", "rationale": None},
    ),
    (
        "a number of a question time",
        (f"Stadtverordnetenversammlung am 12.12.2024\n\nFrage Nr. 1877\n\nSteg am Ufer\n\nDer Steg ist gesperrt.{ASK}"),
        {"number": "1877", "title": "Steg am Ufer", "session_date": "2024-12-12"},
    ),
    (
        "the term behind a number in small print, a day behind a member",
        (
            "Steg am Ufer\n\nKleine Anfrage KA-0341/VI\n\n"
            "Bezirksverordnete Ute Weiß (SPD), eingereicht am 11. April 2024\n\n"
            f"Der Steg ist gesperrt.{ASK}"
        ),
        {"number": "KA-0341/VI", "date": "2024-04-11", "parties": ["SPD"], "title": "Steg am Ufer"},
    ),
    (
        "what a council does, in brackets behind it",
        (f"{GROUP}Beratungsfolge:\nStadtbezirksrat Nord (zur Beantwortung)    24.09.2025   Ö\n\nAnfrage\n\nSteg am Ufer{ASK}"),
        {"committee": "Stadtbezirksrat Nord", "session_date": "2025-09-24"},
    ),
    (
        "a day before its council",
        f"{GROUP}Anfrage\n\nBeratungsverlauf:\n• 18.11.2024: Stadtbezirksrat Nord\n\nSteg am Ufer{ASK}",
        {"committee": "Stadtbezirksrat Nord", "session_date": "2024-11-18"},
    ),
    (
        "a council in a line that sends there",
        f"{GROUP}Anfrage\nin die nächste Sitzung des Stadtbezirksrates Nord\n\nSteg am Ufer{ASK}",
        {"committee": "Stadtbezirksrat Nord", "title": "Steg am Ufer"},
    ),
    (
        "a council and its day in a line that sends there",
        (f"{GROUP}Vorlage Nr. AF 23/2024\n\nfür die Stadtverordnetenversammlung am 04.07.2024\n\nSteg am Ufer{ASK}"),
        {"committee": "Stadtverordnetenversammlung", "session_date": "2024-07-04", "title": "Steg am Ufer"},
    ),
    (
        "a session in brackets behind the council",
        (f"{GROUP}Auental, 3. August 2024\n\nAnfrage an den Ausschuss für Soziales (Sitzung am 27.09.)\n\nSteg am Ufer{ASK}"),
        {"committee": "Ausschuss für Soziales"},
    ),
    (
        "a request for a session",
        (f"{GROUP}Bitte um Bericht in der Sitzung des Ortschaftsrates am 22.04.2024\nSteg am Ufer\n\nSehr geehrter Herr Roth,{ASK}"),
        {"committee": "Ortschaftsrat", "session_date": "2024-04-22", "title": "Steg am Ufer"},
    ),
    (
        "an office above the address",
        (f"{GROUP}Bürgermeisteramt Auental\nHerrn Bürgermeister\nOle Roth\nMarkt 1\n\nAnfrage\n\nSteg am Ufer{ASK}"),
        {"title": "Steg am Ufer", "addressee": "Bürgermeisteramt Auental Herrn Bürgermeister Ole Roth Markt 1"},
    ),
    (
        "an office on top",
        (
            "Ortschaftsverwaltung Auental\nDie Ortsvorsteherin\n\nAn\nHerrn Roth\n\nAnfrage\n\nSteg am Ufer\n\n"
            f"Sehr geehrter Herr Roth,{ASK}"
        ),
        {"title": "Steg am Ufer"},
    ),
    (
        "a street with a preposition, and the subject in the announcement",
        (
            "Ole Roth\nRatsmitglied (parteilos)\nZum Alten Backes 2\n54321 Auental\n\n"
            "Sehr geehrte Frau Weiß,\n\n"
            "ich richte zur Sitzung des Rates am 16. Dezember 2024 folgende Anfrage zum\n"
            f'Thema "Steg am Ufer" an Sie:\n\n{TWO}\n'
        ),
        {"title": "Steg am Ufer", "parties": ["parteilos"], "session_date": "2024-12-16"},
    ),
    (
        "a subject over an idle hier",
        (f"{GROUP}Betr.: Steg am Ufer\n\nhier: Anfrage zur Sitzung des Rates am 18.09.2025\n\nSehr geehrter Herr Roth,{ASK}"),
        {"title": "Steg am Ufer", "session_date": "2025-09-18", "committee": "Rat"},
    ),
    (
        "a subject that asks, over its reasons",
        (
            "Kleine Anfrage\n"
            "der Mitglieder der Bezirksversammlung Ute Weiß und Ole Roth (Volt-Fraktion)\n\n"
            "Wege am Ufer und an der Bucht – wie ist der Stand?\n\n\nSachverhalt:\n\n"
            f"Der Steg ist gesperrt.{ASK}"
        ),
        {"title": "Wege am Ufer und an der Bucht – wie ist der Stand?", "preamble": "Der Steg ist gesperrt.", "parties": ["Volt"]},
    ),
    (
        "captions of a page's parts",
        (
            "Drucksache - 22-1874\n\nBetreff: Steg am Ufer\n\nSachverhalt\nAnlagen\n\n"
            "der Mitglieder der Bezirksversammlung Ute Weiß und Ole Roth (Volt)\n\nSachverhalt:\n\n"
            f"Der Steg ist gesperrt.{ASK}"
        ),
        {"parties": ["Volt"], "preamble": "Der Steg ist gesperrt."},
    ),
    (
        "what a site says of its own text",
        (
            "Anfrage Nr. 15-2213/2024\n\nSteg am Ufer\n\n"
            "Hinweis: Der folgende Text kann in der Darstellung vom Original\n"
            f"abweichen, siehe Druckversion.\n\nDer Steg ist gesperrt.{ASK}"
        ),
        {"title": "Steg am Ufer", "preamble": "Der Steg ist gesperrt."},
    ),
    (
        "initials, and what they stand for",
        f"UWG-Kreistagsfraktion Auental\nUnabhängige Wählergemeinschaft\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"parties": ["UWG"]},
    ),
    (
        "a group's council below its party, and who heads it beside them",
        (
            "FREIE WÄHLER                                    Fraktionsvorsitzender\n"
            f"Gemeinderatsfraktion Auental                    Ole Roth\n\nAnfrage\n\nSteg am Ufer{ASK}"
        ),
        {"parties": ["FREIE WÄHLER"]},
    ),
    (
        "a partner that looks like a name",
        f"Fraktion FREIE WÄHLER/Heimatbund Oberland\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"parties": ["FREIE WÄHLER", "Heimatbund Oberland"]},
    ),
    (
        "two lists",
        f"Fraktionsgemeinschaft\nKulturliste / Junges Auental\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"parties": ["Kulturliste", "Junges Auental"]},
    ),
    (
        "a group in the announcement",
        (f"Ute Weiß\nMitglied der Gemeindevertretung\n\nBetr.: Steg am Ufer\n\nFür den SSW frage ich deshalb:\n\n{TWO}\n"),
        {"parties": ["SSW"]},
    ),
    (
        "a block at the right of the address",
        (
            "SPD-Ratsfraktion · Lange Straße 14 · 54321 Auental\n\n"
            "Stadt Auental                                                           SPD-Fraktion\n"
            "Herrn Bürgermeister                                                     im Rat der Stadt Auental\n"
            "Ole Roth\n"
            "Markt 1                                                                 Lange Straße 14\n"
            "                                                                        54321 Auental\n\n"
            "                                                                        Auental, den 16.04.2024\n"
            f"\nAnfrage\n\nSteg am Ufer{ASK}"
        ),
        {"title": "Steg am Ufer", "date": "2024-04-16", "parties": ["SPD"], "addressee": "Herrn Bürgermeister Ole Roth Markt 1"},
    ),
    (
        "a day at the right of the address",
        (
            "                                                                         Volt-Fraktion\n\n"
            "An den                                                                   Rathaus, Zimmer 214\n"
            "Magistrat                                                                Kurpromenade 2\n"
            "Herrn Ole Roth                                                           volt@auental.example\n"
            "– im Hause –                                                             9. Januar 2025\n"
            f"\nAnfrage\n\nSteg am Ufer{ASK}"
        ),
        {"title": "Steg am Ufer", "date": "2025-01-09", "parties": ["Volt"]},
    ),
    (
        "thanks at the beginning of the text",
        (
            f"{GROUP}Steg am Ufer\n\nSehr geehrter Herr Roth,\n\n"
            "für die Antwort auf unsere Anfrage bedanken wir uns. Es blieb aber\n"
            f"manches offen. Der Steg ist gesperrt.{ASK}"
        ),
        {"preamble": "für die Antwort auf unsere Anfrage bedanken wir uns. Es blieb aber manches offen. Der Steg ist gesperrt."},
    ),
    (
        "an announcement in the paragraph of the questions",
        (
            f"{GROUP}Steg am Ufer\n\nMoin Ole, sehr geehrte Damen und Herren vom Amt,\n\n"
            "der Steg ist gesperrt.\n\n"
            "Wir möchten von der Verwaltung wissen: Wann wird er erneuert? Wer zahlt das?\n"
            "Bitte teilen Sie uns außerdem mit, ob es eilt.\n\n"
            "Mit freundlichen Grüßen\nUte Weiß\n"
        ),
        {
            "lead_ins": ["Wir möchten von der Verwaltung wissen:"],
            "questions": ["Wann wird er erneuert?", "Wer zahlt das?", "Bitte teilen Sie uns außerdem mit, ob es eilt."],
            "preamble": "der Steg ist gesperrt.",
        },
    ),
]

BODY = f"{GROUP}Auental, 3. Mai 2024\n\nAnfrage\n\nSteg am Ufer\n\nWir fragen:\n\n{TWO}\n\n"

ENDS: list[Case] = [
    (
        "a local group behind an office",
        f"Anfrage\n\nSteg am Ufer{ASK}\nMit freundlichen Grüßen\n\nOle Roth\nFraktionsvorsitzender WIR für Auental\n",
        {"parties": ["WIR für Auental"], "signatories": ["Ole Roth"]},
    ),
    (
        "what people are",
        f"{BODY}Initiative:\nOle Roth (Fraktionsvorsitzender)\nUte Weiß (stv. Fraktionsvorsitzende)\n\nEhrenamtliche Stadtratsmitglieder\n",
        {"signatories": ["Ole Roth", "Ute Weiß"]},
    ),
    (
        "a group that the head names, behind a name",
        (
            f"Gemeinderatsfraktion\nJunges Forum Auental (JFA)\n\nAnfrage\n\nSteg am Ufer{ASK}\n"
            "Freundliche Grüße\n\nOle Roth, Junges Forum Auental\n"
        ),
        {"signatories": ["Ole Roth"], "parties": ["Junges Forum Auental (JFA)"]},
    ),
    (
        "a day before who signs",
        (f"{GROUP}Anfrage\n\nSteg am Ufer{ASK}\n14.06.2022, gez. Ute Weiß\n______________\nDatum, Unterschrift\n"),
        {"date": "2022-06-14", "signatories": ["Ute Weiß"]},
    ),
    (
        "a remark in brackets",
        f"{BODY}gez.\n\nUte Weiß (Initiative)      Ole Roth\nFraktionsvorsitzende       Stadtrat\n",
        {"signatories": ["Ute Weiß", "Ole Roth"], "signatory_roles": ["Fraktionsvorsitzende", "Stadtrat"]},
    ),
    (
        "a party in an office",
        (
            "Steg am Ufer\n\nMeine Fragen dazu:\n\nFrage 1: Wann kommt der Bus?\n\nFrage 2: Wer zahlt das?\n"
            "\nGruß\nUte Weiß\nCDU-Ortsratsmitglied\n"
        ),
        {"parties": ["CDU"], "signatory_roles": ["CDU-Ortsratsmitglied"]},
    ),
    (
        "a caption above who asks",
        (f"Steg am Ufer\n\nDer Steg ist gesperrt.\n\nICH FRAGE DEN MAGISTRAT:\n\n{TWO}\n\nFRAGESTELLER\n\nOle Roth (CDU)\n"),
        {"signatories": ["Ole Roth"], "parties": ["CDU"], "rationale": None},
    ),
    (
        "annexes above the farewell",
        f"{BODY}Anlagenverzeichnis\n\nkeine\n\nMit freundlichen Grüßen\n\nUte Weiß\n",
        {"signatories": ["Ute Weiß"], "rationale": None},
    ),
    (
        "annexes on two lines above the farewell",
        f"{BODY}Anlagen:\nkeine\n\nMit freundlichen Grüßen\n\nUte Weiß\n",
        {"signatories": ["Ute Weiß"], "rationale": None},
    ),
    (
        "where it may be answered",
        (f"{BODY}Eine Beantwortung unter TOP 6 der Sitzung ist ausreichend.\n\nMit freundlichen Grüßen\n\nUte Weiß\n"),
        {"rationale": None},
    ),
    (
        "that somebody may come",
        (f"{BODY}Es wäre schön, wenn Herr Roth an der Sitzung teilnehmen könnte.\n\nMit freundlichen Grüßen\n\nUte Weiß\n"),
        {"rationale": None},
    ),
    (
        "that a few words will do",
        (f'{BODY}Es reicht mir, wenn Sie unter "Verschiedenes" kurz darauf eingehen.\n\nMit freundlichen Grüßen\n\nUte Weiß\n'),
        {"rationale": None},
    ),
    (
        "where a lone question is to be answered",
        (
            f"{GROUP}Steg am Ufer\n\nIch frage deshalb:\n\nWann wird der Steg erneuert?\n\n"
            "Ich bitte darum, die Frage in der Sitzung des Rates am 10. Dezember 2024 zu beantworten.\n"
            "\nMit freundlichen Grüßen\n\nUte Weiß\n"
        ),
        {"questions": ["Wann wird der Steg erneuert?"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), cases(*HEADS))
def test_head(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), cases(*ENDS))
def test_end(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


def test_a_print_s_foot_and_number_between_pages() -> None:
    wide = " " * 61
    foot = f"Ausdruck vom: 05.03.2025{wide}Seite: {{}}/2\n"
    first = f"Lindenau{wide}DS/0713/IX\n\nInitiator: Fraktion der SPD\n\nGroße Anfrage{ASK}\n\n{foot.format(1)}"
    second = f"{wide}DS/0713/IX\n\n\ngez. Ute Weiß\n\n{foot.format(2)}"
    for text in (first + second, f"{first}\f{second}"):
        check(text, {"number": "DS/0713/IX", "rationale": None, "signatories": ["Ute Weiß"]})


LINK = '<li><a href="/x">Wann öffnet das Bad?</a></li>'

PAGES = {
    "classes of a builder": (
        '<main><div class="content-sidebar-wrap"><div class="elementor-widget-wrap">'
        '<div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">LETTER</div></div>'
        "</div></div></main>"
    ),
    "a list of files": '<article>LETTER</article><ul><li><a href="getfile.php?id=1">AF12</a> 112 KB</li></ul>',
    "tabs": '<ul><li><a href="#a">Sachverhalt</a></li><li><a href="#b">Anlagen</a></li></ul><div id="a">LETTER</div>',
    "teasers": f"<main><article>LETTER</article><aside><h2>Weitere Anfragen</h2><ul>{LINK * 3}</ul></aside></main>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_stands_around_a_letter_on_a_page(page: str) -> None:
    pytest.importorskip("lxml")
    letter = (
        "<h1>Steg am Ufer</h1><p>SPD-Fraktion</p><p>Der Steg ist gesperrt.</p><p>Wir fragen:</p>"
        "<p>1. Wann kommt er?</p><p>2. Wer zahlt?</p><p>Ute Weiß<br>Stadträtin</p>"
    )
    source = read_bytes(f"<html><body>{page.replace('LETTER', letter)}</body></html>".encode(), "a.html")
    check_laws(source.text)
    (record,) = parse_source(source)
    assert (record.title, record.preamble, record.rationale) == ("Steg am Ufer", "Der Steg ist gesperrt.", None)
    assert [question.text for question in record.questions] == ["Wann kommt er?", "Wer zahlt?"]
    assert [person.name for person in record.signatories] == ["Ute Weiß"]
