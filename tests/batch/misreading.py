"""The command `anfrage` with the reader of `misdeeds`: `python -m tests.batch.misreading batch …`."""

import importlib
from functools import partial

from anfrage_parser.batch.crew import Crew
from anfrage_parser.cli import main
from tests import misdeeds

if __name__ == "__main__":
    importlib.import_module("anfrage_parser.batch.run").__dict__["Crew"] = partial(Crew, work=misdeeds.work)
    main()
