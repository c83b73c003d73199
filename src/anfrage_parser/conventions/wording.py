"""The wording of `conventions/*.toml`, as read: written by `make docs`, not by hand."""

from typing import Any

# fmt: off
WORDING: dict[str, dict[str, Any]] = {
    "general": {
        "name": "general",
        "title": "Allgemein",
        "fields": {
            "number": (
                "Vorlagennummer", "Vorlage Nummer", "Vorlage", "Drucksache", "Drucksachennummer", "Drucksachen Nummer", "Drs",
                "Anfragenummer", "Nummer", "Nr", "Aktenzeichen", "Az", "DS Nr", "DS", "Ratsdrucksache", "Kreistagsdrucksache",
                "Stadtratsdrucksache", "Gemeinderatsdrucksache", "Ratsvorlage", "Kreistagsvorlage", "Beratungsunterlage",
                "Sitzungsvorlage", "Vorgangsnummer", "Vorgang", "Registernummer", "Dokumentnummer", "Kennung", "Kennziffer",
                "Laufende Nummer", "Anfrage-ID", "ID", "Geschäftszeichen", "Vorlage-ID",
            ),
            "date": (
                "Datum der Anfrage", "Anfrage vom", "vom", "Erstellt am", "Stand vom", "gestellt am", "Tag", "Datum des Schreibens",
                "Schreiben vom", "Ort, Datum", "Gesendet", "Gesendet am", "ausgegeben am", "pubDate", "verfasst am", "ausgestellt am",
                "geschrieben am", "Abgabetag",
            ),
            "received": (
                "Eingang", "Eingangsdatum", "eingegangen am", "eingegangen", "Posteingang", "Eingang am", "Eingegangen per Mail am",
                "Eingangsvermerk", "Einreichungsdatum", "eingereicht am", "Eingang bei der Verwaltung", "Eingangsstempel",
                "Eingang Ratsbüro", "Zugang", "zugegangen am",
            ),
            "session_date": (
                "Termin", "Sitzung am", "Sitzung vom", "Beratung am", "Datum der Sitzung", "zur Sitzung am", "für die Sitzung am",
                "Tag der Sitzung", "Beratungstermin", "Ratssitzung am", "Behandlung am", "Letzte Beratung", "Nächste Beratung",
            ),
            "title": (
                "Betreff", "Betreft", "Betrefl", "Betr", "Betrifft", "Gegenstand", "Gegenstand der Anfrage", "Thema", "Titel",
                "Kurztitel", "hier", "Bezeichnung", "Überschrift", "Titel der Drucksache", "Titel der Vorlage", "Anfragegegenstand",
                "Inhalt der Anfrage", "Anliegen", "Sache", "Stichwort", "Vorhaben",
            ),
            "asker": (
                "Fraktion", "Fraktionen", "Fragesteller", "Fragestellerinnen", "Fragesteller/in", "Fragestellende",
                "Fragestellende Fraktion", "Anfragende", "Anfragende Fraktion", "Anfragender", "Anfragesteller", "Anfragesteller/in",
                "Antragsteller", "Antragsteller/in", "Antragstellende Fraktion", "Antragstellende Personen", "Einreicher",
                "Einreicher/in", "Einreichende Fraktion", "Einreichende", "Eingereicht von", "eingereicht durch", "Eingebracht von",
                "Einbringer", "Gestellt von", "Urheber", "Verfasser", "Verfasser/in", "Verfassende", "Ursprung", "Initiator", "Absender",
                "Anfrage von", "Anfrage der Fraktion", "Anfrage durch", "Gruppe", "Partei", "Name", "Von", "Mandatsträger/in",
            ),
            "committee": (
                "Gremium", "Gremien", "Ausschuss", "Sitzung", "Sitzung des", "Sitzung der", "Beratendes Gremium", "Beratungsgremium",
                "Zuständiges Gremium",
            ),
            "agenda_item": (
                "TOP", "zu TOP", "Tagesordnungspunkt", "TOP Nr", "zu Tagesordnungspunkt", "TO-Punkt", "Punkt der Tagesordnung",
            ),
            "addressee": ("Adressat", "Adressatin", "Empfänger", "Empfängerin", "gerichtet an", "An", "zu Händen", "Adressiert an",),
            "public": ("Status", "Öffentlichkeitsstatus", "Öffentlichkeit", "Sitzungsart", "Behandlung",),
            "place": ("Ort",),
            "body": ("Körperschaft", "Kommune", "Stadt", "Gemeinde",),
            "none": (
                "Verantwortlich", "Zuständigkeit", "Dienststelle", "Dezernat", "Ergebnis", "Bearbeiter", "Bearbeiterin", "Bearbeitung",
                "Ansprechpartner", "Ansprechpartnerin", "Telefon", "Tel", "Fax", "Telefax", "Email", "Mail", "Internet", "Web", "Anlage",
                "Anlagen", "Verteiler", "Vorlagentyp", "Vorlagenart", "Art", "Art der Vorlage", "Vorlage-Art", "Federführend",
                "Dokumentart", "Dokumententyp", "Beratungsfolge", "Federführung", "Federführendes Amt", "Amt", "Fachbereich", "Abteilung",
                "Zimmer", "Unser Zeichen", "Ihr Zeichen", "Ihr Schreiben vom", "Ihre Nachricht vom", "Öffnungszeiten", "Bankverbindung",
                "Kopie an", "zur Kenntnis", "Auskunft erteilt", "Es schreibt Ihnen", "Wahlperiode", "Seite", "Typ", "Version", "Frist",
                "Antwortfrist", "Beantwortung bis", "Fällig am", "fällig", "Antwort bis", "Zu beantworten bis", "Frist zur Beantwortung",
                "zuständig", "Zuständiges Amt", "Zuständiger Fachbereich", "Tel Nr", "Telefon Nr", "Telefonnummer", "Fax Nr", "Faxnummer",
                "Konto Nr", "Kontonummer", "Zimmer Nr", "Zimmernummer", "Steuer Nr", "Steuernummer", "Haus Nr", "Hausnummer", "Kunden Nr",
                "Rufnummer", "Mobil", "Durchwahl", "Cc", "Bcc",
            ),
        },
        "captions": {
            "responsible": (
                "Verantwortlich", "Federführung", "Federführend", "Federführendes Amt", "zuständig", "Zuständiges Amt",
                "Zuständiger Fachbereich", "Zuständigkeit",
            ),
            "due": (
                "Frist", "Antwortfrist", "Beantwortung bis", "Fällig am", "fällig", "Antwort bis", "Zu beantworten bis",
                "Frist zur Beantwortung",
            ),
        },
        "endings": {
            "number": ("nummer", "nr",),
            "date": ("datum",),
            "session_date": ("sitzungstermin", "sitzungsdatum", "sitzungstag",),
            "title": ("gegenstand", "betreff", "thema", "titel",),
            "asker": (
                "fraktion", "fraktionen", "fragesteller", "fragestellerin", "antragsteller", "antragstellerin", "einreicher",
                "einreicherin",
            ),
            "committee": ("gremium", "ausschuss",),
        },
        "types": {
            "inquiry": (
                "Anfrage", "Berichtsbitte", "Berichtsersuchen", "Anfragen", "Auskunftsersuchen", "Nachfrage", "Interpellation",
                "Auskunftsverlangen",
            ),
            "inquiry_prefix": (
                "Kleine", "Große", "Gemeinsame", "Interfraktionelle", "Schriftliche", "Mündliche", "Dringliche", "Öffentliche",
                "Nichtöffentliche", "Fraktionsübergreifende", "Weitere", "Formelle", "Ergänzende", "Kurze", "Einfache", "Unsere", "Meine",
            ),
            "motion": (
                "Antrag", "Änderungsantrag", "Ergänzungsantrag", "Dringlichkeitsantrag", "Eilantrag", "Prüfantrag",
                "Entschließungsantrag", "Gemeinsamer Antrag", "Interfraktioneller Antrag", "Haushaltsantrag", "Resolution",
            ),
            "answer": ("Stellungnahme", "Antwort", "Beantwortung",),
            "minutes": (
                "Niederschrift", "Protokoll", "Sitzungsprotokoll", "Beschlussprotokoll", "Plenarprotokoll", "Wortprotokoll",
                "Ergebnisprotokoll", "Auszug aus der Niederschrift", "Sitzungsniederschrift", "Auszug aus dem Protokoll",
                "Auszug aus dem Plenarprotokoll",
            ),
            "invitation": ("Einladung", "Tagesordnung", "Bekanntmachung",),
            "other": (
                "Beschlussvorlage", "Beschlussempfehlung", "Informationsvorlage", "Mitteilungsvorlage", "Vorlage der Verwaltung",
                "Gesetzentwurf", "Unterrichtung", "Mitteilung", "Pressemitteilung", "Bericht", "Beschluss", "Verwaltungsvorlage",
                "Haushaltsrede", "Satzung", "Empfehlung",
            ),
        },
        "headings": {
            "reasons": (
                "Begründung", "Sachverhalt", "Sachverhalt/Begründung", "Begründung/Sachverhalt", "Sachstand/Begründung",
                "Begründung/Einordnung", "Sachstand", "Sachlage", "Hintergrund", "Hintergründe", "Kontext", "Erläuterung",
                "Erläuterungen", "Ausgangslage", "Einleitung", "Vorbemerkung", "Vorbemerkungen", "Vorbemerkung der Abgeordneten",
                "Vorbemerkung des Abgeordneten", "Anlass", "Zur Begründung", "Zum Sachverhalt", "Problemstellung", "Situation",
                "Zum Hintergrund", "Einführung", "Kurzbegründung", "Ausführliche Begründung", "Motivation", "Vorwort", "Präambel",
                "Darstellung des Sachverhalts", "Inhalt", "Sachdarstellung", "Sachverhaltsdarstellung", "Sach- und Rechtslage",
                "Darstellung der Sachlage", "Tatbestand", "Problemdarstellung", "Problembeschreibung", "Problemaufriss", "Problemlage",
                "Problem", "Ausgangssituation", "Hintergrundinformation", "Hintergrundinformationen", "Dringlichkeitsbegründung",
                "Anfragebegründung", "Kurze Begründung", "Nähere Begründung", "Weitere Begründung", "Inhaltliche Begründung",
                "Allgemeine Begründung", "Zur Erläuterung", "Zur Sache", "Zur Dringlichkeit", "Dringlichkeit", "Vorgeschichte",
                "Erklärung", "Einleitende Bemerkungen", "Vorbetrachtung",
            ),
            "subjects": (
                "Anfrage", "Anfragen", "Frage", "Fragen", "Dringlichkeit", "Eilbedürftigkeit", "Eilanfrage", "Fragesteller",
                "Fragestellers", "Fragestellerin", "Fragestellerinnen", "Fragestellenden", "Fraktion", "Fraktionen", "Ratsfraktion",
                "Stadtratsfraktion", "Kreistagsfraktion", "Gruppe", "Antragsteller", "Antragstellers", "Antragstellerin", "Einreicher",
                "Einreichers", "Verfasser", "Sache", "Thema", "Themas", "Vorgang", "Vorgangs", "Gegenstand", "Gegenstands", "Sachverhalt",
                "Sachverhalts",
            ),
            "sources": (
                "Quellen", "Quelle", "Quellenangaben", "Quellenangabe", "Quellenverzeichnis", "Fußnoten", "Fußnote", "Literatur",
                "Nachweise", "Belege", "Links", "Weiterführende Links", "Einzelnachweise",
            ),
            "questions": (
                "Fragen", "Frage", "Anfrage", "Anfragen", "Unsere Fragen", "Fragenkatalog", "Fragestellung", "Fragestellungen",
                "Anfrage Kurzfassung", "Die Fragen", "Fragenteil", "Einzelfragen", "Wortlaut der Anfrage", "Anfragetext",
                "Text der Anfrage", "Konkrete Fragen", "Zu beantwortende Fragen",
            ),
        },
        "lead_in": {
            "words": (
                "frag", "frägt", "auskunft", "auskünfte", "wissen", "antwort", "mitzuteilen", "mitteilung", "stellungnahme", "aufschluss",
                "erfahren", "interessiert", "erkundig", "gewusst", "klärung", "informier", "folgende aspekte", "folgende punkte",
                "folgenden punkten", "nachstehende punkte",
            ),
            "never": ("falls", "wenn", "sofern", "begründung", "vorbemerkung", "zu frage", "zu den fragen", "hinweis",),
            "phrases": (
                "folgende fragen", "folgenden fragen", "folgender fragen", "nachstehende fragen", "nachstehenden fragen",
                "nachstehender fragen", "fragen wir", "frage ich", "wir fragen", "ich frage", "fragen an", "fragt die fraktion",
                "um auskunft gebeten",
            ),
        },
        "agenda": {
            "phrases": (
                "auf die tagesordnung", "in die tagesordnung", "zur tagesordnung", "auf der tagesordnung",
                "nachstehende anfrage in der sitzung", "folgende anfrage in der sitzung", "anfrage in der nächsten sitzung",
            ),
        },
        "salutation": {
            "starts": ("sehr geehr", "sehr verehr", "guten tag", "meine damen und herren",),
        },
        "closing": {
            "starts": (
                "mit freundlichen gr", "mit freundlichem gr", "mit besten gr", "mit herzlichen gr", "freundliche gr", "viele gr",
                "beste gr", "herzliche gr", "liebe gr", "schöne gr", "hochachtungsvoll", "mit kollegialen gr", "mit den besten gr",
                "mit vorzüglicher hochachtung", "mfg", "mit verbindlichen gr", "vielen dank", "wir bedanken uns", "ich bedanke mich",
                "herzlichen dank", "besten dank", "wir danken", "ich danke", "für die beantwortung bedanken", "für ihre mühe",
                "für ihre bemühungen", "für die beantwortung in", "für eine beantwortung", "für eine zeitnahe", "für die antwort danken",
            ),
            "answer_wish": (
                "schriftliche beantwortung", "schriftliche antwort", "schriftlich zu beantworten", "schriftlicher form",
                "mündliche beantwortung", "zeitnahe beantwortung", "um beantwortung in der", "um eine schriftliche", "bedanken wir uns",
                "bedanke ich mich", "danken wir ihnen", "dank im voraus", "danken im voraus", "um schriftliche", "um mündliche",
                "um zeitnahe", "um beantwortung bis", "um antwort bis", "um rückmeldung bis", "um fristgerechte",
                "um übersendung an alle", "erfolgt mündlich", "antwort bitte",
            ),
        },
        "signed": {
            "starts": (
                "unterzeichnet von", "unterzeichnet", "gezeichnet von", "gezeichnet", "gez", "unterschrieben von", "unterschrift",
                "unterschriften", "fragesteller", "fragestellerin", "fragestellerinnen", "für die fraktion", "stellvertretend für",
                "im auftrag", "i.a.", "i. a.", "f.d.r.", "f. d. r.", "für die richtigkeit", "i.v.", "i. v.", "im namen der",
                "digital signiert von", "digital unterschrieben von", "digitally signed by", "elektronisch signiert von",
                "elektronisch unterschrieben von", "digital signiert", "digital unterschrieben", "initiative:", "initiatoren:",
                "initiatorin:",
            ),
        },
        "people": {
            "roles": (
                "Fraktionsvorsitz", "Fraktionsvorstand", "Fraktionsmitarbeiter", "Fraktionsmitarbeiterin", "Fraktionsreferent",
                "Fraktionsreferentin", "Fraktionsassistent", "Fraktionsassistentin", "Vorsitzende", "Vorsitzender", "stellvertretende",
                "stellvertretender", "stellv", "stv", "Stadtrat", "Stadträtin", "Stadträte", "Stadtverordnete", "Stadtverordneter",
                "Stadtvertreter", "Stadtvertreterin", "Ratsherr", "Ratsfrau", "Ratsherrin", "Gemeinderat", "Gemeinderätin",
                "Gemeindevertreter", "Gemeindevertreterin", "Kreisrat", "Kreisrätin", "Ortsrat", "Ortsrätin", "Ortschaftsrat",
                "Ortschaftsrätin", "Ortsbeirat", "Bezirksverordnete", "Bezirksverordneter", "Bezirksvertreter", "Bezirksvertreterin",
                "Mitglied", "Mitglieder", "Abgeordnete", "Abgeordneter", "Sprecher", "Sprecherin", "Geschäftsführer", "Geschäftsführerin",
                "MdL", "MdB", "MdBB", "MdHB", "Beigeordnete", "Beigeordneter", "sachkundige", "sachkundiger", "Einzelmandatsträger",
                "Einzelmandatsträgerin", "Ortsvorsteher", "Ortsvorsteherin", "Obfrau", "Obmann",
            ),
            "members": (
                "Stadtrat", "Stadträtin", "Stadrätin", "Stadträte", "Stadträtinnen", "Stadtverordnete", "Stadtverordneter",
                "Stadtverordneten", "Ratsmitglied", "Ratsherr", "Ratsherrn", "Ratsfrau", "Ratsherrin", "Gemeinderat", "Gemeinderätin",
                "Gemeindevertreter", "Gemeindevertreterin", "Kreisrat", "Kreisrätin", "Kreistagsmitglied", "Ortschaftsrat",
                "Ortschaftsrätin", "Ortschaftsrats", "Ortsrat", "Ortsrätin", "Ortsbeiratsmitglied", "Bezirksverordnete",
                "Bezirksverordneter", "Bezirksverordneten", "Bezirksvertreter", "Bezirksvertreterin", "Abgeordnete", "Abgeordneter",
                "Abgeordneten", "Abg.", "MdBB", "MdA", "SR", "SRin", "StR", "StRin", "Stv", "MdL", "MdB", "Mitglied des Rates",
                "Mitglieder des Rates", "Mitglied des Stadtrates", "Mitglieder des Stadtrates", "Mitglied des Kreistages",
                "Mitglieder des Kreistages", "Mitglied der Bezirksversammlung", "Mitglieds der Bezirksversammlung", "Mitglieds des Rates",
                "Mitglieds des Stadtrates", "Mitglieds des Kreistages", "Mitglieds der Stadtverordnetenversammlung",
                "Mitglied der Stadtverordnetenversammlung", "Ratsmitglieds", "Stadtratsmitglieds", "Kreistagsmitglieds",
                "Gemeinderatsmitglieds", "Mitglieder der Bezirksversammlung", "Mitglieder der Stadtverordnetenversammlung",
                "Ratsmitglieder", "Stadtratsmitglied", "Stadtratsmitglieder", "Gemeinderatsmitglied", "Gemeinderatsmitglieder",
                "Kreistagsmitglieder", "Ortsbeiratsmitglieder", "Einzelstadtrat", "Einzelstadträtin", "Einzelmandatsträger",
                "Einzelmandatsträgerin", "Stadtvertreter", "Stadtvertreterin", "Gemeindevertretern", "Ratsfrauen", "Ratsherren",
                "Ortsratsmitglied", "Mitglied des Ortsbeirates", "Mitglied des Ortsbeirats", "Mitglied",
            ),
        },
        "groups": {
            "suffixes": (
                "Gemeinderatsfraktion", "Stadtratsfraktion", "Ratsfraktion", "Ortschaftsratsfraktion", "Ortsratsfraktion",
                "Ortsbeiratsfraktion", "Kreistagsfraktion", "Bezirksfraktion", "Bürgerschaftsfraktion", "Stadtverordnetenfraktion",
                "Landtagsfraktion", "Bezirksratsfraktion", "OR-Fraktion", "BVV-Fraktion", "BV-Fraktion", "Rathausfraktion",
                "Regionsfraktion", "Gemeindefraktion", "Samtgemeindefraktion", "Ratsgruppe", "Stadtratsgruppe", "Kreistagsgruppe",
                "Gruppe", "Fraktion", "Ratsgemeinschaft", "Marktgemeinderatsfraktion", "Marktratsfraktion", "Bezirkstagsfraktion",
                "Verbandsgemeinderatsfraktion", "Samtgemeinderatsfraktion", "Gemeindevertretungsfraktion", "Bezirksversammlungsfraktion",
                "Kreisfraktion", "Beiratsfraktion", "Wählergruppe", "Zählgemeinschaft", "Fraktionsgemeinschaft", "Stadtfraktion",
            ),
        },
        "bodies": {
            "starts": (
                "Stadt", "Landeshauptstadt", "Hansestadt", "Universitätsstadt", "Kreisstadt", "Gemeinde", "Samtgemeinde",
                "Verbandsgemeinde", "Ortsgemeinde", "Landkreis", "Kreis", "Rhein-Kreis", "Markt", "Marktgemeinde", "Region", "Bezirksamt",
                "Bezirk", "Freie und Hansestadt", "Freie Hansestadt", "Deutscher Bundestag", "Landtag", "Klingenstadt",
                "Wissenschaftsstadt", "Bundesstadt", "Einheitsgemeinde", "Amt", "Städteregion", "Hochschulstadt", "Barlachstadt",
                "Lutherstadt",
            ),
            "offices": (
                "Der Oberbürgermeister", "Die Oberbürgermeisterin", "Der Bürgermeister", "Die Bürgermeisterin", "Der Landrat",
                "Die Landrätin", "Der Magistrat", "Der Stadtrat", "Der Rat", "Stadtamt", "Der Kreistag",
                "Die Stadtverordnetenversammlung", "Der Gemeinderat", "Der Präsident", "Die Präsidentin", "Bezirksverordnetenversammlung",
                "Ortsverwaltung", "Der Stadtverordnetenvorsteher", "Die Stadtverordnetenvorsteherin", "Der Bezirksbürgermeister",
                "Die Bezirksbürgermeisterin", "Die Ratsvorsitzende", "Der Vorsitzende", "Die Vorsitzende", "Der Senat", "Die Verwaltung",
                "Der Ortsvorsteher", "Die Ortsvorsteherin", "Der Stadtpräsident", "Die Stadtpräsidentin",
            ),
        },
        "committees": {
            "words": (
                "Rat", "Kreistag", "Stadtverordnetenversammlung", "Gemeindevertretung", "Stadtvertretung", "Bezirksvertretung",
                "Bezirksverordnetenversammlung", "Bezirksversammlung", "Ausschuss", "Plenarsitzung", "Bürgerschaft", "Ratsversammlung",
                "Plenum", "Senat", "BVV", "StVV", "SVV", "Deputation", "Regionalversammlung", "Verbandsversammlung",
                "Landschaftsversammlung", "Verbandsvertretung", "Stadtteilvertretung", "Ortsteilvertretung", "Ortsvertretung",
                "Bürgervertretung", "Kreisvertretung", "Beiratssitzung", "Stadtverordnetensitzung",
            ),
            "table": (
                "Gremium", "Gremien", "Termin", "TOP", "Ö / N", "ö nö", "ö", "nö", "Zuständigkeit", "Sitzungstermin", "Sitzungsdatum",
                "Datum", "Status", "Öffentlichkeitsstatus", "Beratungsfolge", "Sitzung", "Ergebnis",
            ),
        },
        "office": {
            "starts": (
                "Hauptamt", "Ratsangelegenheiten", "Geschäftsstelle", "Ratsbüro", "Büro des", "Amt für", "Sitzungsdienst", "Stabsstelle",
                "Gremienbüro", "Büro der", "Zentrale Dienste", "Fachbereich",
            ),
        },
        "furniture": {
            "contains": (
                "www.", "http://", "https://", "@", "IBAN", "BIC:", "Telefon", "Telefax", "Tel.:", "Tel. ", "Fax:", "Fax ", "Postfach",
                "Umsatzsteuer", "Bankverbindung", "Sprechzeiten", "Öffnungszeiten", "Bürozeiten", "Sparkasse", "E-Mail", "Mobil:",
            ),
            "lines": (
                "Petitum/Beschluss", "Petitum", "Anhänge", "Nr Frage", "Lfd Nr Frage", "Nummer Frage", "Nr Frage Antwort", "Nr Fragen",
                "Zurück", "verteilt am", "Skip to main content", "Zum Hauptinhalt springen", "Loading...", "Seite wählen", "Reduzieren",
                "Bitte austauschen", "Gedruckt auf 100", "Gedruckt auf 100 Prozent", "Gedruckt", "per E-Mail", "per Mail",
                "vorab per Mail", "Vorabfassung", "Entwurf", "Antrag / Anfrage / Rede", "Tischvorlage", "Kopie", "Eilt", "Eilt sehr",
                "Dringend", "Duplikat", "Vertraulich", "Nur per Mail", "Original", "Abschrift", "Elektronische Vorabfassung",
                "Von meinem iPhone gesendet", "Von meinem iPad gesendet", "Gesendet von meinem iPhone", "Gesendet von meinem iPad",
                "Von meinem Smartphone gesendet", "Von meinem Mobiltelefon gesendet", "Gesendet von Outlook für iOS",
                "Gesendet von Outlook für Android",
            ),
            "sites": (
                "Impressum", "Datenschutzerklärung", "Sitemap", "Startseite", "Zum Inhalt", "Zum Inhalt springen", "Zum Hauptinhalt",
                "Zur Navigation", "Zur Hauptnavigation springen", "Anmelden", "Login", "Nach oben", "Zum Seitenanfang", "Seitenanfang",
                "Cookie-Einstellungen", "Seite drucken", "Druckversion", "Druckansicht", "Barriere melden", "Nutzungsbedingungen",
            ),
            "links": (
                "Datenschutz", "Start", "Home", "Menü", "Suche", "Suchen", "Kontakt", "Hilfe", "Sitzungen", "Sitzungskalender",
                "Kalender", "Termine", "Gremien", "Fraktionen", "Mandatsträger", "Personen", "Anfragen", "Anträge", "Vorlagen",
                "Dokumente", "Recherche", "Aktuelles", "Rathaus", "Politik", "Verwaltung", "Bürgerservice", "Barrierefreiheit",
                "Übersicht", "Drucken", "Teilen", "Deutsch", "English",
            ),
            "ends": (
                "Verwandte Artikel", "Verwandte Beiträge", "Weitere Artikel", "Weitere Meldungen", "Weitere Beiträge",
                "Weitere Nachrichten", "Weitere Themen", "Ähnliche Beiträge", "Ähnliche Artikel", "Das könnte Sie auch interessieren",
                "Das könnte Dich auch interessieren", "Auch interessant", "Teilen", "Teilen mit", "Diesen Beitrag teilen",
                "Diesen Artikel teilen", "Beitrag teilen", "Artikel teilen", "Kommentare", "Schreibe einen Kommentar",
                "Kommentar verfassen", "Kommentar schreiben", "Kommentar hinterlassen", "Schreib einen Kommentar", "Neueste Beiträge",
                "Neueste Kommentare", "Letzte Beiträge", "Beitragsnavigation", "Zurück zur Übersicht", "Zurück zur Liste",
                "Zurück zu allen Meldungen", "Newsletter", "Newsletter abonnieren", "Folgen Sie uns", "Folge uns", "Gefällt mir",
                "Gefällt mir das", "Schlagwörter", "Kommende Termine", "Mehr zum Thema", "Mehr Artikel", "Cookie-Hinweis",
                "Privatsphäre-Einstellungen",
            ),
            "notes": (
                "ausgegeben", "eingegangen", "verteilt", "verteiler", "druck", "druckdatum", "drucklegung", "satz und druck",
                "gesamtherstellung", "herstellung", "herausgeber", "herausgegeben", "redaktion", "redaktionsschluss", "vertrieb",
                "zugestellt", "zugeleitet", "veröffentlicht", "ausgefertigt", "elektronisch versandt", "anlage", "anlagen", "anlage/n",
                "anlage(n)", "anhang", "die drucksache kann", "die drucksachen können", "diese drucksache ist", "die drucksachen des",
                "drucksachen sind", "issn",
            ),
            "asides": (
                "Nächste Sitzung", "Nächste Termine", "Letzte Änderung", "Letzte Aktualisierung", "Zuletzt geändert",
                "Zuletzt aktualisiert", "Stand:", "©", "Copyright", "Alle Rechte vorbehalten",
            ),
        },
        "parties": {
            "CDU": ("C'DU", "Christdemokraten",),
            "CDU/CSU": (),
            "CSU": (),
            "SPD": ("Sozialdemokraten", "Sozialdemokratische Partei",),
            "BÜNDNIS 90/DIE GRÜNEN": (
                "B '90/Die Grünen", "B'90/Grüne", "Bündnisgrüne", "Bündnisgrünen", "Bündnis'90/Die Grünen", "Bündnis 90", "Grüne",
                "Grünen", "Grünenfraktion", "B90Grüne", "GRÜNE/B90",
            ),
            "FDP": ("F.D.P.", "Freie Demokraten", "Freien Demokraten", "FDP/DVP",),
            "DIE LINKE": ("Linke", "Linken", "Linksfraktion", "Linkenfraktion",),
            "AfD": ("AFD", "Alternative für Deutschland",),
            "FREIE WÄHLER": (
                "Freien Wähler", "FW", "FWG", "FWV", "Freie Wählergemeinschaft", "Freie Wählervereinigung", "Freie Wählergruppe",
            ),
            "ÖDP": ("ödp", "Ökologisch-Demokratische Partei",),
            "Volt": ("VOLT",),
            "PIRATEN": ("Piratenpartei", "Piratenfraktion",),
            "Die PARTEI": (),
            "BSW": ("Bündnis Sahra Wagenknecht",),
            "Tierschutzpartei": ("Partei Mensch Umwelt Tierschutz",),
            "SSW": ("Südschleswigscher Wählerverband",),
            "DKP": (),
            "NPD": (),
            "MLPD": (),
            "dieBasis": ("die Basis",),
            "BFW": (),
            "JUPI": (),
            "parteilos": ("parteilose", "parteiloser", "pl", "fraktionslos", "fraktionslose", "fraktionsloser",),
        },
    },
    "bundestag": {
        "name": "bundestag",
        "title": "Deutscher Bundestag",
        "extends": "general",
        "marks": ("^\\s*Deutscher Bundestag\\b", "\\bDrucksache [0-9]{1,2}/[0-9]{1,5}\\b",),
        "furniture": {
            "contains": ("Gesamtherstellung", "Bundesanzeiger Verlag", "ISSN",),
            "inserted": (
                "Vorabfassung - w", "ird durch die lektorierte Version ersetzt",
                "Vorabfassung - wird durch die lektorierte Version ersetzt",
            ),
        },
    },
    "karlsruhe": {
        "name": "karlsruhe",
        "title": "Karlsruhe",
        "extends": "general",
        "marks": ("(?i)\\bKarlsruhe\\b|\\bRecyclingpapier\\b", "^\\s*Vorlage Nr\\.?:|^\\s*(?i:anfrage)\\s*$",),
        "subjects": {
            "topics": (":",),
        },
        "furniture": {
            "contains": ("Recyclingpapier",),
        },
        "parties": {
            "KULT": (),
            "GfK": ("GK",),
            "KAL": (),
            "FÜR": (),
        },
    },
    "koeln": {
        "name": "koeln",
        "title": "Köln",
        "extends": "general",
        "marks": ("\\bKöln\\b", "(?i)\\bRat(?:es)? der Stadt Köln\\b|\\bBezirksvertretung\\b|\\bAN/[0-9]{4}/[0-9]{4}\\b",),
        "parties": {
            "Deine Freunde": (),
            "GUT": (),
            "pro Köln": ("Bürgerbewegung pro Köln",),
        },
    },
    "mainz": {
        "name": "mainz",
        "title": "Mainz",
        "extends": "general",
        "marks": ("(?i)\\bMainz\\b", "(?i)^Anfrage [0-9]{4}/[0-9]{4} zur\\b",),
    },
    "niedersachsen": {
        "name": "niedersachsen",
        "title": "Niedersächsischer Landtag",
        "extends": "general",
        "marks": ("^\\s*Niedersächsischer Landtag\\b", "\\bDrucksache [0-9]{1,2}/[0-9]{1,5}\\b",),
        "headings": {
            "answers": ("Vorbemerkung der Landesregierung",),
        },
    },
}
