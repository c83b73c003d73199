"""What commands take: the kinds of input, and which of them a command declares."""

FILE = "file"
"""A document."""
FOLDER = "folder"
"""A folder of documents, with everything below it."""
PATTERN = "pattern"
"""A pattern of names such as *.pdf, which we expand where the shell does not."""
STDIN = "stdin"
""" "-": a document or records on standard input, told apart by their bytes."""
LINES = "lines"
"""A file with records: JSON Lines or JSON."""
BATCH = "batch"
"""The output folder of a batch."""
DATABASE = "database"
"""The database of a batch."""

KINDS = (FILE, FOLDER, PATTERN, STDIN, LINES, BATCH, DATABASE)

NOTHING: frozenset[str] = frozenset()
EVERYTHING = frozenset(KINDS)
"""Records, and documents, which are parsed."""

RECORDS = EVERYTHING - {FILE, FOLDER}
DOCUMENTS = EVERYTHING - {LINES, BATCH, DATABASE}
FILES = DOCUMENTS - {STDIN}
"""Documents that have a name."""
