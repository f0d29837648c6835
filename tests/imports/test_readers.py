"""Word, Excel, CSV, Markdown and web pages: the same table is the same plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.styles import PatternFill

from rrgraph.errors import UsageError
from rrgraph.imports import _readers
from rrgraph.imports._document import Cell, Heading, Table
from rrgraph.imports.tables import Found

Reading = Callable[..., Found]
Make = Callable[[Path], None]
HEAD = ["Priority", "Action", "Lead", "By when"]
ROWS = [
    ["1.1 Homes", "1.1.1 Open a hub", "NOMS & Police", "by March 2030"],
    ["", "1.1.2 Run it", "As above", "Quarterly"],
    ["1.2 Health", "1.2.1 Agree a plan", "YMCA", "June 2030"],
]


def as_text(path: Path) -> None:
    """Tabs between cells."""
    rows = ["\t".join(row) for row in [HEAD, *ROWS]]
    path.write_text("# Homes and health\n\n" + "\n".join(rows) + "\n")


def as_csv(path: Path) -> None:
    """Semicolons between cells, as Excel saves it in half of Europe."""
    path.write_text("\n".join(";".join(row) for row in [HEAD, *ROWS]) + "\n")


def as_markdown(path: Path) -> None:
    """Bars between cells, one of them bold."""
    rows = ["| " + " | ".join(row) + " |" for row in [HEAD, ["---"] * 4, *ROWS]]
    text = "\n".join(rows).replace("Open a hub", "**Open** a hub")
    path.write_text(f"# Homes and health\n\n{text}\n")


def as_html(path: Path) -> None:
    """A table with a cell over two rows."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    cells = cells.replace("<td>1.1 Homes</td>", "<td rowspan=2>1.1 <b>Homes</b></td>")
    cells = cells.replace("<td></td>", "").replace("&", "&amp;")
    head = "".join(f"<th>{heading}</th>" for heading in HEAD)
    page = f"<h2>Homes and health</h2><table><tr>{head}</tr>{cells}</table><script>x</script>"
    path.write_text(f"<html><body>{page}</body></html>")


def as_word(path: Path) -> None:
    """A heading by its style, and a cell over two rows."""
    document = docx.Document()
    document.add_heading("Homes and health", 1)
    table = document.add_table(rows=4, cols=4)
    for row, texts in enumerate([HEAD, *ROWS]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(path))


