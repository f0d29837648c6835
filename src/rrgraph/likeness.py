"""How alike two items are, from 0 to 100, and why: for ranking what a person then decides.

Likeness of words never decides that two items are one: unrelated headings of one field share most
of their words, and a reworded undertaking may share few.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import NamedTuple

# What counts, and how much: the heading, what is said, what hangs on the item, who carries it.
WEIGHTS = {"title": 35, "words": 35, "parts": 20, "partners": 10}


class Profile(NamedTuple):
    """What of an item is compared."""

    title: str
    words: str  # what it says and the words quoted
    parts: str  # the titles of what hangs on it
    partners: frozenset[str]


class Likeness(NamedTuple):
    """A score from 0 to 100, and in words what it is made of."""

    score: int
    why: str


def likeness(one: Profile, other: Profile) -> Likeness:
    """The mean of what can be compared, by `WEIGHTS`; what one of the two lacks counts for nothing.

    >>> a = Profile("Court mentors", "Fund a scheme of mentors at court.", "", frozenset())
    >>> likeness(a, a).score
    100
    >>> b = Profile("Housing", "Agree how homes are found.", "", frozenset({"council"}))
    >>> likeness(a, b).score < 40
    True
    """
    from rapidfuzz import fuzz, utils

    found: dict[str, float] = {}
    for name in ("title", "words", "parts"):
        texts = [getattr(profile, name) for profile in (one, other)]
        if all(texts):
            found[name] = fuzz.token_set_ratio(*texts, processor=utils.default_process)
    if one.partners or other.partners:
        shared = len(one.partners & other.partners)
        found["partners"] = 100 * shared / len(one.partners | other.partners)
    total = sum(WEIGHTS[name] for name in found)
    score = sum(WEIGHTS[name] * value for name, value in found.items()) / total if total else 0
    return Likeness(round(score), ", ".join(f"{name} {value:.0f}" for name, value in found.items()))


class Nearest:
    """Finds, among many profiles, the few that share the rarest words with another one.

    What is compared in full is then a few dozen for each item, however many there are: the work
    grows with the items, not with their pairs.
    """

    def __init__(self, profiles: Mapping[str, Profile], most: int = 40) -> None:
        """`most` are returned at a time, the likeliest first."""
        self.most = most
        self._having: dict[str, list[str]] = defaultdict(list)
        for name, profile in profiles.items():
            for word in _words(profile):
                self._having[word].append(name)
        self._common = max(most, len(profiles) // 20)  # a word of a twentieth of all tells nothing

    def to(self, profile: Profile) -> list[str]:
        """The names of the profiles that share rare words with one."""
        weight: dict[str, float] = defaultdict(float)
        for word in _words(profile):
            names = self._having.get(word, ())
            if len(names) <= self._common:
                for name in names:
                    weight[name] += 1 / len(names)
        return nlargest(self.most, weight, key=lambda name: weight[name])


def _words(profile: Profile) -> set[str]:
    return set(re.findall(r"\w+", f"{profile.title} {profile.words}".lower()))


def alike(text: str, texts: Iterable[str], least: int = 60) -> int | None:
    """Which of some texts is most like one, by its place in the list; None if none is like it."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text,
        list(texts),
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=least,
    )
    return found[2] if found else None
