"""The rule for the line that says who signs."""

from collections.abc import Iterator

from anfrage_parser.conventions import Convention
from anfrage_parser.label.group_rules import group
from anfrage_parser.label.head_rules import has_role
from anfrage_parser.label.text_rules import lead_in
from anfrage_parser.model import Label, Role
from anfrage_parser.text.patterns import compiled


def signed(text: str, convention: Convention) -> Iterator[Label]:
    """ "unterzeichnet von:", "gez. Breier"; no sentence that begins so ("Im Auftrag der Stadt wurde geprüft …")."""
    if text[0].isdecimal() and (dated := _DATED.match(text)) is not None:
        yield Label(Role.SIGNED, "signed", "gez", dated.end(), len(text))
        return
    folded = text.casefold().lstrip("(")
    if folded.startswith("für die ") and ":" not in text and any(group(text[len("für die ") :], convention)):
        yield Label(Role.SIGNED, "signed", "für die", len("für die "), len(text))
        return
    if not folded.startswith(convention.words("signed", "starts")) or text.endswith("?"):
        return
    for start in convention.words("signed", "starts"):
        if folded.startswith(start) and not folded[len(start) : len(start) + 1].isalpha():
            end = min(len(text) - len(text.lstrip("(")) + len(start), len(text))
            if start == "gez" or not _goes_on(text[end:].partition("   ")[0].strip(" :"), convention):
                yield Label(Role.SIGNED, "signed", start, end, len(text))
            return


_DATED = compiled(r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{2,4},?\s{1,60}gez\.(?=\s)", needs=("gez.",))
""" "14.06.2022, gez. Eva Muster"."""

_JOINS = compiled(
    r"(?:de[rsnm]|die|das|i[nm]|v[oa][nm]|für|und|sowie|a[nmu]s?|bei|zu[mr]?|de|di|da|la|le|el|al|bin|dos|del|della|t[eh]r|ten|"
    r"los|\w{0,20}(?:politisch|beratend|fraktionslos|parteilos)\w{0,3}|stellv\.|habil\.|[a-z]{1,4}\.)[,;)]?"
)
"""Words in small letters that join names, roles and groups."""


def _goes_on(rest: str, convention: Convention) -> bool:
    """Whether behind the word of a signature a sentence goes on, where only a name, a role or a group may stand."""
    small = (word for word in rest.split() if word[0].islower() and not _JOINS.fullmatch(word))
    return "§" in rest or any(not has_role(word, convention) for word in small) or (rest != "" and any(lead_in(rest, convention)))
