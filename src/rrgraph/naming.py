"""Which body of the register a written name means: precision before recall.

A name is matched only where one body can be meant: what two bodies go by, as "Probation" or "LSC",
is ambiguous unless the acronym list of the plan at hand decides. Likeness alone never decides: a
fuzzy match is the same words with a letter wrong. Whatever is not matched gets its candidates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rrgraph.iris import THINGS, plan_iri
from rrgraph.store import Store, Table

# The ways in which a name can match, the surest first, and how sure each is.
SCORES = {"exact": 100, "spelling": 95, "acronym": 92, "former name": 90, "fuzzy": 89}
LEAST = 60  # how alike a candidate must be to be worth showing
MOST = 3  # candidates by likeness
_SMALL = {"a", "and", "for", "in", "of", "on", "the", "to"}
_SPLIT = re.compile(r"[^\w]+")
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")

_BODIES = """
SELECT ?body ?name ?is_first {
  { ?body rdfs:label ?name BIND(true AS ?is_first) } UNION
  { ?body skos:altLabel ?name BIND(false AS ?is_first) }
  FILTER(CONTAINS(STR(?body), "/id/agency/"))
} ORDER BY ?body DESC(?is_first) ?name"""
_ACRONYMS = """
SELECT ?plan ?acronym ?expansion ?body {
  ?entry a rrg:AcronymEntry ; rrg:inPlan ?plan ; rrg:acronym ?acronym ; rrg:expansions ?expansion .
  OPTIONAL { ?entry rrg:about ?body }
} ORDER BY ?plan ?acronym ?expansion ?body"""
_RENAMED = """
SELECT ?before ?after {
  ?change rrg:before ?before ; rrg:after ?after ; rrg:changeKind ?kind ; rrg:changeStatus ?status
  FILTER(STRENDS(STR(?kind), "/renamed") && STRENDS(STR(?status), "/enacted"))
} ORDER BY ?before ?after"""


class Candidate(NamedTuple):
    """A body that a name might mean."""

    agency: str  # its id in the register
    name: str
    score: int  # from 0 to 100


class Match(NamedTuple):
    """What a written name was found to mean.

    `way` is how it matched: exact (a name as the register prints it), spelling (the same but for
    case, signs and small words), acronym, former name, fuzzy (a letter wrong); or "ambiguous" or
    "no match", and then `agency` is empty and `candidates` are for a person to choose from.
    """

    written: str
    way: str
    agency: str = ""
    name: str = ""
    score: int = 0
    candidates: tuple[Candidate, ...] = ()


class Names:
    """The names of the register, to look written ones up in.

    With `plan`, the acronym list of that plan decides what an acronym means; `acronyms` (short form
    to long form) is the list of a document that is no plan yet, and goes before it.
    """

    def __init__(
        self, store: Store, plan: str = "", acronyms: Mapping[str, str] | None = None
    ) -> None:
        """Read the register; the work is done once, for many names."""
        self.labels: dict[str, str] = {}
        self._labelled: dict[str, list[str]] = defaultdict(list)
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for row in store.select(_BODIES):
            agency, name = _slug(row["body"]), row["name"]
            self.labels.setdefault(agency, name)
            self._exact[name].add(agency)
            self._spelt[folded(name)].add(agency)
        for agency, label in self.labels.items():
            self._labelled[label].append(agency)
        self._words: dict[int, list[tuple[list[str], set[str]]]] = defaultdict(list)
        for name, bodies in self._spelt.items():
            words = sorted(name.split())
            self._words[len(words)].append((words, bodies))
        renamed = store.select(_RENAMED)
        self._successor = {_slug(row["before"]): _slug(row["after"]) for row in renamed}
        self._letters = self._by_initials()
        self._decided: dict[str, set[str]] = defaultdict(set)
        for row in store.select(_ACRONYMS):
            meant = self._listed(row["body"], row["expansion"])
            self._letters[row["acronym"].casefold()] |= meant
            if row["plan"] == plan_iri(plan):
                self._decided[row["acronym"].casefold()] |= meant
        for acronym, expansion in (acronyms or {}).items():
            self._decided[acronym.casefold()] = set(self._called(expansion))

    def _by_initials(self) -> dict[str, set[str]]:
        """The bodies by the initials of their names, unless they print the plural of these."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, bodies in self._exact.items():
            letters = initials(name)
            if letters:
                found[letters.casefold()] |= bodies - self._exact.get(f"{letters}s", set())
        return found

    @property
    def spellings(self) -> list[str]:
        """Every name of the register, as printed."""
        return list(self._exact)

    def resolve(self, written: str) -> Match:
        """The body that a written name means, or why it is not told.

        >>> import rrgraph
        >>> names = Names(rrgraph.open().store)
        >>> names.resolve("Communities and Local Government").agency
        'clg'
        >>> names.resolve("LSC").way
        'ambiguous'
        """
        text = " ".join(unicodedata.normalize("NFC", written).split())
        for way, bodies in self._ways(text):
            if bodies:
                return self._matched(written, text, way, bodies)
        return Match(written, "no match", candidates=self.nearest(text))

    def certain(self, written: str) -> Match:
        """The body that a name surely means; else none, and those that it may mean as candidates.

        The first name of a body goes before what else goes by it, as where names were chosen from a
        list of these; a letter wrong is not sure.
        """
        labelled = self._labelled.get(written, [])
        if len(labelled) == 1:
            return Match(written, "exact", labelled[0], written, SCORES["exact"])
        found = self.resolve(written)
        if found.agency and found.way != "fuzzy":
            return found
        return Match(written, "no match", candidates=found.candidates or self.nearest(written))

    def table(self, written: Iterable[str]) -> Table:
        """A row for each name, in order, those that come again too."""
        from pyoxigraph import Literal

        known: dict[str, Match] = {}
        rows = []
        for name in written:
            found = known.get(name) or known.setdefault(name, self.resolve(name))
            told = [f"{one.name} ({one.agency}, {one.score})" for one in found.candidates]
            cells = (name, found.way, found.score, found.agency, found.name, "; ".join(told))
            rows.append(tuple(Literal(cell) if cell != "" else None for cell in cells))
        return Table(["written", "way", "score", "agency", "name", "candidates"], rows)

    def nearest(self, written: str, most: int = MOST) -> tuple[Candidate, ...]:
        """The bodies whose names are most like a written one, the likest first."""
        from rapidfuzz import fuzz, process

        best: dict[str, int] = {}
        found = process.extract(
            folded(written), list(self._spelt), scorer=fuzz.token_sort_ratio, score_cutoff=LEAST
        )
        for name, score, _ in found:
            for agency in self._spelt[name]:
                best[agency] = max(best.get(agency, 0), round(score))
        ranked = sorted(best.items(), key=lambda one: (-one[1], one[0]))[:most]
        return tuple(Candidate(one, self.labels[one], score) for one, score in ranked)

    def _ways(self, text: str) -> Iterable[tuple[str, set[str]]]:
        """The bodies that a name may mean, way by way; what else its letters stand for joins in."""
        also = self._letters.get(text.casefold(), set())
        yield "acronym", self._decided.get(text.casefold(), set())
        for way, bodies in (
            ("exact", self._exact.get(text, set())),
            ("spelling", self._spelt.get(folded(text), set())),
            ("spelling", self._bracketed(text)),
        ):
            yield way, bodies and bodies | also
        if short := _short_form(text):
            yield "acronym", self._decided.get(short) or also | self._called(short)
        yield "fuzzy", self._misspelt(text)

    def _bracketed(self, text: str) -> set[str]:
        """Of "Ministry of Justice (MoJ)" the body; none where the brackets say something else."""
        found = _BRACKETED.fullmatch(text)
        if not found:
            return set()
        outer, inner = found.groups()
        bodies = self._called(outer)
        same = initials(outer).casefold() == inner.casefold()
        return bodies if same else bodies & self._called(inner)

    def _called(self, text: str) -> set[str]:
        """All bodies that a name or acronym may mean, however it is spelt."""
        spelt, letters = self._spelt.get(folded(text), set()), self._letters
        return spelt | letters.get(text.casefold(), set()) | letters.get(_short_form(text), set())

    def _listed(self, body: str | None, expansion: str) -> set[str]:
        """What a line of an acronym list is about: the body it names, else one of that long form."""
        is_named = bool(body) and str(body).startswith(f"{THINGS}agency/")
        return {_slug(str(body))} if is_named else self._spelt.get(folded(expansion), set())

    def _misspelt(self, text: str) -> set[str]:
        """The bodies whose names are the same words but for a letter in long ones."""
        words = sorted(folded(text).split())
        return {
            agency
            for others, bodies in self._words[len(words)]
            if _same_but_for_letters(words, others)
            for agency in bodies
        }

    def _matched(self, written: str, text: str, way: str, bodies: set[str]) -> Match:
        """A match if one body is meant, its successor if it was renamed; else the candidates."""
        from rapidfuzz import fuzz

        now = {self._successor.get(one, one) for one in bodies}
        exact = self._exact.get(text, set())
        if len(now) > 1:
            sure = {one: "exact" if one in exact else way for one in now}
            sure |= {one: "acronym" for one in now - exact if initials(self.labels[one])}
            return Match(written, "ambiguous", candidates=self._ranked(sure))
        (agency,) = now
        if agency not in bodies:
            way = "former name"
        elif agency in exact:
            way = "exact"
        score = SCORES[way]
        if way == "fuzzy":
            names = [name for name, having in self._spelt.items() if agency in having]
            likeness = max(fuzz.token_sort_ratio(folded(text), name) for name in names)
            score = round(score * likeness / 100)
        return Match(written, way, agency, self.labels[agency], score)

    def _ranked(self, ways: Mapping[str, str]) -> tuple[Candidate, ...]:
        """Bodies by the ways in which they match, the surest first."""
        found = [Candidate(one, self.labels[one], SCORES[way]) for one, way in ways.items()]
        return tuple(sorted(found, key=lambda one: (-one.score, one.agency)))


