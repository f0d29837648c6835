"""Lines of links: numbers, "2.2.1 & 2.2.2", names, PSAs and phrases for a group, as pointers.

    line    = pointer { separator pointer }
    pointer = "PSA" number [ words ] | number [ sign ] [ words ] | group | words
    group   = words with "all ... in" number

Words after a number go with it up to the next pointer; of a line without numbers, and behind a
comma where they name another heading, words are a pointer of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from rrgraph.imports._draft import MOST_WORDS, Draft, Priority, Reference
from rrgraph.imports._proposal import Unplaced

_MARK = re.compile(
    r"\bPSAs?\s*(?P<psa>\d{1,2})\b|(?<![\d.£])(?P<number>\d+\.\d+(?:\.\d+)?)\.?(?![\d%])"
)
_PSAS = re.compile(r"(?:\s*(?:,|&|and)\s*)(\d{1,2})\b(?![.\d])")
_GROUP = re.compile(
    r"(?:\b(?!and\b)\w+\s+){0,2}\b(?:all|each|every)\b[^,;]*\b(?:in|of|under)\s*$", re.IGNORECASE
)
_EDGES = " ,;:.–—-"
_AND = re.compile(r"^(?:(?:and|see|also|with|to)\b\s*|&\s*)+|(?:\s*\band|\s*&)\s*$", re.IGNORECASE)
_VERB = re.compile(
    r"^\s*(?:also\s+)?(?:correlates?|links?|relates?|connects?|contributes?)\b", re.IGNORECASE
)
SURE = 85  # how alike words and a heading must be to be taken as one, from 0 to 100
CLEAR = 5  # and how much more alike than any other heading
FEW = 4  # words of a name, of which one may decide
UNLIKE = 50  # words that have little of the heading of their own number
CONFLICT = 95  # words that are another heading's, beyond doubt


class _Pointer(NamedTuple):
    """One pointer as printed."""

    printed: str
    psa: str = ""
    number: str = ""
    words: str = ""
    is_group: bool = False


class Links:
    """Resolves the lines of links of a plan against its own headings and the policy targets."""

    def __init__(self, draft: Draft, psas: Collection[str]) -> None:
        """`psas`: the numbers of the agreements that the registry holds."""
        self._psas = psas
        self._numbered: dict[str, tuple[str, str]] = {}  # number -> target and its title
        self._parts: dict[str, list[Priority]] = {}
        self._titles: dict[str, str] = {}  # target of each block -> title
        for theme in draft.themes:
            for priority in theme.priorities:
                self._add(priority)
                self._parts[priority.number] = priority.parts
        self._home = {}  # action -> the block that it stands in
        for block in draft.blocks():
            for action in block.actions:
                target = f"action/{action.id}"
                self._home[target] = f"priority/{block.id}"
                if action.number:
                    self._numbered.setdefault(action.number, (target, action.said.text))
        self.unplaced: list[Unplaced] = []

    def _add(self, priority: Priority) -> None:
        target = f"priority/{priority.id}"
        if priority.number:
            self._numbered.setdefault(priority.number, (target, priority.title))
        for block in priority.parts or [priority]:
            self._titles[f"priority/{block.id}"] = block.title

    def resolve(self, block: Priority) -> None:
        """Read the lines of links of one block into its references."""
        own = {f"priority/{block.id}"} | {f"action/{action.id}" for action in block.actions}
        for said in block.links:
            for pointer in self._pointers(said.text):
                found = self._resolved(pointer)
                if found.target in own and pointer.number:
                    continue  # "1.1 also correlates with": the line speaks of its own block
                block.references.append(found)
                if found.resolution == "unresolved":
                    why = "no heading, action or agreement of this number or name is known"
                    self.unplaced.append(Unplaced(said.where, pointer.printed, why))

    def _pointers(self, text: str) -> Iterator[_Pointer]:
        """The pointers of a line, in the order printed."""
        marks = list(_MARK.finditer(text))
        before = text[: marks[0].start()] if marks else text
        if not (marks and _GROUP.fullmatch(before)):
            yield from self._words(before, is_first=True)
        for at, mark in enumerate(marks):
            end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
            rest = text[mark.end() : end]
            if coming := _GROUP.search(rest):
                rest = rest[: coming.start()]
            group = _GROUP.search(text[marks[at - 1].end() if at else 0 : mark.start()])
            if group and mark["number"]:
                number = mark["number"]
                yield _Pointer(f"{_tidy(group[0])} {number}", number=number, is_group=True)
            else:
                yield from self._marked(mark, rest)

    def _marked(self, mark: re.Match[str], rest: str) -> Iterator[_Pointer]:
        """A pointer with a number, and those that follow it without one."""
        if mark["psa"]:
            more = list(_PSAS.finditer(rest)) if _PSAS.match(rest) else []
            words = _tidy(rest) if not more else ""
            yield _Pointer(f"{mark[0]} {words}".strip(), psa=mark["psa"], words=words)
            for other in more:
                yield _Pointer(f"PSA {other[1]}", psa=other[1])
            return
        if _VERB.match(rest):
            yield _Pointer(mark[0], number=mark["number"])
            return
        first, more_words = self._own_words(rest)
        sign = rest[: len(rest) - len(rest.lstrip(" –—-:"))] or " "
        words = _tidy(first)
        joined = f"{mark[0].rstrip('.')}{sign if words else ''}{words}"
        yield _Pointer(joined.strip(), number=mark["number"], words=words)
        yield from self._words(more_words)

    def _own_words(self, rest: str) -> tuple[str, str]:
        """What goes with a number, and what follows a comma and names a heading of its own."""
        for comma in re.finditer(r"[,;]\s*(?![^(]*\))", rest):
            following = re.split(r"[,;]", rest[comma.end() :])[0]
            if self._likest(_tidy(following))[0]:
                return rest[: comma.start()], rest[comma.end() :]
        return rest, ""

    def _words(self, text: str, *, is_first: bool = False) -> Iterator[_Pointer]:
        """Pointers without numbers, one between two commas."""
        for part in re.split(r"[,;]", text):
            words = _tidy(part)
            if words and (not is_first or len(words) > 3):
                yield _Pointer(words, words=words)

    def _resolved(self, pointer: _Pointer) -> Reference:
        printed = " ".join(pointer.printed.split()[:MOST_WORDS])
        if pointer.psa:
            is_there = pointer.psa in self._psas
            return Reference(
                printed,
                "psa-number",
                f"psa/{pointer.psa}" if is_there else "",
                "by-number" if is_there else "unresolved",
            )
        if not pointer.number:
            return self._by_name(printed, pointer.words)
        if pointer.is_group:
            target = self._numbered.get(pointer.number, ("", ""))[0]
            return Reference(printed, "group", target, "group" if target else "unresolved")
        return self._by_number(printed, pointer)

    def _by_name(self, printed: str, words: str) -> Reference:
        target, title = self._likest(words)
        because = f'Of all headings, "{title}" is likest to the words.'
        if not target:
            target, title, word = self._only_one_with(words)
            because = f'Of all headings, only "{title}" has the word "{word}".'
        if not target:
            return Reference(printed, "name-only", "", "unresolved")
        return Reference(printed, "name-only", "", "by-name", target, because)

    def _only_one_with(self, words: str) -> tuple[str, str, str]:
        """The block that alone shares a word with a few; empty where several or none do."""
        wanted = _stems(words)
        if not 0 < len(wanted) <= FEW:
            return "", "", ""
        found = {
            target: shared
            for target, title in self._titles.items()
            if (shared := wanted & _stems(title))
        }
        if len(found) != 1:
            return "", "", ""
        ((target, shared),) = found.items()
        return target, self._titles[target], min(shared)

    def _by_number(self, printed: str, pointer: _Pointer) -> Reference:
        target, title = self._numbered.get(pointer.number, ("", ""))
        form = "action-number" if pointer.number.count(".") > 1 else "priority-number"
        if not target:
            return Reference(printed, form, "", "unresolved")
        if parts := self._parts.get(pointer.number):
            likest = self._likest(pointer.words, {f"priority/{part.id}" for part in parts})[0]
            if likest:
                return Reference(printed, "number-and-name", likest, "by-name")
        return Reference(printed, form, target, self._agreed(pointer.words, target, title))

    def _agreed(self, words: str, target: str, title: str) -> str:
        """Whether the words beside a number are those of another heading altogether."""
        named = self._likest(words, least=CONFLICT)[0]
        is_other = named and named not in (target, self._home.get(target))
        return "conflict" if is_other and _likeness(words, title) < UNLIKE else "by-number"

    def _likest(
        self, words: str, among: Collection[str] = (), least: int = SURE
    ) -> tuple[str, str]:
        """The block whose heading is most like some words, if clearly so: its target and title."""
        scored = sorted(
            (
                (_likeness(words, title), target)
                for target, title in self._titles.items()
                if not among or target in among
            ),
            reverse=True,
        )
        if not words or not scored or scored[0][0] < least:
            return "", ""
        if len(scored) > 1 and scored[0][0] - scored[1][0] < CLEAR:
            return "", ""
        return scored[0][1], self._titles[scored[0][1]]


def _likeness(words: str, title: str) -> float:
    """How alike the words of a pointer and of a heading are, from 0 to 100; plurals are no matter."""
    from rapidfuzz import fuzz

    one, other = (" ".join(sorted(_stems(text))) for text in (words, title))
    return fuzz.token_set_ratio(one, other)


def _stems(text: str) -> set[str]:
    """The words that say something, without the s of a plural."""
    words = re.findall(r"\w+", text.casefold())
    return {word.removesuffix("s") for word in words if len(word) > 3 or word.isdigit()}


def _tidy(text: str) -> str:
    """Words without the signs and joining words at either end."""
    before = ""
    while before != text:
        before, text = text, _AND.sub("", text.strip(_EDGES)).strip(_EDGES)
    return text
