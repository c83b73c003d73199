"""How invented letters say things: names, labels, lead-ins, headings, closings. Fixed formulas are facts; all names are made up."""

CITIES = (
    "Lindhafen",
    "Brückstadt",
    "Bad Auental",
    "Neuenwalde",
    "Hohenrode an der Selke",
    "Moorburg-Fehn",
    "Königsmark",
    "Sankt Ottilien",
    "Wallrode",
    "Überau",
)

KINDS = ("Stadt", "Landeshauptstadt", "Gemeinde", "Kreisstadt", "Hansestadt")

FIRST = (
    "Aylin",
    "Jonas",
    "Dr. Chiara",
    "Ole",
    "Hans-Peter",
    "Mareike",
    "Zoë",
    "Prof. Dr. Ingo",
    "Jürgen",
    "Anne-Kathrin",
    "Søren",
    "Ute",
    "Karl Heinz",
    "Elif",
)
LAST = (
    "Vonderheide",
    "Korkmaz",
    "Ahlgrimm",
    "Steinkamp",
    "Müller-Lüdenscheidt",
    "von der Aue",
    "Lohmüller",
    "Çelik",
    "Weiß",
    "Ó Briain",
    "Grünwald",
    "Öztürk",
    "Bäcker",
    "Kurz",
)

PARTIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SPD", ("SPD",)),
    ("CDU", ("CDU",)),
    ("FDP", ("FDP",)),
    (
        "BÜNDNIS 90/DIE GRÜNEN",
        ("BÜNDNIS 90/DIE GRÜNEN", "Bündnis 90/Die Grünen", "GRÜNE", "B90/Die Grünen", "Bündnis 90 / Die Grünen", "B‘90/Die Grünen"),
    ),
    ("DIE LINKE", ("DIE LINKE", "Die Linke", "DIE LINKE.")),
    ("AfD", ("AfD",)),
    ("FREIE WÄHLER", ("Freie Wähler", "FREIE WÄHLER", "FW")),
    ("Volt", ("Volt",)),
    ("ÖDP", ("ÖDP",)),
    ("PIRATEN", ("PIRATEN", "Piraten")),
    ("BSW", ("BSW",)),
)

LOCAL = (
    "Bürgerliste Auental",
    "Unabhängige Wählergemeinschaft",
    "Liste Zukunft Stadt",
    "WIR für Wallrode",
    "Allianz der Mitte",
    "UBW",
    "Bürger für Brückstadt",
)
"""Names of groups that no list holds."""

SUFFIXES = ("Fraktion", "Stadtratsfraktion", "Ratsfraktion", "Gemeinderatsfraktion", "Kreistagsfraktion")

COMMITTEES = (
    "Gemeinderat",
    "Stadtrat",
    "Rat der Stadt",
    "Hauptausschuss",
    "Ausschuss für Umwelt und Verkehr",
    "Bau- und Planungsausschuss",
    "Ortsbeirat Mitte",
    "Kreistag",
    "Stadtverordnetenversammlung",
    "Bezirksvertretung Süd",
)

NUMBERS = (
    "{n:04}/{y}",
    "{y}/{n:04}",
    "ANF/{y}/{n:04}",
    "AN/{n:04}/{y}",
    "F{n:04}/{yy}",
    "AF{n:04}/{yy}",
    "VI-F-{n:05}",
    "{yy}/SVV/{n:04}",
    "A {n}/{y}",
    "{n:04}/XXI",
    "KA {n}/XXI",
    "{s}/{y}",
    "{y}-{n:04}",
    "ANF-{n:04}-{y}",
    "AM {n}/{yy}",
    "XI/A/{n:03}",
    "{n:03}-{yy}",
    "Q {n:03}/{y}",
    "DS-{n:05}/{yy}",
    "16/{n:04}",
    "20.{n:04}.5",
    "{y}/{n:04}/1",
)

NUMBER_LABELS = (
    "Vorlage Nr.",
    "Vorlagen-Nr.",
    "Drucksache",
    "Drucksachen-Nr.",
    "Anfrage Nr.",
    "Nummer",
    "Anfragenummer",
    "Drs.-Nr.",
    "AZ",
    "Aktenzeichen",
    "Kennung",
    "Lfd. Nr.",
    "Register-Nr.",
    "Geschäfts-Nr.",
    "Vorgangs-Nr.",
    "Dokument-Nr.",
    "Eingangsnummer",
    "Ratsdrucksache Nr.",
)
DATE_LABELS = (
    "Datum",
    "Datum der Anfrage",
    "Anfragedatum",
    "vom",
    "Erstellt am",
    "Anfrage vom",
    "Verfasst am",
    "Ausstellungsdatum",
    "Schreiben vom",
    "Gestellt am",
)
RECEIVED_LABELS = ("Eingang", "Eingegangen am", "Eingangsdatum", "Posteingang", "eingegangen am", "Eingereicht am", "Eingang am")
TITLE_LABELS = ("Betreff", "Betr.", "Gegenstand", "Thema", "Titel", "Betrifft", "Kurztitel", "Bezeichnung", "Anfragegegenstand", "Anliegen")
ASKER_LABELS = (
    "Fraktion",
    "Fragesteller",
    "Antragsteller",
    "Fragestellende Fraktion",
    "Einreicher",
    "Eingereicht von",
    "Anfragesteller/in",
    "Anfragende Fraktion",
    "Urheber",
    "Absender",
    "Fragestellerin",
    "Anfrage der Fraktion",
    "Verfasser",
)
SESSION_LABELS = ("Termin", "Sitzungsdatum", "Sitzungstermin", "Sitzung am", "Datum der Sitzung", "Sitzungstag", "Beratung am")
COMMITTEE_LABELS = ("Gremium", "Ausschuss", "Beratendes Gremium", "Zuständiges Gremium", "Beratungsgremium")

