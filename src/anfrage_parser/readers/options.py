"""Options of reading a document, the same for every reader."""

from dataclasses import dataclass, field

LIMIT_PAGES = 5_000

OCR = ("auto", "off", "force")
"""OCR modes: on pages without text, never, on all pages."""


@dataclass(frozen=True, slots=True)
class Options:
    """The reading options of a run."""

    reader: str = "auto"
    """"auto", "pdfium" or "pdfplumber"."""
    words: bool = False
    """Whether to return the box of each word."""
    max_bytes: int | None = None
    """Size limit of a file in bytes; by default, each kind has its own."""
    max_pages: int = LIMIT_PAGES
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Passwords tried in order for encrypted documents."""
    ocr: str = "auto"
    """One of `OCR`."""
    timeout: float = 60.0
    """Seconds for OCR of a page."""


def in_words(size: int) -> str:
    """Format a number of bytes for people.

    >>> in_words(64 << 20), in_words(1000)
    ('64 MiB', '1000 Bytes')
    """
    return f"{size >> 20} MiB" if size and not size % (1 << 20) else f"{size} Bytes"
