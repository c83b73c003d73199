"""The table of a measurement, and what it gained and lost against the one that was committed last."""

from __future__ import annotations

import collections
import csv
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.evaluation.documents import Scored
from tools.evaluation.scoring import Row

DOCS = Path(__file__).resolve().parents[2] / "docs"

TABLE_HEAD = "| field | right | of | share | precision | recall |\n|---|--:|--:|--:|--:|--:|"

Misses = dict[str, list[str]]
"""Document → fields missed; the name of the set stands before the document's."""

SERIES = Path(__file__).with_name("first_sight.tsv")
"""A row for each round: letters, fields, those right at first sight and today, letters whole, misses, those with a finding."""

INQUIRY_KINDS = ("municipal inquiry", "parliamentary inquiry")


def percent(part: int, whole: int) -> str:
    """A share as text; a dash where there is nothing to share."""
    return f"{part / whole:.1%}" if whole else "–"


def table(rows: Sequence[Row]) -> str:
    """Right, precision and recall for each field of a set, and for all together."""
    by_field: dict[str, list[Row]] = collections.defaultdict(list)
    for row in rows:
        by_field[row.field].append(row)
    lines = [_line(field, group) for field, group in by_field.items()]
    return "\n".join([TABLE_HEAD, *lines, _line("**all**", rows)])


def _line(name: str, rows: Sequence[Row]) -> str:
    right = sum(r.right for r in rows)
    hits = sum(r.right and r.given for r in rows)
    precision, recall = percent(hits, sum(r.given for r in rows)), percent(hits, sum(r.expected for r in rows))
    return f"| {name} | {right} | {len(rows)} | {percent(right, len(rows))} | {precision} | {recall} |"


def doubts(documents: Sequence[Scored]) -> str:
    """How well the parser knows what it does not know: findings on wrong values, and on right ones."""
    rows = [r for d in documents if not d.failed for r in d.rows]
    wrong = [r for r in rows if not r.right]
    right = [r for r in rows if r.right and r.given]
    marked, alarms = sum(r.doubted for r in wrong), sum(r.doubted for r in right)
    return (
        f"Wrong values with a finding on their field: {marked} of {len(wrong)} ({percent(marked, len(wrong))}); "
        f"right values with one: {alarms} of {len(right)} ({percent(alarms, len(right))})."
    )


def first_sight() -> str:
    """The series of rounds, as noted when each was read; a dash for what was not noted."""
    lines = ["| round | letters | right at first sight | of | share | whole letters | misses told | today | what they are |"]
    lines.append("|--:|--:|--:|--:|--:|--:|--:|--:|---|")
    with SERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            right, fields, today = int(row["right"]), int(row["fields"]), int(row["today"])
            told = f"{row['told']} of {row['wrong']}" if row["told"] else "–"
            cells = (row["round"], row["letters"], row["right"], row["fields"], percent(right, fields), row["whole"] or "–")
            lines.append(f"| {' | '.join(cells)} | {told} | {percent(today, fields)} | {row['shapes']} |")
    return "\n".join(lines) + "\n"


def misses(documents: Iterable[Scored]) -> Misses:
    """The fields that each document missed."""
    return {f"{d.set}: {d.name}": fields for d in documents if (fields := [r.field for r in d.rows if not r.right])}


def kind_table(found: Sequence[tuple[str, str, str]]) -> str:
    """What the corpus's documents are against what they were taken for."""
    count = collections.Counter((kind, taken) for _, kind, taken in found)
    rows = [f"| {kind} | {taken} | {n} |" for (kind, taken), n in sorted(count.items())]
    others = [taken for _, kind, taken in found if kind not in INQUIRY_KINDS]
    own = [taken for _, kind, taken in found if kind in INQUIRY_KINDS]
    kept_out, refused = sum(not t.startswith("inquiry") for t in others), sum(not t.startswith("inquiry") for t in own)
    head = "| document | taken for | number |\n|---|---|--:|"
    summary = f"Refused where it is none: {kept_out} of {len(others)}; inquiries refused: {refused} of {len(own)}."
    return "\n".join([head, *rows, "", summary])


def committed() -> Misses | None:
    """The misses of the last commit; None where git or the file is missing."""
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run([git, "show", "HEAD:docs/accuracy.json"], cwd=DOCS.parent, capture_output=True, check=False)
    if done.returncode:
        return None
    old: Misses = json.loads(done.stdout)
    return old


def change(old: Misses, new: Misses) -> list[str]:
    """Gained and lost fields by document."""
    lines = []
    for name in sorted({*old, *new}):
        before, after = set(old.get(name, [])), set(new.get(name, []))
        gained, lost = sorted(before - after), sorted(after - before)
        lines += [f"- gained, {name}: {', '.join(gained)}"] if gained else []
        lines += [f"- lost, {name}: {', '.join(lost)}"] if lost else []
    return lines


def write(text: str, new: Misses) -> None:
    """docs/accuracy.md for people, docs/accuracy.json for the next comparison."""
    (DOCS / "accuracy.md").write_text(text, encoding="utf-8")
    (DOCS / "accuracy.json").write_text(json.dumps(new, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
