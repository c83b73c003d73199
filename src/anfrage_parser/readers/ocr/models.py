"""Where the German model of tesseract as a library is: whether that engine can be used at all, told without loading it."""

import os
import site
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LANGUAGE = "deu"


@cache
def models() -> Path | None:
    """Return the folder of the model if the library (tesserocr) is installed, too, else None: then the program is used.

    It is where pip puts the data of packages, or where TESSDATA_PREFIX says. Call this before the environment is cleared.
    """
    if find_spec("tesserocr") is None:
        return None
    given = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(given)] if given else [Path(root, "share", "tessdata") for root in _roots()]
    found = next((folder for folder in folders if folder.is_absolute() and (folder / f"{LANGUAGE}.traineddata").is_file()), None)
    # on Windows the library opens files by names in the system's old encoding
    return None if found is not None and sys.platform == "win32" and not str(found).isascii() else found


def _roots() -> list[str]:
    own = [sys.prefix, f"{sys.prefix}/local"]  # Debian's pip installs there as root
    return [*own, site.getuserbase()] if site.ENABLE_USER_SITE else own
