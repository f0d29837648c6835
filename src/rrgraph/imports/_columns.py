"""Which tables are tables of actions, and what their columns hold, by the words at their head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rrgraph.errors import UsageError, did_you_mean
from rrgraph.imports._document import Cell

# What a column can hold -> the words that head it, in everyday use; case and signs do not matter.
ROLES: dict[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "ref no", "no", "number", "action no", "action ref", "id", "item"),
    "theme": ("theme", "strategic theme", "pathway", "work area", "workstream", "strand"),
    "priority": (
        *("priority", "priorities", "priority actions", "strategic priority", "area of activity"),
        *("priority area", "area", "area of work", "issue", "standard"),
    ),
    "aim": (
        *("objective", "objectives", "strategic objective", "aim", "aims", "goal", "goals"),
        *("deliverable", "deliverables", "key deliverable", "key deliverables", "recommendation"),
        *("recommendations", "commitment", "commitments"),
    ),
    "action": (
        *("action", "actions", "key actions", "supporting actions", "activity", "activities"),
        *("key activities", "task", "tasks", "what", "what will we do", "what we will do", "step"),
        *("steps", "changes proposed", "proposed change", "proposed changes", "action required"),
        *("actions required", "planned action", "action needed", "intervention", "description"),
    ),
    "measure": (
        *("measure", "measures", "success measure", "success measures", "success criteria"),
        *("measure of success", "measures of success", "success indicator", "success indicators"),
        *("impact measure", "outcome measure", "performance measure", "performance indicator"),
        *("indicator", "indicators", "kpi", "kpis", "how will we know", "target", "targets"),
        *("evidence of success", "outcome", "outcomes", "output", "outputs", "expected outcome"),
        *("what will success look like", "intended outcome", "impact"),
    ),
    "milestone": (
        *("milestone", "milestones", "timescale", "timescales", "timeline", "deadline", "date"),
        *("target date", "due date", "due", "completion date", "end date", "start date", "by when"),
        *("when", "timeframe", "time frame", "timing", "completed by", "review date", "dates"),
    ),
    "lead": (
        *("lead", "leads", "lead agency", "lead officer", "lead partner", "lead organisation"),
        *("owner", "action owner", "responsible", "responsibility", "responsible officer"),
        *("responsible partner", "responsible agency", "person responsible", "who", "by whom"),
        *("who will lead", "accountable", "accountable body", "delivery lead", "owned by"),
    ),
    "contributing": (
        *("contributing", "contributors", "contributing agencies", "contributing partners"),
        *("contributor", "partners", "partner", "supporting partners", "key partners", "support"),
        *("supported by", "delivery partners", "partner agencies", "other agencies", "with whom"),
        *("who helps", "who else", "who will help", "who will support", "supporting", "helped by"),
        *("others involved", "agencies involved", "key stakeholders", "supporting agencies"),
    ),
    "links": (
        *("links", "link", "links to", "links to other actions", "linked actions", "linked to"),
        *("links to other actions and psas", "cross reference", "cross references", "see also"),
        *("dependencies", "depends on", "related actions", "links to other plans"),
    ),
    "rag": ("rag", "r a g", "rag status", "rag rating", "status", "rating", "progress rating"),
    "progress": (
        *("progress", "progress update", "update", "evidence", "comments", "comment", "notes"),
        *("progress made", "progress made to date", "what has been achieved", "position"),
        *("evidence progress update", "latest position", "progress to date"),
    ),
}
SEVERAL = {"lead", "contributing", "measure", "milestone", "progress", "links"}
MOST_WORDS = 9  # of a heading
LEAST = 0.3  # how much of a heading its words must be
SURE = 0.6  # and in a second row of headings
_NUMBERED = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s+\S")
_PERIOD = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[ .'’-]*(?:20)?(?:\d\d)?|"
    r"q[1-4](?:\s*20\d\d(?:/\d\d)?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d(?:\s*/\s*\d\d)?")
LEAST_PERIODS = 3  # columns: fewer make no Gantt chart
_PHRASES = {phrase: role for role, phrases in ROLES.items() for phrase in phrases}


class Head(NamedTuple):
    """The columns of a table of actions."""

    columns: dict[str, list[int]]  # role -> its columns
    headings: dict[int, str]  # column -> the words over it
    theme: str  # printed over the column of priorities, where it is no heading of one
    where: str
    periods: dict[int, str]  # columns that stand for months or quarters, as in a Gantt chart


def words_of(heading: str) -> list[str]:
    """The words of a heading, in small letters and without signs."""
    return re.sub(r"[^\w]+", " ", heading.casefold()).split()


@lru_cache(maxsize=20_000)
def role_of(heading: str) -> tuple[str, float]:
    """What a column holds by its heading, and how sure that is, from 0 to 1.

    >>> role_of("Responsible Partner / Lead")
    ('lead', 0.6666666666666666)
    >>> role_of("Postcode")
    ('', 0.0)
    """
    words = words_of(heading)
    if not 0 < len(words) <= MOST_WORDS:
        return "", 0.0
    best = ("", 0.0)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            role = _PHRASES.get(" ".join(words[start:end]), "")
            share = (end - start) / len(words)
            if role and share > best[1]:
                best = (role, share)
    return best if best[1] >= LEAST else ("", 0.0)


class Columns:
    """Finds the heads of action tables, by the everyday words and by what a person said."""

    def __init__(self, given: Mapping[str, str]) -> None:
        """`given`: role -> heading; UsageError for a role that there is not."""
        for role in given:
            if role not in ROLES:
                near = did_you_mean(role, ROLES) or f"There are: {', '.join(ROLES)}."
                raise UsageError(f'No column can be a "{role}". {near}')
        self._given = {" ".join(words_of(heading)): role for role, heading in given.items()}
        self._typed = {" ".join(words_of(heading)): heading for heading in given.values()}
        self._roles = set(given)
        self.seen: dict[str, str] = {}  # every heading met, as folded and as printed

    def head(self, rows: list[list[Cell]], above: list[Cell]) -> tuple[Head | None, int]:
        """The head that stands in the first rows of some, and of how many rows it is.

        `above` is the row before them: years may stand there, over the months of a Gantt chart.
        """
        first = self._matched(rows[0])
        if not self._is_head(first, rows[0]):
            return None, 0
        count, columns = 1, first
        if len(rows) > 1 and self._is_below(rows[1]):
            count, columns = 2, first | self._matched(rows[1])
        headings = {
            at: " ".join(filter(None, (_text(row, at) for row in rows[:count])))
            for at in range(max(len(row) for row in rows[:count]))
        }
        below = {at: _text(rows[1], at) for at in columns if count == 2 and _text(rows[1], at)}
        head = self._settled(columns, headings | below, rows[0][0].where)
        years = rows[count - 2] if count > 1 else above
        return head._replace(periods=_periods(rows[count - 1], years, head)), count

    def hold_given(self) -> None:
        """UsageError if a heading that a person named stands over no table."""
        missing = [heading for heading in self._given if heading not in self.seen]
        if missing:
            there = ", ".join(f'"{printed}"' for printed in self.seen.values()) or "none"
            raise UsageError(
                f'No table has a column "{self._typed[missing[0]]}". Headings there are: {there}.'
            )

    def _matched(self, row: Iterable[Cell]) -> dict[int, tuple[str, float]]:
        found = {}
        for at, cell in enumerate(row):
            folded = " ".join(words_of(cell.text))
            if folded in self._given:
                self.seen[folded] = cell.text
                found[at] = (self._given[folded], 2.0)
            elif (said := role_of(cell.text))[0] and said[0] not in self._roles:
                found[at] = said
        return found

    def _is_head(self, matched: Mapping[int, tuple[str, float]], row: list[Cell]) -> bool:
        """Whether a row heads a table: most of its cells are headings, of two kinds at least."""
        filled = [cell for cell in row if cell.lines and not _PERIOD.fullmatch(cell.text)]
        if any(len(words_of(cell.text)) > MOST_WORDS + 3 for cell in filled):
            return False
        kinds = {role for role, _ in matched.values()}
        if kinds and len(filled) > 1:
            self.seen |= {" ".join(words_of(cell.text)): cell.text for cell in filled}
        return len(kinds) >= 2 and 2 * len(matched) >= len(filled)

    def _is_below(self, row: list[Cell]) -> bool:
        """Whether the second row goes on with the head: nothing but headings in it."""
        filled = {at for at, cell in enumerate(row) if cell.lines}
        periods = {at for at in filled if _PERIOD.fullmatch(row[at].text)}
        sure = {at for at, (_, share) in self._matched(row).items() if share >= SURE}
        is_heading = all(row[at].spans == 1 and at in sure | periods for at in filled)
        return bool(filled) and is_heading

    def _settled(
        self, matched: Mapping[int, tuple[str, float]], headings: dict[int, str], where: str
    ) -> Head:
        """Each role with its columns: of two that claim one, the surer; of an aim, what it is."""
        columns: dict[str, list[int]] = {}
        ranked = sorted(matched.items(), key=lambda one: (-one[1][1], one[0]))
        for at, (role, _) in ranked:
            if role not in columns or role in SEVERAL:
                columns.setdefault(role, []).append(at)
        columns = {role: sorted(at) for role, at in columns.items()}
        _settle_aim(columns)
        theme = ""
        first = min((at for ats in columns.values() for at in ats), default=0)
        if "priority" in columns:
            heading = headings.get(columns["priority"][0], "")
            theme = heading if _NUMBERED.match(heading) else ""
        elif "action" in columns and first == columns["action"][0] > 0 and headings.get(first - 1):
            columns["priority"] = [first - 1]
            theme = headings[first - 1]
        return Head(columns, headings, theme, where, {})


def _periods(row: list[Cell], years: list[Cell], head: Head) -> dict[int, str]:
    """The columns of months or quarters, with the year that stands over them."""
    taken = {at for ats in head.columns.values() for at in ats}
    found, year = {}, ""
    for at, cell in enumerate(row):
        over = _text(years, at)
        year = over if _YEAR.fullmatch(over) else year
        if at not in taken and _PERIOD.fullmatch(cell.text):
            has_year = re.search(r"\d\d$", cell.text) and cell.text[0] not in "Qq"
            found[at] = cell.text if has_year or not year else f"{cell.text} {year}"
    return found if len(found) >= LEAST_PERIODS else {}


def _settle_aim(columns: dict[str, list[int]]) -> None:
    """An objective is an action where no other column holds actions, else a priority."""
    aim = columns.pop("aim", None)
    if not aim:
        return
    others = {"lead", "contributing", "measure", "milestone"}
    if "action" not in columns and others & columns.keys():
        columns["action"] = aim
    else:
        columns.setdefault("priority", aim)


def lack(head: Head) -> str:
    """Why a table with such columns holds no actions; empty if it does."""
    if "action" in head.columns:
        return ""
    return f"no column of actions, only {', '.join(head.columns)}"


def cells_of(head: Head, row: list[Cell]) -> Iterator[tuple[str, Cell]]:
    """The filled cells of a row, each with what it holds."""
    for role, ats in head.columns.items():
        for at in ats:
            if at < len(row) and row[at].lines:
                yield role, row[at]


def _text(row: list[Cell], at: int) -> str:
    return row[at].text if at < len(row) else ""
