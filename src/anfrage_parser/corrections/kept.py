"""Where corrections are stored: `brief.pdf.anfrage.toml` beside the document, or `<sha256>.toml` in a folder."""

from pathlib import Path

SUFFIX = ".anfrage.toml"

WINDOWS = f"{SUFFIX}.txt"
"""The suffix if an editor appends ".txt", which Windows hides; such a file is used as well."""


def is_corrections(name: str) -> bool:
    """Return whether a file of that name holds corrections."""
    return name.casefold().endswith((SUFFIX, WINDOWS))


def document_of(name: str) -> str:
    """Return the document's name for that of its corrections: "brief.pdf.anfrage.toml.txt" → "brief.pdf"; other names are unchanged."""
    ending = next((ending for ending in (WINDOWS, SUFFIX) if name.casefold().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def beside(document: Path) -> Path:
    """Return the path of a document's corrections beside it, existing or not; with ".txt" if only that file exists."""
    plain, longer = (document.with_name(document.name + ending) for ending in (SUFFIX, WINDOWS))
    try:
        return longer if longer.is_file() and not plain.exists() else plain
    except OSError:  # a name too long for the suffix
        return plain


def place(document: Path | None, sha256: str, folder: Path | None) -> Path | None:
    """Return where to store a document's corrections: in the folder, if given, else beside the document."""
    if folder is not None:
        return folder / f"{sha256}.toml"
    return beside(document) if document is not None else None


def find(document: Path | None, sha256: str, folder: Path | None = None) -> Path | None:
    """Return the existing file of a document's corrections, in the folder or else beside it; None if there is none."""
    for path in (place(None, sha256, folder), place(document, sha256, None)):
        try:
            if path is not None and path.is_file():
                return path
        except OSError:  # a name too long for the suffix
            continue
    return None
