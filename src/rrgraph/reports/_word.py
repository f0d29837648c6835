"""What Word needs of a paper: its page and styles, headings with marks, links, fields and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rrgraph.plaintext import one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def page(paper: Document, when: Any, title: str, *, landscape: bool = False) -> None:
    """A4 with a footer that numbers the pages, one plain typeface, British spelling."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    _styles(paper)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")
    about = paper.core_properties
    about.author, about.title, about.comments = "rrgraph", title, ""
    about.created = about.modified = when.replace(tzinfo=None)
    about.language = "en-GB"


def _styles(paper: Document) -> None:
    """Typeface, sizes and distances of the styles that papers use, and their language."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

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


def styled(paper: Document, style: str, text: str = "") -> Paragraph:
    """A paragraph in a style given by its id; by name, Word's two hundred styles are all searched."""
    paragraph = paper.add_paragraph(text)
    paragraph._p.style = style
    return paragraph


def heading(paper: Document, text: str, level: int, mark: str = "") -> None:
    """A heading that the contents and the first page lead to; level 0 stays out of the contents."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if level == 0:
        heading = styled(paper, "Subtitle", text)
        heading.paragraph_format.page_break_before = True
        return
    heading = paper.add_heading(one_line(text), level)
    if level == 1:
        heading.paragraph_format.page_break_before = True
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(len(paper.element.body))
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), bookmark(mark))
    end.set(qn("w:id"), number)
    heading._p.insert(1, start)
    heading._p.append(end)


def bookmark(mark: str) -> str:
    """A name as Word takes it: at most 40 letters, digits and underscores, a letter first."""
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in f"r_{mark}")[:40]


def link(paragraph: Paragraph, mark: str, text: str) -> None:
    """Words at the end of a paragraph that lead to the heading with a mark."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(one_line(text))
    run.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark(mark))
    paragraph._p.append(link)
    link.append(run._r)


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out; the figure in it stands until then."""
    field_part(paragraph, "begin")
    instruction(paragraph, code)
    field_part(paragraph, "separate")
    paragraph.add_run("1")
    field_part(paragraph, "end")


def field_part(paragraph: Paragraph, kind: str, dirty: bool = False) -> None:
    """Where a field begins, its figure begins ("separate") or it ends; a dirty one is worked out anew."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    if dirty:
        part.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(part)


def instruction(paragraph: Paragraph, code: str) -> None:
    """What Word is to work out, as Word writes it: PAGE, TOC."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    paragraph.add_run()._r.append(text)


def table(paper: Document, rows: list[list[str]], widths: list[float]) -> Any:
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
                shade(cell, "E6E6E6")
    return table


def shade(cell: Any, colour: str) -> None:
    """Give a cell of a table a ground in one colour, as RRGGBB."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
