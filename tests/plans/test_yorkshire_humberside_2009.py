"""The Yorkshire & Humberside plan 2009-10, held to a second transcription.

The tables in `yorkshire_humberside_2009/` were read out of the document by another reader who had not
seen the graph: the pointers of the twenty links lines, how many bodies stand in each owner cell, each
date (section 9), the LAA table (appendix 1), the OASys table (2.3) and the list of acronyms.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from rrgraph.knowledge import Knowledge

from ..plan_facts import Facts

PLAN = "yorkshire-humberside-2009"
TABLES = Path(__file__).with_name("yorkshire_humberside_2009")


@pytest.fixture(scope="module")
def facts(shipped: Knowledge) -> Facts:
    """The nodes of the plan."""
    return Facts(shipped, PLAN)


def table(name: str) -> list[dict[str, str]]:
    """A table of the second reader."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels(kg: Knowledge, of: str, by: str) -> dict[str, str]:
    """Name by id, of the shared things of a class."""
    rows = kg.query(f"SELECT ?thing ?name {{ ?thing a rrg:{of} ; rrg:{by} ?name }}")
    return {row["thing"].split("/id/")[1]: row["name"] for row in rows}


# ---------------------------------------------------------------------- section 9
def test_there_are_three_themes_twenty_blocks_and_57_actions(facts: Facts) -> None:
    """2.3 is printed in six parts."""
    assert 3 == len(facts.of("Theme"))
    assert 20 == len(facts.of("Block"))
    assert 57 == len(facts.of("Action"))
    assert 6 == sum(block.path.startswith("priority/2.3/") for block in facts.of("Block"))


def test_each_pointer_of_the_links_lines_is_there_with_its_target(facts: Facts) -> None:
    """95: 69 at priorities or actions, 26 at PSAs; where only words say it, an editor read them."""
    printed = Counter((row["block"], row["target"], row["form"]) for row in table("links"))
    held = Counter(
        (
            reference["referringItem"].removeprefix("priority/"),
            reference["target"],
            reference["referenceForm"],
        )
        for reference in facts.of("CrossReference")
    )
    assert printed == held
    assert 95 == sum(held.values())
    assert 26 == sum(form == "psa-number" for _, _, form in held.elements())


def test_each_owner_cell_names_as_many_bodies(facts: Facts) -> None:
    """Leads and contributors of each action; a cell shared by several counts for each."""
    held = Counter(
        (item.removeprefix("action/"), part["role"])
        for part in facts.of("Participation")
        for item in part.all("item")
        if item.startswith("action/")
    )
    assert {(r["action"], r["role"]): int(r["bodies"]) for r in table("owners")} == dict(held)


def test_each_date_is_there_as_far_as_it_is_printed(facts: Facts) -> None:
    """First and last day that the words allow, and how exact they are."""
    held = Counter(
        (
            item.removeprefix("action/"),
            str(one["earliest"] or ""),
            str(one["latest"] or ""),
            one["precision"],
        )
        for one in facts.of("Milestone")
        for item in one.all("item")
        if item.startswith("action/") and (one["earliest"] or one["latest"])
    )
    printed = Counter(
        (row["action"], row["earliest"], row["latest"], row["precision"]) for row in table("dates")
    )
    # "Guidance document by September" prints no year: an editor's reading gives it.
    held -= Counter([("lsp-health-focus", "", "2009-09-30", "month")])
    assert printed == held


@pytest.mark.parametrize(
    ("block", "groups"),
    [("2.3/women", {"women"}), ("2.3/children-families", {"families"})],
)
def test_blocks_mention_the_groups_they_are_for(facts: Facts, block: str, groups: set[str]) -> None:
    """In some row of theirs."""
    rows = facts.below(f"priority/{block}", "Action")
    assert groups <= {group for row in rows for group in row.all("concernsGroup")}


# ---------------------------------------------------------------------- tables of numbers
def test_the_laa_table_is_there_cell_by_cell(facts: Facts, shipped: Knowledge) -> None:
    """Ten indicators in three columns; a blank, a dash and a 0 are three things (appendix 1)."""
    codes = labels(shipped, "Indicator", "code")
    held = {
        (codes[cell["indicator"]], cell["level"]): cell["cell"]
        if cell["value"] is None
        else f"{cell['value']:g}"
        for cell in facts.of("Observation")
        if cell["indicator"]
    }
    assert {(row["indicator"], row["level"]): row["printed"] for row in table("laa")} == held
    assert (7, 1) == (list(held.values()).count("blank"), list(held.values()).count("dash"))


