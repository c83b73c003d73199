"""Asks the public list of known vulnerabilities about every pinned package: `make audit`.

Ends with 0 where none is known, 1 where one is, 2 where the list could not be reached (nothing was checked then). It also says
when the build of PDFium, which reads what strangers send, was pinned more than 60 days ago.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLDEST = 60
"""Days that a pin of pypdfium2 may have."""

SHOWN = 25
"""Lines of what pip-audit says where it fails."""


def audit(path: Path) -> int:
    """The verdict on one requirements file."""
    words = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "-r", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0:
        print(f"{path.name}: {said.splitlines()[-1]}")
        return 0
    if any(word in said for word in ("ConnectionError", "ServiceError", "Max retries", "Failed to resolve", "timed out", "HTTPError")):
        print(f"{path.name}: the list of vulnerabilities could not be reached; NOTHING WAS CHECKED")
        return 2
    print(f"{path.name}:", *said.splitlines()[-SHOWN:], sep="\n")
    return 1


def age_of_pdfium() -> int | None:
    """Days since the pin of pypdfium2 last changed; None outside a git checkout."""
    words = ["git", "log", "-1", "--format=%ct", "-G^pypdfium2==", "--", "requirements-dev.txt"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return int(time.time() - int(done.stdout)) // 86400 if done.stdout.strip().isdecimal() else None


def main() -> int:
    """Check all requirements files; the worst verdict."""
    verdicts = [audit(path) for path in sorted(ROOT.glob("requirements-*.txt"))]
    days = age_of_pdfium()
    if days is not None and days > OLDEST:
        print(f"pypdfium2 was pinned {days} days ago; look for a newer build")
    return 1 if 1 in verdicts else max(verdicts)


if __name__ == "__main__":
    raise SystemExit(main())
