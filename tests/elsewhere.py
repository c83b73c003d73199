"""The command `anfrage` as on a platform that has less: `python -m tests.elsewhere batch …`.

No process to fork workers from, no limits but the clock, no process groups, no word from the kernel when a parent dies. Workers
import this, too.
"""

import importlib
import multiprocessing
import os
from functools import partial
from types import SimpleNamespace

from anfrage_parser.sandbox import kernel, limits

limits.__dict__["sys"] = SimpleNamespace(platform="darwin")
kernel.__dict__["sys"] = limits.__dict__["sys"]
limits.__dict__["resource"] = None
for name in ("setpgid", "killpg", "sched_getaffinity"):
    if hasattr(os, name):
        delattr(os, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]

if __name__ == "__main__":
    from anfrage_parser.batch.crew import Crew
    from anfrage_parser.cli import main
    from tests import misdeeds

    importlib.import_module("anfrage_parser.batch.run").__dict__["Crew"] = partial(Crew, work=misdeeds.work)
    main()
