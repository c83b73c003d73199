"""Who signs: names of every form, with and without a closing formula, side by side, with what is printed around them."""

from typing import Any

import pytest

from tests.assemble.reading import ASKED, HEAD, TWO, Case, cases, check


def ends(end: str) -> str:
    """A letter that asks two questions, and ends so."""
    return f"{HEAD}Wir fragen:\n{TWO}\n\n{end}\n"


def signed(*names: str) -> dict[str, Any]:
    return {"signatories": list(names), "rationale": None, "questions": ASKED}


NAMES: list[Case] = [
    *((f"{name} {where}", ends(f"{before}{name}"), signed(name))
      for where, before in (("below a greeting", "Mit freundlichen Grüßen\n\n"), ("alone", ""), ("behind gez.", "gez. "))
      for name in (
        "Ute-M. Tarnow", "K.-H. Weber", "J. P. Roth", "Hans J. Kuhn", "Anna Tarnow zu Strahlen", "Karl von und zu Auental",
        "Eva van der Au",
        "Dr. h. c. Eva Muster", "Dr. E. h. Ulf Brand", "Prof. Dr.-Ing. Ulf Brand", "Dipl.-Ing. (FH) Ida Amsel", "Ida Amsel, M. A.",
        "Eva Muster - Brand", "Eva Muster-von Thal", "EVA MUSTER", "MUSTER, Eva", "Dr. EVA MUSTER-BRAND", "Eva MUSTER", "Ulf de Boer",
        "Max Freiherr von Thal",
        "Ida Ten Brink", "Dr. med. dent. Eva Muster", "Prof. em. Ulf Brand", "Ralf D'Agostino", "Dr. rer. nat. Ida Amsel", "Ulf Brand jun.",
        "Eva Muster LL.M.", "Ulf Brand MdL", "Sean O'Hara", "Hans-Peter Brand", "Eva Å. Muster", "Maria-Th. Abel", "M. Abel",
      )
      if name not in ("Ida Amsel, M. A.", "Eva Muster LL.M.", "Ulf Brand MdL")),
    *((f"{printed}", ends(printed), {"signatories": [name], "rationale": None})
      for printed, name in (("Ida Amsel, M. A.", "Ida Amsel"), ("Eva Muster LL.M.", "Eva Muster"), ("Ulf Brand MdL", "Ulf Brand"))),
]  # fmt: skip

ROLES: list[Case] = [
    ("two roles with one blank below two names", ends("gez. Ida Amsel gez. Ulf Brand\nFraktionsvorsitzende Sachkundiger Bürger"),
     {**signed("Ida Amsel", "Ulf Brand"), "signatory_roles": ["Fraktionsvorsitzende", "Sachkundiger Bürger"]}),
    ("a date line and the name beside it, below the reasons",
     (f"SPD-Fraktion\n\nAnfrage: Gutachten\n\nWir fragen:\n{TWO}\n\nBegründung:\nDas Gutachten ist alt.\n\n\n"
     "Auental, 19.09.2022                 Ida Amsel\n                                    Stadträtin\n"),
     {"signatories": ["Ida Amsel"], "signatory_roles": ["Stadträtin"], "date": "2022-09-19", "place": "Auental",
      "rationale": "Das Gutachten ist alt."}),
    *((f"a role {how}", ends(f"Ida Amsel\n{role}"), {**signed("Ida Amsel"), "signatory_roles": [role.strip("-()*– ")]})
      for how, role in (
        ("between hyphens", "-Gruppenvorsitzende-"), ("in brackets", "(Stadträtin)"), ("in asterisks", "*Fraktionsvorsitzende*"),
        ("between dashes", "– Sprecherin –"), ("of a district", "Bezirksverordnete"), ("of a committee",
        "Mitglied im Ausschuss für Kultur und Sport"),
        ("of a citizen", "sachkundige Bürgerin"), ("of a city", "Stadtverordnete"), ("of a member", "Mitglied des Rates"),
        ("of two kinds", "Stellv. Fraktionsvorsitzende und Sprecherin für Gesundheit"),
        ("of a speaker on a topic", "verkehrspolitische Sprecherin"), ("in the group", "stellv. Gruppenvorsitzende"), ("of a council",
        "Ratsmitglied"),
        ("of a county", "Kreistagsabgeordnete"), ("of a village", "Gemeindevertreterin"), ("of a district's council",
        "Mitglied der Bezirksvertretung"),
      )),
    ("a role on the line of the name", ends("Ida Amsel -Gruppenvorsitzende-"),
     {**signed("Ida Amsel"), "signatory_roles": ["Gruppenvorsitzende"]}),
    ("a role and a group side by side",
     ends("gez. Ida Amsel         gez. Ulf Brand\nFraktionssprecherin Volt   Fraktionsvorsitzender Freie Wähler"),
     {**signed("Ida Amsel", "Ulf Brand"), "signatory_parties": ["Volt", "FREIE WÄHLER"]}),
    ("a group above its members", ends("gez.\n\nCDU\nIda Amsel\n\nSPD\nUte-M. Tarnow"), signed("Ida Amsel", "Ute-M. Tarnow")),
    ("group, name, role", ends("Für die SPD-Fraktion\nIda Amsel\nStadträtin"), {**signed("Ida Amsel"), "signatory_roles": ["Stadträtin"]}),
    ("role, name, group", ends("Stadträtin\nIda Amsel\nSPD-Fraktion"), signed("Ida Amsel")),
    ("a name, a group, a role", ends("Ida Amsel\nSPD-Fraktion\nStadträtin"), {**signed("Ida Amsel"), "signatory_roles": ["Stadträtin"]}),
]  # fmt: skip

