"""Cells that say who leads or helps: cut into names, and each name looked up in the register.

Precision before recall: a name is matched only where the whole of it is known. A cell that prints
several bodies without a sign between them is cut where known names end, and only if nothing is
left over; else it stays one unknown name, for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rrgraph.naming import Names, folded

_HARD = re.compile(r"\s*[,;/|]\s*|\s*\n\s*")
_SOFT = {"&", "and", "+", "with"}
_FILLER = re.compile(
    r"^(?:the|all|other|others|any|various|relevant|key|appropriate|e\.g\.|i\.e\.|incl\.|including)\s+",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:as|see|same as)\s+(?:above|before|previous)\b.*|above|ditto|[\"”]+|do\.?", re.IGNORECASE
)
_OPEN = re.compile(
    r"(?:to be (?:determined|confirmed|agreed|advised|identified)|tb[cda]|not yet (?:known|agreed)|"
    r"unknown|\?+)\.?",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"[-–—.\s]*|n/?a|none|nil", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_REGION = re.compile(r"(.+)\s+([A-Z]\s*&\s*[A-Z])")
LONGEST = 12  # words of a name
MOST_WORDS = 60  # without a sign between them: more are no names
LONG_NAME = 4  # words: so many in common are no chance
REDUCED = 1.5  # what a name costs of which words were left out, where a whole one costs 1


class Named(NamedTuple):
    """One body that a cell names: the words, and the agency where it is known."""

    name: str
    agency: str = ""
    nearest: tuple[str, ...] = ()


class Owners:
    """Reads owner cells by the names of a register."""

    def __init__(self, names: Names, acronyms: Mapping[str, str]) -> None:
        """Cells that are printed alike are read once."""
        self._names = names
        self._acronyms = acronyms
        self._marks = _region_marks(names.spellings)
        self.read = lru_cache(maxsize=20_000)(self._read)
        self._agency = lru_cache(maxsize=200_000)(self._looked_up)
        self._whole = lru_cache(maxsize=200_000)(self._by_name)
        found = [(folded(name).split(), self._whole(name)) for name in names.spellings]
        self._spellings = [(words, agency) for words, agency in found if agency]

    def _read(self, cell: str) -> tuple[Named, ...]:
        """The bodies that a line of an owner cell names, in the order printed."""
        text = cell.strip(" .,;")
        if _NOBODY.fullmatch(text):
            return ()
        if agency := self._agency(text):
            return (Named(text, agency),)
        found: list[Named] = []
        for part in _HARD.split(text):
            for name in self._part(part.strip(" .:-–—")):
                if not _NOBODY.fullmatch(name.name):
                    found.append(name)
        return tuple(found)

    def _part(self, part: str) -> list[Named]:
        """The bodies between two commas or strokes."""
        if not part:
            return []
        words = tuple(part.split())
        if len(words) > MOST_WORDS:
            return [Named(part)]
        if cut := self._cut(words):
            return cut
        between = _softly(words)
        known = [self._agency(name) for name in between]
        if not any(known):
            return [self._unknown(part)]
        pairs = zip(between, known, strict=True)
        return [Named(name, agency) if agency else self._unknown(name) for name, agency in pairs]

    def _cut(self, words: tuple[str, ...]) -> list[Named]:
        """Words as known names one after another, as few as can be; empty if something is left."""
        best: list[tuple[float, list[Named]] | None] = [(0, [])] + [None] * len(words)
        for end in range(1, len(words) + 1):
            if words[end - 1].lower() in _SOFT and best[end - 1]:
                best[end] = best[end - 1]
            for start in range(max(0, end - LONGEST), end):
                so_far = best[start]
                if so_far is None:
                    continue
                name = " ".join(words[start:end])
                agency, cost = self._in_context(name, so_far[1], words[:start])
                total = so_far[0] + cost
                if agency and total < (best[end] or (LONGEST, []))[0]:
                    best[end] = (total, [*so_far[1], Named(name, agency)])
        return (best[-1] or (0, []))[1]

    def _in_context(
        self, name: str, before: list[Named], words: tuple[str, ...]
    ) -> tuple[str, float]:
        """The agency of a name, and what it costs to take it so.

        After "NOMS Prison &", "Probation" is NOMS Probation. A name that is known only without some
        of its words costs more than one that is known as it stands.
        """
        if before and words and words[-1].lower() in _SOFT:
            shared, _, last = before[-1].name.rpartition(" ")
            agency = self._agency(f"{shared.rstrip(' –-')} {name}") if shared and last else ""
            if agency:
                return agency, 1
        return self._agency(name), 1 if self._whole(name) else REDUCED

    def _looked_up(self, name: str) -> str:
        """The agency that a name means, as it stands or without what may be left out of it."""
        if not name or name[0] in "&(" or name.lower() in _SOFT:
            return ""
        found = self._whole(name)
        for form in () if found else self._reduced(name):
            found = found or self._whole(form)
        return found or self._abbreviated(name) or self._spelt_out(name)

    def _by_name(self, name: str) -> str:
        """The agency of a name as it stands; of two that go by it, the one that is called so."""
        match = self._names.resolve(name)
        if match.way == "ambiguous":
            labels = {one.agency: self._names.labels[one.agency] for one in match.candidates}
            own = [one for one, label in labels.items() if label.casefold() == name.casefold()]
            return own[0] if len(own) == 1 else ""
        return match.agency

    def _reduced(self, name: str) -> list[str]:
        """A name without its brackets, its filler words, or the mark of its region."""
        forms = [_BRACKETS.sub("", name), _FILLER.sub("", name)]
        marked = _REGION.fullmatch(name)
        if marked and marked[2].replace(" ", "") in self._marks:
            forms.append(marked[1])
        return [form for form in forms if form and form != name]

    def _abbreviated(self, name: str) -> str:
        """The one body whose name has the same words in full: "Acc. providers"."""
        words = [word.rstrip(".") for word in name.casefold().split()]
        if len(words) < 2:
            return ""
        return self._only(
            agency
            for others, agency in self._spellings
            if len(others) == len(words)
            and words[-1] == others[-1]
            and all(
                one == other or (len(one) > 2 and other.startswith(one))
                for one, other in zip(words, others, strict=True)
            )
        )

    def _spelt_out(self, name: str) -> str:
        """The one body with a long name whose words are all there once acronyms are spelt out."""
        words = name.split()
        if len(words) < 2 or not any(word in self._acronyms for word in words):
            return ""
        parts = [set(folded(self._acronyms.get(word, word)).split()) for word in words]
        there = set().union(*parts)
        return self._only(
            agency
            for others, agency in self._spellings
            if len(others) >= LONG_NAME
            and there.issuperset(others)
            and all(part & set(others) for part in parts if part)
        )

    @staticmethod
    def _only(agencies: Iterable[str]) -> str:
        found = set(agencies)
        return found.pop() if len(found) == 1 else ""

    def _unknown(self, name: str) -> Named:
        match = self._names.resolve(name)
        return Named(name, "", tuple(candidate.agency for candidate in match.candidates[:3]))


def says_above(text: str) -> bool:
    """Whether a cell says no more than that it is as the cell above."""
    return bool(_ABOVE.fullmatch(text.strip(" .")))


def is_open(text: str) -> bool:
    """Whether a cell says that somebody is still to be found."""
    return bool(_OPEN.fullmatch(text.strip()))


def _region_marks(names: Iterable[str]) -> set[str]:
    """What stands behind known names for a region: the Y & H of "NOMS Y & H", beside "NOMS"."""
    known = set(names)
    marked = filter(None, map(_REGION.fullmatch, known))
    return {found[2].replace(" ", "") for found in marked if found[1] in known}


def _softly(words: tuple[str, ...]) -> list[str]:
    """The words between one `&` or `and` and the next."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word.lower() in _SOFT:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]
