"""Where corrections are kept: `brief.pdf.anfrage.toml` beside the document, or a folder of `<sha256>.toml`."""

from pathlib import Path

SUFFIX = ".anfrage.toml"


def place(document: Path | None, sha256: str, folder: Path | None) -> Path | None:
    """Where the corrections of a document belong: in the folder, if one is given, else beside the document."""
    if folder is not None:
        return folder / f"{sha256}.toml"
    return document.with_name(document.name + SUFFIX) if document is not None else None


def find(document: Path | None, sha256: str, folder: Path | None = None) -> Path | None:
    """The file that holds a document's corrections: in the folder or else beside it; None where there is none."""
    for path in (place(None, sha256, folder), place(document, sha256, None)):
        try:
            if path is not None and path.is_file():
                return path
        except OSError:  # a name too long for the suffix
            continue
    return None
