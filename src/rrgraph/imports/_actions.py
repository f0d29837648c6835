"""Rows -> actions, each with what its row gives it.

A printed number is one action; in a cell without numbers one paragraph is. Where several actions
share a row, what the other cells hold is dealt out by the order of the lines: basis positional.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rrgraph.imports._cuts import VALUES, Said, together, whole_paragraphs
from rrgraph.imports._dates import dues
from rrgraph.imports._draft import Action, Measure, Milestone, Participation
from rrgraph.imports._owners import Owners, is_open, says_above
from rrgraph.imports._proposal import Unknown, Unplaced
from rrgraph.imports._rows import Row
from rrgraph.imports._sentences import notes
from rrgraph.naming import folded

_NUMBER = re.compile(r"(\d+(?:\.\d+){1,3}|\d+(?=[.)]))[.)]?\s+(?=\S)")
_DEEP = re.compile(r"\s(?=\d+\.\d+\.\d+\.?\s+[A-Z])")
_TARGET = re.compile(
    r"(?:target of|at least|minimum of|no fewer than|reach)\s+(\d+)\s?%", re.IGNORECASE
)
_PERCENT = re.compile(r"^(?:and\s+)?(\d+)\s?%\s+(?:of|from)\b")


MOST_COMPARED = 400  # pairs of actions and lines; a row that packs more is dealt out evenly


class _Dealt(NamedTuple):
    """What one column gives one action of a row."""

    lines: list[Said]
    is_positional: bool = False
    also_for: tuple[int, ...] = ()  # further actions of the row, where the lines are for all


class Reader:
    """Turns rows into actions, and keeps a list of what it did not know."""

    def __init__(
        self, owners: Owners, indicators: dict[str, str], boards: dict[str, str] | None = None
    ) -> None:
        """`indicators`: code without spaces, in small letters -> id; `boards`: folded name -> id."""
        self.owners = owners
        self._boards = boards or {}
        named = "|".join(sorted(map(re.escape, self._boards), key=len, reverse=True))
        self._board = re.compile(rf"\b(?:{named})\b") if named else None
        self.indicators = indicators
        self.unknown: list[Unknown] = []
        self.unplaced: list[Unplaced] = []
        codes = "|".join(sorted(map(re.escape, indicators), key=len, reverse=True))
        self._codes = re.compile(rf"(?<![a-z])(?:{codes})(?!\d)") if codes else None
        self._above: dict[str, list[Any]] = {}  # role -> what the row above had

    def actions(self, row: Row, last: Action | None) -> list[Action]:
        """The actions of a row. What goes on with the last one before it is added to that."""
        split = split_actions(row.cells["action"])
        if len(row.cells.get("ref", ())) == 1 and not any(number for _, number in split):
            split = [(joined([said for said, _ in split]), "")]  # one number is one action
        found = [
            Action(said, number, column=row.headings["action"], section=row.section)
            for said, number in split
        ]
        self._number(row, found)
        carried = last if row.carries else None
        measured: list[int] = []
        for role in VALUES:
            lines = row.cells.get(role, [])
            if not lines:
                continue
            takers = _takers(role, found, carried, lines)
            dealt = _dealt(lines, takers, measured if role == "milestone" else [])
            if role == "measure":
                measured = [sum(len(notes(s.text)) for s in one.lines) for one in dealt]
            for action, one in zip(takers, dealt, strict=True):
                self._give(role, action, one, takers)
        for role in ("rag", "progress"):
            for said in row.cells.get(role, []):
                why = "progress is reported with a date: write it into progress.yaml"
                self.unplaced.append(Unplaced(said.where, said.text, why))
        return found

    def _number(self, row: Row, actions: list[Action]) -> None:
        """Give actions the numbers of a column of their own."""
        refs = [said.text for said in row.cells.get("ref", [])]
        if len(refs) == len(actions):
            for action, ref in zip(actions, refs, strict=True):
                action.number = action.number or ref
        elif refs:
            said = row.cells["ref"][0]
            why = f"{len(refs)} references stand beside {len(actions)} actions"
            self.unplaced.append(Unplaced(said.where, " ".join(refs), why))

    def _give(self, role: str, action: Action, one: _Dealt, takers: list[Action]) -> None:
        also = tuple(takers[at] for at in one.also_for)
        read: dict[str, Callable[[Said], list[Any]]] = {
            "measure": self._measures,
            "milestone": self._milestones,
            "lead": self._participations,
            "contributing": self._participations,
        }
        kept: dict[str, list[Any]] = {
            "measure": action.measures,
            "milestone": action.milestones,
            "lead": action.leads,
            "contributing": action.contributors,
        }
        for said in one.lines:
            is_above = says_above(said.text)
            found = self._as_above(role, said) if is_above else read[role](said)
            self._above[role] = found
            is_positional = one.is_positional or is_above or said.is_positional
            placed = {"is_positional": is_positional, "also_for": also}
            kept[role] += [value._replace(**placed) for value in found]

    def _as_above(self, role: str, said: Said) -> list[Any]:
        """What the row above says, in the words "As above"."""
        above = self._above.get(role, [])
        if not above:
            why = "nothing stands above it in this column"
            self.unplaced.append(Unplaced(said.where, said.text, why))
        if role in ("lead", "contributing"):
            return [value._replace(printed=said.text, name="") for value in above]
        if role == "milestone":
            return [v._replace(due=v.due._replace(printed=said.text)) for v in above[:1]]
        return [value._replace(quote=said.text) for value in above[:1]]

    def _measures(self, said: Said) -> list[Measure]:
        return [self._measure(note, said) for note in notes(said.text)]

    def _measure(self, note: str, said: Said) -> Measure:
        codes = self._codes.findall(note.casefold().replace(" ", "")) if self._codes else []
        indicators = tuple(dict.fromkeys(self.indicators[code] for code in codes))
        target = _TARGET.search(note) or _PERCENT.search(note)
        return Measure(note, together(note, said), indicators, target[1] if target else "")

    def _milestones(self, said: Said) -> list[Milestone]:
        found = dues(said.text)
        if not found:
            why = "no date, period or rhythm is read in it"
            self.unplaced.append(Unplaced(said.where, said.text, why))
        return [
            Milestone(due._replace(printed=together(due.printed, said)), self._meets(due.words))
            for due in found
        ]

    def _meets(self, words: str) -> tuple[str, ...]:
        """The boards and meetings that the words of a milestone name, by the names of the register."""
        found = self._board.findall(folded(words)) if self._board else []
        return tuple(dict.fromkeys(self._boards[name] for name in found))

    def _participations(self, said: Said) -> list[Participation]:
        text = said.text
        if is_open(text):
            return [Participation(text, "", is_open=True)]
        found = []
        for name in self.owners.read(text):
            if not name.agency:
                self.unknown.append(Unknown(said.where, name.name, name.nearest))
            words = text.split()
            printed = text if len(words) <= 12 else name.name
            found.append(Participation(printed, name.name, name.agency))
        return found


def split_actions(lines: Sequence[Said]) -> list[tuple[Said, str]]:
    """The actions of a cell, each with its printed number.

    >>> line = Said(("1.1.1 Map it 1.1.2. Mend it",), "line 1")
    >>> [(said.text, number) for said, number in split_actions([line])]
    [('Map it', '1.1.1'), ('Mend it', '1.1.2')]
    """
    found: list[tuple[Said, str]] = []
    for line in (part for said in whole_paragraphs(lines) for part in _at_numbers(said)):
        number = _NUMBER.match(line.text)
        text = line.pieces[0][number.end() :] if number else line.pieces[0]
        said = line._replace(pieces=(text, *line.pieces[1:]))
        if found and found[-1][1] and not number:
            found[-1] = (found[-1][0].joined(said), found[-1][1])
        else:
            found.append((said, number[1] if number else ""))
    return found


def joined(lines: Sequence[Said]) -> Said:
    """Paragraphs as one."""
    first, *rest = lines
    for line in rest:
        first = first.joined(line)
    return first


def _at_numbers(said: Said) -> Iterator[Said]:
    """A paragraph cut before each number that stands inside it: 2.1.2 anywhere, 2. after 1."""
    for at, piece in enumerate(said.pieces):
        parts = [inner for part in _DEEP.split(piece) for inner in _in_turn(part, said.text)]
        if len(parts) > 1:
            yield said._replace(pieces=(*said.pieces[:at], parts[0]))
            yield from (said._replace(pieces=(part,)) for part in parts[1:-1])
            yield said._replace(pieces=(parts[-1], *said.pieces[at + 1 :]))
            return
    yield said


def _in_turn(piece: str, text: str) -> list[str]:
    """A piece cut before the numbers that follow the one its paragraph begins with: 2. and 3. and so on."""
    first = re.match(r"(\d+)[.)]\s", text)
    if not first:
        return [piece]
    parts, number = [], int(first[1])
    while found := re.search(rf"\s{number + 1}[.)]\s+(?=[A-Z])", piece):
        parts.append(piece[: found.start()])
        piece = piece[found.start() + 1 :]
        number += 1
    return [*parts, piece]


def _takers(
    role: str, found: list[Action], carried: Action | None, lines: list[Said]
) -> list[Action]:
    """The actions that the lines of a cell are for.

    An action that goes on from the row before shares in them only where there are more lines than
    new actions, and in owners only where it has none yet.
    """
    if carried is None or len(lines) <= len(found):
        return found
    has_owner = (role == "lead" and carried.leads) or (
        role == "contributing" and carried.contributors
    )
    return found if has_owner else [carried, *found]


def _dealt(lines: list[Said], takers: list[Action], like: list[int]) -> list[_Dealt]:
    """The lines of a cell dealt out to the actions of its row, in order.

    `like` are the counts in which another column was dealt: as many lines go the same way.
    """
    count = len(takers)
    if count == 1:
        return [_Dealt(lines)]
    if len(lines) != count:
        parted = [part for said in lines for part in _noted(said)]
        if len(parted) == count:
            lines = parted
    if len(lines) == count:
        return [_Dealt([line], True) for line in lines]
    if len(lines) == 1:
        return [_Dealt(lines, also_for=tuple(range(1, count)))] + [_Dealt([])] * (count - 1)
    counts = like if sum(like) == len(lines) and len(like) == count else _even(lines, takers)
    dealt, start = [], 0
    for size in counts:
        dealt.append(_Dealt(lines[start : start + size], True))
        start += size
    return dealt


def _noted(said: Said) -> list[Said]:
    """A paragraph as the things it notes; of one that a page cut, both pieces."""
    found = []
    for note in notes(said.text):
        first = together(note, said)
        rest = note.removeprefix(first).strip()
        found.append(said._replace(pieces=(first, rest) if rest else (first,)))
    return found


def _even(lines: list[Said], takers: list[Action]) -> list[int]:
    """How many lines each action gets: in order, by the words they share, else evenly."""
    from rapidfuzz import fuzz, utils

    count, total = len(takers), len(lines)
    if total < count or count * total > MOST_COMPARED:
        each, more = divmod(total, count)
        return [each + (at < more) for at in range(count)]
    alike = [
        [
            fuzz.token_set_ratio(line.text, taker.said.text, processor=utils.default_process)
            for line in lines
        ]
        for taker in takers
    ]
    share = total / count
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, 0): (0.0, [])}
    for taker in range(count):
        for end in range(taker + 1, total - (count - taker - 1) + 1):
            choices = []
            for start in range(taker, end):
                if (taker, start) in best:
                    score, sizes = best[taker, start]
                    fit = sum(alike[taker][start:end]) - 20 * abs(end - start - share)
                    choices.append((score + fit, [*sizes, end - start]))
            if choices:
                best[taker + 1, end] = max(choices, key=lambda one: one[0])
    return best[count, total][1]
