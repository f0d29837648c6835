"""How a fault is told: where, what, what to do next; and in letters that a terminal may show."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph.errors import Fault, FaultyData, FaultyFile, RrgraphError, did_you_mean, printable


def test_a_fault_reads_as_compilers_write_them() -> None:
    """`file:line:column: message`, so that an editor can jump there; the hint below it."""
    fault = Fault("graph/plan.yaml", 3, 5, "the key `id` is repeated", "Keep one.")

    assert "graph/plan.yaml:3:5: the key `id` is repeated\n  Keep one." == str(fault)
    assert "graph/plan.yaml:3:5: the key `id` is repeated" == str(fault._replace(hint=""))


def test_a_fault_of_a_whole_file_has_no_line() -> None:
    """There is no line 0 to look at."""
    assert "plan.yaml: it is empty" == str(Fault("plan.yaml", 0, 0, "it is empty"))


def test_a_fault_as_json_names_its_parts() -> None:
    """For editors and other programs."""
    assert {"file": "a", "line": 1, "column": 2, "message": "m", "hint": "h"} == Fault(
        "a", 1, 2, "m", "h"
    ).as_dict()


def test_faults_stand_in_the_order_of_the_files_and_none_twice() -> None:
    """A curator goes through a file from the top; line 10 comes after line 9."""
    faults = [Fault("b", 1, 1, "m"), Fault("a", 10, 1, "m"), Fault("a", 9, 1, "m")]

    error = FaultyData([*faults, faults[0]])

    assert ["a:9:1: m", "a:10:1: m", "b:1:1: m"] == str(error).splitlines()
    assert isinstance(error, RrgraphError)


def test_a_faulty_file_is_one_fault() -> None:
    """With its line when it is known."""
    assert "q.rq:7:1: no SPARQL" == str(FaultyFile(Path("q.rq"), "no SPARQL", line=7))
    assert "q.rq: no SPARQL" == str(FaultyFile("q.rq", "no SPARQL"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Délivery – “plan” 日本 🙂", "Délivery – “plan” 日本 🙂"),
        ("\x1b[2J", "\\x1b[2J"),
        ("two\nlines\r\tand a tab", "two\\nlines\\r\\tand a tab"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("caf\udce9", "caf\\udce9"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_no_message_moves_the_cursor_or_turns_the_writing_round(text: str, shown: str) -> None:
    """What stands in a file or its name is shown, never obeyed."""
    assert shown == printable(text)
    assert f"{shown}:1:1: {shown}\n  {shown}" == str(Fault(text, 1, 1, text, text))


@pytest.mark.parametrize(
    ("word", "said"), [("yipp", 'Did you mean "yhip"?'), ("zzz", ""), ("", "")]
)
def test_the_nearest_word_is_offered_only_when_it_is_near(word: str, said: str) -> None:
    """A wild guess helps nobody."""
    assert said == did_you_mean(word, ["clg", "yhip"])
    assert "" == did_you_mean(word, [])
