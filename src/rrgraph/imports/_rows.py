"""A document -> its action tables as rows under priorities and themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rrgraph.imports._columns import Columns, Head, cells_of, lack
from rrgraph.imports._cuts import VALUES, Cells, Said, is_cut, join
from rrgraph.imports._document import Cell, Document, Heading, Paragraph, Table
from rrgraph.imports._proposal import Unplaced
from rrgraph.progress import Advance

LONGEST_LINKS = 5_000  # letters of a line of links outside a table
PROSE = 12  # words: what is longer is no caption or page number, and ends a table
_LABEL = re.compile(
    r"(?:see\s+)?(?:links?|linked|cross[- ]?references?|related|dependenc(?:y|ies))\b"
    r"[^:.\d]{0,50}(?::|\bto\b[^:\d]*:?)\s*",
    re.IGNORECASE,
)
_POINTER = re.compile(r"\bPSA\s*\d+|(?<![\d.])\d+\.\d+(?:\.\d+)?(?![\d.]*\d)")
_SECTION = re.compile(
    r"(?P<number>\d+(?:\.\d+)*)[.)]?\s|(?P<name>(?:appendix|annex|part|section)\s+\w+)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:strategic\s+)?(?:priority|theme|objective|aim|goal|outcome|pathway|strand)\s*"
    r"(?:\d+\s*)?[:–—-]\s*(.+)",
    re.IGNORECASE,
)


@dataclass
class Row:
    """One row of actions: what each kind of column says."""

    cells: Cells
    where: str
    section: str
    headings: dict[str, str]  # role -> the words over its column
    carries: bool = False  # the last action of the row before goes on at its head


@dataclass
class Theme:
    """A heading that gathers priorities."""

    printed: str
    where: str
    section: str


@dataclass
class Block:
    """A priority: its heading, the rows below it and the lines of links."""

    theme: Theme
    heading: list[Said]
    where: str
    rows: list[Row] = field(default_factory=list)
    links: list[Said] = field(default_factory=list)


@dataclass
class Gathered:
    """What was found in the tables of a document."""

    blocks: list[Block] = field(default_factory=list)
    heads: list[tuple[str, Head]] = field(default_factory=list)  # section, columns
    told: list[str] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)  # tables without actions, and why
    others: list[str] = field(default_factory=list)  # where tables stand that have no such headings


def gather(document: Document, columns: Columns, advance: Advance) -> Gathered:
    """The rows of every action table of a document, in the order printed."""
    gatherer = _Gatherer(columns)
    for done, block in enumerate(document.blocks):
        advance(done, len(document.blocks))
        gatherer.take(block, advance)
    columns.hold_given()
    return gatherer.found


class _Gatherer:
    """Reads a document block by block, and knows under which headings it is."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.found = Gathered()
        self.head: Head | None = None  # of the table that may go on
        self.width = 0
        self.heading: Heading | None = None  # above the table, not used yet
        self.caption: Paragraph | None = None  # a short line right above it
        self.section = ""
        self.is_numbered = False
        self.theme: Theme | None = None
        self.block: Block | None = None
        self.awaits_links = False

    def take(self, block: Heading | Paragraph | Table, advance: Advance) -> None:
        if isinstance(block, Heading):
            self.head, self.heading, self.caption, self.awaits_links = None, block, None, False
            self._section(block.text)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        else:
            self._table(block, advance)

    def _section(self, heading: str) -> None:
        """Where citations say that they stand: the number of a heading, else its words.

        A heading without a number below numbered ones belongs to the section before it.
        """
        if found := _SECTION.match(heading):
            self.section = (found["number"] or found["name"]).lower()
            self.is_numbered = bool(found["number"])
        elif not self.is_numbered:
            self.section = heading

    def _paragraph(self, paragraph: Paragraph) -> None:
        said = Said((paragraph.text,), paragraph.where)
        is_brief = len(paragraph.text) <= LONGEST_LINKS
        if self.block and self.head and is_brief and self._take_links(said):
            return
        self.awaits_links = False
        is_short = len(paragraph.text.split()) <= PROSE
        self.caption = paragraph if is_short and not paragraph.text.endswith(".") else None
        if not is_short:
            self.head = None

    def _take_links(self, said: Said) -> bool:
        """Whether a line of links, or one more of them, was read."""
        label = _LABEL.match(said.text)
        rest = said.text[label.end() :] if label else said.text
        is_more = self.awaits_links and bool(_POINTER.match(rest))
        if not (label or is_more or is_list_of_pointers(rest)) or not self.block:
            return False
        self.awaits_links = True
        if rest:
            self.block.links.append(said._replace(pieces=(rest,)))
        return True

    def _table(self, table: Table, advance: Advance) -> None:
        width = max(len(row) for row in table.rows)
        goes_on = self.head is not None and width == self.width
        if not goes_on:
            self.head = None
        at, heads = 0, 0
        is_first = goes_on
        while at < len(table.rows):
            head, count = self._head(table.rows, at)
            if head:
                heads += 1
                self._begin_table(head, width)
                at, is_first = at + count, False
                continue
            if self.head:
                self._row(table.rows[at], is_first)
                is_first = False
            at += 1
            if at % 100 == 0:
                advance(at, len(table.rows))
        if not (heads or goes_on):
            self.found.others.append(table.where)

    def _head(self, rows: list[list[Cell]], at: int) -> tuple[Head | None, int]:
        """The head that stands in a row; a line of its own right above is the heading of the table."""
        head, count = self.columns.head(rows[at : at + 2], rows[at - 1] if at else [])
        filled = [cell for cell in rows[at] if cell.lines]
        if head is None and len(filled) == 1 and at + 1 < len(rows):
            head, count = self.columns.head(rows[at + 1 : at + 3], rows[at])
            if head:
                self.heading = Heading(filled[0].text, 1, filled[0].where)
                count += 1
        return head, count

    def _begin_table(self, head: Head, width: int) -> None:
        if why := lack(head):
            self.found.passed_over.append(f"{head.where}: {why}")
            self.head = None
            return
        self.head, self.width, self.awaits_links = head, width, False
        self.found.heads.append((self.section, head))
        if head.theme:
            self.theme = Theme(head.theme, head.where, self.section)
        elif over := self._over():
            self.theme = Theme(_without_kind(over.text), over.where, self.section)
        elif self.block and not head.columns.get("theme"):
            self.found.told.append(
                f"{head.where}: no heading stands above this table; its actions were put under "
                f'"{self.block.theme.printed}", the theme before. Look where they belong.'
            )
        self.heading, self.caption, self.block = None, None, None

    def _over(self) -> Heading | Paragraph | None:
        """The heading of a table: a caption that names its kind, a heading, or any caption."""
        if self.caption and names_kind(self.caption.text):
            return self.caption
        return self.heading or self.caption

    def _row(self, row: list[Cell], is_first: bool) -> None:
        assert self.head
        filled = [(at, cell) for at, cell in enumerate(row) if cell.lines]
        if not filled:
            return
        if len(filled) == 1 and self._alone(*filled[0]):
            return
        self.awaits_links = False
        cells: Cells = {}
        for role, cell in cells_of(self.head, row):
            cells.setdefault(role, []).extend(_said(cell))
        if bars := list(_bars(self.head, row)):
            cells.setdefault("milestone", []).extend(bars)
        placed = {at for ats in self.head.columns.values() for at in ats} | set(self.head.periods)
        for at, cell in filled:
            if at not in placed:
                self.found.unplaced.append(
                    Unplaced(cell.where, cell.text, "its column has no heading that is known")
                )
        self._under_headings(cells)
        self._data(cells, row[0].where, is_first)

    def _alone(self, at: int, cell: Cell) -> bool:
        """Whether the only cell of a row was read as links, or as a heading over the rows below."""
        assert self.head
        links = [said for said in _said(cell) if self._take_links(said)]
        if links:
            for said in _said(cell):
                if said not in links and self.block:
                    self.block.links.append(said)
            return True
        if at == 0 and names_kind(cell.text):
            self.theme = Theme(_without_kind(cell.text), cell.where, self.section)
            self.block = None
            return True
        roles = {role for role, ats in self.head.columns.items() if at in ats}
        if cell.spans == 1 and (roles & {"action", *VALUES} or at > 0):
            return False
        if "ref" in roles and cell.spans == 1 and len(cell.text.split()) < 3:
            return True  # the number of an empty row
        if "priority" in self.head.columns and cell.spans > 1:
            self.theme = Theme(cell.text, cell.where, self.section)
            self.block = None
        else:
            self._begin_block(list(_said(cell)))
        return True

    def _under_headings(self, cells: Cells) -> None:
        """Begin the theme and the priority that a row names, where they are other ones."""
        if theme := cells.pop("theme", []):
            printed = " ".join(said.text for said in theme)
            if not self.theme or self.theme.printed != printed:
                self.theme = Theme(printed, theme[0].where, self.section)
                self.block = None
        if priority := cells.pop("priority", []):
            self._begin_block(priority)
        if self.block and "links" in cells:
            self.block.links += cells.pop("links")

    def _begin_block(self, heading: list[Said]) -> None:
        texts = [said.text for said in heading]
        if self.block and [said.text for said in self.block.heading] == texts:
            return
        self.block = Block(self._theme(heading[0].where), heading, heading[0].where)
        self.found.blocks.append(self.block)

    def _theme(self, where: str) -> Theme:
        if not self.theme:
            self.theme = Theme(self.section or "Actions", where, self.section)
        return self.theme

    def _data(self, cells: Cells, where: str, is_first: bool) -> None:
        """Add what a row says to its priority: as a row, or to the row before it."""
        assert self.head
        if all(said.is_positional for said in cells.get("action", ())):
            cells.pop("action", None)  # one cell over several rows: these go on with the first
        if not cells.keys() - {"ref"}:
            return
        if not self.block:
            theme = self._theme(where)
            self._begin_block([Said((theme.printed,), where)])
        block = self.block
        assert block
        last = block.rows[-1] if block.rows else None
        if last and is_first and is_cut(last.cells, cells):
            join(last.cells, cells)
            carries = True
        else:
            carries = False
        if "action" in cells:
            headings = {r: self.head.headings[ats[0]] for r, ats in self.head.columns.items()}
            row = Row(cells, where, self.section, headings, carries)
            block.rows.append(row)
        elif last:
            for role, said in cells.items():
                last.cells.setdefault(role, []).extend(said)
        else:
            why = "no action stands in its row or above it"
            for many in cells.values():
                self.found.unplaced += [Unplaced(one.where, one.text, why) for one in many]


