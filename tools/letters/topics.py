"""What invented letters are about: noun phrases in their cases, and sentences that take them. All of it is made up."""

TOPICS: tuple[tuple[str, str, str, str], ...] = (
    # nominative, dative, accusative, genitive
    ("die Stadtbücherei", "der Stadtbücherei", "die Stadtbücherei", "der Stadtbücherei"),
    ("der Wochenmarkt", "dem Wochenmarkt", "den Wochenmarkt", "des Wochenmarktes"),
    ("das Hallenbad Nord", "dem Hallenbad Nord", "das Hallenbad Nord", "des Hallenbades Nord"),
    ("der Radweg am Mühlgraben", "dem Radweg am Mühlgraben", "den Radweg am Mühlgraben", "des Radweges am Mühlgraben"),
    ("die Grundschule Am Anger", "der Grundschule Am Anger", "die Grundschule Am Anger", "der Grundschule Am Anger"),
    ("der Winterdienst", "dem Winterdienst", "den Winterdienst", "des Winterdienstes"),
    ("die Straßenbeleuchtung", "der Straßenbeleuchtung", "die Straßenbeleuchtung", "der Straßenbeleuchtung"),
    ("der Bolzplatz im Auenpark", "dem Bolzplatz im Auenpark", "den Bolzplatz im Auenpark", "des Bolzplatzes im Auenpark"),
    ("die Feuerwache Ost", "der Feuerwache Ost", "die Feuerwache Ost", "der Feuerwache Ost"),
    (
        "der Busverkehr in den Abendstunden",
        "dem Busverkehr in den Abendstunden",
        "den Busverkehr in den Abendstunden",
        "des Busverkehrs in den Abendstunden",
    ),
    (
        "die Digitalisierung der Bauakten",
        "der Digitalisierung der Bauakten",
        "die Digitalisierung der Bauakten",
        "der Digitalisierung der Bauakten",
    ),
    ("das Gewerbegebiet Steinfeld", "dem Gewerbegebiet Steinfeld", "das Gewerbegebiet Steinfeld", "des Gewerbegebietes Steinfeld"),
    (
        "der Baumbestand in der Innenstadt",
        "dem Baumbestand in der Innenstadt",
        "den Baumbestand in der Innenstadt",
        "des Baumbestandes in der Innenstadt",
    ),
    ("die Kindertagespflege", "der Kindertagespflege", "die Kindertagespflege", "der Kindertagespflege"),
    (
        "der Jugendtreff „Alte Weberei“",
        "dem Jugendtreff „Alte Weberei“",
        "den Jugendtreff „Alte Weberei“",
        "des Jugendtreffs „Alte Weberei“",
    ),
    ("die Parkraumbewirtschaftung", "der Parkraumbewirtschaftung", "die Parkraumbewirtschaftung", "der Parkraumbewirtschaftung"),
)

TITLES = (
    "Zustand {gen}",
    "{Nom}",
    "{Nom}: Stand und weiteres Vorgehen",
    "Aktueller Stand der Planungen zu {dat}",
    "Wie geht es weiter mit {dat}?",
    "Kosten und Nutzen {gen} – Sachstand {year}",
    "Sicherheit, Sauberkeit und Barrierefreiheit bei {dat} – aktueller Stand, offene Punkte und weiteres Vorgehen der Verwaltung",
    "Umsetzung des Beschlusses zu {dat}",
    "Mängel bei {dat} und Auswirkungen auf die Nutzerinnen und Nutzer im Stadtgebiet",
    "{Nom} (Stand: 30. Juni {year})",
    "Antrag auf Fördermittel für {acc}",
    "Haushalt {year} / Ansatz für {acc}",
)

SENTENCES = (
    "{Nom} beschäftigt die Bürgerinnen und Bürger seit Jahren.",
    "In den vergangenen Monaten gab es mehrfach Beschwerden zu {dat}.",
    "Bereits am 14.03.2019 hat die Verwaltung einen Bericht zu {dat} angekündigt, der bis heute nicht vorliegt.",
    "Nach einem Artikel der Lokalzeitung vom 3. Mai 2018 sind die Kosten für {acc} um 12,5 Prozent gestiegen.",
    "Der Rat hat sich zuletzt in seiner Sitzung am 11.09.2018 mit {dat} befasst (Vorlage 0212/2018).",
    "Für {acc} stehen im laufenden Haushalt ca. 1,2 Mio. Euro bereit, d. h. etwa 4 % mehr als im Vorjahr.",
    "Gemäß § 34 Abs. 2 Satz 1 der Satzung ist die Verwaltung für {acc} zuständig.",
    "Aus Sicht vieler Eltern, Vereine und Anlieger besteht dringender Handlungsbedarf, z. B. bei der Zugänglichkeit.",
    "Die Zahl der Nutzerinnen und Nutzer hat sich von 2015 bis 2019 fast verdoppelt.",
    "Auch die Fraktionen von CDU und SPD haben in der Vergangenheit auf diesen Umstand hingewiesen.",
    "Es ist nicht nachvollziehbar, warum bisher keine Lösung gefunden wurde.",
    "Andere Kommunen, etwa Nachbarstädte vergleichbarer Größe, sind hier deutlich weiter.",
    "Eine Übersicht findet sich unter www.beispielstadt.example/berichte/2019 im Netz.",
    "Wer soll das bezahlen? Diese Frage stellen sich viele Menschen vor Ort.",
    "Im Zuge der An-, Um- und Ausbauten wurden Home-Office-Plätze und OZG-Leistungen zugesagt.",
    "Die Verwaltung teilte damals mit, man werde „zeitnah“ über {acc} informieren.",
    "Von den ursprünglich 24 vorgesehenen Maßnahmen sind bislang nur sieben umgesetzt worden.",
    "Mit der Änderungsvereinbarung zum Verkehrsentwicklungsplan wurden die Zuständigkeiten neu geregelt.",
)