def test_the_oasys_table_has_sixty_numbers(facts: Facts, shipped: Knowledge) -> None:
    """Ten needs by setting, in the region and in the nation."""
    titles = labels(shipped, "Need", "title")
    held = {
        (titles[cell["need"]].lower(), cell["setting"], cell["area"]): cell["value"]
        for cell in facts.of("Observation")
        if cell["need"]
    }
    printed = {
        (row["need"].lower(), row["setting"], row["area"]): float(row["percent"])
        for row in table("oasys")
    }
    assert 60 == len(printed)
    assert printed == held


# ---------------------------------------------------------------------- the rest of the document
def test_the_list_of_acronyms_has_52_entries(facts: Facts) -> None:
    """Two of them with a second expansion or a remark."""
    assert {row["acronym"] for row in table("acronyms")} == {
        entry["acronym"] for entry in facts.of("AcronymEntry")
    }
    assert 52 == len(facts.of("AcronymEntry"))
    (double,) = (entry for entry in facts.of("AcronymEntry") if entry["acronym"] == "SUI")
    assert ["Serious Untoward Incident", "Service User Involvement"] == double.all("expansions")


# In capitals and not in need of words: what every newspaper uses, places, headings, and what the text itself explains
# otherwise, as "Regional Operating Reviews (RORS)" does ROR and "CONTEST, the Government's long term strategy".
PLAIN = {"HM", "HMP", "NHS", "II", "MoJ", "WY", "YH", "ROR", "CONTEST", "PURSUE"}
PLAIN |= {"CONTENTS", "DATE", "FOREWORD", "MILESTONES"}


def test_acronyms_that_are_used_and_explained_nowhere(facts: Facts, documents: Path) -> None:
    """Every short form of the text is listed, or has its words beside it, or is one of these."""
    text = (documents / "yorkshire-humberside-2009.txt").read_text(encoding="utf-8")
    text = text[: text.index("3. ACRONYMS")] + text[text.index(". OASYS DATA") :]
    words = set(re.findall(r"[A-Za-z]+", text))
    plain = {word.lower() for word in words if not word[-1].isupper()}
    shaped = (w.removesuffix("s") for w in words if re.fullmatch("[A-Z][A-Za-z]*[A-Z]s?", w))
    short = {word for word in shaped if word.lower() not in plain}
    beside = {s for s in short if re.search(rf"\({s}s?\)|\b{s}s? \([A-Z][a-z]+ ", text)}
    listed = {row["acronym"] for row in table("acronyms")}

    (plan,) = facts.of("Plan")
    found = set(plan.all("unexplainedAcronyms"))
    assert 23 == len(found)
    assert found <= words | {f"{word}s" for word in words} | {w.removesuffix("s") for w in words}
    assert set() == found & listed
    assert {"HSCCJ"} == found & beside  # YHIP (HSCCJ): neither explains the other
    assert {"LSCom", "OASys"} == found - short  # they end in small letters
    assert PLAIN == short - beside - listed - found


def test_there_are_nine_pathways_and_what_becomes_of_each(facts: Facts) -> None:
    """Section 5: seven of the Social Exclusion Report and two of the region; FBD was disbanded."""
    statuses = {one["pathway"]: one.all("status") for one in facts.of("PathwayStatus")}
    assert 9 == len(statuses)
    (finance,) = (path for path in statuses if "finance" in path)
    assert "disbanded" in statuses[finance]


def test_key_messages_equality_changes_and_people(facts: Facts) -> None:
    """18 bullets under key messages and commitments; nine rows in the equality plan (section 10)."""
    assert 18 == len(facts.of("Commitment", kind="key-message"))
    assert 9 == len(facts.of("EqualityChange"))
    assert {"steve-wagstaffe"} <= set(facts.slugs("Person"))


def test_seventeen_strategy_documents_are_named_in_order(shipped: Knowledge, facts: Facts) -> None:
    """Section 8; they are mentions of documents, the first to the last."""
    titles = labels(shipped, "PolicyDocument", "title")
    named = [m["thing"] for m in facts.of("Mention") if m["thing"] in titles]
    assert len(dict.fromkeys(named)) >= 17


def test_the_plan_stands_under_psa_23_and_its_fourth_priority_action(facts: Facts) -> None:
    """Title page."""
    assert {"psa/23", "psa/23/priority-action/4"} == set(facts["plan"].all("supports"))
    assert ("2009-04-01", "2010-03-31") == tuple(
        str(facts["plan"][name]) for name in ("periodStart", "periodEnd")
    )
