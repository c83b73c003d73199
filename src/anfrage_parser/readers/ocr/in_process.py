"""Tesseract as a library in this process (tesserocr, extra [ocr]): no program to start for each page, its model loaded once.

It gets grey pixels and returns the same table of words as the program. In the sandbox and in a batch's workers it is confined as they
are, and a crash costs the document being read; `parse_file` and `--no-sandbox` run it in the caller's own process, like PDFium.
"""

import threading
from typing import Any, cast

from anfrage_parser.errors import NoTextError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.readers.ocr.models import LANGUAGE, models
from anfrage_parser.readers.ocr.tesseract import broken, dots, late
from anfrage_parser.readers.ocr.words import HEAD
from anfrage_parser.readers.page_image import Scan

MOST_MILLISECONDS = 2**31 - 1
"""Longest time limit that the library takes."""

_own = threading.local()
"""The engine of each thread: it keeps the page that it reads."""


def name() -> str:
    """Return its name and versions: "tesserocr 2.13.0, tesseract 5.5.4"; `NoTextError` if it can't be loaded."""
    _engine()
    import tesserocr

    return f"tesserocr {tesserocr.__version__}, {tesserocr.tesseract_version().splitlines()[0].strip()}"


def recognise(scan: Scan, seconds: float) -> bytes:
    """Recognise a page and return tesseract's TSV table; `LimitError` when the time is over."""
    engine = _engine()
    try:
        engine.SetImageBytes(scan.grey, scan.width, scan.height, 1, scan.width)
        engine.SetSourceResolution(dots(scan))
        if not engine.Recognize(max(1, min(int(seconds * 1000), MOST_MILLISECONDS))):
            raise late()
        return HEAD + b"\n" + cast(str, engine.GetTSVText(0)).encode()
    except RuntimeError as error:
        raise broken() from error
    finally:
        engine.Clear()


def _engine() -> Any:
    """Return the engine of this thread; `NoTextError` if it can't be loaded."""
    if not hasattr(_own, "engine"):
        try:
            import tesserocr

            _own.engine = tesserocr.PyTessBaseAPI(path=str(models()), lang=LANGUAGE, psm=tesserocr.PSM.SINGLE_COLUMN)
        except (ImportError, RuntimeError) as error:
            raise NoTextError(say("tesserocr ist installiert, lässt sich aber nicht laden"), install_command("ocr")) from error
    return _own.engine
