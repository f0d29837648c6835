"""The gap report as a Word document, ready to go with the papers of a board."""

from __future__ import annotations

from io import BytesIO
from textwrap import shorten
from typing import TYPE_CHECKING, Any, BinaryIO

from rrgraph.findings import (
    BOARD_WORDS,
    SEVERITIES,
    Finding,
    GapReport,
    day_in_words,
    in_board_words,
)
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line
from rrgraph.reports._office import looked_at, settled
from rrgraph.reports._words import (
    Counted,
    beside,
    counted,
    decisions,
    in_the_plan,
    notices,
    titles,
    why,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

SUMMARY = "Word document, a paper for the board: the decisions asked of it, then each gap"
SUFFIX = ".docx"
BINARY = True
MOST = 50  # findings told of one rule; of the rest the paper says how many they are
SHORT = 200  # letters that a decision has on the first page, for all five to stand there
SHADES = {"error": "F6D9D4", "warning": "FBE8C6", "note": "D9E8F6"}
MEANING = {
    "error": "for the board to decide",
    "warning": "for the plan officer to mend",
    "note": "good to know",
}


def write(report: GapReport, out: BinaryIO, kg: Knowledge) -> None:
    """Write the report as a paper: decisions asked, contents, counts, then each rule with quotes."""
    import docx

    paper = docx.Document()
    _page(paper, looked_at(report))
    _cover(paper, report, titles(report, kg))
    rules = counted(report)
    _contents(paper, report, rules)
    _counts(paper, report, rules, titles(report, kg))
    for severity in SEVERITIES:
        own = [rule for rule in rules if rule.severity == severity]
        if own:
            _heading(paper, f"{BOARD_WORDS[severity]}: {MEANING[severity]}", 1, severity)
        for rule in own:
            _rule(paper, report, rule)
    for mark, (head, lines) in enumerate(notices(report, named=False)):
        _heading(paper, head, 1, f"notice-{mark}")
        for line in lines:
            _styled(paper, "ListBullet", one_line(line))
    made = BytesIO()
    paper.save(made)
    out.write(settled(made.getvalue(), looked_at(report)))


# ---------------------------------------------------------------------- the parts of the paper
def _cover(paper: Document, report: GapReport, plans: dict[str, str]) -> None:
    """One page: what the paper is, and at most five decisions, each with room for the answer."""
    _styled(paper, "Title", "Gaps in our plans")
    for plan, title in plans.items():
        day = day_in_words(report.as_of[plan])
        _styled(paper, "Subtitle", one_line(f"{title}, as on {day}"))
    paper.add_paragraph(f"Found: {in_board_words(report.counts())}.")
    if compared := beside(report):
        paper.add_paragraph(one_line(compared))
    asked = decisions(report)
    if not asked:
        paper.add_paragraph("No gap asks the board for a decision.")
        return
    words = "this decision" if len(asked) == 1 else f"these {len(asked)} decisions"
    paper.add_paragraph(f"The board is asked for {words}:").paragraph_format.keep_with_next = True
    rows = [["", "Decision", "Agreed? Who, by when?"]]
    rows += [[str(number), "", ""] for number, _ in enumerate(asked, 1)]
    table = _table(paper, rows, [0.8, 12.2, 4.6])
    for row, finding in zip(table.rows[1:], asked, strict=True):
        cell = row.cells[1].paragraphs[0]
        cell.add_run(_short(finding.advice)).bold = True
        cell.add_run(f"\n{_short(finding.message)} ")
        such = sum(one.rule == finding.rule for one in report.open)
        _link(cell, finding.rule, f"Read on: {such} such gaps" if such > 1 else "Read on")


def _contents(paper: Document, report: GapReport, rules: list[Counted]) -> None:
    """A table of contents that Word fills with page numbers; until then it lists the headings."""
    _heading(paper, "Contents", 0)
    entries = [("How many gaps there are", "counts")]
    for severity in SEVERITIES:
        own = [(one.summary, one.rule) for one in rules if one.severity == severity]
        if own:
            entries += [(f"{BOARD_WORDS[severity]}: {MEANING[severity]}", severity), *own]
    entries += [(head, f"notice-{mark}") for mark, (head, _) in enumerate(notices(report))]
    first = _styled(paper, "ListParagraph")
    _field_part(first, "begin", dirty=True)
    _instruction(first, r'TOC \o "1-2" \h \z \u')
    _field_part(first, "separate")
    paragraph = first
    for number, (text, mark) in enumerate(entries):
        paragraph = paragraph if number == 0 else _styled(paper, "ListParagraph")
        paragraph.paragraph_format.space_after = 0
        paragraph.paragraph_format.line_spacing = 1.0
        _link(paragraph, mark, text)
    _field_part(paragraph, "end")


def _counts(
    paper: Document, report: GapReport, rules: list[Counted], plans: dict[str, str]
) -> None:
    _heading(paper, "How many gaps there are", 1, "counts")
    rows = [["Plan", *(BOARD_WORDS[severity] for severity in SEVERITIES), "Accepted"]]
    for plan, title in plans.items():
        own = GapReport(report.as_of, [f for f in report.findings if f.plan == plan]).counts()
        rows.append([title, *(str(own[key]) for key in (*SEVERITIES, "accepted"))])
    total = report.counts()
    rows.append(["All", *(str(total[key]) for key in (*SEVERITIES, "accepted"))])
    _table(paper, rows, [9.2, 2.1, 2.1, 2.1, 2.1])
    paper.add_paragraph()
    rows = [["For", "Question", "Open", "Accepted"]]
    for one in rules:
        word = BOARD_WORDS[one.severity]
        rows.append([word, one.summary, str(one.open), str(one.accepted)])
    table = _table(paper, rows, [2.1, 11.3, 2.1, 2.1])
    for row, one in zip(table.rows[1:], rules, strict=True):
        _shade(row.cells[0], SHADES[one.severity])


def _rule(paper: Document, report: GapReport, rule: Counted) -> None:
    _heading(paper, f"{rule.summary} ({rule.open})", 2, rule.rule)
    if rule.description:
        paper.add_paragraph(one_line(rule.description))
    paper.add_paragraph(one_line(why(report, rule.findings[0])))
    for finding in rule.findings[:MOST]:
        _finding(paper, report, finding)
    if len(rule.findings) > MOST:
        left = len(rule.findings) - MOST
        paper.add_paragraph(f"And {left} more: see the gap report as a page or a workbook.")


def _finding(paper: Document, report: GapReport, finding: Finding) -> None:
    told = _styled(paper, "ListBullet")
    told.paragraph_format.keep_with_next = True
    told.add_run(one_line(finding.message)).bold = True
    if words := in_the_plan(report, finding):
        _styled(paper, "Quote", one_line(words)).paragraph_format.keep_with_next = True
    what = _styled(paper, "ListContinue", one_line(finding.advice))
    if finding.accepted:
        accepted = one_line(f"Accepted by the partners: {finding.accepted}")
        what.add_run(f" {accepted}").italic = True


# ---------------------------------------------------------------------- what Word needs
def _page(paper: Document, when: Any) -> None:
    """A4 with a footer that numbers the pages, one plain typeface, British spelling."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    sizes = {"Normal": 10.5, "Title": 24, "Subtitle": 11, "Heading 1": 16, "Heading 2": 12.5}
    for name in (*sizes, "Quote"):
        style: Any = paper.styles[name]
        style.font.name = "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        fonts.set(qn("w:cs"), "Arial")
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        if name in sizes:
            style.font.size = Pt(sizes[name])
    paper.styles["Quote"].paragraph_format.left_indent = Cm(0.64)
    for name, after in {"List Bullet": 1, "Quote": 1, "List Continue": 6, "Normal": 4}.items():
        paper.styles[name].paragraph_format.space_after = Pt(after)
        paper.styles[name].paragraph_format.line_spacing = 1.05
    language = paper.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    about = paper.core_properties
    about.author, about.title, about.comments = "rrgraph", "Gaps in our plans", ""
    about.created = about.modified = when.replace(tzinfo=None)
    about.language = "en-GB"


def _styled(paper: Document, style: str, text: str = "") -> Paragraph:
    """A paragraph in a style given by its id; by name, Word's two hundred styles are all searched."""
    paragraph = paper.add_paragraph(text)
    paragraph._p.style = style
    return paragraph


def _heading(paper: Document, text: str, level: int, mark: str = "") -> None:
    """A heading that the contents and the first page lead to; level 0 stays out of the contents."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if level == 0:
        heading = _styled(paper, "Subtitle", text)
        heading.paragraph_format.page_break_before = True
        return
    heading = paper.add_heading(one_line(text), level)
    if level == 1:
        heading.paragraph_format.page_break_before = True
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(len(paper.element.body))
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), _bookmark(mark))
    end.set(qn("w:id"), number)
    heading._p.insert(1, start)
    heading._p.append(end)


def _bookmark(mark: str) -> str:
    """A name as Word takes it: at most 40 letters, digits and underscores, a letter first."""
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in f"r_{mark}")[:40]


def _link(paragraph: Paragraph, mark: str, text: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(one_line(text))
    run.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(mark))
    paragraph._p.append(link)
    link.append(run._r)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out; the figure in it stands until then."""
    _field_part(paragraph, "begin")
    _instruction(paragraph, code)
    _field_part(paragraph, "separate")
    paragraph.add_run("1")
    _field_part(paragraph, "end")


def _field_part(paragraph: Paragraph, kind: str, dirty: bool = False) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    if dirty:
        part.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(part)


def _instruction(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    paragraph.add_run()._r.append(text)


def _table(paper: Document, rows: list[list[str]], widths: list[float]) -> Any:
    """A table whose first row is repeated on each page; no row is parted by the end of one."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = paper.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # LibreOffice asks the grid, Word the cells
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(one_line(text)).bold = number == 0
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            if number == 0:
                _shade(cell, "E6E6E6")
    return table


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _short(text: str) -> str:
    return shorten(one_line(text), SHORT, placeholder=" …")
