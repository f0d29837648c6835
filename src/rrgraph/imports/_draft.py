"""A plan as read from a document: what will be written, with every word still as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from rrgraph.documents import digest
from rrgraph.imports._cuts import Said
from rrgraph.imports._dates import Due

MOST_WORDS = 12  # of a quote
_SLUG = re.compile(r"[^a-z0-9]+")


class Participation(NamedTuple):
    """One body in an owner cell; `agency` is empty where none is known."""

    printed: str
    name: str
    agency: str = ""
    is_open: bool = False
    is_positional: bool = False
    also_for: tuple[Action, ...] = ()  # further actions of the same cell


class Measure(NamedTuple):
    """One thing to be seen."""

    printed: str
    quote: str  # the words of it that stand together
    indicators: tuple[str, ...] = ()
    target: str = ""  # a percentage to be reached
    is_positional: bool = False
    also_for: tuple[Action, ...] = ()


class Milestone(NamedTuple):
    """One date, period or rhythm."""

    due: Due
    reviewed_by: tuple[str, ...] = ()  # boards that its words name
    is_positional: bool = False
    also_for: tuple[Action, ...] = ()


class Reference(NamedTuple):
    """One pointer to another item or to a policy target."""

    printed: str
    form: str
    target: str = ""  # as `priority/1.3`
    resolution: str = "by-number"
    read_as: str = ""  # what words without a number are taken to mean
    because: str = ""


@dataclass
class Action:
    """Something the partners say they will do."""

    said: Said
    number: str = ""
    id: str = ""
    column: str = ""  # the heading over it
    section: str = ""
    kind: str = "action"  # or "equality-change"
    area: str = ""  # the heading beside it, where it stands in no priority
    leads: list[Participation] = field(default_factory=list)
    contributors: list[Participation] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    is_positional: bool = False


@dataclass
class Priority:
    """A heading with its actions, or with parts that are priorities themselves."""

    said: Said
    title: str
    number: str = ""
    id: str = ""
    section: str = ""
    parts: list[Priority] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lines: list[Said] = field(default_factory=list)  # the whole heading as printed
    links: list[Said] = field(default_factory=list)  # as printed


@dataclass
class Theme:
    """A heading over priorities."""

    said: Said
    title: str
    number: str = ""
    id: str = ""
    section: str = ""
    priorities: list[Priority] = field(default_factory=list)


@dataclass
class Draft:
    """All that the action tables of a document say."""

    themes: list[Theme] = field(default_factory=list)
    equality: list[Action] = field(default_factory=list)  # of an equality impact assessment

    def blocks(self) -> list[Priority]:
        """Every priority without parts."""
        return [
            block
            for theme in self.themes
            for priority in theme.priorities
            for block in priority.parts or [priority]
        ]

    def actions(self) -> list[Action]:
        """Every action, in the order printed."""
        return [action for block in self.blocks() for action in block.actions] + self.equality


def slug(text: str, most: int = 5) -> str:
    """A short id out of the first words of a text.

    >>> slug("Children & Families: a conference")
    'children-families-a-conference'
    """
    plain = _SLUG.sub("-", text.casefold().replace("'", "").replace("’", "")).strip("-")
    return "-".join(plain.split("-")[:most]) or "x"


class Ids:
    """Ids that are each given once: what is wanted, else with a number behind it."""

    def __init__(self) -> None:
        """None is taken yet."""
        self._next: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """An id that was not given before.

        >>> ids = Ids()
        >>> ids.new("review"), ids.new("review"), ids.new("review-2"), ids.new("review")
        ('review', 'review-2', 'review-2-2', 'review-3')
        """
        found = wanted
        while found in self._next:
            self._next[wanted] += 1
            found = f"{wanted}-{self._next[wanted]}"
        self._next[found] = 1
        return found


def quote(said: Said) -> str:
    """The first words of a paragraph, at most twelve, none from beyond a page cut."""
    return beginning(said.pieces[0])


def ends(said: Said) -> tuple[str, str]:
    """The last words and the digest of a passage too long to quote; empty where a page cuts it."""
    words = said.text.split()
    if len(words) <= MOST_WORDS or len(said.pieces) > 1:
        return "", ""
    return " ".join(words[-min(MOST_WORDS, len(words) - MOST_WORDS) :]), digest(said.text)


def beginning(text: str, most: int = MOST_WORDS) -> str:
    """The first words of a text: as many as a quote may have, unless it is said otherwise."""
    return " ".join(text.split()[:most])


def short(text: str, most: int = MOST_WORDS) -> str:
    """The first words of a text, with a mark where more follow."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
