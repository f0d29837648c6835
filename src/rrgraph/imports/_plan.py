"""From the rows of a document to a draft of the plan: themes, priorities, their parts, actions, links."""

from __future__ import annotations

import re
from collections.abc import Collection

from rrgraph.imports import _rows
from rrgraph.imports._actions import Reader
from rrgraph.imports._cuts import Said
from rrgraph.imports._draft import Draft, Ids, Priority, Theme, short, slug
from rrgraph.imports._links import Links
from rrgraph.imports._rows import Block, Gathered
from rrgraph.progress import Advance

_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)*)[.)]?\s*(?P<title>\D.*|$)", re.DOTALL)
_CONTINUED = re.compile(r"^(?:\(?cont(?:inued|['’]?d|\.)?\)?\.?)(?:\s+|$)", re.IGNORECASE)
_EQUALITY = re.compile(
    r"\bequalit(?:y|ies)\b.*\b(?:impact|assessment|action plan)|\bEIA\b", re.IGNORECASE
)
_TITLE_WORDS = 8  # of a heading that is a whole sentence
_LOUD = 4  # letters in capitals that are no acronym


def draft(
    gathered: Gathered,
    reader: Reader,
    psas: Collection[str],
    acronyms: Collection[str],
    advance: Advance,
) -> Draft:
    """The plan that the rows of a document make, every pointer in it resolved."""
    plan = Draft()
    for done, block in enumerate(gathered.blocks):
        advance(done, len(gathered.blocks))
        _add(plan, block, reader, acronyms)
    _set_equality_apart(plan)
    for theme in plan.themes:
        _part(theme)
    _name(plan)
    links = Links(plan, psas)
    for one in plan.blocks():
        links.resolve(one)
    reader.unplaced += links.unplaced
    return plan


def _add(plan: Draft, block: Block, reader: Reader, acronyms: Collection[str]) -> None:
    """Add a block of rows: as a priority of its theme, or to the one that it goes on with."""
    theme = _theme(plan, block.theme, acronyms)
    number, title, said = _heading(block.heading, acronyms)
    before = theme.priorities[-1] if theme.priorities else None
    if before and (number, title) in ((before.number, before.title), (before.number, "")):
        priority = before
    else:
        priority = Priority(said, title or number, number, section=block.theme.section)
        theme.priorities.append(priority)
    priority.lines += block.heading
    for row in block.rows:
        last = priority.actions[-1] if priority.actions else None
        priority.actions += reader.actions(row, last)
    priority.links += block.links


def _theme(plan: Draft, printed: _rows.Theme, acronyms: Collection[str]) -> Theme:
    number, title, said = _heading([Said((printed.printed,), printed.where)], acronyms)
    for theme in plan.themes:
        if theme.said.text == printed.printed:
            return theme
    plan.themes.append(Theme(said, title or number, number, section=printed.section))
    return plan.themes[-1]


def _heading(lines: list[Said], acronyms: Collection[str]) -> tuple[str, str, Said]:
    """The number and title of a heading, and the words that show it."""
    text = lines[0].text
    found = _NUMBERED.match(text)
    number, title = (found["number"], found["title"]) if found else ("", text)
    return number, title_of(_CONTINUED.sub("", title), acronyms), lines[0]


def title_of(text: str, acronyms: Collection[str] = ()) -> str:
    """A heading as a title: capitals made quiet, a sentence cut, the loud words of a mixed one alone.

    >>> title_of("EFFECTIVE MANAGEMENT OF PPOs"), title_of("Address the HEALTH & SOCIAL CARE needs")
    ('Effective management of PPOs', 'Health & social care')
    """
    words = text.strip(" :.").split()
    if 2 * sum(map(_is_loud, words)) < len(words):
        words = _loud(words, acronyms) or words
    if sum(map(_is_loud, words)) * 2 > len(words):
        words = [word if _is_acronym(word, acronyms) else word.lower() for word in words]
        text = " ".join(words)
        return text[:1].upper() + text[1:]
    return short(" ".join(words), _TITLE_WORDS)


def _loud(words: list[str], acronyms: Collection[str]) -> list[str]:
    """The longest run of words in capitals within others, where it is a heading and no acronym."""
    runs: list[list[str]] = [[]]
    for word in words:
        if _is_loud(word) or (runs[-1] and not any(map(str.isalpha, word))):
            runs[-1].append(word)
        else:
            runs.append([])
    best = max(runs, key=len)
    while best and not _is_loud(best[-1]):
        best.pop()
    letters = [w for w in best if sum(map(str.isalpha, w)) >= _LOUD and w not in acronyms]
    is_heading = len(letters) > 1 or (len(letters) == 1 and len(letters[0]) > 2 * _LOUD)
    return best if is_heading and len(best) < len(words) else []


def _is_loud(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all(map(str.isupper, letters))


def _is_acronym(word: str, acronyms: Collection[str]) -> bool:
    bare = re.sub(r"[^\w&]|s$", "", word)
    return bare in acronyms or not _is_loud(word)


def _set_equality_apart(plan: Draft) -> None:
    """What an equality impact assessment proposes has a place of its own: it is in no priority."""
    for theme in plan.themes:
        if _EQUALITY.search(theme.title):
            for priority in theme.priorities:
                for action in priority.actions:
                    action.kind, action.area = "equality-change", priority.title
                    plan.equality.append(action)
    plan.themes = [theme for theme in plan.themes if not _EQUALITY.search(theme.title)]


def _part(theme: Theme) -> None:
    """Where one number heads several blocks, make them parts of one priority."""
    numbers = [priority.number for priority in theme.priorities]
    kept: list[Priority] = []
    for priority in theme.priorities:
        first = next((one for one in kept if one.number and one.number == priority.number), None)
        if first is None:
            is_whole = numbers.count(priority.number) > 1 and bool(priority.number)
            kept.append(_whole(priority) if is_whole else priority)
        else:
            first.parts.append(priority)
    theme.priorities = kept


def _whole(first: Priority) -> Priority:
    """The priority that a first block and those after it are parts of.

    Its heading has two lines: that of the whole, and that of the first part.
    """
    whole = Priority(first.said, first.title, first.number, section=first.section)
    if len(first.lines) > 1:
        first.said = first.lines[1]
        first.title = title_of(first.said.text)
    whole.parts = [first]
    return whole


def _name(plan: Draft) -> None:
    """Give every item its id: its number where it has one, else its first words."""
    themes = Ids()
    priorities = Ids()
    actions = Ids()
    for theme in plan.themes:
        theme.id = themes.new(slug(theme.number or theme.title))
        for priority in theme.priorities:
            priority.id = priorities.new(_id(priority.number, priority.title))
            for part in priority.parts:
                part.id = priorities.new(f"{priority.id}/{slug(part.title)}")
    for action in plan.actions():
        action.id = actions.new(_id(action.number, action.said.text))


def _id(number: str, title: str) -> str:
    plain = number.lower().strip(".")
    is_own = not plain.isdigit() and re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", plain)
    return plain if is_own else slug(title)
