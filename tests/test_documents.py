"""The documents' texts: what is quoted is found, and a long passage has one digest wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph.documents import Document, digest, normalised
from rrgraph.errors import UsageError


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A text as it comes out of a PDF: cells, tags, the same beginning twice."""
    path = tmp_path / "demo.txt"
    path.write_text(
        "Priority\t<ul><li>Support families\n of prisoners early on, in every court.</li></ul>\n"
        "Later:  Support families of prisoners, and their *children*, in every court.\n",
        encoding="utf-8",
    )
    return Document(path)


def test_marks_and_white_space_do_not_matter() -> None:
    """A cell reads as its words."""
    assert "A & B < 12 c" == normalised("<p>A &amp;  B</p>\n*< 12* <b>c</b>")


def test_words_are_found_across_lines_and_tags(document: Document) -> None:
    """As printed, one after another."""
    assert document.holds("families of prisoners early on")
    assert not document.holds("families of prisoners and")


def test_a_passage_is_the_shortest_from_its_first_words_to_its_last(document: Document) -> None:
    """Also where its first words stand in several places."""
    assert document.passage("Support families", "in every court.") == (
        "Support families of prisoners early on, in every court."
    )
    assert document.passage("Later:", "children , in every court.") == (
        "Later: Support families of prisoners, and their children , in every court."
    )
    assert document.passage("Support families", "in no court") == ""


def test_equal_words_have_equal_digests() -> None:
    """Whatever the line breaks; one other word is another digest."""
    assert digest("Support <b>families</b>\n early") == digest("Support families early")
    assert digest("Support families early") != digest("Support families earlier")
    assert 16 == len(digest("Support"))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """A folder, nothing at all, or bytes that are not UTF-8."""
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path, tmp_path / "none.txt", tmp_path / "bytes.txt"):
        with pytest.raises(UsageError, match=r"The document .* (is no file|cannot be read)"):
            Document(path)
