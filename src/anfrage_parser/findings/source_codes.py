"""Findings about the document itself: its letters, pages, attachments and corrections."""

from anfrage_parser.findings.code import Code
from anfrage_parser.messages import plural

SOURCE_CODES = (
    Code("encoding-guessed", "info", "source", "die Zeichenkodierung wurde geschätzt: {encoding}", "The text's encoding was guessed."),
    Code(
        "undecodable",
        "warning",
        "source",
        plural(
            "an einer Stelle waren Bytes kein Zeichen; dort steht \ufffd", "an {count} Stellen waren Bytes keine Zeichen; dort steht \ufffd"
        ),
        "Bytes that stand for nothing in the text's encoding became U+FFFD.",
    ),
    Code(
        "letters-mended",
        "info",
        "source",
        plural("ein falsch kodiertes Zeichen wurde berichtigt", "{count} falsch kodierte Zeichen wurden berichtigt"),
        "Letters that an earlier conversion broke (Ã¼, u¨) are right in the text as read.",
    ),
    Code(
        "letters-lost",
        "warning",
        "source",
        plural("an einer Stelle fehlen im Dokument Buchstaben", "an {count} Stellen fehlen im Dokument Buchstaben"),
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
        plural(
            "ein Wort der Datei ist nicht zu sehen und wurde nicht gelesen",
            "{count} Wörter der Datei sind nicht zu sehen und wurden nicht gelesen",
        ),
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
        plural("ein schräg oder quer gesetztes Wort wurde nicht gelesen", "{count} schräg oder quer gesetzte Wörter wurden nicht gelesen"),
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
        "corrected",
        "info",
        "",
        "„{name}“ ist von Hand berichtigt",
        "The value was set by hand, in the document's file of corrections.",
    ),
    Code("checked", "info", "source", "von Hand geprüft", "A person has marked the document's values as checked."),
    Code(
        "checked-changed",
        "warning",
        "source",
        "seit der Prüfung von Hand wird ein Wert anders gelesen",
        "The document's values are not those that a person has marked as checked: it is read differently by now.",
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
