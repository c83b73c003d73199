-- One row for each document of the archive, whatever became of it.
CREATE TABLE IF NOT EXISTS documents (
  key TEXT PRIMARY KEY,            -- its name here; no two documents share one
  name TEXT NOT NULL,              -- its path below the given input
  state TEXT NOT NULL,             -- done, incomplete, failed, duplicate
  exit_code INTEGER NOT NULL,      -- what the document alone would have given
  error TEXT, message TEXT, document_type TEXT,   -- of one that gave no record
  sha256 TEXT NOT NULL, size INTEGER, media_type TEXT, encoding TEXT, pages INTEGER, reader TEXT, convention TEXT, parser TEXT,
  duplicate_of TEXT,               -- the key of an earlier document with the same content
  origin TEXT NOT NULL, fingerprint TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inquiries (
  document TEXT NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  part INTEGER NOT NULL,           -- 1, 2, … where a document holds several
  {fields},                        -- of the record, see fields.py
  record TEXT NOT NULL,            -- the whole record, JSON
  text_row INTEGER NOT NULL{added},   -- its row in texts; fields that came later stand behind it
  PRIMARY KEY (document, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS questions (
  document TEXT NOT NULL, part INTEGER NOT NULL, "index" INTEGER NOT NULL, number INTEGER, label TEXT, block INTEGER, lead_in TEXT,
  text TEXT NOT NULL, parts TEXT NOT NULL, tail TEXT, answer TEXT,
  PRIMARY KEY (document, part, "index"),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (   -- each once: those of questions, then the joint ones and those to questions that are not repeated
  document TEXT NOT NULL, part INTEGER NOT NULL, position INTEGER NOT NULL,
  labels TEXT NOT NULL, questions TEXT NOT NULL, text TEXT NOT NULL,   -- the questions as printed, and their indexes: lists as JSON
  PRIMARY KEY (document, part, position),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parties (
  document TEXT NOT NULL, part INTEGER NOT NULL, position INTEGER NOT NULL, party TEXT NOT NULL,
  PRIMARY KEY (document, part, position),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (
  document TEXT NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,   -- kind: asker, signatory
  name TEXT NOT NULL, role TEXT, party TEXT,
  PRIMARY KEY (document, part, kind, position),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS signatories AS SELECT document, part, position, name, role, party FROM people WHERE kind = 'signatory';
CREATE VIEW IF NOT EXISTS askers AS SELECT document, part, position, name, role, party FROM people WHERE kind = 'asker';
CREATE TABLE IF NOT EXISTS findings (
  document TEXT NOT NULL, part INTEGER NOT NULL, position INTEGER NOT NULL,
  code TEXT NOT NULL, severity TEXT NOT NULL, field TEXT, message TEXT, line INTEGER, page INTEGER,
  PRIMARY KEY (document, part, position),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
-- Which answer paper belongs to which inquiry: written anew by each "anfrage link", and at the end of a batch.
CREATE TABLE IF NOT EXISTS pairs (
  inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, answer TEXT NOT NULL, answer_part INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- answer, interim
  found_by TEXT NOT NULL,          -- number, title, document (one file), hand
  because TEXT NOT NULL,           -- the evidence, the strongest first: a list as JSON
  PRIMARY KEY (inquiry, inquiry_part, answer, answer_part),
  FOREIGN KEY (inquiry, inquiry_part) REFERENCES inquiries ON DELETE CASCADE,
  FOREIGN KEY (answer, answer_part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS question_pairs (   -- a question of an inquiry, and the row of answers that answers it
  inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, "index" INTEGER NOT NULL,
  answer TEXT NOT NULL, answer_part INTEGER NOT NULL, position INTEGER NOT NULL,
  found_by TEXT NOT NULL,          -- text, label
  PRIMARY KEY (inquiry, inquiry_part, "index", answer, answer_part, position),
  FOREIGN KEY (inquiry, inquiry_part) REFERENCES inquiries ON DELETE CASCADE,
  FOREIGN KEY (answer, answer_part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS repeats (   -- papers that are in the archive once more; lists have the first one
  document TEXT NOT NULL, part INTEGER NOT NULL, of_document TEXT NOT NULL, of_part INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- copy (the same letter, as Word and as PDF), reminder (of that inquiry)
  PRIMARY KEY (document, part),
  FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE,
  FOREIGN KEY (of_document, of_part) REFERENCES inquiries ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS manual_pairs (   -- what people decided, in order; it stays when a document goes, and holds again when it comes back
  id INTEGER PRIMARY KEY, verb TEXT NOT NULL,   -- pair, unpair
  inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, inquiry_sha256 TEXT NOT NULL,
  answer TEXT NOT NULL, answer_part INTEGER NOT NULL, answer_sha256 TEXT NOT NULL
);
CREATE VIEW IF NOT EXISTS open AS SELECT i.document, i.part, i.number, i.party, i.date, i.received, i.title, i.responsible, i.due
  FROM inquiries AS i JOIN documents AS d ON d.key = i.document
  WHERE i.document_type = 'inquiry' AND d.duplicate_of IS NULL
    AND NOT EXISTS (SELECT 1 FROM pairs AS p WHERE p.inquiry = i.document AND p.inquiry_part = i.part AND p.kind = 'answer')
    AND NOT EXISTS (SELECT 1 FROM pairs AS p WHERE p.answer = i.document AND p.answer_part = i.part)
    AND NOT EXISTS (SELECT 1 FROM repeats AS r WHERE r.document = i.document AND r.part = i.part);
CREATE VIEW IF NOT EXISTS answered AS SELECT p.inquiry, p.inquiry_part, i.number, i.party, i.date, i.received, i.title,
    coalesce(i.responsible, a.responsible, a.answered_by) AS responsible,
    p.answer, p.answer_part, coalesce(a.date, a.session_date) AS answered_on,
    p.kind, p.found_by
  FROM pairs AS p JOIN inquiries AS i ON i.document = p.inquiry AND i.part = p.inquiry_part
  JOIN inquiries AS a ON a.document = p.answer AND a.part = p.answer_part
  WHERE NOT EXISTS (SELECT 1 FROM repeats AS r WHERE r.document = p.inquiry AND r.part = p.inquiry_part);
CREATE INDEX IF NOT EXISTS repeats_of ON repeats (of_document, of_part);
CREATE INDEX IF NOT EXISTS pairs_answer ON pairs (answer, answer_part);
CREATE INDEX IF NOT EXISTS question_pairs_answer ON question_pairs (answer, answer_part);
CREATE INDEX IF NOT EXISTS documents_sha256 ON documents (sha256);
CREATE INDEX IF NOT EXISTS inquiries_number ON inquiries (number COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS inquiries_refers_to ON inquiries (refers_to_number COLLATE NOCASE);   -- from an inquiry to its answers
CREATE INDEX IF NOT EXISTS inquiries_date ON inquiries (date);
CREATE INDEX IF NOT EXISTS inquiries_text_row ON inquiries (text_row, date);   -- from texts to inquiries, past the records
CREATE INDEX IF NOT EXISTS parties_party ON parties (party);
CREATE INDEX IF NOT EXISTS findings_code ON findings (code);
-- For search: anfrage search, or: SELECT document FROM texts WHERE texts MATCH 'radweg'
-- preamble: with the headings and texts between the blocks of questions and the footnotes, parted by blank lines; questions: their texts, parts, tails, answers.
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (
  document UNINDEXED, part UNINDEXED, title, preamble, questions, rationale, tokenize = 'unicode61 remove_diacritics 2'
);
