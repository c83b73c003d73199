"""`anfrage serve`: open an archive as a page on this computer, until it is ended there or by Ctrl-C."""

import webbrowser
from contextlib import closing
from pathlib import Path

from anfrage_parser.batch.model import Settings
from anfrage_parser.batch.naming import portable
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.shortcut import write_shortcut
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note, write
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say, spoken
from anfrage_parser.plugins import install_command
from anfrage_parser.serve.desk import Desk
from anfrage_parser.serve.place import place_of
from anfrage_parser.stats.deadline import deadline as rule_of


def serve(archive: str | None, port: int, deadline: str | None, browser: bool) -> int:
    """Serve an archive and return the exit code."""
    interruptible()
    try:
        from anfrage_parser.serve.app import application
        from anfrage_parser.serve.gate import Keys
        from anfrage_parser.serve.listening import Server, listening, port_of
    except ImportError as error:
        raise UsageError(say("für die Seite fehlt {package}", package=error.name or "starlette"), install_command("serve")) from error
    rule = rule_of(deadline, None) if deadline is not None else None
    place = place_of(archive)
    settings = Settings(evidence=True, indented=False, languages=spoken())
    with closing(listening(port)) as taker, closing(Desk(place, settings, _replace, rule)) as desk:
        keys = Keys()
        home = f"http://127.0.0.1:{port_of(taker)}/#"
        note(say("Archiv: {name}", name=str(place.database)))

        def ready() -> None:
            desk.start(read=place.folder.is_dir())
            write(f"{home}{keys.key}\n".encode())
            if browser:
                note(say("der Browser öffnet die Seite; Strg-C beendet"))
                webbrowser.open(f"{home}{keys.ticket()}")

        server = Server(application(desk, keys, port_of(taker), lambda: server.leave()), ready)
        server.run([taker])
    return 0


def begin_by_double_click(archive: str | None, deadline: str | None) -> int:
    """Write a file onto the desktop that serves this archive, named after it; return the exit code."""
    rule_of(deadline, None) if deadline is not None else None
    words = [
        "serve",
        *([] if archive is None else [str(Path(archive).absolute())]),
        *([] if deadline is None else ["--deadline", deadline]),
    ]
    name = say("Anfragen") if archive is None else portable(Path(words[1]).stem)
    made = write_shortcut(words, name)
    note(say("{name}: ein Doppelklick darauf öffnet die Seite", name=str(made)))
    return 0


def _replace(path: Path, data: bytes) -> None:
    write_file(path, data, force=True)