def as_workbook(path: Path) -> None:
    """A title above the table, headings not in row 1, a merged cell, a sheet with a name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Homes and health"
    for number, row in enumerate([HEAD, *ROWS], 4):
        for column, text in enumerate(row, 2):
            sheet.cell(number, column, text or None)
    sheet.merge_cells("B5:B6")
    book.save(path)


FORMATS: dict[str, Make] = {
    ".txt": as_text,
    ".csv": as_csv,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_word,
    ".xlsx": as_workbook,
}


def test_there_is_a_test_for_every_format() -> None:
    """A new file in the folder of readers asks for its line here."""
    same = {".tsv": ".csv", ".htm": ".html", ".markdown": ".md"}
    assert {*FORMATS, ".pdf"} == {same.get(suffix, suffix) for suffix in _readers.suffixes()}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_table_is_the_same_plan(read: Reading, tmp_path: Path, suffix: str) -> None:
    """Priorities, actions, leads, days, in every format."""
    file = tmp_path / f"made{suffix}"
    FORMATS[suffix](file)

    found = read(file.read_bytes(), f"plan{suffix}")

    blocks = [(block.number, block.title) for block in found.draft.blocks()]
    assert [("1.1", "Homes"), ("1.2", "Health")] == blocks
    assert [
        ("1.1.1", "Open a hub", ["noms", "police"], ["2030-03-31"]),
        ("1.1.2", "Run it", ["noms", "police"], ["None"]),
        ("1.2.1", "Agree a plan", ["ymca"], ["2030-06-30"]),
    ] == [
        (
            action.number,
            action.said.text,
            [lead.agency for lead in action.leads],
            [str(milestone.due.latest) for milestone in action.milestones],
        )
        for action in found.draft.actions()
    ]
    if suffix != ".csv":
        assert ["Homes and health"] == [theme.title for theme in found.draft.themes]


# ---------------------------------------------------------------------- workbooks
@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Any]:
    """A function that saves rows as a workbook and reads it: `sheet(rows, change)`."""

    def saved(rows: list[list[Any]], change: Callable[[Any], None] = lambda _: None) -> Any:
        book = openpyxl.Workbook()
        active = book.active
        assert active is not None
        for row in rows:
            active.append(row)
        change(active)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return saved


def cells(path: Path) -> list[list[Cell]]:
    """The cells of the first table of a workbook."""
    (table,) = [block for block in _readers.read(path).blocks if isinstance(block, Table)]
    return table.rows


def test_days_are_read_as_the_sheet_shows_them(sheet: Callable[..., Path]) -> None:
    """A month where no day is shown; numbers with the decimals that are shown; text as text."""

    def shown(active: Any) -> None:
        active["B1"].number_format = "mmm yy"
        active["C1"].number_format = "0.00"

    (row,) = cells(sheet([[date(2030, 3, 31), date(2030, 3, 1), 1.1, 2.5, "007", True]], shown))

    assert ["31 March 2030", "March 2030", "1.10", "2.5", "007", "True"] == [c.text for c in row]
    assert "Sheet!F1" == row[5].where


def test_formulas_are_never_run(sheet: Callable[..., Path]) -> None:
    """One whose value was not saved is listed with its place."""
    path = sheet([["Action", "Lead"], ["Open it", '=HYPERLINK("http://x")']])

    (unread,) = _readers.read(path).unread

    assert "Sheet!B2" == unread.where
    assert "a formula without a value" in unread.why


def test_a_coloured_bar_is_a_period(read: Reading, sheet: Callable[..., Path]) -> None:
    """In a Gantt chart: the months are headings, the year stands above them."""

    def coloured(active: Any) -> None:
        for place in ("C3", "D3", "F3"):
            active[place].fill = PatternFill("solid", fgColor="FF00AA00")

    rows = [[None, None, 2030, None, None, 2031], ["Action", "Lead", "Oct", "Nov", "Dec", "Jan"]]
    path = sheet([*rows, ["Build it", "NOMS"], ["Use it", "YMCA", None, "x"]], coloured)

    actions = read(path.read_bytes(), "gantt.xlsx").draft.actions()

    dues = [[one.due for one in action.milestones] for action in actions]
    assert [["2030-10-01..2030-11-30", "2031-01-01..2031-01-31"], ["2030-11-01..2030-11-30"]] == [
        [f"{due.earliest}..{due.latest}" for due in row] for row in dues
    ]
    assert all(one.is_positional for one in actions[0].milestones)


def test_several_tables_in_a_sheet_are_each_found(
    read: Reading, sheet: Callable[..., Path]
) -> None:
    """With other columns, under a heading of its own; a merged line is a section."""
    rows = [
        ["Joint plan"],
        [],
        ["Action", "Owner", "By when"],
        ["Part one", None, None],
        ["Open it", "NOMS", "May 2030"],
        [],
        ["Health"],
        ["Lead", "No", "Action"],
        ["Police", "2.1", "Talk"],
    ]
    path = sheet(rows, lambda active: active.merge_cells("A4:C4"))

    draft = read(path.read_bytes(), "two.xlsx").draft

    assert [("Joint plan", "Part one"), ("Health", "Health")] == [
        (theme.title, priority.title) for theme in draft.themes for priority in theme.priorities
    ]
    assert [("Open it", "noms"), ("Talk", "police")] == [
        (action.said.text, action.leads[0].agency) for action in draft.actions()
    ]


def test_hidden_sheets_are_passed_over_and_told(sheet: Callable[..., Path], tmp_path: Path) -> None:
    """What nobody sees is not the plan."""

    def hidden(active: Any) -> None:
        other = active.parent.create_sheet("Old")
        other.append(["Action", "Lead"])
        other.sheet_state = "hidden"

    document = _readers.read(sheet([["Action", "Lead"], ["Open it", "NOMS"]], hidden))

    assert ['The sheet "Old" is hidden and was passed over.'] == document.told
    assert 1 == len(document.blocks)


# ---------------------------------------------------------------------- the other formats
def test_deleted_words_are_not_read(tmp_path: Path) -> None:
    """Tracked changes: what was put in is there, what was taken out is not."""
    document = docx.Document()
    paragraph = document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0]
    xml = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:t>Open</w:t></w:r>"
    )
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph._p.append(parse_xml(xml))
    paragraph._p.append(
        parse_xml(f'<w:ins {space} w:id="1" w:author="a"><w:r><w:t> it</w:t></w:r></w:ins>')
    )
    deleted = f'<w:del {space} w:id="2" w:author="a"><w:r><w:delText> not</w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(deleted))
    document.save(str(tmp_path / "a.docx"))

    (table,) = _readers.read(tmp_path / "a.docx").blocks

    assert isinstance(table, Table)
    assert "Open it" == table.rows[0][0].text


def test_html_inside_markdown_is_read(tmp_path: Path) -> None:
    """With the line of the file."""
    text = "# Homes\n\nProse.\n\n<table><tr><td>Action</td><td>Lead</td></tr></table>\n"
    (tmp_path / "a.md").write_text(text)

    heading, _, table = _readers.read(tmp_path / "a.md").blocks

    assert Heading("Homes", 1, "line 1") == heading
    assert isinstance(table, Table)
    assert ["Action", "Lead"] == [cell.text for cell in table.rows[0]]
    assert "line 5" == table.rows[0][0].where


def test_lists_in_cells_are_bullets(tmp_path: Path) -> None:
    """In a web page; blocks and breaks part paragraphs."""
    cell = "Intro:<ul><li>one</li><li>two <b>bold</b></li></ul>after<br>break"
    (tmp_path / "a.html").write_text(f"<table><tr><td>{cell}</td></tr></table>")

    (table,) = _readers.read(tmp_path / "a.html").blocks

    assert isinstance(table, Table)
    assert [
        ("Intro:", False),
        ("one", True),
        ("two bold", True),
        ("after", False),
        ("break", False),
    ] == [tuple(line) for line in table.rows[0][0].lines]


# ---------------------------------------------------------------------- PDF
@pytest.fixture(scope="module")
def printed(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of thirty actions as a browser prints it: on three pages, lines broken in its cells."""
    words = "with so many words that they go over several lines of its cell"
    rows = "".join(
        f"<tr><td>{f'1.{n // 10 + 1} Homes' if n % 10 == 0 else ''}</td>"
        f"<td>1.{n // 10 + 1}.{n % 10 + 1} Open a hub {words}</td><td>NOMS &amp; Police</td></tr>"
        for n in range(30)
    )
    style = (
        "<style>td,th{border:1px solid;width:9em;vertical-align:top}table{border-collapse:collapse}"
    )
    head = "<tr><th>Priority</th><th>Action</th><th>Lead</th></tr>"
    page = browser.new_page()
    page.set_content(f"{style}</style><h1>Homes and health</h1><table>{head}{rows}</table>")
    path = tmp_path_factory.mktemp("printed") / "plan.pdf"
    page.pdf(path=path)
    page.close()
    return path


def test_a_printed_table_is_read_over_its_pages(read: Reading, printed: Path) -> None:
    """Headings by their size, lines of a cell joined, the table of one page going on on the next."""
    pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")

    draft = read(printed.read_bytes(), "plan.pdf").draft

    actions = draft.actions()
    assert ["Homes and health"] == [theme.title for theme in draft.themes]
    assert [f"1.{n // 10 + 1}.{n % 10 + 1}" for n in range(30)] == [a.number for a in actions]
    assert {"Open a hub with so many words that they go over several lines of its cell"} == {
        action.said.text for action in actions
    }
    assert {("noms", "police")} == {tuple(one.agency for one in a.leads) for a in actions}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 and no more", b"words"])
def test_a_broken_pdf_is_told(tmp_path: Path, data: bytes) -> None:
    """In a sentence."""
    pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)

    with pytest.raises(UsageError, match=r"plan\.pdf"):
        _readers.read(path)
