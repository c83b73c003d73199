"""Raised digits, by which the marks of footnotes are told from other numbers: "¹"."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_LOWERED = str.maketrans(SUPERSCRIPTS, "0123456789")


def raised(digits: str) -> str:
    """Return digits as superscripts.

    >>> raised("12")
    '¹²'
    """
    return digits.translate(_RAISED)


def lowered(text: str) -> str:
    """Return superscripts as plain digits; everything else stays."""
    return text.translate(_LOWERED)


def as_mark(text: str) -> str:
    """Return raised text as a footnote's mark: 1–3 digits, with or without brackets, as superscripts; other text stays as it is.

    >>> as_mark("[12]"), as_mark("1)"), as_mark("a"), as_mark("*")
    ('¹²', '¹', 'a', '*')
    """
    bare = text.strip().strip("[]()").strip()
    return raised(bare) if 1 <= len(bare) <= 3 and bare.isascii() and bare.isdecimal() else text
