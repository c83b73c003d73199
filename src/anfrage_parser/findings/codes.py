"""The table of findings: every code with its severity, field, and message."""

from anfrage_parser.findings.code import Code
from anfrage_parser.findings.source_codes import SOURCE_CODES
from anfrage_parser.findings.value_codes import VALUE_CODES

CODES: dict[str, Code] = {row.code: row for row in (*VALUE_CODES, *SOURCE_CODES)}
"""Code → its row, in the order of the documentation."""
