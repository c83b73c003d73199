"""How a document is to be read: what a person may choose, the same for every reader."""

from dataclasses import dataclass, field

LIMIT_PAGES = 5_000

OCR = ("auto", "off", "force")
"""Text is recognised on pages that have none, never, on all pages."""


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one run."""

    reader: str = "auto"
    """"auto", "pdfium" or "pdfplumber"."""
    words: bool = False
    """Whether to tell where each word stands on its page."""
    max_bytes: int | None = None
    """Of a file; unsaid, each kind of document has its own limit."""
    max_pages: int = LIMIT_PAGES
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried in their order where a document wants one."""
    ocr: str = "auto"
    """One of `OCR`."""
    timeout: float = 60.0
    """Seconds for the recognition of a page."""


def in_words(size: int) -> str:
    """A number of bytes for people.

    >>> in_words(64 << 20), in_words(1000)
    ('64 MiB', '1000 Bytes')
    """
    return f"{size >> 20} MiB" if size and not size % (1 << 20) else f"{size} Bytes"