def names_kind(text: str) -> bool:
    """Whether a heading says what it is: "Objective 2: Protect victims"."""
    return bool(_KIND.fullmatch(text))


def _without_kind(heading: str) -> str:
    found = _KIND.fullmatch(heading)
    return found[1] if found else heading


def is_list_of_pointers(text: str) -> bool:
    """Whether a line is nothing but pointers to items, as "1.1 Housing, 1.2 Health, PSA 16"."""
    pointers = list(_POINTER.finditer(text))
    numbers = {found[0] for found in pointers}
    return len(numbers) > 1 and pointers[0].start() == 0


def _said(cell: Cell) -> Iterator[Said]:
    for line in cell.lines:
        yield Said((line.text,), cell.where, line.bullet, cell.shared)


def _bars(head: Head, row: list[Cell]) -> Iterator[Said]:
    """The months that a row of a Gantt chart colours or ticks, each run of them as one period."""
    run: list[int] = []
    marked = [at for at in head.periods if at < len(row) and (row[at].filled or row[at].lines)]
    for at in [*marked, -1]:
        if run and at != run[-1] + 1:
            first, last = head.periods[run[0]], head.periods[run[-1]]
            period = first if first == last else f"{first} – {last}"
            yield Said((period,), row[run[0]].where, is_positional=True)
            run = []
        run.append(at)
