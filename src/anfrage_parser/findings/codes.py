"""The table of findings: every code with its severity, field, and message."""

from typing import NamedTuple


class Code(NamedTuple):
    """One kind of finding: a row of the table."""

    code: str
    severity: str
    field: str
    sentence: str
    meaning: str
    """When it is raised, in English, for the documented table of codes."""


CODES = {
    row.code: row
    for row in (
        Code(
            "questions-missing",
            "error",
            "questions",
            "keine Frage gefunden",
            "No question was found; the record comes all the same, with exit code 3.",
        ),
        Code("number-missing", "warning", "number", "keine Vorlagen- oder Anfragenummer gefunden", "The document shows no reference."),
        Code(
            "date-missing", "warning", "date", "kein Datum der Anfrage gefunden", "Neither a letter's date nor a day of receipt is printed."
        ),
        Code("date-from-receipt", "info", "date", "ohne eigenes Datum; es gilt der Tag des Eingangs", "The date is the day of receipt."),
        Code(
            "received-before-date",
            "warning",
            "received",
            "der Eingang liegt vor dem Datum der Anfrage",
            "The printed day of receipt lies before the letter's date: one of the two days may be misprinted.",
        ),
        Code("party-missing", "warning", "parties", "keine fragende Fraktion oder Partei gefunden", "No asking group was found."),
        Code(
            "party-from-text",
            "warning",
            "parties",
            "die Fraktion wurde nur aus einem Satz des Textes gelesen",
            "The asking group was read from a sentence: the lead-in, the preamble or the first question.",
        ),
        Code(
            "party-from-signature", "info", "parties", "die Fraktion steht nur bei der Unterschrift", "The group stands in the signatures."
        ),
        Code(
            "party-doubtful",
            "warning",
            "parties",
            "das sieht nicht wie der Name einer Fraktion aus",
            "What stands where the group should does not look like a group's name.",
        ),
        Code("title-missing", "warning", "title", "kein Betreff gefunden", "No subject was found."),
        Code(
            "title-doubtful",
            "warning",
            "title",
            "der Betreff ist vielleicht abgeschnitten oder enthält mehr als den Betreff",
            "The subject begins or ends in the middle of a sentence, leaves a bracket open, holds another field's label, or is very long.",
        ),
        Code(
            "session-before-date",
            "warning",
            "session_date",
            "die Sitzung liegt vor dem Datum der Anfrage",
            "The session lies more than thirty days before the letter: one of the two days may be misprinted.",
        ),
        Code(
            "committee-doubtful",
            "warning",
            "committee",
            "das Gremium enthält Zahlen",
            "The committee's name holds digits: another column may have come in.",
        ),
        Code(
            "title-close",
            "warning",
            "title",
            "ein anderer Text könnte ebenso gut der Betreff sein",
            "Another line was nearly as good a subject as the one chosen.",
        ),
        Code(
            "committee-missing",
            "warning",
            "committee",
            "zur Sitzung wurde kein Gremium gefunden",
            "The day of a session was found, and not whose session it is.",
        ),
        Code(
            "session-doubtful",
            "warning",
            "session_date",
            "hier steht ein Tag neben einer Sitzung, der nicht als Sitzungstag gelesen wurde",
            "No session's day was found, but a day stands beside a council or a session in the head or where somebody asks.",
        ),
        Code(
            "rationale-doubtful",
            "warning",
            "rationale",
            "das ist vielleicht keine Begründung",
            "Below the questions stands text without a heading that is short, ends in no sentence, or holds a name or an address.",
        ),
        Code(
            "preamble-doubtful",
            "warning",
            "preamble",
            "der Text beginnt vielleicht mit etwas, das nicht zur Anfrage gehört",
            "The first paragraph is no sentence: a heading, a label, or what a page shows around the letter.",
        ),
        Code(
            "signature-doubtful",
            "warning",
            "signatories",
            "hier steht ein Name, der nicht als Unterschrift gelesen wurde",
            "No signature was found, but a name stands below the questions.",
        ),
        Code(
            "text-unassigned",
            "warning",
            "unassigned",
            "hier steht Text, der nirgends hingehört",
            "A line found no home; in the head it may be the subject, at the end a name.",
        ),
        Code(
            "session-date-missing",
            "warning",
            "session_date",
            "die Sitzung ist angekündigt, ihr Datum fehlt",
            "A session is announced, its date is left empty.",
        ),
        Code(
            "agenda-item-missing",
            "info",
            "agenda_item",
            "der Tagesordnungspunkt ist angekündigt, aber leer",
            "An agenda item is announced and left empty.",
        ),
        Code("number-gap", "warning", "questions", "die Zählung der Fragen springt von {before} auf {after}", "The count skips a number."),
        Code(
            "number-order",
            "warning",
            "questions",
            "in der Zählung der Fragen folgt {after} auf {before}",
            "Within a block, the count goes back or repeats a number.",
        ),
        Code("number-start", "warning", "questions", "die Zählung der Fragen beginnt mit {number}", "The count does not begin with one."),
        Code(
            "question-doubtful",
            "warning",
            "questions",
            "das ist vielleicht keine Frage, oder mehr als eine",
            "A question is empty, a mere heading, very long, or has long statements behind its question mark.",
        ),
        Code(
            "questions-run-together",
            "warning",
            "questions",
            "hier beginnt vielleicht eine neue Frage ohne Nummer",
            "Below a complete question a new one begins on a line of its own, without a number.",
        ),
        Code(
            "line-doubtful",
            "warning",
            "preamble",
            "diese kurze Zeile unterbricht einen Satz",
            "A short line breaks into a sentence: a stamp, a remark from the margin, a hard line break.",
        ),
        Code("text-cut", "warning", "preamble", "der Text beginnt mitten im Satz", "Running text begins with a small letter."),
        Code(
            "signature-missing",
            "warning",
            "signatories",
            "eine Unterschrift ist angekündigt, aber kein Name gefunden",
            'A closing formula or "unterzeichnet von" stands there, and no name.',
        ),
        Code(
            "question-outside",
            "warning",
            "questions",
            "nummerierter Text mit Fragezeichen steht außerhalb der Fragen",
            "Numbered text that asks was not taken for a question: it stands among the reasons or in a long tail.",
        ),
        Code("no-lead-in", "info", "blocks", "den Fragen geht keine Einleitung voraus", "Nothing announces the first questions."),
        Code(
            "unnumbered-questions",
            "info",
            "questions",
            "die Fragen sind nicht nummeriert",
            "The questions bear no numbers and were told apart by their sentences.",
        ),
        Code("field-missing", "error", "", "das verlangte Feld „{name}“ fehlt", "A field that `--require` names is missing."),
        Code("encoding-guessed", "info", "source", "die Zeichenkodierung wurde geschätzt: {encoding}", "The text's encoding was guessed."),
        Code(
            "undecodable",
            "warning",
            "source",
            "an {count} Stellen waren Bytes keine Zeichen; dort steht \ufffd",
            "Bytes that stand for nothing in the text's encoding became U+FFFD.",
        ),
        Code(
            "letters-mended",
            "info",
            "source",
            "{count} falsch kodierte Zeichen wurden berichtigt",
            "Letters that an earlier conversion broke (Ã¼, u¨) are right in the text as read.",
        ),
        Code(
            "letters-lost",
            "warning",
            "source",
            "an {count} Stellen fehlen im Dokument Buchstaben",
            "The document itself has lost letters: in an earlier conversion, or by a font that does not name them.",
        ),
        Code(
            "recognition-doubtful",
            "warning",
            "",
            "die Texterkennung war sich hier nicht sicher",
            "The value was recognised on a picture of the page (OCR), and a word of it may be misread; the place is the first such word.",
        ),
        Code(
            "page-not-recognised",
            "warning",
            "source",
            "Seite {page} ist ein Bild, und es fehlt ein Programm zur Texterkennung",
            "A page among others is a picture, and no tesseract (with German) is there to recognise its text.",
        ),
        Code(
            "text-unseen",
            "info",
            "source",
            "{count} Wörter der Datei sind nicht zu sehen und wurden nicht gelesen",
            "Hidden, covered or light text, on a layer that is switched off, beyond the page or cut off is no part of the text as read.",
        ),
        Code(
            "text-struck",
            "info",
            "unassigned",
            "hier ist Text durchgestrichen; er steht in keinem Wert",
            "Struck-out text is no value: it stands in `unassigned`; the place is the first of it.",
        ),
        Code(
            "text-askew",
            "info",
            "source",
            "{count} schräg oder quer gesetzte Wörter wurden nicht gelesen",
            "Watermarks, stamps and notes set at another angle than the text are no part of the text as read.",
        ),
        Code(
            "answer-follows",
            "info",
            "source",
            "ab Seite {page} folgt ein Antwortpapier",
            "Behind the inquiry the document holds the answer as a paper of its own; of it, the record has what answers the questions.",
        ),
        Code(
            "attachment-follows",
            "info",
            "source",
            "ab Seite {page} folgt eine Anlage; sie gehört nicht zum Datensatz",
            "Behind the inquiry's end the document holds an attachment; nothing of it is a value.",
        ),
        Code(
            "corrected", "info", "", "„{name}“ ist von Hand berichtigt", "The value was set by hand, in the document's file of corrections."
        ),
        Code(
            "correction-misfit",
            "warning",
            "source",
            "die Korrektur von „{name}“ passt nicht mehr: {reason}",
            "A correction by hand was left out: its field is gone, holds something else by now, or does not take the value.",
        ),
        Code(
            "corrections-elsewhere",
            "warning",
            "source",
            "die Korrekturen gehören zu einem anderen Inhalt dieses Dokuments und gelten nicht",
            "The file of corrections bears another content's hash; none of them was applied.",
        ),
        Code(
            "corrections-unreadable",
            "error",
            "source",
            "{reason}",
            "The document's file of corrections could not be read; none of them was applied.",
        ),
        Code(
            "output-renamed",
            "info",
            "source",
            "die Ausgabe heißt anders als das Dokument, weil der Name sonst doppelt oder unzulässig wäre",
            "In a batch, two names would have met in one output, or a name was too long or not portable; a short hash tells them apart.",
        ),
        Code(
            "attachment-unread",
            "warning",
            "source",
            "die Anlage „{name}“ ließ sich nicht lesen: {cause}",
            "A document that a mail brings could not be read; the message says why.",
        ),
        Code(
            "attachment-other",
            "info",
            "source",
            "die Anlage „{name}“ ist kein Dokument, sie wurde ausgelassen",
            "A mail brings a picture, an archive or something else that is no document.",
        ),
        Code("page-unreadable", "error", "source", "Seite {page} war nicht lesbar", "A page among good ones could not be read."),
    )
}
"""Code → its row, in the order of the documentation."""
