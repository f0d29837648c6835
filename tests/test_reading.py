"""Reading YAML: strings only, with places, and every fault told."""

from pathlib import Path

import pytest

from rrgraph.reading import MOST_BYTES, MOST_DEPTH, read


def faults(tmp_path: Path, content: bytes) -> list[str]:
    """The faults of a file with this content, as `line:col message`."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(content)
    return [f"{f.line}:{f.column} {f.message}" for f in read(file, "plan.yaml").faults]


def values(tmp_path: Path, content: str) -> dict[str, object]:
    """The values of a sound file."""
    file = tmp_path / "plan.yaml"
    file.write_text(content, encoding="utf-8")
    source = read(file, "plan.yaml")
    assert [] == source.faults
    return dict(source.record)


def test_a_value_is_the_text_that_was_written(tmp_path: Path) -> None:
    """`1.10` is not 1.1, NO is not false, a date is not a date, 0x1F and 12:30 are not numbers."""
    written = "a: 1.10\nb: NO\nc: 2009-06-23\nd: 0x1F\ne: 12:30\nf: null\ng: ~\nno: 1_000\n"

    assert values(tmp_path, written) == {
        "a": "1.10", "b": "NO", "c": "2009-06-23", "d": "0x1F",
        "e": "12:30", "f": "null", "g": "~", "no": "1_000",
    }  # fmt: skip


def test_values_remember_where_they_stand(tmp_path: Path) -> None:
    """A key of a nested item is found again by line and column."""
    file = tmp_path / "plan.yaml"
    file.write_text("themes:\n- id: '1'\n  title: Overarching\n")

    themes = read(file, "plan.yaml").record["themes"]

    assert (3, 3) == themes[0].places["title"]
    assert [(2, 3)] == themes.places


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """Files that Windows editors write are as good as others."""
    file = tmp_path / "plan.yaml"
    file.write_bytes("\ufefftitle: Délivery\r\nid: demo\r\n".encode())

    assert {"title": "Délivery", "id": "demo"} == read(file, "plan.yaml").record


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id: a\nid: b\n", ["2:1 the key `id` is repeated"]),
        (b"id:\ntitle: x\n", ["1:4 `id` has no value"]),
        (b"a: &x [1]\n", ["1:4 the anchor &x is not allowed"]),
        (b"a: !!int 3\n", ["1:4 the tag tag:yaml.org,2002:int is not allowed"]),
        (b"? [a]\n: 1\n", ["1:3 a key must be a plain word"]),
        (b"- a\n", ["1:1 the file holds a list where keys are expected"]),
        (b"hello\n", ["1:1 the file holds a single text where keys are expected"]),
        (b"a: 1\n---\nb: 2\n", ["2:1 a second document begins here"]),
        (b"a: \xff\n", ["1:1 the file is not UTF-8 text"]),
    ],
)
def test_each_fault_of_syntax_is_told_where_it_stands(
    tmp_path: Path, content: bytes, told: list[str]
) -> None:
    """One fault, one message."""
    assert told == faults(tmp_path, content)


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    """What the parser says, where it says it."""
    (only,) = faults(tmp_path, b"a: [1,\nb: {\n")

    assert only.startswith("3:1 this is not YAML:")


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """A curator mends a file in one go."""
    assert 3 == len(faults(tmp_path, b"a: 1\na: 2\nb:\nc: &z 3\n"))


def test_an_alias_bomb_is_refused_without_being_unfolded(tmp_path: Path) -> None:
    """Ten lines that would unfold to a thousand million values are ten faults."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]

    told = faults(tmp_path, "\n".join(lines).encode())

    assert 10 + 9 * 10 == len(told)


@pytest.mark.parametrize("content", [b"a: " + b"[" * 100_000, b"a:\n" + b"- " * 50_000])
def test_bottomless_nesting_ends_in_a_message(tmp_path: Path, content: bytes) -> None:
    """Depth is bounded, so no input can exhaust the stack."""
    assert f"nested more than {MOST_DEPTH} deep" in faults(tmp_path, content)[0]


def test_a_folder_a_missing_file_and_a_huge_file_are_told(tmp_path: Path) -> None:
    """Whatever cannot be read is a fault of that file, not a traceback."""
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # sparse: nothing is written

    assert "this is a folder" in read(tmp_path, "plans").faults[0].message
    assert "cannot be read" in read(tmp_path / "none.yaml", "none.yaml").faults[0].message
    assert "too large" in read(huge, "huge.yaml").faults[0].message
