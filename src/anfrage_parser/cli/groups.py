"""All commands in the order of the help, by group. A new command is its module in `cli.commands` and its name here."""

from anfrage_parser.messages import later

GROUPS = {
    later("Lesen"): ("parse", "show", "text", "explain", "inspect"),
    later("Archiv"): ("serve", "batch", "search", "stats", "link", "rename"),
    later("Prüfen"): ("review", "correct", "validate", "verify", "check"),
    later("Ausgeben"): ("export", "draft"),
    later("Einrichten"): ("conventions", "formats", "plugins", "schema", "config", "completion", "help"),
}
"""Heading → commands; each is declared by the module of its name in `cli.commands`."""

COMMANDS = tuple(name for names in GROUPS.values() for name in names)
