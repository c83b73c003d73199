"""Read the controls of a form in an OpenDocument text: what was filled in, chosen or ticked."""

from anfrage_parser.readers.office.odt_lists import get_any
from anfrage_parser.readers.office.package import Element, local
from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder

MOST_CONTROLS = 10_000


def controls(body: Element) -> dict[str, str]:
    """Return id → what a control shows."""
    rows: dict[str, str] = {}
    for forms in body:
        for entry in forms.iter() if local(forms) == "forms" else ():
            name = get_any(entry, "id")
            if name and len(rows) < MOST_CONTROLS:
                rows.setdefault(name, _shown(entry))
    return rows


def _shown(entry: Element) -> str:
    kind = local(entry)
    if kind in ("checkbox", "radio"):
        state = get_any(entry, "current-state") or get_any(entry, "state")
        ticked = state == "checked" or "true" in (get_any(entry, "current-selected"), get_any(entry, "selected"))
        return f"{TICKED if ticked else EMPTY} {get_any(entry, 'label')}"
    if kind == "listbox":
        chosen = [get_any(o, "label") for o in entry if "true" in (get_any(o, "current-selected"), get_any(o, "selected"))]
        return ", ".join(text for text in chosen if not is_placeholder(text))
    if kind in ("text", "textarea", "combobox", "formatted-text", "date", "number"):
        text = get_any(entry, "current-value") or get_any(entry, "value")
        return "" if kind == "combobox" and is_placeholder(text) else text
    return ""


def is_placeholder_control(part: Element) -> bool:
    """Return whether an inline control or field shows what stands there before it is filled in."""
    name = local(part)
    return name == "placeholder" or (name == "content-control" and get_any(part, "showing-place-holder") == "true")