TOGETHER: list[Case] = [
    *((f"two names {how}", ends(printed), signed("Ida Amsel", "Ulf Brand"))
      for how, printed in (
        ("side by side", "Ida Amsel          Ulf Brand"), ("with commas", "Ida Amsel, Ulf Brand"), ("joined", "Ida Amsel und Ulf Brand"),
        ("with a slash", "Ida Amsel / Ulf Brand"), ("on two lines", "Ida Amsel\nUlf Brand"), ("apart", "Ida Amsel\n\nUlf Brand"),
        ("below gez. twice", "Gez. Gez.\nIda Amsel Ulf Brand\nSPD-Ratsfraktion Volt-Ratsfraktion"),
        ("below gez. twice, apart", "gez.                gez.\nIda Amsel           Ulf Brand"),
        ("each behind gez.", "gez. Ida Amsel     gez. Ulf Brand"), ("with their groups", "Ida Amsel (SPD), Ulf Brand (Volt)"),
        ("below a greeting", "Mit freundlichen Grüßen\nIda Amsel, Ulf Brand"),
        ("below numbers", "Unterschriften:\n1. Ida Amsel\n2. Ulf Brand"), ("and others", "gez. Ida Amsel, Ulf Brand u. a."),
        ("below two lines", "__________________        __________________\nIda Amsel                 Ulf Brand"),
        ("with their roles", "Ida Amsel, Stadtverordnete\nUlf Brand, sachkundiger Bürger"),
        ("and a group", "Ida Amsel, Ulf Brand und Fraktion"), ("and more members", "Ida Amsel\nUlf Brand\nund 5 weitere Abgeordnete"),
        ("with gez. in brackets", "Ida Amsel (gez.)      Ulf Brand (gez.)"),
      )),
    *((f"other members {how}", ends(f"Auental, den 12.05.2023\n\nIda Amsel                    Ulf Brand\n\n{others}"),
       signed("Ida Amsel", "Ulf Brand", "Eva Muster"))
      for how, others in (
        ("beside a name", "und die übrigen Mitglieder der         Eva Muster\n\nFraktion der SPD"),
        ("of a group", "sowie die übrigen Mitglieder der SPD-Fraktion      Eva Muster"),
        ("on the next line", "und die weiteren Mitglieder der Fraktion\n\nEva Muster"),
        ("in another order", "Eva Muster\n\nund die anderen Mitglieder der Fraktion der SPD"),
        ("and its group", "und Fraktion              Eva Muster"),
      )),
    ("the nobility beside another", ends("Gez. Gez.\nIda Amsel Anna Tarnow zu Strahlen\nCDU-Ratsfraktion FDP-Ratsfraktion"),
     {**signed("Ida Amsel", "Anna Tarnow zu Strahlen"), "signatory_parties": ["CDU", "FDP"]}),
]  # fmt: skip

BRACKETS: list[Case] = [
    *((f"a name {how}", ends(printed), signed("Ida Amsel"))
      for how, printed in (
        ("in brackets below a line", "____________________\n(Ida Amsel)"), ("in brackets", "Mit freundlichen Grüßen\n\n(Ida Amsel)"),
        ("below dots", "........................\nIda Amsel"), ("behind f.d.R.", "f.d.R. Ida Amsel"), ("below f. d. R.",
        "F. d. R.\n\nIda Amsel"),
        ("behind an order", "i. A. Ida Amsel"), ("below an order", "i.A.\nIda Amsel"), ("for what is right",
        "Für die Richtigkeit:\nIda Amsel"),
        ("behind the word for it", "Unterschrift: Ida Amsel"), ("said to be signed", "Gezeichnet: Ida Amsel, Stadträtin"),
        ("in asterisks", "*Ida Amsel*"), ("in bold", "**Ida Amsel**\nStadträtin"),
      )),
]  # fmt: skip

