"""TOML as we write it: strings, numbers, yes or no, lists of strings."""

import json


def quoted(text: str) -> str:
    """A basic string of TOML; what is no character (a lone surrogate) becomes U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(thing: bool | int | str | list[str]) -> str:
    """Any value that a file of corrections holds.

    >>> value(["SPD", "CDU"])
    '["SPD", "CDU"]'
    """
    if isinstance(thing, list):
        return f"[{', '.join(quoted(item) for item in thing)}]"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    return str(thing) if isinstance(thing, int) else quoted(thing)
