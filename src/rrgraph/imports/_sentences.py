"""Where one thing said ends and the next begins, in cells that were typed as notes."""

from __future__ import annotations

import re

_SHORTENED = ("e.g", "i.e", "No", "no", "Dr", "Mr", "Mrs", "St", "Ltd", "approx", "incl")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_ABBREVIATED = r"(?<!\b[A-Z])" + "".join(rf"(?<!\b{word})" for word in (*_SHORTENED, *_MONTHS))
_STOP = re.compile(rf"{_ABBREVIATED}(?<=[\w)'’\"”])[.!?][)'’\"”]?\s+(?=[A-Z0-9'‘\"“(])")
_SMALL = set(
    "a all an and any are as at be by each for from in into is its no not of on or our that the their "  # noqa: SIM905
    "this to under via with within between across against following regarding including".split()
)
# A capital where no sentence can go on: after a small word that is no article or preposition, and
# before another small word, as in "review of pilot All prisoners to be managed".
_RUN_ON = re.compile(r"(?<!\w)(?P<before>[a-z]{2,}['’]?s?|\w*\))\s+(?=[A-Z][a-z]+\.? [a-z])")
LIST = 4  # parts between commas: fewer are one sentence


def sentences(text: str) -> list[str]:
    """A paragraph as its sentences, by their stops.

    >>> sentences("Training by W. Yorks Probation. Review in March")
    ['Training by W. Yorks Probation.', 'Review in March']
    """
    parts, start = [], 0
    for found in _STOP.finditer(text):
        parts.append(text[start : found.end()].strip())
        start = found.end()
    return [*parts, text[start:].strip()] if text[start:].strip() else parts


def notes(text: str) -> list[str]:
    """A paragraph as the things it notes: sentences, what follows without a stop, long lists.

    >>> notes("Review of pilot All prisoners to be managed")
    ['Review of pilot', 'All prisoners to be managed']
    >>> notes("Achievement of Trust status and of Local Units")
    ['Achievement of Trust status and of Local Units']
    >>> len(notes("Training given, quality of reports, staff appointed, links with partners made"))
    4
    """
    parts = [part.strip() for part in re.split(r";\s", text) if part.strip()]
    found = [note for part in parts for sentence in sentences(part) for note in _unjoined(sentence)]
    return [part for note in found for part in _listed(note)]


def _unjoined(sentence: str) -> list[str]:
    parts, start = [], 0
    for found in _RUN_ON.finditer(sentence):
        if found["before"] in _SMALL or len(sentence[start : found.end()].split()) < 2:
            continue
        parts.append(sentence[start : found.end()].strip())
        start = found.end()
    return [*parts, sentence[start:].strip()]


def _listed(note: str) -> list[str]:
    parts = [part.strip() for part in note.split(",")]
    is_list = len(parts) >= LIST and all(len(part.split()) > 1 for part in parts)
    return [part.removeprefix("and ") for part in parts] if is_list else [note]
