"""Keys, lists, codes and formats: what is refused is told once, and the rest is read on."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph.reading import read
from rrgraph.structure import Schema, Structure
from rrgraph.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
PLAN = """\
id: demo
title: Demo plan
periodStart: 2009-04-01
periodEnd: 2010-03-31
publisher: probation
document: {id: demo, title: Demo plan, file: demo.txt}
columns:
- {id: lead, section: "9", heading: LEAD, holds: leads}
"""  # eight lines: what a test adds begins in line 9


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The schema of the ontology as it ships."""
    return Schema(Vocabulary(ROOT / "ontology"))


class Checked:
    """A plan in one file, checked: the faults, and what is left of the record."""

    def __init__(self, text: str, schema: Schema, tmp_path: Path) -> None:
        """Read and check."""
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        self.source = read(path, "plan.yaml")
        assert [] == self.source.faults
        self.structure = Structure()
        self.record = self.source.record
        self.structure.check(self.record, {"": self.source}, schema, "plan")

    @property
    def told(self) -> list[str]:
        """The faults as `line message | hint`."""
        return [f"{f.line} {f.message} | {f.hint}" for f in sorted(self.structure.faults)]


def test_a_sound_record_stays_as_it_is(schema: Schema, tmp_path: Path) -> None:
    """Nothing told, nothing taken out."""
    checked = Checked(PLAN, schema, tmp_path)
    assert [] == checked.told
    assert checked.record == read(tmp_path / "plan.yaml", "plan.yaml").record
    assert set() == checked.structure.suspects


STATEMENT = "statements:\n- {id: s, kind: aim, text: T., quote: a b c, section: '1'%s}\n"


@pytest.mark.parametrize(
    ("added", "says"),
    [
        (
            STATEMENT.replace("kind: aim", "kind: aimm") % "",
            '10 `kind` is "aimm", which is not in its list | Did you mean "aim"? It is one of: ach',
        ),
        (
            STATEMENT % ", teext: x",
            '10 statement "s" has no key `teext` | Did you mean "text"?',
        ),
        (
            STATEMENT % ", zzzzzzz: x",
            '10 statement "s" has no key `zzzzzzz` | It may have: about, basis, column, con',
        ),
        (
            STATEMENT % ", about: agency/council",
            "10 `about` must be a list | It is written as one text here. Begin each item with `- `.",
        ),
        (
            STATEMENT % ", unit: [percent]",
            '10 `unit` is "[\'percent\']"',
        ),
        (
            STATEMENT % ", value: about ten",
            '10 `value` is "about ten", which has not the right form | `value` is one number. Write',
        ),
        (
            STATEMENT.replace("text: T.,", "") % "",
            '10 statement "s" has no `text` | `text` is one text in your own words. Say plainly',
        ),
        (
            STATEMENT.replace("id: s,", "") % "",
            "10 this statement has no `id` | An id is made of small letters, digits",
        ),
        (
            "statements: []\n",
            "9 `statements` is empty | Write a value, or delete the key.",
        ),
        (
            "themes:\n- {id: '1', title: One}\n- {id: '1 2', title: Two}\n",
            '11 `id` is "1 2", which has not the right form | An id is made of small letters',
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_in_its_line_with_what_to_do(
    added: str, says: str, schema: Schema, tmp_path: Path
) -> None:
    """The node by its name, the key as it is written, the nearest word where one is near."""
    (only,) = Checked(PLAN + added, schema, tmp_path).told
    assert only.startswith(says)


def test_a_very_long_value_is_told_by_its_beginning(schema: Schema, tmp_path: Path) -> None:
    """A message stays a line."""
    (only,) = Checked(PLAN + STATEMENT % f", unit: {'x' * 5000}", schema, tmp_path).told
    assert '"' + "x" * 60 + '…"' in only
    assert len(only) < 400


def test_what_is_refused_is_taken_out_and_the_rest_is_read_on(
    schema: Schema, tmp_path: Path
) -> None:
    """So that one run tells all, and no fault follows from another."""
    added = (
        "region: [North]\n"
        "statements:\n"
        "- {id: s, kind: aim, text: T., quote: a b c, section: '1', about: [agency/a, {b: c}, x y]}\n"
        "- just a text\n"
        "- {id: t, kind: nothing, text: T., quote: a b c, section: '1', extra: 1}\n"
    )
    checked = Checked(PLAN + added, schema, tmp_path)
    first, second = checked.record["statements"]

    assert [9, 11, 11, 12, 13, 13] == [int(told.split()[0]) for told in checked.told]
    assert "region" not in checked.record
    assert ["agency/a"] == first["about"]
    assert 1 == len(first["about"].places)
    assert ("T.", False, False) == (second["text"], "kind" in second, "extra" in second)
    assert {id(first), id(second)} <= checked.structure.suspects


def test_faults_in_parts_of_a_plan_are_told_in_the_part(schema: Schema, tmp_path: Path) -> None:
    """A plan is one record whose keys come from several files."""
    paths = {"plan": PLAN, "extra": "statements:\n- {id: s, kind: amm}\n"}
    sources = {}
    for name, text in paths.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        sources[name] = read(tmp_path / f"{name}.yaml", f"{name}.yaml")
    merged = sources["plan"].record
    extra = sources["extra"].record
    merged["statements"] = extra["statements"]
    merged.places["statements"] = extra.places["statements"]
    structure = Structure()
    structure.check(merged, {"": sources["plan"], "statements": sources["extra"]}, schema, "plan")

    assert {("extra.yaml", 2)} == {(f.file, f.line) for f in structure.faults}
    assert 3 == len(structure.faults)
