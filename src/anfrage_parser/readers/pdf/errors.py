"""Errors of reading PDFs, the same for all libraries."""

from collections.abc import Sequence

from anfrage_parser.errors import EncryptedError, UnreadableError
from anfrage_parser.messages import say


def encrypted(passwords: Sequence[str]) -> EncryptedError:
    """Return the error for a missing or wrong password."""
    if passwords:
        return EncryptedError(say("keines der angegebenen Kennwörter passt zu dem PDF"), say("das richtige in die Kennwortdatei schreiben"))
    step = say("das Kennwort mit --password-file angeben oder das PDF ohne Kennwort speichern")
    return EncryptedError(say("das PDF ist mit einem Kennwort verschlüsselt"), step)


def damaged() -> UnreadableError:
    """Return the error for a damaged PDF."""
    return UnreadableError(say("das PDF ist beschädigt"), say("das Dokument noch einmal als PDF speichern"))
