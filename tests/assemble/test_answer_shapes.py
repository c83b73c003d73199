"""Answer papers in the shapes of institutions: each row is a kind that was once misread, in invented text."""

from typing import Any

import pytest

from anfrage_parser import parse_text
from anfrage_parser.errors import NotAnInquiryError
from tests.assemble.reading import check_laws

Q1, Q2, Q3 = "Wie viele Stege gibt es am Grünsee?", "Was kosten sie im Jahr?", "Wer pflegt sie?"
A1, A2, A3 = "Am Grünsee gibt es neun Stege.", "Sie kosten 40.000 Euro.", "Das Bauamt pflegt sie."
IN_TURN = f"1. {Q1}\n\n{A1}\n\n2. {Q2}\n\n{A2}\n\n3. {Q3}\n\n{A3}\n"
MARKED = f"Zu 1.:\n{A1}\n\nZu 2.:\n{A2}\n\nZu 3.:\n{A3}\n"
LETTER = "Sehr geehrte Frau Krahl,\n\nIhre Anfrage beantworte ich wie folgt:\n\n"
WIDE = " " * 60

PAPERS = [
    pytest.param(  # the number on a line of its own, again on top of each page; a title that asks; a remark of who answers
        f"LANDTAG TALLAND\n18. Wahlperiode\n{WIDE}Drucksache 18/14022\n\n{WIDE}27.05.2025\n\nAntwort\n\nder Landesregierung\n\n"
        "auf die Kleine Anfrage 5388 vom 22. April 2025\nder Abgeordneten Eva Krahl und Tom Beer SPD\nDrucksache 18/13511\n\n\n"
        "Wie geht es weiter mit den Stegen am Grünsee?\n\n\nVorbemerkung der Kleinen Anfrage\n\nDie Stege am Grünsee sind alt.\n\n"
        "Vorbemerkung der Landesregierung\n\nStege sind Sache der Kommunen.\n\n"
        f"\fLANDTAG TALLAND - 18. Wahlperiode{WIDE}Drucksache 18/14022\n\n{IN_TURN}",
        {"number": "18/14022", "title": "Wie geht es weiter mit den Stegen am Grünsee?", "answered_by": "Landesregierung"},
        [A1, A2, A3],
        id="number apart, title asks",
    ),
    pytest.param(  # "und", "Antwort" and the minister without an article
        f"{WIDE}Drucksache 21/1877\nLANDTAG TALLAND          12. 03. 2025\n\nKleine Anfrage\n"
        f"Dr. Eva Krahl (Freie Demokraten) vom 10.02.2025\n"
        "Stege am Grünsee\nund\nAntwort\nMinister für Landwirtschaft und Umwelt\n\nVorbemerkung Fragestellerin:\nDie Stege sind alt.\n\n"
        "Die Vorbemerkung vorangestellt, beantworte ich die Kleine Anfrage wie folgt:\n\n"
        f"Frage 1. {Q1}\n\n{A1}\n\nFrage 2. {Q2}\n\n{A2}\n\nFrage 3. {Q3}\n\n{A3}\n\nTallau, 4. März 2025\nIn Vertretung:\nJens Roloff\n",
        {
            "number": "21/1877",
            "date": "2025-02-10",
            "parties": ["FDP"],
            "title": "Stege am Grünsee",
            "answered_by": "Minister für Landwirtschaft und Umwelt",
        },
        [A1, A2, A3],
        id="und, Antwort, Minister",
    ),
    pytest.param(  # who signs stands with one name above the office
        "Landtag Talland\nDrucksache 8/1103\n\nKleine Anfrage\n\ndes Abgeordneten Beer (CDU)\n\nund\n\nAntwort\n\n"
        "des Ministeriums für Umwelt\n\n"
        f"Stege am Grünsee\n\nDas Ministerium hat die Kleine Anfrage 8/412 vom 15. April 2025 beantwortet:\n\n"
        f"1. {Q1}\n\nAntwort:\n{A1}\n\n"
        f"2. {Q2}\n\nAntwort:\n{A2}\n\n3. {Q3}\n\nAntwort:\n{A3}\n\n{WIDE}Steinbach-Oel\n{WIDE}Minister\n\n"
        f"Druck: Landtag, 13. Juni 2025\n",
        {"title": "Stege am Grünsee", "answered_by": "Ministeriums für Umwelt"},
        [A1, A2, A3],
        id="one name above the office",
    ),
    pytest.param(  # the inquiry's number beside the parliament's name, the day beside the term; who decides what, below the answers
        f"TALLÄNDISCHE BÜRGERSCHAFT{WIDE}Drucksache 21/988\nLandtag{WIDE}(zu Drs. 21/931)\n21. Wahlperiode{WIDE}25.03.2025\n\n"
        "Antwort des Senats auf die Kleine Anfrage der Fraktion der FDP\n\nStege am Grünsee – Was nun?\n\nAntwort des Senats\n"
        "auf die Kleine Anfrage der Fraktion der FDP\nvom 11. Februar 2025\n(Drucksache 21/931)\n\n"
        f"Der Senat beantwortet die Kleine Anfrage wie folgt:\n\n{IN_TURN}\nBeschlussempfehlung:\n\n"
        f"Die Bürgerschaft nimmt die Antwort zur Kenntnis.\n",
        {
            "number": "21/988",
            "date": "2025-03-25",
            "title": "Stege am Grünsee – Was nun?",
            "parties": ["FDP"],
            "refers_to.number": "21/931",
            "refers_to.date": "2025-02-11",
        },
        [A1, A2, A3],
        id="numbers and days beside",
    ),
    pytest.param(  # the title below its caption and a blank line, asking; the day of the inquiry apart from who asks
        "Drucksache 19 / 22 417\nSchriftliche Anfrage\n19. Wahlperiode\n\nSchriftliche Anfrage\n\nder Abgeordneten Eva Krahl (SPD)\n\n"
        "vom 28. April 2025 (Eingang beim Landtag am 29. April 2025)\n\nzum Thema:\n\nStege am Grünsee – Wann wird gebaut?\n\n"
        "und  Antwort vom 13. Mai 2025 (Eingang beim Landtag am 15. Mai 2025)\n\fSenatsverwaltung für Ufer\n\nAntwort\n"
        f"auf die Schriftliche Anfrage Nr. 19/22417\n\nIm Namen des Senats beantworte ich Ihre Schriftliche Anfrage wie folgt:\n\n"
        f"Frage 1:\n\n{Q1}\n\nAntwort zu 1:\n\n{A1}\n\nFrage 2:\n\n{Q2}\n\nAntwort zu 2:\n\n{A2}\n\nFrage 3:\n\n"
        f"{Q3}\n\nAntwort zu 3:\n\n{A3}\n",
        {"date": "2025-04-28", "received": "2025-04-29", "title": "Stege am Grünsee – Wann wird gebaut?"},
        [A1, A2, A3],
        id="title below its caption",
    ),
    pytest.param(  # the source of a table in an answer
        f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\n1. {Q1}\n\n"
        f"Es gab:\n\nJahr     Stege\n"
        f"2010         9\n2020        11\n\nQuelle: Bauamt, eigene Zählung\n\n2. {Q2}\n\n{A2}\n",
        {},
        ["Es gab:\n\nJahr Stege 2010 9 2020 11\n\nQuelle: Bauamt, eigene Zählung", A2],
        id="source of a table",
    ),
    pytest.param(  # another paper's name above; the inquiry's number in brackets behind the title
        "Der Oberbürgermeister\nVorlagen-Nummer 13.05.2025\n1487/2025\n\nMitteilung\n\nöffentlicher Teil\n\n"
        "Beantwortung einer Anfrage nach § 4 der Geschäftsordnung\nhier: Stege am Grünsee (AN/0611/2025)\n\n"
        "Die CDU-Fraktion bittet um Beantwortung folgender Fragen:\n\n"
        f"1. {Q1}\n\nAntwort der Verwaltung:\n{A1}\n\n2. {Q2}\n\nAntwort der Verwaltung:\n{A2}\n\ngez. Roloff\n",
        {
            "number": "1487/2025",
            "title": "Stege am Grünsee",
            "refers_to.number": "AN/0611/2025",
            "refers_to.date": None,
        },
        [A1, A2],
        id="Mitteilung",
    ),
    pytest.param(  # the day's item above the title, the number in brackets behind who asked
        f"Stadt Tallau\nDer Oberbürgermeister\n\nTagesordnungspunkt 5.3 der Sitzung am 06.05.2025\nStege am Grünsee\n"
        f"Anfrage der Fraktion Die Linke (Drucksache Nr.: 38214-25)\n\n{LETTER}{IN_TURN}\nMit freundlichen Grüßen\n\n"
        f"Jens Roloff\nStadtrat\n",
        {
            "title": "Stege am Grünsee",
            "agenda_item": "5.3",
            "parties": ["DIE LINKE"],
            "refers_to.number": "38214-25",
            "refers_to.date": None,
        },
        [A1, A2, A3],
        id="item of the day",
    ),
    pytest.param(  # the kind of answer in front, the answer's own number behind "zur Anfrage"
        f"Ratsversammlung\n\nSchriftliche Antwort zur Anfrage VIII-F-01544-AW-01\n\n"
        f"Eingereicht von: Dezernat Umwelt, Klima und Ordnung\n\n"
        f"Betreff: Stege am Grünsee\n\nAnfrage: VIII-F-01544, Fraktion BÜNDNIS 90/DIE GRÜNEN\n\nSachverhalt\n\nFrage 1: {Q1}\n\n{A1}\n\n"
        f"Frage 2: {Q2}\n\n{A2}\n\nAnlage/n: keine\n",
        {"number": "VIII-F-01544-AW-01", "answered_by": "Dezernat Umwelt, Klima und Ordnung", "title": "Stege am Grünsee"},
        [A1, A2],
        id="Schriftliche Antwort",
    ),
    pytest.param(  # each question in quotation marks, the first within the quoted letter
        f"Stadt Tallau\nDer Oberbürgermeister\n\nTallau, 6. März 2025\n\nStege am Grünsee\nAF0214/25\n\n{LETTER}"
        f"„Die Stege sind alt. Dazu meine Fragen:\n\n1. {Q1}“\n\n{A1}\n\n„2. {Q2}“\n\n{A2}\n\n„3. {Q3}“\n\n{A3}\n\n"
        f"Mit freundlichen Grüßen\n\nJens Roloff\n",
        {"title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="quoted questions",
    ),
    pytest.param(  # number and day of the office below the last answer; the title behind "Anfrage"
        f"Landeshauptstadt Tallau\n{WIDE}Antwort der Verwaltung auf eine\n{WIDE}Anfrage\n{WIDE}Nr.        15-0877/2025 F1\n"
        f"In den Stadtbezirksrat Grünsee-Süd          Anzahl der Anlagen  0\n\nAntwort der Verwaltung auf die\n"
        f"Anfrage Stege am Grünsee\n\n"
        f"Wir fragen die Verwaltung:\n\n1. {Q1}\n2. {Q2}\n3. {Q3}\n\n"
        f"Die Verwaltung beantwortet die Anfrage wie folgt:\n\n{MARKED}\n\n67.33\nTallau / 08.05.2025\n",
        {"number": "15-0877/2025 F1", "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="sign of the office below",
    ),
    pytest.param(  # a mail's subject that names the paper first
        "Betreff: Beantwortung KA-0381/VII - Stege am Grünsee\n\nBezirksamt Tallau\nAbt. Grünflächen\n\n22.05.2025\n\n"
        f"{LETTER}{IN_TURN}\nMit freundlichen Grüßen\n\nJens Roloff\n",
        {"title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="subject with the paper's name",
    ),
    pytest.param(  # the group with the title behind it
        f"Stadt Tallau\n\nSTELLUNGNAHME zur Anfrage\n\nVorlage Nr.: 2025/0487\n\nGRÜNE-Gemeinderatsfraktion: Stege am Grünsee\n\n{IN_TURN}",
        {"number": "2025/0487", "parties": ["BÜNDNIS 90/DIE GRÜNEN"], "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="group with title",
    ),
    pytest.param(  # the number of the inquiry behind its name, that of the answer with a sign
        f"Hansestadt Tallau\nDer Oberbürgermeister\n\nVorlage-Nr:     2025/AF/0388-01 (SN)\n"
        f"Status:         öffentlich\n\nStellungnahme\n\n"
        f"Stellungnahme zur Anfrage Nr. 2025/AF/0388 der Fraktion DIE LINKE\nStege am Grünsee\n\nSachverhalt:\n\n"
        f"{IN_TURN}\nIn Vertretung\n\n"
        "Eva Roloff\nSenatorin für Infrastruktur\n\nAnlage/n:\nKeine\n",
        {"number": "2025/AF/0388-01 (SN)", "parties": ["DIE LINKE"], "refers_to.number": "2025/AF/0388", "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="number with a sign",
    ),
    pytest.param(  # the number of the inquiry behind who asked; each question on the line of its mark
        f"Landeshauptstadt Tallau\nDer Magistrat\n\n16. Mai 2025\n\n"
        f"Anfrage der Stadtverordnetenfraktion CDU Nr. 25-F-63-0041\nStege am Grünsee\n\n"
        f"Die Anfrage beantworte ich wie folgt:\n\nZu 1) {Q1}\n\n{A1}\n\nZu 2) {Q2}\n\n{A2}\n\nZu 3) {Q3}\n\n{A3}\n\n"
        f"Mit freundlichen Grüßen\n\nJens Roloff\n",
        {"refers_to.number": "25-F-63-0041", "parties": ["CDU"], "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="question behind its mark",
    ),
    pytest.param(  # in whose name the reader asked, a mail's subject, and who gets the answer, too
        f"Betreff: Ihre Anfrage: Stege am Grünsee\n\nSehr geehrte Frau Krahl,\n\n"
        f"Ihre Anfrage vom 18. Juni 2025 für die ÖDP-Ratsgruppe beantworte ich wie folgt:\n\n"
        f"1. {Q1}\n\n{A1}\n\n2. {Q2}\n\n{A2}\n\nDiese Antwort erhalten auch die übrigen Fraktionen.\n\n"
        f"Mit freundlichen Grüßen\n\nJens Roloff\n",
        {"title": "Stege am Grünsee", "parties": ["ÖDP"], "refers_to.date": "2025-06-18"},
        [A1, A2],
        id="letter to a member",
    ),
    pytest.param(  # headings over questions
        f"Stadt Tallau\nAntwort der Verwaltung\n\nAnfrage der CDU-Fraktion: Stege am Grünsee\n\n"
        f"Die Anfrage wird wie folgt beantwortet:\n\nBestand\n\n"
        f"1. {Q1}\n\n{A1}\n\nKosten und Pflege\n\n2. {Q2}\n\n{A2}\n\n3. {Q3}\n\n{A3}\n",
        {"title": "Stege am Grünsee", "blocks.1.heading": "Kosten und Pflege"},
        [A1, A2, A3],
        id="headings over questions",
    ),
    pytest.param(  # a table whose cells are parted, but not aligned with their heads
        f"Stadt Tallau\nBeantwortung der Anfrage der SPD-Fraktion\nBetreff: Stege am Grünsee\n\nNr.   Frage   Antwort\n"
        f"1   {Q1}   {A1}\n2   {Q2}   {A2}\n3   {Q3}   {A3}\n",
        {"title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="table not aligned",
    ),
    pytest.param(  # notes below a rule, one of whose marks is not told from a number
        f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\n1. {Q1}\n\n"
        f"Im Jahr 2023/20241 gab es neun.\n\n"
        f"2. {Q2}\n\nSie kosten viel.2 Näheres steht noch\nnicht fest.\n\n____________\n1 Das Jahr beginnt im Mai.\n"
        f"2 Stand: Januar 2025.\n\fMehr ist nicht bekannt.\n\n"
        f"3. {Q3}\n\n{A3}\n",
        {"footnotes.0.text": "Das Jahr beginnt im Mai.", "footnotes.1.text": "Stand: Januar 2025."},
        ["Im Jahr 2023/20241 gab es neun.", "Sie kosten viel. Näheres steht noch nicht fest.\n\nMehr ist nicht bekannt.", A3],
        id="notes below a rule",
    ),
    pytest.param(  # captions of questions and answers without numbers
        f"Landkreis Tallau · Der Landrat\nTallau, 16.06.2025\n\nStege am Grünsee\nIhre Anfrage vom 2. Juni 2025\n\n"
        f"Sehr geehrte Frau Krahl,\n\n"
        f"gerne beantworte ich Ihre Fragen:\n\nIhre Frage: {Q1}\nUnsere Antwort: {A1}\nIhre Frage: {Q2}\nUnsere Antwort: {A2}\n"
        f"Ihre Frage: {Q3}\nUnsere Antwort: {A3}\n\nMit freundlichen Grüßen\nJens Roloff\n",
        {"title": "Stege am Grünsee", "questions.0.text": Q1, "questions.2.text": Q3},
        [A1, A2, A3],
        id="captions without numbers",
    ),
    pytest.param(  # the head of a later page in a sentence; a table over two pages
        f"Bezirksamt Talmoor\nDrs. 21-0344.1\n\nAntwort des Bezirksamtes auf die Anfrage der SPD-Fraktion\n"
        f"Stege am Grünsee\n\n1. {Q1}\n\nEs gab noch\n\f"
        f"Bezirksamt Talmoor – Antwort auf die Anfrage 21-0344 – Seite 2\nneun Stege.\n\n2. {Q2}\n\nJahr   Euro\n"
        f"2015             18\n2016             21\n\f"
        f"Bezirksamt Talmoor – Antwort auf die Anfrage 21-0344 – Seite 3\n2017             19\n2018             24\n\n3. {Q3}\n\n{A3}\n",
        {"number": "21-0344.1"},
        ["Es gab noch neun Stege.", "Jahr Euro 2015 18 2016 21 2017 19 2018 24", A3],
        id="page heads and rows",
    ),
    pytest.param(  # who wrote for the government, at the end of a page; the letter's first words without a blank line
        f"LANDTAG TALLAND{WIDE}Drucksache 8/4711\n8. Wahlperiode{WIDE}17.03.2025\n\nKLEINE ANFRAGE\n\n"
        f"des Abgeordneten Tom Beer, Fraktion der CDU\n\n"
        f"Stege am Grünsee\n\nund\n\nANTWORT\n\nder Landesregierung\n\n1. {Q1}\n\n{A1}\n\n2. {Q2}\n\n{A2}\n\n"
        "Die Ministerin für Ufer, Bundes- und Seeangelegenheiten hat namens der Landesregierung die\n"
        "Kleine Anfrage mit Schreiben vom 14. März 2025 beantwortet.\n"
        f"\fDrucksache 8/4711{WIDE}Landtag Talland - 8. Wahlperiode\n\n3. {Q3}\n\n{A3}\n",
        {"number": "8/4711", "date": "2025-03-17", "title": "Stege am Grünsee", "answered_by": "Landesregierung"},
        [A1, A2, A3],
        id="who wrote, between",
    ),
    pytest.param(  # no blank lines: what announces the answers, and the questions below it
        f"Magistrat Tallau\n12. Juni 2025\nVorlage Nr. 101.19.1433\nStege am Grünsee\nAnfrage der Fraktion FDP\n"
        f"Stellungnahme des Magistrats\n"
        f"Der Magistrat beantwortet die Anfrage wie folgt:\n1. {Q1}\n{A1}\n2. {Q2}\n{A2}\n3. {Q3}\n{A3}\nEva Roloff\nStadtbaurätin\n",
        {"document_type": "answer", "number": "101.19.1433", "title": "Stege am Grünsee", "parties": ["FDP"]},
        [A1, A2, A3],
        id="without blank lines",
    ),
    pytest.param(  # the inquiry, its rule, the title and "öffentlich" on one line
        f"Stadtverwaltung Tallau\n\nDS 0786/25 - Anfrage nach § 9 Abs. 2 GeschO - Stege am Grünsee - öffentlich\n\n"
        f"{LETTER}{IN_TURN}\nMit freundlichen Grüßen\n\n"
        "Jens Roloff\n",
        {"refers_to.number": "0786/25", "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="named in parts",
    ),
    pytest.param(  # a form's rows below the title; the number of the answer to it
        f"Stadt Tallau\n\n25-21877-01\nStellungnahme\nöffentlich\n\nBetreff:   Stege am Grünsee\n"
        f"Organisationseinheit:   Dezernat III, Fachbereich Tiefbau\n"
        f"Datum:   02.06.2025\n\nSachverhalt:\n"
        f"Zur Anfrage der CDU-Fraktion vom 12.05.2025 wird wie folgt Stellung genommen:\n\n{IN_TURN}\nAnlage/n: keine\n",
        {"number": "25-21877-01", "date": "2025-06-02", "title": "Stege am Grünsee", "parties": ["CDU"]},
        [A1, A2, A3],
        id="rows below the title",
    ),
    pytest.param(  # whom the letter greets
        f"Stadt Tallau\n\nVorlagennummer: 0622/2025/6A\n\nStege am Grünsee\n\nSehr geehrte Damen und Herren der FDP-Fraktion,\n\n"
        f"zu Ihrer Anfrage vom 20. Januar nehmen wir wie folgt Stellung:\n\n{IN_TURN}\nMit freundlichen Grüßen\n\nJens Roloff\n",
        {"number": "0622/2025/6A", "parties": ["FDP"], "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="whom it greets",
    ),
    pytest.param(  # questions on lines of their own, one without a question word; the answer's own number on a line
        f"Gemeinde Tallau\n\nAW 33/2025\n14.03.2025\n\nBeantwortung der Anfrage der SPD-Fraktion\nStege am Grünsee\n\n"
        f"Sehr geehrte Frau Krahl,\n\n"
        f"Ihre Fragen beantworten wir wie folgt:\n\n{Q1}\n{A1}\n{Q2}\n{A2}\nMehr nicht.\nBleibt das so?\n"
        f"Nein, sie sinken.\n\nMit freundlichen Grüßen\n\n"
        "Jens Roloff\n",
        {"number": "AW 33/2025", "date": "2025-03-14", "title": "Stege am Grünsee"},
        [A1, f"{A2}\n\nMehr nicht.", "Nein, sie sinken."],
        id="questions as lines",
    ),
    pytest.param(  # the title right below the line that names the inquiry, below an address
        f"Bezirksamt Tallau\nAbteilung Schule und Sport\n\n31.03.2025\n\nSPD-Fraktion in der BVV\nFrau Bezirksverordnete Eva Krahl\n\n"
        f"Beantwortung Ihrer Kleinen Anfrage vom 17.03.2025\nStege am Grünsee\n\n{LETTER}{IN_TURN}\n"
        f"Mit freundlichen Grüßen\n\nJens Roloff\nBezirksstadtrat\n",
        {"date": "2025-03-31", "title": "Stege am Grünsee", "refers_to.date": "2025-03-17"},
        [A1, A2, A3],
        id="title below an address",
    ),
    pytest.param(  # a list below a question that asks nothing; a picture and captions of a form below the last answer
        f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\nFrage 1: {Q1}\n\n"
        f"a) Zum Zustand:\n{A1}\n\n"
        f"b) Zu den Kosten:\n{A2}\n\nFrage 2: {Q3}\n{A3}\n\nAbb. 1: Steg am Grünsee (Foto: Stadt Tallau)\n\nFreigabe: 12.03.2025\n"
        "Sachbearbeitung: Frau Roloff\n",
        {},
        [f"a) Zum Zustand:\n\n{A1}\n\nb) Zu den Kosten:\n\n{A2}", A3],
        id="lists and captions",
    ),
    pytest.param(  # a remark that speaks of another inquiry
        f"Talländischer Landtag\n\nAntwort\nder Landesregierung\nauf die Kleine Anfrage der Fraktion der SPD\n"
        f"– Drucksache 21/1685 –\nStege am Grünsee\n"
        "V o r b e m e r k u n g  d e r  F r a g e s t e l l e r\nMit der Kleinen Anfrage „Stege“ (Drucksache 20/13227) wurde erfragt,\n"
        f"wie alt sie sind.\n1. {Q1}\n{A1}\n2. {Q2}\n{A2}\n",
        {
            "refers_to.number": "21/1685",
            "preamble": "V o r b e m e r k u n g d e r F r a g e s t e l l e r Mit der Kleinen Anfrage „Stege“ "
            "(Drucksache 20/13227) wurde erfragt, wie alt sie sind.",
        },
        [A1, A2],
        id="remark on another inquiry",
    ),
    pytest.param(  # repeated numbers with letters, all of which one answer is for
        f"Landtag Talland\nDrucksache 19/9017\n\nSchriftliche Anfrage\n\nder Abgeordneten Eva Krahl SPD\n"
        f"vom 25.08.2025\n\nStege am Grünsee\n\n"
        f"Die Staatsregierung wird gefragt:\n\n1.a) {Q1}      2\n1.b) {Q2}      2\n2. {Q3}      2\n\nAntwort\n\n"
        f"des Staatsministeriums für Ufer\nvom 29.09.2025\n\n"
        f"1.a) {Q1}\n\n1.b) {Q2}\n\nDie Fragen 1 a und 1 b werden gemeinsam beantwortet.\n\n{A1}\n\n2. {Q3}\n\n{A3}\n",
        {"date": "2025-08-25", "answered_by": "Staatsministeriums für Ufer"},
        [A1, A3],
        id="repeated numbers with letters",
    ),
    pytest.param(  # a mail that says where its answers stand, over the mail that asked
        f"Von: Kreisverwaltung <kreistag@talland.example>\nGesendet: 22.10.2025\nBetreff: AW: Stege am Grünsee\n\n"
        f"Sehr geehrte Frau Krahl,\n\n"
        f"anbei unsere Antworten zu Ihren Fragen:\n\n{IN_TURN}\nFreundliche Grüße\nTom Beer\n\n"
        f"Am 15.10.2025 um 17:02 schrieb Eva Krahl:\n"
        f"> Ich bitte um Beantwortung folgender Fragen:\n> 1. {Q1}\n> 2. {Q2}\n> 3. {Q3}\n",
        {"document_type": "answer", "title": "Stege am Grünsee"},
        [A1, A2, A3],
        id="mail over the mail that asked",
    ),
]


def _at(record: dict[str, Any], name: str) -> Any:
    for step in name.split("."):
        record = record[int(step) if step.isdecimal() else step]  # type: ignore[index]
    return record


@pytest.mark.parametrize(("text", "fields", "answers"), PAPERS)
def test_a_paper_of_an_institution(text: str, fields: dict[str, Any], answers: list[str]) -> None:
    check_laws(text)
    record = parse_text(text)[0].model_dump(mode="json")
    assert {name: _at(record, name) for name in fields} == fields
    assert [question["answer"] for question in record["questions"]] == answers
    assert not record["answers"]


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (  # "Bericht" of an office, over numbers, with the captions of a form below
            (
                "Bericht des Magistrats vom 16.05.2025, B 187\n\nBetreff:\nStege am Grünsee\n\nVorgang:\nA 412/25 CDU\n\n"
                "Der Magistrat berichtet wie folgt:\n\n"
                f"Zu 1.:\n{A1}\n\nZu 2. und 3.:\n{A2}\n\n{A3}\n\nVertraulichkeit: Nein\n\ndazugehörende Vorlage:\n"
                f"Anfrage vom 03.03.2025, A 412\n\n"
                "Versandpaket: 21.05.2025\n"
            ),
            {"number": "B 187", "date": "2025-05-16", "answered_by": "Magistrats", "title": "Stege am Grünsee"},
            [(["1"], [], A1), (["2", "3"], [], f"{A2}\n\n{A3}")],
        ),
        (  # a statement that came of an inquiry
            (
                "Stellungnahme des Magistrats vom 05.05.2025, ST 944\n\nBetreff:\nStege am Grünsee\n\nVorgang:\n"
                "V 1011/25 OBR 9\nentstanden aus Anfrage:\n"
                f"OF 612/9 vom 04.02.2025\n\nDer Magistrat hat die Fragen geprüft und teilt hierzu Folgendes mit:\n\n"
                f"Zu 1.:\n{A1}\n\nZu 2.:\n{A2}\n\n"
                "Versandpaket: 14.05.2025\n"
            ),
            {"number": "ST 944", "date": "2025-05-05", "title": "Stege am Grünsee"},
            [(["1"], [], A1), (["2"], [], A2)],
        ),
        (  # all parts of one question
            (
                f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\n1. {Q1}\na) Wie alt sind sie?\n"
                f"b) Wie lang sind sie?\n\n"
                f"Die Fragen 1a und 1b werden gemeinsam beantwortet.\n{A1}\n\n2. {Q2}\n\n{A2}\n"
            ),
            {},
            [],
        ),
        (  # a range of parts, which are not all of them
            (
                f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\n1. {Q1}\na) Wie alt sind sie?\n"
                f"b) Wie lang sind sie?\nc) Wie breit?\n"
                f"d) Wie hoch?\n\nDie Fragen 1a bis 1c werden gemeinsam beantwortet.\n{A1}\n\nZu 1d:\n{A3}\n\n2. {Q2}\n\n{A2}\n"
            ),
            {},
            [(["1a bis 1c"], [1], A1), (["1d"], [1], A3)],
        ),
        (  # ordinals in words
            (
                f"Gemeinde Tallau\nDie Bürgermeisterin\n\nTallau, 20. Februar 2025\n\nAnfrage zu den Stegen am Grünsee\n\n{LETTER}"
                f"Zu Ihrer ersten Frage:\n{A1}\n\nZu Ihrer zweiten Frage:\n{A2}\n\nMit freundlichen Grüßen\n\nEva Roloff\n"
            ),
            {"date": "2025-02-20"},
            [(["1"], [], A1), (["2"], [], A2)],
        ),
        (  # parts by their letters
            (
                f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\n1. Wie viele Stege sind\na) alt,\nb) neu?\n\n"
                f"Zu Buchstabe a\n{A1}\n\nZu Buchstabe b\n{A2}\n\n2. {Q3}\n\n{A3}\n"
            ),
            {},
            [(["a"], [1], A1), (["b"], [1], A2)],
        ),
        (  # two questions without numbers above one mark, and a day beside a note of print
            (
                f"LANDTAG TALLAND\n17. Wahlperiode          Drucksache 17/1533 (17/1490)\n\nA N T W O R T\n\nzu der\n\n"
                f"Anfrage der Abgeordneten Eva Krahl (CDU)\n\nbetr.: Stege am Grünsee\n\n{Q1}\n\nZu Frage 1:\n\n{A1}\n\n{Q2}\n\n{Q3}\n\n"
                f"Zu den Fragen 2 und 3:\n\n{A2}\n\nAusgegeben: 21.05.2025{WIDE}(25.04.2025)\n"
            ),
            {"number": "17/1533", "title": "Stege am Grünsee"},
            [(["2", "3"], [2, 3], A2)],
        ),
    ],
    ids=["report", "statement", "all parts", "some parts", "ordinals", "letters", "two above a mark"],
)
def test_what_stands_in_answers(text: str, fields: dict[str, Any], expected: list[Any]) -> None:
    check_laws(text)
    record = parse_text(text)[0].model_dump(mode="json")
    assert {name: record[name] for name in fields} == fields
    assert [(row["labels"], row["questions"], row["text"]) for row in record["answers"]] == expected


@pytest.mark.parametrize(
    ("head", "parties"),
    [
        ("Stadt Tallau\nBauamt\n\nBeantwortung der Fragen der SPD-Fraktion zum Thema\nStege am Grünsee\n\n", ["SPD"]),
        ("Stadt Tallau\n\nStellungnahme der Verwaltung zu den Fragen der SPD-Fraktion vom 03.02.2025\n\nStege am Grünsee\n\n", ["SPD"]),
        ("Stadt Tallau\n\nAnfrage der CDU-Fraktion: Stege am Grünsee\nBeantwortung durch die Verwaltung\n\n", ["CDU"]),
        ("Kreis Tallau\n\nAnfrage Nr. 12/2025 der FDP-Fraktion\nStege am Grünsee\n\nAntwort der Kreisverwaltung:\n\n", ["FDP"]),
        ("Stadt Tallau - Vorlage 0123/25 - Antwort\n\nBetreff: Stege am Grünsee\nAnfrage der FDP-Fraktion\n\n", ["FDP"]),
        (
            (
                "Tallau, 12.03.2025\n\nStege am Grünsee\n\nSehr geehrte Frau Krahl,\n\n"
                "für Ihre Anfrage danke ich Ihnen. Zu den einzelnen Punkten:\n\n"
            ),
            [],
        ),
    ],
)
def test_what_speaks_as_an_answer_is_one_where_text_stands_below_each_question(head: str, parties: list[str]) -> None:
    check_laws(head + IN_TURN)
    record = parse_text(head + IN_TURN)[0]
    assert (record.document_type, record.parties) == ("answer", parties)
    assert [question.answer for question in record.questions] == [A1, A2, A3]


@pytest.mark.parametrize(
    "text",
    [
        (
            f"SPD-Fraktion\n\nAnfrage: Stege am Grünsee\n\nDie Stellungnahme der Verwaltung vom Mai ist alt.\n\n"
            f"Wir fragen:\n\n{IN_TURN}\nBegründung\n\nSie sind alt.\n"
        ),
        (
            f"SPD-Fraktion\n\nAnfrage zur schriftlichen Beantwortung\nStege am Grünsee\n\nWir fragen:\n\n1. {Q1}\n"
            f"Es sind wohl neun.\n2. {Q2}\n\nEva Krahl\n"
        ),
    ],
)
def test_an_inquiry_with_reasons_between_its_questions_is_none(text: str) -> None:
    assert parse_text(text)[0].document_type == "inquiry"


@pytest.mark.parametrize(
    ("head", "is_answer"),
    [
        ("Antwort auf AF 17/2022 – Wartezeiten im Bürgerbüro", True),
        ("Beantwortung: Wartezeiten im Bürgerbüro", True),
        ("Antwort zum Antrag 17/2022 – Wartezeiten im Bürgerbüro", False),
    ],
)
def test_a_paper_that_names_itself_and_answers_by_number(head: str, is_answer: bool) -> None:
    text = f"Stadt Auental\n\nAuental, 3. Juni 2024\n\n{head}\n\nGuten Tag,\n\nZu 1.: Zehn Minuten.\n\nZu 2.: Zwei Stellen.\n"
    if is_answer:
        (record,) = parse_text(text)
        assert record.document_type == "answer" and [answer.labels for answer in record.answers] == [["1"], ["2"]]
    else:
        with pytest.raises(NotAnInquiryError):
            parse_text(text)
