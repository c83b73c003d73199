"""The tests' surroundings: no language is asked for, so that everybody's machine speaks German to them."""

import os

for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"
