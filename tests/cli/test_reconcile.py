"""`rrgraph reconcile`: names in a spreadsheet to bodies of the register."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

Run = Callable[..., Result]


def rows(done: Result) -> list[dict[str, str]]:
    """The answer in CSV."""
    assert (0, "") == (done.exit_code, done.stderr)
    return list(csv.DictReader(done.stdout.splitlines()))


def test_each_name_gets_a_row_in_its_order(run: Run) -> None:
    """Blank cells aside; those that come twice come twice."""
    text = "id,partner\n1,Home Office\n2,\n3,nobody at all\n4,Home Office\n"
    Path("names.csv").write_text(text, encoding="utf-8")
    found = rows(run("reconcile", "names.csv", "--column", "partner", "--format", "csv"))

    assert ["Home Office", "nobody at all", "Home Office"] == [row["written"] for row in found]
    assert ["home-office", "", "home-office"] == [row["agency"] for row in found]
    assert ["exact", "no match", "exact"] == [row["way"] for row in found]


def test_what_may_be_two_bodies_is_told_with_both(run: Run) -> None:
    """Until a plan is named whose list of acronyms decides."""
    asked = ("reconcile", "-", "--format", "csv")
    (alone,) = rows(run(*asked, stdin="partner\nLSC\n"))
    (decided,) = rows(
        run(*asked, "--plan", "yorkshire-humberside-2009", stdin="partner\nLSC\n"),
    )

    assert ("ambiguous", "0", "") == (alone["way"], alone["score"], alone["agency"])
    assert "(lsc, 100); Legal Services Commission (" in alone["candidates"]
    assert ("exact", "lsc") == (decided["way"], decided["agency"])


def test_in_a_plain_list_a_comma_is_part_of_the_name(run: Run) -> None:
    """Nothing after it is lost."""
    name = "Department for Innovation, Universities and Skills"
    (found,) = rows(run("reconcile", "-", "--format", "csv", stdin=f"partner\n{name}\n"))

    assert (name, "dius") == (found["written"], found["agency"])


def test_a_name_that_is_a_formula_stays_text(run: Run) -> None:
    """In CSV and in a workbook."""
    (found,) = rows(run("reconcile", "-", "--format", "csv", stdin="partner\n=1+1\n"))
    book = run("reconcile", "-", "--format", "xlsx", stdin="partner\n=1+1\n")
    cell = load_workbook(BytesIO(book.stdout_bytes)).worksheets[0]["A2"]

    assert "'=1+1" == found["written"]
    assert ("'=1+1", "s") == (cell.value, cell.data_type)


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (b"", (), "the file is empty"),
        (b"\xff\xfea", (), "save it as CSV UTF-8"),
        (b"partner\nCaf\xe9\n", (), "not UTF-8 text"),
        (b"partner\na\0b\n", (), "the file is no text"),
        (b"a,partner\n1,x\n", ("--column", "partners"), 'Did you mean "partner"?'),
        (b"a\n" + b"x" * 200_000, (), "no CSV: field larger than field limit"),
        (b"a\n" + "é\n".encode() * 4_000_000, (), "too large"),
        (b"a\nb\n", ("--plan", "norfolk-2018"), 'There is no plan "norfolk-2018".'),
    ],
    ids=["empty", "utf-16", "latin-1", "binary", "column", "long", "large", "plan"],
)
def test_what_cannot_be_read_is_told(
    run: Run, content: bytes, words: tuple[str, ...], told: str
) -> None:
    """In words, with what to do next."""
    Path("names.csv").write_bytes(content)
    done = run("reconcile", "names.csv", *words)

    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    """By its name."""
    done = run("reconcile", "nowhere.csv")

    assert 2 == done.exit_code
    assert "nowhere.csv cannot be read: No such file or directory." in done.stderr
