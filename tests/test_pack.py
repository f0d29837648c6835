"""The folder for a refresh: what broke, who and when changed, which gaps are new, a sheet each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rrgraph
from rrgraph.errors import UsageError
from rrgraph.pack import broken, pack, write_pack
from rrgraph.refresh import Edition, Refresh, compare

from .refresh_plans import CONTINUATIONS, two_editions

# 1.1 goes on and pointed at 1.2, which nobody takes up; so does the action on mapping, with another lead.
DROPPED = f"""\
{CONTINUATIONS}  - id: first
    continuationKind: [verbatim]
    earlier: [demo/priority/1.1]
    later: [priority/1.1]
    because: The same heading.
  - {{id: second, continuationKind: [dropped], earlier: [demo/priority/1.2], because: Nobody speaks of it.}}
"""


@pytest.fixture
def refresh(tmp_path: Path) -> Refresh:
    """Two editions, the second of which drops what the first pointed at."""
    kg = rrgraph.open(two_editions(tmp_path, editorial=DROPPED))
    return compare(Edition(kg, "demo"), Edition(kg, "demo-2010"))


def test_what_pointed_at_a_dropped_item_is_told(refresh: Refresh) -> None:
    """Only what goes on itself: of the rest nobody minds."""
    (found,) = broken(refresh)
    assert "priority/1.2" == found.target.path
    assert ["priority/1.1"] == [item.path for item in found.pointing]


def test_other_leads_and_other_dates_are_drawn_together(refresh: Refresh) -> None:
    """Item by item, in words."""
    made_of = pack(refresh)
    ((title, words),) = made_of.owners
    assert title.startswith("1.1.1 Map provision → 1.2.1 Map what is provided")
    assert ['lead no longer there: "Demo Probation"', 'lead added: "Demo Council"'] == words
    ((_, words),) = made_of.dates
    assert ['milestone "by September 2009" becomes "by December 2010": 457 days later'] == words


def test_gaps_of_an_item_that_goes_on_stand_and_others_are_new_or_gone(refresh: Refresh) -> None:
    """1.1.1 on houses has no lead, which is new; that nobody leads talking goes with 1.2.1."""
    gaps = pack(refresh).gaps
    new = {(f.rule, f.focus.rsplit("/", 1)[-1]) for f in gaps.new}
    assert ("no-lead", "1.1.1") in new
    assert ("no-lead", "1.2.1") in {(f.rule, f.focus.rsplit("/", 1)[-1]) for f in gaps.gone}
    assert not {f.focus for f in gaps.standing} & {f.focus for f in gaps.new if f.rule == "no-lead"}


def test_the_folder_has_the_boards_page_and_a_sheet_for_each_partner(
    refresh: Refresh, tmp_path: Path
) -> None:
    """With the comparison and the gaps as data beside them."""
    files = write_pack(refresh, tmp_path / "pack")
    assert all(path.is_file() for path in files)
    assert {"index.html", "changes.html", "changes.json", "gaps.json", "partners/council.html"} == {
        path.relative_to(tmp_path / "pack").as_posix() for path in files
    }
    board = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "1 item that goes on pointed at priority 1.2 Second heading" in board
    assert 'href="partners/council.html"' in board
    told = json.loads((tmp_path / "pack" / "gaps.json").read_text(encoding="utf-8"))
    assert ["demo-2010"] == list(told["as_of"])


def test_nobodys_own_files_are_lost(refresh: Refresh, tmp_path: Path) -> None:
    """A folder with other files is left alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other files"):
        write_pack(refresh, tmp_path / "mine")
    assert ["letter.txt"] == [path.name for path in (tmp_path / "mine").iterdir()]


def test_an_edition_beside_itself_has_nothing_new_or_gone(refresh: Refresh) -> None:
    """All its gaps stand."""
    same = compare(refresh.new, refresh.new)
    counts = pack(same).gaps.counts()
    assert (0, 0) == (counts["new"], counts["gone"])
    assert counts["standing"] > 0