def folded(text: str) -> str:
    """A name without case, signs and small words, so that spellings of one name are equal.

    >>> folded("Department of Work & Pensions") == folded("DEPARTMENT FOR WORK AND PENSIONS")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"['’‘`]", "", plain)
    plain = re.sub(r"(?<=\w)[-‐‑–](?=\w)", "", plain)
    words = [word for word in _SPLIT.split(plain) if word]
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


def initials(name: str) -> str:
    """The initials of a name of three words and more, with the s of a plural; else nothing.

    >>> initials("Community Safety Partnerships"), initials("Legal Services Commission")
    ('CSPs', 'LSC')
    """
    words = [word for word in re.findall(r"\w[\w'’]*", name) if word.casefold() not in _SMALL]
    if len(words) < 3 or any(word.isupper() and len(word) > 1 for word in words):
        return ""
    plural = "s" if words[-1].endswith("s") and not words[-1].endswith("ss") else ""
    return "".join(word[0].upper() for word in words) + plural


def _short_form(text: str) -> str:
    """An acronym in small letters, without points and plural; empty if the text is none.

    >>> _short_form("C.D.R.P's"), _short_form("CDRP"), _short_form("Police")
    ('cdrp', 'cdrp', '')
    """
    letters = re.sub(r"['’]?s$", "", text.replace(".", ""))
    capitals = sum(letter.isupper() for letter in letters)
    is_one = letters.isalpha() and capitals >= max(2, len(letters) - 1)
    return letters.casefold() if is_one else ""


def _same_but_for_letters(words: list[str], others: list[str]) -> bool:
    """Whether two sorted lists of one length are the same words but for one letter in each long one."""
    from rapidfuzz.distance import OSA

    return all(
        one == other
        or (min(len(one), len(other)) > 4 and OSA.distance(one, other, score_cutoff=1) <= 1)
        for one, other in zip(words, others, strict=True)
    )


def _slug(iri: str) -> str:
    return iri.removeprefix(f"{THINGS}agency/")
