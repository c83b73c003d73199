"""Sentences for people: everything that a person reads goes through `say`, so that it can be translated.

The sentences in the code are German, the language of the councils; a catalogue for another language is looked up here.
"""


def say(sentence: str, **values: object) -> str:
    """The sentence with its values filled in.

    >>> say("{count} Fragen gefunden", count=3)
    '3 Fragen gefunden'
    """
    return sentence.format(**values) if values else sentence
