"""Files that are no plan, or worse: refused with a sentence, and nothing is left behind."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest

from rrgraph.errors import UsageError
from rrgraph.imports import _readers
from rrgraph.imports._readers import _safety
from rrgraph.imports.tables import Found

Change = Callable[[dict[str, bytes]], None]


def repacked(path: Path, change: Change) -> Path:
    """An office file with its parts changed."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.fixture(params=["docx", "xlsx"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A Word file or a workbook with a small table."""
    path = tmp_path / f"plan.{request.param}"
    if request.param == "docx":
        document = docx.Document()
        document.add_table(rows=1, cols=2)
        document.save(str(path))
    else:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Action", "Lead"])
        book.save(path)
    return path


def main_part(parts: dict[str, bytes]) -> str:
    """The name of the part with the words."""
    return next(name for name in parts if name in ("word/document.xml", "xl/workbook.xml"))


def test_a_bomb_is_refused_before_anything_is_unpacked(office: Path) -> None:
    """By the directory of the package alone."""

    def swollen(parts: dict[str, bytes]) -> None:
        parts["media/zeros.xml"] = b"\0" * 60_000_000

    with pytest.raises(UsageError, match=r"would unpack to 6. MB"):
        _readers.read(repacked(office, swollen))


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        b'<!doctype x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused(office: Path, declared: bytes) -> None:
    """Whether it would read a file, ask a server, or grow without end."""

    def typed(parts: dict[str, bytes]) -> None:
        name = main_part(parts)
        start, end, rest = parts[name].partition(b"?>")
        parts[name] = start + end + declared + rest

    with pytest.raises(UsageError, match="declares a document type"):
        _readers.read(repacked(office, typed))


def test_a_document_type_in_utf_16_is_refused_too(office: Path) -> None:
    """The letters are looked for, not the bytes."""

    def typed(parts: dict[str, bytes]) -> None:
        text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'
        parts[main_part(parts)] = text.encode("utf-16")

    with pytest.raises(UsageError, match="declares a document type"):
        _readers.read(repacked(office, typed))


def test_macros_are_refused(office: Path) -> None:
    """A plan needs none."""

    def with_macros(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"macro"

    with pytest.raises(UsageError, match="holds macros"):
        _readers.read(repacked(office, with_macros))


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4 but no more", b"plain words", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_package_is_told(office: Path, content: bytes) -> None:
    """A download that broke off, an old format under a new name."""
    office.write_bytes(content)

    with pytest.raises(UsageError, match="or is damaged or locked"):
        _readers.read(office)


def test_a_package_of_something_else_is_told(office: Path) -> None:
    """Whatever the libraries make of it."""

    def emptied(parts: dict[str, bytes]) -> None:
        parts.clear()
        parts["readme.txt"] = b"hello"

    with pytest.raises(UsageError, match="save it again as"):
        _readers.read(repacked(office, emptied))


@pytest.mark.parametrize("suffix", sorted(_readers.suffixes()))
def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    """By its size."""
    path = tmp_path / f"plan{suffix}"
    with path.open("wb") as out:
        out.truncate(100_000_000)

    with pytest.raises(UsageError, match="too large to be a plan \\(100 MB\\)"):
        _readers.read(path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("Action\tLead\nÉtude\tNOMS\n".encode("utf-16"), "Read as UTF-16."),
        ("Action\tLead\nÉtude\tNOMS\n".encode("cp1252"), "Line 2 is not UTF-8"),
        ("Action\tLead\nÉtude\tNOMS\n".encode("utf-8-sig"), ""),
    ],
)
def test_text_of_other_encodings_is_read_and_told(tmp_path: Path, data: bytes, told: str) -> None:
    """As Windows programs save it."""
    path = tmp_path / "plan.txt"
    path.write_bytes(data)

    text, said = _safety.text_of(path)

    assert "Étude" in text
    assert said.startswith(told)


@pytest.mark.parametrize("data", [b"\0\1\2", b"a\x81\x8d", b"\xff\xfea"])
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    """In none of the encodings."""
    path = tmp_path / "plan.txt"
    path.write_bytes(data)

    with pytest.raises(UsageError, match="Save it as UTF-8"):
        _safety.text_of(path)


def test_a_page_asks_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor reads a file that it names."""

    def refused(*_: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    path = tmp_path / "plan.html"
    path.write_text(
        '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><link href="http://127.0.0.1:9/">'
        '<img src="http://127.0.0.1:9/"><p>&e;</p><table><tr><td>&e;</td></tr></table>'
    )

    assert "root:" not in str(_readers.read(path).blocks)


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    """It would take the rest of the file for one cell."""
    path = tmp_path / "plan.csv"
    path.write_text('Action,Lead\n"' + "x" * 2_000_000)

    with pytest.raises(UsageError, match="quotation marks"):
        _readers.read(path)


def test_tables_nested_without_end_do_no_harm(tmp_path: Path) -> None:
    """Web pages and Markdown are read without recursion of ours."""
    (tmp_path / "a.html").write_text("<table><tr><td>" * 50_000)
    (tmp_path / "a.md").write_text("> " * 50_000 + "x\n\n" + "- " * 5_000 + "y\n")

    for name in ("a.html", "a.md"):
        try:
            _readers.read(tmp_path / name)
        except UsageError as error:
            assert name in str(error)


@pytest.mark.parametrize(
    "cell",
    [
        "NOMS " * 3_990,
        "a, " * 6_000,
        "1. A " + " ".join(f"{n}. B" for n in range(2, 2_500)),
        "".join(f"<p>{n}</p>" for n in range(499)),
        "PSA 1, all " * 1_800,
        "(" * 19_990,
        "'a " * 6_600,
        "1/1/09-" * 2_800,
        "by all in " * 1_990,
    ],
)
def test_a_cell_full_of_anything_is_read_to_its_end(read: Callable[..., Found], cell: str) -> None:
    """In every column, and as links; the row below it as well."""
    row = "\t".join([cell] * 5)
    text = f"Priority\tAction\tMeasure\tWhen\tLead\n{row}\n\tRun it\t\t\tNOMS\nLinks to: {cell}\t\t\t\t\n"

    assert "Run it" == read(text).draft.actions()[-1].said.text


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    """It is a mark between columns that is missing."""
    path = tmp_path / "plan.txt"
    path.write_text("Action\tLead\n" + "word " * 5_000 + "\tNOMS\n")

    with pytest.raises(UsageError, match="line 2: a cell of 24,999 letters"):
        _readers.read(path)
