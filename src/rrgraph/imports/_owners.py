"""Cells that say who leads or helps: cut into names, and each name looked up in the register.

Precision before recall: a name is matched only where the whole of it is known. A cell that prints
several bodies without a sign between them is cut where known names end, and only if nothing is
left over; else it stays one unknown name, for a person to look at.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rrgraph.imports._sentences import sentences
from rrgraph.naming import Names

_HARD = re.compile(r"\s*[,;/|]\s*|\s*\n\s*")
_SOFT = {"&", "and", "+", "with"}
_FILLER = re.compile(
    r"^(?:the|all|other|others|any|various|relevant|key|appropriate|e\.g\.|i\.e\.|incl\.|including)\s+",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?:as|see|same as)?\s*(?:above|ditto)\b.*|[\"”]+|do\.?", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:to be (?:determined|confirmed|agreed|advised|identified)|tb[cda]|not yet (?:known|agreed)|"
    r"unknown|\?+)\.?",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"[-–—.\s]*|n/?a|none|nil", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_REGION = re.compile(r"(?:[A-Z]\s*&\s*[A-Z]|[A-Z]{1,2})$")
LONGEST = 12  # words of a name


class Named(NamedTuple):
    """One body that a cell names: the words, and the agency where it is known."""

    name: str
    agency: str = ""
    nearest: tuple[str, ...] = ()


class Owners:
    """Reads owner cells by the names of a register."""

    def __init__(self, names: Names) -> None:
        """Cells that are printed alike are read once."""
        self._names = names
        self.read = lru_cache(maxsize=20_000)(self._read)
        self._agency = lru_cache(maxsize=200_000)(self._looked_up)
        self._qualifiers = {
            longer[len(name) :].strip()
            for longer in names.known()
            for name in [" ".join(longer.split()[:1])]
            if name and names.resolve(name).agency and len(longer) > len(name)
        }

    def _read(self, cell: str) -> tuple[Named, ...]:
        """The bodies that a line of an owner cell names, in the order printed."""
        text = cell.strip(" .,;")
        if agency := self._agency(text):
            return (Named(text, agency),)
        found: list[Named] = []
        for part in _HARD.split(text):
            for name in self._part(part.strip(" .:-–—"), found):
                if not _NOBODY.fullmatch(name.name):
                    found.append(name)
        return tuple(found)

    def _part(self, part: str, before: list[Named]) -> list[Named]:
        """The bodies between two commas or strokes."""
        if not part:
            return []
        if agency := self._agency(part):
            return [Named(part, agency)]
        words = part.split()
        cut = self._cut(tuple(words))
        if cut:
            return cut
        return [self._unknown(name) for name in _softly(words)]

    def _cut(self, words: tuple[str, ...]) -> list[Named]:
        """Words as known names one after another, as few as can be; empty if something is left."""
        best: list[list[Named] | None] = [[]] + [None] * len(words)
        for end in range(1, len(words) + 1):
            if words[end - 1].lower() in _SOFT and best[end - 1]:
                best[end] = best[end - 1]
            for start in range(max(0, end - LONGEST), end):
                so_far = best[start]
                if so_far is None:
                    continue
                name = " ".join(words[start:end])
                agency = self._in_context(name, so_far, words[:start])
                if agency and (best[end] is None or len(so_far) + 1 < len(best[end] or [])):
                    best[end] = [*so_far, Named(name, agency)]
        return best[-1] or []

    def _in_context(self, name: str, before: list[Named], words: tuple[str, ...]) -> str:
        """The agency of a name; after "NOMS Prison &", "Probation" is NOMS Probation."""
        if before and words and words[-1].lower() in _SOFT:
            shared = before[-1].name.rsplit(" ", 1)[0]
            if shared != before[-1].name:
                agency = self._agency(f"{shared.rstrip(' –-')} {name}")
                if agency:
                    return agency
        return self._agency(name)

    def _looked_up(self, name: str) -> str:
        """The agency that a name means, as it stands or without what may be left out of it."""
        if not name or name[0] in "&(" or name.lower() in _SOFT:
            return ""
        for form in self._forms(name):
            match = self._names.resolve(form)
            if match.agency:
                return match.agency
            own = [c.agency for c in match.candidates if _same(self._names.labels[c.agency], form)]
            if match.way == "ambiguous" and len(own) == 1:
                return own[0]  # "Probation" is the body called so, not the one also called so
        return ""

    def _forms(self, name: str) -> list[str]:
        """A name, without its brackets, its filler words, or the mark of its region."""
        forms = [name]
        for short in (_BRACKETS.sub("", name), _FILLER.sub("", name)):
            if short not in forms and short:
                forms.append(short)
        return forms

    def _unknown(self, name: str) -> Named:
        match = self._names.resolve(name)
        return Named(name, "", tuple(candidate.agency for candidate in match.candidates[:3]))


def is_above(text: str) -> bool:
    """Whether a cell says no more than that it is as the cell above."""
    return bool(_ABOVE.fullmatch(text.strip(" .")))


def is_open(text: str) -> bool:
    """Whether a cell says that somebody is still to be found."""
    return bool(_OPEN.fullmatch(text.strip()))


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _softly(words: list[str]) -> list[str]:
    """Words between `&` and `and`, joined again where a sign stands within a name of letters."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word.lower() in _SOFT:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]