QUESTIONS = (
    "Wie hoch waren die Kosten für {acc} in den Jahren 2017, 2018 und 2019?",
    "Wann ist mit dem Abschluss der Arbeiten an {dat} zu rechnen?",
    "Welche Maßnahmen plant die Verwaltung, um die Situation bei {dat} kurzfristig zu verbessern?",
    "Wie viele Beschwerden sind seit dem 1. Januar 2019 eingegangen, und wie wurde damit umgegangen?",
    "Trifft es zu, dass Mittel für {acc} nicht abgerufen wurden? Wenn ja, warum?",
    "Wer ist innerhalb der Verwaltung für {acc} zuständig?",
    "Inwiefern wurden die Vorgaben des § 12 Abs. 3 der Satzung bei {dat} eingehalten?",
    "Welche Erkenntnisse hat die Verwaltung über den baulichen Zustand {gen}?",
    "Ist beabsichtigt, den Beirat in die Planungen einzubeziehen, und wenn nein, weshalb nicht?",
    "Gibt es Überlegungen, Fördermittel des Landes (z. B. aus dem Programm „Lebendige Zentren“) zu beantragen?",
    "Aus welchen Gründen wurde der für das 3. Quartal vorgesehene Zwischenbericht nicht vorgelegt?",
    "Können nach Ansicht der Verwaltung die Öffnungs- und Servicezeiten ausgeweitet werden?",
    "Bis wann liegt ein Konzept vor?",
    "Welche Auswirkungen hätte ein Aufschub auf den Haushalt 2021 – insbesondere auf die mittelfristige Finanzplanung?",
    "Sind der Verwaltung vergleichbare Fälle aus anderen Städten bekannt?",
    "In welchem Umfang werden externe Gutachterinnen und Gutachter beauftragt?",
    "Warum wurde {acc} nicht in die Prioritätenliste vom 15.02.2019 aufgenommen?",
    "Hat es in den letzten fünf Jahren Unfälle gegeben, und falls ja, mit welchen Folgen?",
)

REQUESTS = (
    "Bitte listen Sie die Ausgaben für {acc} nach Jahren getrennt auf.",
    "Die Verwaltung möge darlegen, welche Schritte bei {dat} als Nächstes anstehen.",
    "Es wird um eine Übersicht der laufenden Verträge gebeten.",
    "Wir bitten um einen Sachstandsbericht zu {dat}.",
)

STATEMENTS = (
    "Die Verwaltung hat mitgeteilt, dass die Arbeiten an {dat} ruhen.",
    "Laut Haushaltsplan stehen keine weiteren Mittel bereit.",
)

HINTS = (
    "Bitte nach Jahren aufschlüsseln.",
    "Bitte jeweils einzeln begründen.",
)

STEMS: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    (
        "Wie hoch ist der Anteil der Nutzerinnen und Nutzer",
        ("im Alter unter 18 Jahren,", "zwischen 18 und 65 Jahren,", "über 65 Jahren?"),
        None,
    ),
    ("Welche Kosten entstehen", ("für Personal", "für Energie und Wasser", "für Instandhaltung"), "in den kommenden drei Jahren?"),
    (
        "Zum Zustand {gen}:",
        ("Wann wurde zuletzt geprüft?", "Welche Mängel wurden festgestellt?"),
        None,
    ),
    ("Liegen der Verwaltung Beschwerden vor?", ("Falls ja: Wie viele?", "Falls nein: Warum nicht?"), None),
    (
        "Wie bewertet die Verwaltung die Entwicklung",
        ("bei den Kosten?", "bei der Auslastung?", "bei der Zahl der Beschäftigten?", "bei den Wartezeiten?"),
        None,
    ),
)

HEADINGS = ("Kosten", "Zeitplan", "Zuständigkeiten", "Personal und Ausstattung", "Beteiligung", "Sicherheit", "Ausblick")
