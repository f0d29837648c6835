"""Tables of actions as they come: cut by pages, packed, merged, with lines of links below."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rrgraph.checking import check
from rrgraph.errors import UsageError
from rrgraph.imports import tables
from rrgraph.imports._draft import Action
from rrgraph.imports._proposal import Proposal
from rrgraph.imports.tables import Found
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.workspace import Workspace

Reading = Callable[..., Found]
HEAD = "Priority\tAction\tMeasure\tMilestone\tLead\tContributing\n"


def told(action: Action) -> tuple[str, ...]:
    """An action in short: what it says, its leads, its measures."""
    leads = ", ".join(lead.agency or lead.name for lead in action.leads)
    return (action.said.text, leads, "; ".join(one.printed for one in action.measures))


# ---------------------------------------------------------------------- the unit of action
def test_a_printed_number_is_one_action(read: Reading) -> None:
    """However many paragraphs stand below it."""
    found = read(f"{HEAD}1.1 Homes\t<p>1.1.1 Open a hub</p><p>It helps.</p><p>1.1.2. Run it</p>\n")

    assert [("1.1.1", "Open a hub It helps."), ("1.1.2", "Run it")] == [
        (action.number, action.said.text) for action in found.draft.actions()
    ]


def test_without_numbers_one_paragraph_is_one_action(read: Reading) -> None:
    """A list that a colon announces belongs to the paragraph before it."""
    cell = "<p>Open a hub</p><p>Share what is found on:</p><ul><li>homes</li><li>work</li></ul>"

    found = read(f"{HEAD}Homes\t{cell}\n")

    assert ["Open a hub", "Share what is found on: homes work"] == [
        action.said.text for action in found.draft.actions()
    ]


def test_one_number_in_a_column_of_its_own_is_one_action(read: Reading) -> None:
    """Though its cell has two paragraphs."""
    found = read("Ref\tAction\tLead\n2.10\t<p>Open a hub</p><p>Run it</p>\tNOMS\n")

    assert [("2.10", "Open a hub Run it")] == [(a.id, a.said.text) for a in found.draft.actions()]


# ---------------------------------------------------------------------- page breaks
@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Open a hub for", "Women and men", "Open a hub for Women and men"),
        ("Open a hub", "and run it", "Open a hub and run it"),
        ("Follow the 'Guide for", "All Women' closely", "Follow the 'Guide for All Women' closely"),
    ],
)
def test_a_row_that_a_page_cuts_is_joined(
    read: Reading, first: str, second: str, whole: str
) -> None:
    """Where the second half goes on in small letters, or the first half is still open."""
    found = read(f"{HEAD}Homes\t{first}\tA plan\t\tNOMS\t\n\n\t{second}\tBetter lives\t\t\t\n")

    assert [(whole, "noms", "A plan; Better lives")] == [told(a) for a in found.draft.actions()]


def test_a_row_after_a_page_break_that_begins_anew_is_a_row(read: Reading) -> None:
    """Under the priority of the page before."""
    found = read(f"{HEAD}Homes\tOpen a hub.\tA plan\t\tNOMS\t\n\n\tRun it.\tMore homes\t\tYMCA\t\n")

    assert [("Open a hub.", "noms", "A plan"), ("Run it.", "ymca", "More homes")] == [
        told(action) for action in found.draft.actions()
    ]
    assert 1 == len(found.draft.blocks())


def test_a_quote_never_reaches_over_a_page_break(proposed: Callable[..., Proposal]) -> None:
    """It must stand in the document."""
    text = f"{HEAD}Homes\tOpen a hub for\tA plan\t\tNOMS\t\n\n\twomen and men\t\t\t\t\n"

    written = proposed(text).files["actions.yaml"].text

    assert "quote: Open a hub for\n" in written


# ---------------------------------------------------------------------- packed cells
def test_lines_are_dealt_out_in_order(read: Reading) -> None:
    """As many as there are actions: one each, by position."""
    row = "<p>Open it</p><p>Run it</p>\t<p>A plan</p><p>Homes</p>\t\t<p>NOMS</p><p>YMCA</p>\t"

    found = read(f"{HEAD}Homes\t{row}\n")

    assert [("Open it", "noms", "A plan"), ("Run it", "ymca", "Homes")] == [
        told(action) for action in found.draft.actions()
    ]
    assert all(action.leads[0].is_positional for action in found.draft.actions())


def test_one_line_is_for_all_the_actions_of_its_row(read: Reading) -> None:
    """It stands with the first, also for the others."""
    found = read(f"{HEAD}Homes\t<p>Open it</p><p>Run it</p>\tA plan\t\tNOMS\t\n")

    first, second = found.draft.actions()
    assert (second,) == first.leads[0].also_for
    assert not first.leads[0].is_positional
    assert [] == second.leads


def test_as_above_is_what_stands_above(read: Reading) -> None:
    """By position; where nothing does, it is listed."""
    found = read(f"{HEAD}Homes\tOpen it\tAs above\t\tNOMS & YMCA\t\n\tRun it\t\t\tAs above\t\n")

    lead = found.draft.actions()[1].leads
    assert [("noms", True), ("ymca", True)] == [(one.agency, one.is_positional) for one in lead]
    assert ["line 2: 'As above': nothing stands above it in this column"] == [
        str(one) for one in found.unplaced
    ]


def test_a_row_without_an_action_goes_on_with_the_one_above(read: Reading) -> None:
    """A second measure, a second lead."""
    found = read(f"{HEAD}Homes\tOpen it\tA plan\t\tNOMS\t\n\t\tHomes\t\tYMCA\t\n")

    assert [("Open it", "noms, ymca", "A plan; Homes")] == [
        told(action) for action in found.draft.actions()
    ]


# ---------------------------------------------------------------------- headings
def test_priorities_that_share_a_number_are_parts_of_one(read: Reading) -> None:
    """The first heading has two lines: that of the whole, and that of its first part."""
    rows = (
        "<p>2.3 PROTECT PEOPLE:</p><p>HOUSING for all</p>\tOpen it\t\t\tNOMS\t\n"
        "2.3 Cont. Meet the HEALTH & CARE needs\tRun it\t\t\tNOMS\t\n"
    )

    (priority,) = read(f"{HEAD}{rows}").draft.themes[0].priorities

    assert ("2.3", "Protect people") == (priority.number, priority.title)
    assert [("2.3/housing-for-all", "HOUSING for all"), ("2.3/health-care", "Health & care")] == [
        (part.id, part.title) for part in priority.parts
    ]


def test_a_heading_that_is_but_a_number_has_it_as_title(read: Reading) -> None:
    """And lines of tabs alone are no rows."""
    (block,) = read(f"\t\t\n\n{HEAD}1.1\tOpen it\t\t\tNOMS\t\n").draft.blocks()

    assert ("1.1", "1.1") == (block.number, block.title)


def test_headings_above_tables_are_themes(read: Reading) -> None:
    """Without the word for their kind; a table without one is told."""
    table = f"{HEAD}Homes\tOpen it\t\t\tNOMS\t\n"

    found = read(f"# Strategic Priority: Prevention\n\n{table}\n{table.replace('Open', 'Run')}")

    assert ["Prevention"] == [theme.title for theme in found.draft.themes]
    assert "no heading stands above this table" in found.gathered.told[0]


def test_an_equality_assessment_has_a_place_of_its_own(proposed: Callable[..., Proposal]) -> None:
    """Its changes are no actions of a priority."""
    table = "Area of activity\tChanges proposed\tResponsibility\nData\tRecord age\tNOMS\n"

    written = proposed(f"10. EQUALITY IMPACT ASSESSMENT\n\n{table}").files["actions.yaml"].text

    assert "equalityChanges:\n  - id: record-age\n    title: Data\n" in written
    assert "responsible:\n      - {participant: noms," in written


# ---------------------------------------------------------------------- links
LINKED = (
    f"{HEAD}1.1 MANAGE BETTER\t1.1.1 Open it\t\t\tNOMS\t\n1.2 HOMES FOR ALL\t1.2.1 Run it\t\t\tNOMS\t\n"
    "1.3 HEALTH AND CARE\tTalk\t\t\tNOMS\t\n"
)


@pytest.mark.parametrize(
    ("line", "pointers"),
    [
        ("See 1.1 & 1.2.1 (homes)", ["1.1 > priority/1.1", "1.2.1 (homes) > action/1.2.1"]),
        ("1.1 Manage better, Homes", ["1.1 Manage better > priority/1.1", "Homes > priority/1.2"]),
        ("PSA 16 Adults, in homes and work", ["PSA 16 Adults, in homes and work > psa/16"]),
        ("PSAs 16 and 17", ["PSAs 16 > psa/16", "PSA 17 > ?"]),
        ("manage better", ["manage better > priority/1.1"]),
        (
            "1.2 – Homes and all of the rest in 1.1",
            ["1.2 – Homes > priority/1.2", "* priority/1.1"],
        ),
        ("9.9 Trains", ["9.9 Trains > ?"]),
        ("1.3 also correlates with 1.1", ["1.1 > priority/1.1"]),
    ],
)
def test_a_line_of_links_is_read(read: Reading, line: str, pointers: list[str]) -> None:
    """Numbers, names, agreements, groups; what fits nothing is unresolved and listed."""
    found = read(f"{LINKED}Links to other actions and PSAs: {line}\t\t\t\t\t\n")

    references = found.draft.blocks()[2].references
    shown = [
        f"* {one.target}"
        if one.form == "group"
        else f"{one.printed} > {one.target or one.read_as or '?'}"
        for one in references
    ]
    assert pointers == shown
    unresolved = [one for one in references if one.resolution == "unresolved"]
    assert len(unresolved) == len(found.unplaced)


@pytest.mark.parametrize(
    ("pointer", "resolution"),
    [
        ("1.1 Homes for all", "conflict"),
        ("1.1 Managing", "by-number"),
        ("1.2.1 Homes for all", "by-number"),
        ("1.2 Trains", "by-number"),
    ],
)
def test_a_number_with_the_words_of_another_heading_is_a_conflict(
    read: Reading, pointer: str, resolution: str
) -> None:
    """The number is followed; the heading over an action is no other one."""
    found = read(f"{LINKED}Links to: {pointer}\t\t\t\t\t\n")

    (reference,) = found.draft.blocks()[2].references
    number = pointer.split()[0]
    kind = "action" if number == "1.2.1" else "priority"
    assert (resolution, f"{kind}/{number}") == (reference.resolution, reference.target)


def test_lines_of_links_stand_where_they_like(read: Reading) -> None:
    """Below the table in several lines, or in a row without their label."""
    below = read(f"{LINKED}\nLinks to other actions:\n\n1.1 Manage better\n\nPSA 16 Adults\n")
    bare = read(f"{LINKED}1.1 Manage better, 1.2 Homes\t\t\t\t\t\n")

    assert ["priority/1.1", "psa/16"] == [r.target for r in below.draft.blocks()[2].references]
    assert ["priority/1.1", "priority/1.2"] == [r.target for r in bare.draft.blocks()[2].references]


def test_what_a_name_was_taken_to_mean_is_a_reading_with_its_reason(
    proposed: Callable[..., Proposal],
) -> None:
    """In editorial.yaml, for a person to look at."""
    files = proposed(f"{LINKED}Links to: manage better\t\t\t\t\t\n").files

    assert "target: priority/1.1, because:" in files["editorial.yaml"].text
    assert "resolution: by-name}" in files["actions.yaml"].text


# ---------------------------------------------------------------------- what is refused, and kept
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Only prose.\n", "there is no table in it"),
        ("Name\tAddress\nA\tB\n", "no table has headings such as Action"),
        ("Key deliverable\tWhat has been achieved\nA\tB\n", "no column of actions, only progress"),
        ("Ref\tAction\tLead\nPE1\t\t\nPE2\t\t\n", "its table of actions is an empty form"),
        ("", "there is no table in it"),
    ],
)
def test_a_file_without_actions_is_refused_with_the_reason(
    read: Reading, text: str, why: str
) -> None:
    """And with what to do."""
    with pytest.raises(UsageError, match=why):
        read(text)


def test_nothing_of_a_row_is_dropped_in_silence(read: Reading) -> None:
    """Progress without a day, a column without a known heading, references that do not fit."""
    table = "Ref\tAction\tLead\tRAG\tPostcode\n1.1\tOpen it\tNOMS\tGreen\tLS1\n"

    assert [
        "line 2: 'LS1': its column has no heading that is known",
        "line 2: 'Green': progress is reported with a date: write it into progress.yaml",
    ] == [str(one) for one in read(table).unplaced]


def test_hostile_words_stay_words(
    kg: Knowledge, proposed: Callable[..., Proposal], tmp_path: Path
) -> None:
    """Signs that mean something to YAML are written as text, and check reads them back."""
    odd = "- {a: [b], \"c\": 'd'} # &e *f !g |h >i %j @k `l: \\n \u202e é 😀"
    proposal = proposed(f"{HEAD}: {odd}\t{odd}\t{odd}\tby {odd} May 2030\t{odd}\t{odd}\n")

    graph = tmp_path / "graph"
    shutil.copytree(kg.workspace.graph, graph)
    proposal.write(graph / "plans" / "new")

    assert [] == check(load(Workspace.find(graph)))


def test_the_proposal_of_a_real_document_passes_check_to_the_last_quote(
    shipped: Knowledge, documents: Path, tmp_path: Path
) -> None:
    """Beside the register, quotes looked up in the document it came from."""
    graph = tmp_path / "graph"
    shutil.copytree(shipped.workspace.graph, graph)
    for file in ("yorkshire-humberside-2009.txt", "norfolk-2019.txt"):
        plan = f"new-{file[:7]}"
        proposal = tables.propose(documents / file, plan, shipped, {}, lambda done, total: None)
        proposal.write(graph / "plans" / plan)
    loaded = load(Workspace.find(graph))

    texts = {
        "new-yorkshi": documents / "yorkshire-humberside-2009.txt",
        "new-norfolk": documents / "norfolk-2019.txt",
    }
    assert [] == [str(fault) for fault in check(loaded, texts)]


# ---------------------------------------------------------------------- what else a document holds
def test_the_list_of_acronyms_is_read(proposed: Callable[..., Proposal], read: Reading) -> None:
    """It decides what they mean in owner cells, and becomes a file of its own."""
    listed = "HP\tHousing providers\nXY\tXenon Yard\nQA\tQuality\nWB\tWomen / Work Board\nZZ\tZebra Zoo\n"
    text = f"{HEAD}Homes\tOpen it\t\t\tHP/XY\t\n\n## 3. Acronyms\n\n{listed}"

    (action,) = read(text).draft.actions()
    written = proposed(text).files["acronyms.yaml"].text

    assert ["housing-providers", ""] == [lead.agency for lead in action.leads]
    assert "expansions: [Women, Work Board]\n" in written
    assert "quote: XY Xenon Yard\n    section: 3\n    usedElsewhere: true\n" in written
    assert "quote: QA Quality\n    section: 3\n    usedElsewhere: false\n" in written


def test_boards_indicators_and_targets_are_found_where_they_are_named(read: Reading) -> None:
    """By the names and codes of the register."""
    when = "Review in the Women and Families Pathway Action Team by May 2030"
    row = f"Homes\tOpen it\tAt least 80% housed (NI18)\t{when}\t\t"

    (action,) = read(f"{HEAD}{row}\n").draft.actions()

    assert [(("ni-18",), "80")] == [(one.indicators, one.target) for one in action.measures]
    assert [("women-board",)] == [one.reviewed_by for one in action.milestones]


def test_tables_of_other_headings_are_told(proposed: Callable[..., Proposal]) -> None:
    """With where they stand."""
    other = "Name\tAddress\nA\tB\n"

    told = proposed(f"{other}\n{HEAD}Homes\tOpen it\t\t\tNOMS\t\n").told

    assert "Passed over, 1 table of other headings: line 1." in told


# ---------------------------------------------------------------------- everyday tables
def test_a_table_saved_from_a_spreadsheet_is_read(read: Reading) -> None:
    """A title above the headings, sections as lines of their own, periods and ratings beside."""
    table = (
        "Safer Streets Plan 2023-24,,,\n,,,\nObjective 1: Less violence,,,\n"
        "Action,Responsible officer,Timescale,Success measure\n"
        "Teach in schools,Police,Sept 2023 - March 2024,90% of schools covered\n"
        "Objective 2: Protect victims,,,\n"
        "Commission support,YMCA,Q1,Support in place; more victims feel safer\n"
    )

    draft = read(table, "plan.csv").draft

    first, second = draft.actions()
    assert ["Less violence", "Protect victims"] == [theme.title for theme in draft.themes]
    assert "90" == first.measures[0].target
    assert "2023-09-01" == str(first.milestones[0].due.earliest)
    assert ("year-missing",) == second.milestones[0].due.flags
    assert 2 == len(second.measures)


def test_a_line_right_above_a_table_is_its_heading(read: Reading) -> None:
    """Where none is marked as one."""
    found = read("Outcome 1: Fewer victims\n\nRef\tAction\tOwner\n1\tOpen it\tNOMS\n")

    assert ["Fewer victims"] == [theme.title for theme in found.draft.themes]


def test_words_that_set_no_time_are_listed(read: Reading) -> None:
    """Rather than called ongoing."""
    found = read("Action\tLead\tWhen\nOpen it\tNOMS\tTBC\nRun it\tNOMS\tWithin 6 months\n")

    assert ["line 2: 'TBC': no date, period or rhythm is read in it"] == [
        str(one) for one in found.unplaced
    ]
    assert ["by"] == [one.due.kind for a in found.draft.actions() for one in a.milestones]


def test_a_new_plan_has_title_period_and_publisher_as_far_as_they_are_printed(
    proposed: Callable[..., Proposal],
) -> None:
    """And what was only assumed is told."""
    table = "Action\tLead\nOpen it\tNOMS\n"

    printed = proposed(f"# Homes and health plan 2030/31\n\nOf the YMCA.\n\n{table}")
    bare = proposed("Action\tLead\tBy when\nOpen it\tPolice\tMay 2030\n")

    text = printed.files["plan.yaml"].text
    assert "title: Homes and health plan 2030/31\n" in text
    assert "periodStart: 2030-04-01\nperiodEnd: 2031-03-31\npublisher: ymca\n" in text
    assert (
        "periodStart: 2030-05-01\nperiodEnd: 2030-05-31\npublisher: police\n"
        in bare.files["plan.yaml"].text
    )
    assert "it was set from the first to the last milestone. Correct it." in bare.told[1]


def test_empty_rows_before_the_title_do_no_harm(proposed: Callable[..., Proposal]) -> None:
    """They are lines of tabs in front."""
    files = proposed("\t\t\n\t\t\n\nHomes for all\n\nAction\tLead\nOpen it\tNOMS\n").files

    assert "title: Homes for all\n" in files["plan.yaml"].text


def test_a_plan_that_is_there_keeps_its_plan_yaml(proposed: Callable[..., Proposal]) -> None:
    """Only its actions are proposed."""
    files = proposed("Action\tLead\nOpen it\tNOMS\n", plan="demo").files

    assert ["actions.yaml"] == list(files)
    assert files["actions.yaml"].was is None  # the one that is there holds actions: it stays
