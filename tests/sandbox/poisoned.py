"""A reader of PDFs that misbehaves as a comment at the document's end says; as a program, the command with that reader."""

import os
import socket
import sys

from anfrage_parser import readers
from anfrage_parser.readers.fragments import Extract, Fragment
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf import pdfium
from tests.misdeeds import MISDEEDS

MARK = b"\n%Untat: "


def extract(data: bytes, options: Options) -> Extract:
    """What the real one gives, but for documents that ask for a misdeed."""
    _, mark, name = data.rpartition(MARK)
    if not mark:
        return pdfium.extract(data, options)
    deed = name.decode()
    if deed in ODD:
        return Extract([[ODD[deed]] * 3])
    if deed in ON_THE_PIPE:
        _on_the_pipe(ON_THE_PIPE[deed])
    else:
        MISDEEDS[deed]()
    return pdfium.extract(data, options)


ODD = {
    "nan": Fragment("Wir fragen die Verwaltung: 1. Wann?", float("nan"), float("inf"), -float("inf"), 1e300, 11.0, False),
    "surrogate": Fragment("Wir fragen \ud800 die Verwaltung \udfff", 70.0, 70.0, 300.0, 82.0, 11.0, False),
}


def _message(body: str) -> bytes:
    return len(body).to_bytes(4, "big") + body.encode()


ON_THE_PIPE = {
    "no-json": _message("{{{{"),
    "other-json": _message('{"pages": 1}'),
    "wrong-types": _message('{"pages": [[["a", 1, 2, 3, 4, "x", false, [], false, [], false]]], "broken": []}'),
    "not-finite": _message('{"pages": [[["a", NaN, 2, 3, 4, 5, false, [], false, [], false]]], "broken": []}'),
    "half": b"\x00\x00\x10\x00{",
    "huge": b"\xff\xff\xff\xff" + (1 << 40).to_bytes(8, "big"),
}
"""What is sent in place of an answer, behind the back of whoever would send one; then the process waits."""


def _on_the_pipe(data: bytes) -> None:
    for number in range(3, 64):
        try:
            with socket.socket(fileno=os.dup(number)) as pipe:
                pipe.sendall(data)
        except OSError:
            continue
    MISDEEDS["hang"]()


def install() -> None:
    """From now on it is the reader of PDFs."""
    readers.READERS["pdf", "auto"] = readers.Reader("tests.sandbox.poisoned", "pdfium")


if __name__ == "__main__":
    from anfrage_parser.cli import main

    install()
    sys.argv[0] = "anfrage"
    main()
