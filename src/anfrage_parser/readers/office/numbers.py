"""Number formats of lists."""

LARGEST = 3_999
"""Larger numbers are printed in digits."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
          (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """Return a number in lower-case Roman numerals; digits if that is impossible.

    >>> roman(4), roman(19), roman(0)
    ('iv', 'xix', '0')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    out = ""
    for value, figure in _ROMAN:
        out += figure * (number // value)
        number %= value
    return out


def letters(number: int) -> str:
    """Return a number in letters, continuing like spreadsheet columns.

    >>> letters(1), letters(26), letters(27), letters(53)
    ('a', 'z', 'aa', 'ba')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def doubled(number: int) -> str:
    """Return a number in letters, continuing like Word's lists.

    >>> doubled(1), doubled(27), doubled(28)
    ('a', 'aa', 'bb')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    times, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (times + 1)
