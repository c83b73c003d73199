"""Words of which the menus and heads of sites are made."""

from anfrage_parser.text.patterns import compiled

_LETTERS = compiled(r"[^\W\d_]{1,40}")

_MENU = frozenset(
    """anfragen anfrage anträge antrag und aktuelles aktuell startseite rat stadtrat kreistag gemeinderat ortsräte ortsrat stadtbezirksräte
    stadtbezirksrat bezirksräte ortsbeiräte bezirksvertretungen gremien sitzungen sitzung vorlage vorlagen drucksache drucksachen inhalt
    der die das des presse pressemitteilungen pressemitteilung mitteilungen meldungen meldung nachrichten themen thema fraktion fraktionen
    unsere unser news archiv kontakt impressum suche menü home start details dokumente dokument politik initiativen aus im in zu dem den
    verwaltung bürger bürgerservice rathaus ratsinformationssystem ratsinfo bürgerinformationssystem übersicht zurück weiter drucken teilen
    druckversion sachverhalt öffentlich nichtöffentlich kommunalpolitik parlament arbeit blog beiträge beitrag kategorie jahr für
    landtag bundestag seite personen termine kalender service downloads download anlagen anlage""".split()
)
"""Words of which menus and the heads of sites are made."""


def is_menu(text: str) -> bool:
    """Return whether a text is made of words that stand in menus: "Rat und Ortsräte", "Anfragen & Anträge"."""
    found = _LETTERS.findall(text.casefold())
    return bool(found) and len(found) <= 6 and all(word in _MENU for word in found)
