"""Printed dates, periods and rhythms, read without guessing: what is not printed stays open."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rrgraph.imports._sentences import sentences

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CAPITALS = "|".join(part.capitalize() for part in _MONTH[3:-1].split("|"))
_YEAR = r"(?:20\d\d|['’]?\d\d(?!\d))"
# One date, the most exact form first; names of months alone must be capitalised: "may" is a verb.
_DATE = re.compile(
    rf"""(?P<iso>\b20\d\d-\d\d-\d\d\b)
    |\b(?P<d>\d{{1,2}})[./-](?P<m>\d{{1,2}})[./-](?P<y>20\d\d|\d\d)\b
    |\b(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<dmon>{_MONTH})\b\.?,?\s*(?P<dy>{_YEAR})\b
    |\b(?P<mon>{_MONTH})\b[.,]?\s*(?P<my>{_YEAR})\b(?P<odd>-\d\d-\d\d\b)?
    |\bQ(?:uarter)?\s*(?P<q>[1-4])\s*,?\s*(?P<qy>20\d\d(?:\s*[/-]\s*(?:20)?\d\d)?)\b
    |\b(?P<bareq>Q[1-4]|quarter\s*[1-4])\b
    |(?<![\d/£])(?P<fy>20\d\d\s*/\s*(?:20)?\d\d)\b
    |(?<=\b[Bb]y\s)(?P<year>20\d\d)\b|(?<=\b[Ii]n\s)(?P<inyear>20\d\d)\b
    |(?-i:\b(?P<alone>{_CAPITALS})\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_RHYTHM = re.compile(
    r"\b(?:(?P<twice>mid[- ]?(?:year)?\s*(?:and|&)\s*(?:year[- ]end|end[- ]of[- ]year)|"
    r"twice (?:a|per|each) year|twice[- ]yearly)"
    r"|(?P<half>six[- ]monthly|6[- ]monthly|every (?:six|6) months|half[- ]yearly|bi-?annual(?:ly)?)"
    r"|(?P<quarterly>quarterly|(?:each|every|per) quarter)"
    r"|(?P<monthly>monthly|(?:each|every|per) month)"
    r"|(?P<annually>annual(?:ly)?|yearly|(?:each|every|per) year|once a year))\b",
    re.IGNORECASE,
)
_FREQUENCY = {
    "twice": "twice-a-year",
    "half": "every-six-months",
    "quarterly": "quarterly",
    "monthly": "monthly",
    "annually": "annually",
}
_BY = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|to be completed by|up to)\s*"
    r"(?:the\s+)?(?:end\s*(?:of\s*)?|start of\s*|mid[- ]?)?[:\-–]?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|since|starting|commencing|begins?(?: in)?)\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|to|until)\s*", re.IGNORECASE)
_ON = re.compile(r"\b(?:thereafter|from then|ongoing|onwards)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:reviews?|reports?|meetings?|regular(?:ly)?|contracts?|every|each)\b", re.IGNORECASE
)
_WITHIN = re.compile(r"^(?:by|within|before|prior to|asap|immediate(?:ly)?)\b", re.IGNORECASE)
_ALWAYS = re.compile(
    r"\b(?:ongoing|on-going|continu(?:ous|ing|ously|al)|throughout|rolling|always|permanent|to be|"
    r"as (?:required|needed)|when (?:required|needed))\b",
    re.IGNORECASE,
)
_EDGES = " ,;&:()–—-"
MOST_WORDS = 12


class Due(NamedTuple):
    """A milestone as its words set it."""

    printed: str  # at most twelve words
    kind: str  # a code of dueKind
    precision: str = "none"
    earliest: date | None = None
    latest: date | None = None
    frequency: str = ""
    flags: tuple[str, ...] = ()
    words: str = ""  # all that are its own, where they are more than is printed


class _When(NamedTuple):
    start: int
    end: int
    precision: str
    earliest: date | None
    latest: date | None
    flags: tuple[str, ...] = ()


class _Rhythm(NamedTuple):
    start: int
    end: int
    frequency: str


def dues(text: str) -> list[Due]:
    """Every milestone that a paragraph sets, in the order printed.

    >>> [(d.printed, d.kind, str(d.latest)) for d in dues("Plan by August 2009, review March 2010")]
    [('Plan by August 2009', 'by', '2009-08-31'), ('review March 2010', 'at', '2010-03-31')]
    >>> dues("Quarterly SLA reviews")[0].frequency
    'quarterly'
    >>> dues("Guidance by September")[0].flags
    ('year-missing',)
    """
    return [due for sentence in sentences(text) for due in _of_sentence(sentence)]


def _of_sentence(text: str) -> Iterator[Due]:
    found = _marks(text)
    if not found:
        if kind := _undated(text):
            yield Due(_short(text), kind, words=text)
        return
    before = 0
    for number, mark in enumerate(found):
        is_last = number == len(found) - 1
        end = len(text) if is_last else mark.end
        segment = text[before:end]
        if isinstance(mark, _When):
            yield _dated(text, segment, before, mark)._replace(words=segment)
        else:
            lead_in = text[before : mark.start].strip(_EDGES)
            if lead_in and text[mark.start].isupper() and _AGAIN.search(lead_in):
                yield Due(_short(lead_in), "recurring", words=lead_in)
                segment = text[mark.start : end]
            yield Due(_short(segment), "recurring", frequency=mark.frequency, words=segment)
        before = end


