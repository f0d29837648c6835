"""Writing into curated YAML: what is asked for is there, and every other line is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph.editing import Edits, append_entries, set_beside
from rrgraph.errors import FaultyData, UsageError
from rrgraph.reading import read

LIST = """\
# judged by hand
readings:
  - {id: one, of: action/1, because: "it says: so"}

  - id: two   # in lines
    of: action/2

    because: it follows

sameBodies:
- {id: x, bodies: [a, b], because: y}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two lists, in both ways of writing."""
    path = tmp_path / "editorial.yaml"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_an_entry_goes_to_the_end_of_its_list(path: Path) -> None:
    """And reads back as it was given, whatever YAML would make of it."""
    entry = {"id": "three", "of": "action/1.10", "because": "NO: 'quite' [so] #1", "list": ["a"]}
    assert append_entries(path, "readings", [entry]) == 1
    record = read(path, "x").record
    assert record["readings"][2] == entry
    assert len(record["sameBodies"]) == 1


def test_every_other_line_stays_as_it_is(path: Path) -> None:
    """Comments, blank lines and quoting included."""
    append_entries(path, "readings", [{"id": "three"}])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.remove("  - {id: three}")
    assert LIST.splitlines() == lines


def test_the_indentation_is_that_of_the_list(path: Path) -> None:
    """A list may stand at the margin."""
    append_entries(path, "sameBodies", [{"id": "z"}])
    assert path.read_text(encoding="utf-8").endswith("because: y}\n- {id: z}\n")


def test_a_list_that_is_not_there_is_begun_and_so_is_the_file(path: Path, tmp_path: Path) -> None:
    """At the end of the file, even if its last line is not ended."""
    path.write_text("a: b", encoding="utf-8")
    append_entries(path, "acceptedGaps", [{"id": "g"}])
    assert path.read_text(encoding="utf-8") == "a: b\nacceptedGaps:\n  - {id: g}\n"
    append_entries(tmp_path / "new.yaml", "acceptedGaps", [{"id": "g"}])
    assert (tmp_path / "new.yaml").read_text(encoding="utf-8") == "acceptedGaps:\n  - {id: g}\n"


@pytest.mark.parametrize(
    "text", ["readings: {a: b}\n", "readings: [{id: a}, {id: b}]\n", "readings: one\n"]
)
def test_what_is_no_list_of_lines_is_left_alone(path: Path, text: str) -> None:
    """The person is told how to write it first."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        append_entries(path, "readings", [{"id": "c"}])
    assert path.read_text(encoding="utf-8") == text


def test_a_long_text_stays_on_its_line(path: Path) -> None:
    """However long a reason is."""
    append_entries(path, "readings", [{"id": "c", "because": "word " * 400}])
    assert len(LIST.splitlines()) + 1 == len(path.read_text(encoding="utf-8").splitlines())


def test_line_ends_of_windows_stay(path: Path) -> None:
    """In a file that has them, all lines have them afterwards."""
    path.write_bytes(LIST.replace("\n", "\r\n").encode())
    append_entries(path, "readings", [{"id": "c"}])
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") == LIST.count("\n") + 1


def test_a_file_with_faults_is_left_alone(path: Path) -> None:
    """Its faults are told."""
    path.write_text("readings: [\n", encoding="utf-8")
    with pytest.raises(FaultyData):
        append_entries(path, "readings", [{"id": "c"}])
    assert path.read_text(encoding="utf-8") == "readings: [\n"


def test_a_key_is_written_below_its_neighbour_or_changed_in_place(path: Path) -> None:
    """In an entry of lines."""
    entry = read(path, "x").record["readings"][1]
    assert set_beside(path, [(entry, "of", "digest", "00ff")]) == 1
    again = read(path, "x").record["readings"][1]
    assert {**entry, "digest": "00ff"} == again
    assert set_beside(path, [(again, "of", "digest", "00ff")]) == 0
    assert set_beside(path, [(again, "of", "digest", "11ee")]) == 1
    assert "\n    of: action/2\n    digest: 11ee\n" in path.read_text(encoding="utf-8")


def test_an_entry_on_one_line_is_not_torn_apart(path: Path) -> None:
    """The person is told to give each key a line."""
    entry = read(path, "x").record["readings"][0]
    with pytest.raises(UsageError, match=r"editorial\.yaml:3: .* line of its own"):
        set_beside(path, [(entry, "of", "digest", "00ff")])
    assert path.read_text(encoding="utf-8") == LIST


# ---------------------------------------------------------------------- entries within a file
TEXT = """\
a:
  - id: x
    title: One  # said
    text: Two
    # a remark
    leads:
      - {participant: p, printed: P}
      - {participant: q, printed: Q}  # the second
  - {id: y, title: Talk, list: [{a: 1}, {a: 2}]}
expect:
  actions: 1
"""


def edits() -> Edits:
    """The file above, to be changed."""
    return Edits(Path("x.yaml"), TEXT)


def test_a_text_is_changed_where_it_stands_and_every_other_letter_stays() -> None:
    """Quoted where YAML needs it; a new key follows the texts that the entry begins with."""
    made = edits()
    made.set((2, 5), "title", "New: one")
    made.set((2, 5), "number", "1.10")
    made.set((9, 5), "text", "yes, [no]")

    assert made.text() == TEXT.replace("title: One", "title: 'New: one'").replace(
        "text: Two\n", "text: Two\n    number: 1.10\n"
    ).replace("title: Talk,", "title: Talk, text: 'yes, [no]',")


@pytest.mark.parametrize("sign", ["|", ">-"])
def test_a_text_of_several_lines_is_changed_as_a_whole(sign: str) -> None:
    """What follows it stays where it is."""
    text = f"a:\n  - id: x\n    text: {sign}\n      One\n      two\n\n    quote: Q\n"
    made = Edits(Path("x.yaml"), text)
    made.set((2, 5), "text", "Three")

    assert "a:\n  - id: x\n    text: Three\n\n    quote: Q\n" == made.text()


def test_entries_are_taken_out_and_put_at_the_end() -> None:
    """In lines, between brackets, and in a list that is only then made."""
    made = edits()
    made.change_list((2, 5), "measures", (), [{"id": "m", "text": "A"}])
    made.change_list((2, 5), "leads", {0}, [{"participant": "r"}])
    made.change_list((9, 5), "list", {0}, [{"a": "3"}])

    assert made.text() == TEXT.replace("      - {participant: p, printed: P}\n", "").replace(
        "# the second\n",
        "# the second\n      - {participant: r}\n    measures:\n      - {id: m, text: A}\n",
    ).replace("[{a: 1}, {a: 2}]", "[{a: 2}, {a: '3'}]")


def test_a_list_that_would_be_empty_goes_with_its_key() -> None:
    """In lines and between brackets."""
    made = edits()
    made.change_list((2, 5), "leads", {0, 1}, ())
    made.change_list((9, 5), "list", {0, 1}, ())

    block = TEXT[TEXT.index("    leads:") : TEXT.index("  - {id: y")]
    assert made.text() == TEXT.replace(block, "").replace(", list: [{a: 1}, {a: 2}]", "")


def test_entries_are_found_by_where_they_begin() -> None:
    """As the store remembers it."""
    made = edits()

    assert 1 == made.index((2, 5), "leads", (8, 9))
    assert made.index((2, 5), "leads", (2, 5)) is None
    assert (11, 3) == made.inside("expect")
    assert made.inside("a") is None
    assert TEXT == made.text()