TYPES = (
    "Anfrage",
    "ANFRAGE",
    "Kleine Anfrage",
    "Schriftliche Anfrage",
    "Große Anfrage",
    "Mündliche Anfrage",
    "A N F R A G E",
    "Anfrage gemäß § 24 der Geschäftsordnung",
    "Auskunftsersuchen",
)

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")

LEADS = (
    "Wir fragen daher:",
    "Wir fragen an:",
    "Dazu fragen wir:",
    "Hierzu fragen wir die Verwaltung:",
    "Vor diesem Hintergrund fragen wir die Stadtverwaltung:",
    "Ich frage daher den Oberbürgermeister:",
    "Daraus ergeben sich folgende Fragen:",
    "Die Verwaltung wird um Auskunft gebeten:",
    "Die Verwaltung wird um die Beantwortung nachfolgender Fragen gebeten:",
    "Wir bitten um Beantwortung der folgenden Fragen:",
    "Ich bitte um Beantwortung folgender Fragen:",
    "Die {group} bittet daher um Antwort auf folgende Fragen:",
    "Die {group} fragt daher:",
    "Fragen:",
    "Anfrage:",
    "Unsere Fragen:",
    "In diesem Zusammenhang möchten wir wissen:",
    "Wir bitten die Verwaltung, folgende Fragen schriftlich zu beantworten:",
    "Deshalb unsere Anfrage:",
    "Folgende Fragen stellen sich uns:",
    "Dies vorausgeschickt fragen wir die Verwaltung:",
    "Wir möchten Sie um Beantwortung der nachstehenden Fragen bitten:",
    "Wir wollen von der Verwaltung wissen:",
    "Namens der {group} stelle ich folgende Fragen:",
    "Um Aufklärung zu folgenden Punkten wird gebeten:",
    "Aus diesem Grund stellen wir der Verwaltung die folgenden Fragen:",
)
SECOND_LEADS = ("Dazu fragen wir:", "Hierzu möchten wir wissen:", "Auch hierzu fragen wir an:", "Weiter fragen wir:", "Wir fragen ferner:")

REASONS = (
    "Begründung:",
    "Sachverhalt / Begründung:",
    "Begründung",
    "Sachverhalt",
    "Hintergrund:",
    "Zur Begründung:",
    "Erläuterung:",
    "Sachverhalt:",
)
SALUTATIONS = (
    "Sehr geehrte Damen und Herren,",
    "Sehr geehrter Herr Oberbürgermeister,",
    "Sehr geehrte Frau Bürgermeisterin,",
    "Sehr geehrter Herr Vorsitzender,",
    "Liebe Kolleginnen und Kollegen,",
)
CLOSINGS = (
    "Mit freundlichen Grüßen",
    "Mit freundlichem Gruß",
    "Freundliche Grüße",
    "Mit besten Grüßen",
    "Vielen Dank im Voraus!",
    "Hochachtungsvoll",
)
THANKS = ("Für die Beantwortung bedanken wir uns im Voraus.", "Wir bitten um schriftliche Beantwortung.", "Vielen Dank für Ihre Mühe.")
ROLES = (
    "Fraktionsvorsitzende",
    "Fraktionsvorsitzender",
    "Stadtrat",
    "Stadträtin",
    "stellv. Fraktionsvorsitzende",
    "Ratsmitglied",
    "Sprecherin für Umwelt",
    "Mitglied des Rates",
)
STREETS = ("Rathausplatz 1", "Am Markt 12", "Hafenstr. 4a", "Lange Gasse 33-35")
ADDRESSEES = (
    ("An den", "Oberbürgermeister der Stadt {city}"),
    ("Frau Oberbürgermeisterin", "{person}"),
    ("Herrn Bürgermeister", "{person}", "Rathaus"),
    ("An die Vorsitzende des Rates", "Frau {person}"),
    ("Stadtverwaltung {city}", "Büro des Rates"),
    ("An die Verwaltung der Stadt {city}",),
)