def _undated(text: str) -> str:
    """How words without a date set the time; empty if they do not."""
    if _WITHIN.search(text):
        return "by"
    if _AGAIN.search(text) and " to be " not in text:
        return "recurring"
    return "ongoing" if _ALWAYS.search(text) else ""


def _marks(text: str) -> list[_When | _Rhythm]:
    """Dates, ranges of dates and rhythms in the order printed.

    A rhythm that goes on from a date ("June 2009 and quarterly from then on") is that date's.
    """
    whens = _ranges(text, [when for when in map(_when, _DATE.finditer(text)) if when])
    rhythms = [
        _Rhythm(*found.span(), _FREQUENCY[found.lastgroup or ""])
        for found in _RHYTHM.finditer(text)
        if not (whens and whens[0].end <= found.start() and _ON.search(text[found.end() :]))
    ]
    return sorted([*whens, *rhythms], key=lambda mark: mark.start)


def _ranges(text: str, whens: list[_When]) -> list[_When]:
    """Dates with those that a dash joins made one; a month without a year takes that of the end."""
    found: list[_When] = []
    for when in whens:
        last = found[-1] if found else None
        is_range = last and _TO.fullmatch(text[last.end : when.start])
        if last and is_range and "year-missing" in last.flags and when.flags == last.flags:
            found[-1] = _When(last.start, when.end, "interval", None, None, when.flags)
        elif last and is_range and when.latest:
            earliest = last.earliest
            if last.precision == "month" and "year-missing" in last.flags:
                bare = date(when.latest.year, _month(text[last.start : last.end]), 1)
                earliest = bare if bare <= when.latest else None
            found[-1] = _When(last.start, when.end, "interval", earliest, when.latest)
        else:
            found.append(when)
    return found


def _when(found: re.Match[str]) -> _When | None:
    """One printed date with its bounds; None for words that are none after all."""
    said = found.groupdict()
    start, end = found.span()
    if said["alone"]:
        return _When(start, end, "month", None, None, ("year-missing",))
    if said["bareq"]:
        return _When(start, end, "quarter", None, None, ("year-missing",))
    if said["odd"]:
        return _When(start, end, "month", None, None, ("malformed",))
    if said["mon"]:
        year, month = _year(said["my"]), _month(said["mon"])
        return _When(start, end, "month", *_whole_month(year, month))
    if said["q"]:
        year = int(said["qy"][:4])
        if len(said["qy"]) == 4:  # of the calendar or the financial year: not said
            return _When(start, end, "quarter", None, None)
        month = 3 * int(said["q"]) + 1
        year, month = (year + 1, 1) if month > 12 else (year, month)
        last = _whole_month(year, month + 2)[1]
        return _When(start, end, "quarter", date(year, month, 1), last)
    if said["fy"]:
        year = int(said["fy"][:4])
        return _When(start, end, "year", date(year, 4, 1), date(year + 1, 3, 31))
    if whole := said["year"] or said["inyear"]:
        return _When(start, end, "year", date(int(whole), 1, 1), date(int(whole), 12, 31))
    return _day(said, start, end)


def _day(said: dict[str, str], start: int, end: int) -> _When:
    try:
        if said["iso"]:
            day = date.fromisoformat(said["iso"])
        elif said["day"]:
            day = date(_year(said["dy"]), _month(said["dmon"]), int(said["day"]))
        else:
            day = date(_year(said["y"]), int(said["m"]), int(said["d"]))
    except ValueError:
        return _When(start, end, "none", None, None, ("malformed",))
    return _When(start, end, "day", day, day)


def _year(text: str) -> int:
    digits = text.strip("'’ ")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _dated(text: str, segment: str, before: int, when: _When) -> Due:
    """A milestone with a date, by the words before it: by, from, or at."""
    lead_in = text[before : when.start]
    printed = _printed(text, segment, when)
    earliest, latest = when.earliest, when.latest
    rest = text[when.end :]
    rhythm = _RHYTHM.search(rest)
    if rhythm and _ON.search(rest[rhythm.end() :]):
        frequency = _FREQUENCY[rhythm.lastgroup or ""]
        return Due(printed, "recurring", when.precision, earliest, None, frequency, when.flags)
    if when.precision == "interval":
        return Due(printed, "during", when.precision, earliest, latest, "", when.flags)
    if _BY.search(lead_in):
        return Due(printed, "by", when.precision, None, latest, "", when.flags)
    if _FROM.search(lead_in) or _ON.match(rest.strip()):
        return Due(printed, "ongoing", when.precision, earliest, None, "", when.flags)
    return Due(printed, "at", when.precision, earliest, latest, "", when.flags)


def _printed(text: str, segment: str, when: _When) -> str:
    """The words of a milestone; where they are many or within brackets, the date alone."""
    words = segment.strip(_EDGES)
    is_whole = len(words.split()) <= MOST_WORDS and words.count("(") == words.count(")")
    return words if is_whole else text[when.start : when.end]


def _short(text: str) -> str:
    """At most twelve of the words, without the signs at either end."""
    return " ".join(text.split()[:MOST_WORDS]).strip(" ,;&:–—-")
