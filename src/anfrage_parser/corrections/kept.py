"""Where corrections are kept: `brief.pdf.anfrage.toml` beside the document, or a folder of `<sha256>.toml`."""

from pathlib import Path

SUFFIX = ".anfrage.toml"

WINDOWS = f"{SUFFIX}.txt"
"""What becomes of it where an editor hangs on its own ending, and the system hides it: such a file holds as well."""


def is_corrections(name: str) -> bool:
    """Whether a file of that name holds corrections."""
    return name.casefold().endswith((SUFFIX, WINDOWS))


def document_of(name: str) -> str:
    """The name of the document beside which corrections lie: "brief.pdf.anfrage.toml.txt" → "brief.pdf"; any other name stays."""
    ending = next((ending for ending in (WINDOWS, SUFFIX) if name.casefold().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def beside(document: Path) -> Path:
    """Where the corrections of a document lie beside it, or would: under the longer name if that is the only one there is."""
    plain, longer = (document.with_name(document.name + ending) for ending in (SUFFIX, WINDOWS))
    try:
        return longer if longer.is_file() and not plain.exists() else plain
    except OSError:  # a name too long for the suffix
        return plain


def place(document: Path | None, sha256: str, folder: Path | None) -> Path | None:
    """Where the corrections of a document belong: in the folder, if one is given, else beside the document."""
    if folder is not None:
        return folder / f"{sha256}.toml"
    return beside(document) if document is not None else None


def find(document: Path | None, sha256: str, folder: Path | None = None) -> Path | None:
    """The file that holds a document's corrections: in the folder or else beside it; None where there is none."""
    for path in (place(None, sha256, folder), place(document, sha256, None)):
        try:
            if path is not None and path.is_file():
                return path
        except OSError:  # a name too long for the suffix
            continue
    return None