FEET: list[Case] = [
    *((f"{how}, {what}", ends(f"{closing}Ida Amsel\n{foot}"), signed("Ida Amsel"))
      for how, closing in (("behind a greeting", "Mit freundlichen Grüßen\n\n"), ("alone", ""))
      for what, foot in (
        ("the foot of a site", "\nImpressum | Datenschutz | Kontakt\n© 2023 SPD Auental"), ("an address",
        "\nMarktweg 5\n12345 Auental\nTel. 0123 456789"),
        ("a mail address", "amsel@auental.example"), ("a source", "\nQuelle: www.auental.example/busse"), ("a picture",
        "\nFoto: Ulf Brand"),
        ("copies", "\nVerteiler:\nFraktionen\nPresse"), ("a day", "\nAuental, 06.11.2023"), ("attachments", "\nAnlage: Karte"),
        ("sources", "\nQuellen:\n- www.auental.example\n- www.bus.example"), ("attachments below a heading",
        "\nAnlagen\n1. Karte\n2. Foto"),
        ("a table", "\nBeratungsfolge:\nBauausschuss 12.05.2022"),
        ("who published", "\nVeröffentlicht am 07.11.2023"), ("links", "\nZurück\nDrucken"), ("a number", "\nDrucksache 12/2023"),
      )),
    *((f"no reasons, but {what}", ends(foot), {"rationale": None, "questions": ASKED, "signatories": []})
      for what, foot in (
        ("the foot of a site", "Impressum | Datenschutz | Kontakt\n© 2023 SPD Auental"), ("an address",
        "SPD-Fraktion\nMarktweg 5\n12345 Auental"),
        ("a day", "Auental, den 06.11.2023"), ("a source", "Quelle: www.auental.example/busse"), ("a few words", "Danke im Voraus!"),
        ("a link back", "Zurück zur Übersicht"), ("where it is", "Die Anfrage steht auch hier im Alris."), ("an attachment",
        "Anlage: Karte"),
        ("how to answer", "Wir bitten um schriftliche Antwort."), ("a picture", "Foto: Stadt Auental"),
      )),
    *((f"reasons, {what}", ends(f"{reasons}\n\nIda Amsel"), {"rationale": said, "signatories": ["Ida Amsel"]})
      for what, reasons, said in (
        ("without a heading",
         "Die Busse fahren seit Mai nicht mehr, und niemand sagt, warum das so ist.",
         "Die Busse fahren seit Mai nicht mehr, und niemand sagt, warum das so ist."),
        ("below a heading", "Begründung:\nDie Busse fehlen.", "Die Busse fehlen."),
        ("a short one below a heading", "Begründung\nErfolgt.", "Erfolgt."),
        ("that name somebody", "Begründung:\nDas sagte Ulf Brand.", "Das sagte Ulf Brand."),
      )),
]  # fmt: skip

STAMPS: list[Case] = [
    *((f"a stamp of a digital signature, {what}", ends(stamp), signed("Ida Amsel"))
      for what, stamp in (
        ("above",
         ("Digital signiert von Ida Amsel\nDN: c=DE, o=Stadt Auental, cn=Ida Amsel\nDatum: 2023.11.07 09:15:11 "
          "+01'00'\n\nFür die Fraktion\nIda Amsel")),
        ("beside",
         ("Digital signiert von Ida Amsel\nFür die Fraktion   DN: c=DE, o=Stadt Auental, cn=Ida Amsel\nDatum: 2023.11.07 "
          "09:15:11 +01'00'\nIda Amsel   Grund: Ich bin Verfasser dieses Dokuments")),
        ("on two lines", "Digital unterschrieben\nvon Ida Amsel\nDatum: 2023.11.07\n09:15:11 +01'00'"),
        ("alone", "Digital unterschrieben von Ida Amsel\nDatum: 2023.11.07 09:15:11 +01'00'"),
        ("below", "gez. Ida Amsel\nElektronisch signiert am 07.11.2023"),
      )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases(*NAMES, *ROLES, *TOGETHER, *BRACKETS, *FEET, *STAMPS))
def test_signatures(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
