"""`rrgraph gaps`: the report on the terminal, in a file, and as an exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from .conftest import PROGRAM

Run = Callable[..., Result]
Make = Callable[..., Path]

FIELDS = {
    *("rule", "severity", "plan", "focus", "label", "number", "message", "advice", "ground"),
    *("quote", "where", "file", "line", "accepted"),
}
ACCEPTED = (
    "acceptedGaps:\n- {id: talk, rule: no-lead, of: action/1.2.1, because: Done., "
    "until: 2010-03-31}\n"
)


def report(run: Run, *words: str) -> dict[str, Any]:
    """The report as JSON."""
    done = run("gaps", "--format", "json", *words)
    assert (0, "") == (done.exit_code, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_terminal_is_told_how_many_and_what_to_do(run: Run, demo: Path) -> None:
    """The counts first, then the worst; each with a file and a line, and advice."""
    asked = ("no-lead", "no-measure", "no-contributor", "link-one-way")
    done = run("gaps", *(word for rule in asked for word in ("--rule", rule)))

    assert (0, "") == (done.exit_code, done.stderr)
    lines = done.stdout.splitlines()
    assert "gaps: 2 errors, 1 warning, 1 note" == lines[0]
    order = [line.split()[0] for line in lines if line[:4] in ("DECI", "MEND", "NOTE")]
    assert ["DECIDE", "DECIDE", "MEND", "NOTE"] == order
    assert "      graph/plans/demo/actions.yaml:28" in lines
    assert any(line.startswith("  What to do: Agree which one body") for line in lines)


def test_json_has_the_fields_that_others_rely_on(run: Run, demo: Path) -> None:
    """The three fixed keys first, and fourteen of a finding."""
    found = report(run)

    assert ["as_of", "findings", "counts", "asides", "broken"] == list(found)
    assert {"demo": "2010-03-31"} == found["as_of"]
    severities = Counter(finding["severity"] for finding in found["findings"])
    assert {"error", "warning", "note"} == set(severities)
    assert {**severities, "accepted": 0} == found["counts"]
    for finding in found["findings"]:
        assert FIELDS == set(finding) - {"yaml", "cited"}
        assert ("yaml" in finding) == (finding["rule"] == "link-one-way")
        assert finding["ground"] in ("printed", "computed", "judgement")
        assert finding["severity"] in ("error", "warning", "note")
    (lead,) = (f for f in found["findings"] if f["rule"] == "no-lead")
    assert ("demo", "1.2.1", "Talk", "Talk to people") == tuple(
        lead[key] for key in ("plan", "number", "label", "quote")
    )
    assert ("graph/plans/demo/actions.yaml", 28) == (lead["file"], lead["line"])


def test_html_is_one_page(run: Run, demo: Path) -> None:
    """To send by mail or to print."""
    page = run("gaps", "--format", "html").stdout
    assert page.lower().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert "Nobody is named as the lead of 1.2.1 Talk." in page


@pytest.mark.parametrize("form", ["text", "json", "html", "md", "csv", "sarif", "ics"])
def test_a_file_holds_what_the_terminal_would_show(run: Run, demo: Path, form: str) -> None:
    """With -o; where it went is said beside the output, not in it."""
    shown = run("gaps", "--format", form).stdout_bytes

    done = run("gaps", "--format", form, "-o", "report")

    assert (0, "", "wrote report\n") == (done.exit_code, done.stdout, done.stderr)
    assert shown == Path("report").read_bytes()


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_no_terminal_can_show_goes_into_a_file_or_a_pipe(
    run: Run, demo: Path, form: str
) -> None:
    """Byte for byte the same."""
    piped = run("gaps", "--format", form).stdout_bytes

    assert 0 == run("gaps", "--format", form, "-o", "report").exit_code
    assert piped == Path("report").read_bytes()
    assert zipfile.is_zipfile("report")


def on_a_terminal(*words: str) -> tuple[int, str]:
    """What a terminal shows of the program, and how it ended."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    screen, shown_by = pty.openpty()
    terminal = os.environ | {"TERM": "xterm-256color"}
    terminal.pop("NO_COLOR", None)
    asked = [PROGRAM, *words]
    with subprocess.Popen(asked, env=terminal, stdout=shown_by, stderr=shown_by) as running:
        os.close(shown_by)
        seen = b""
        with suppress(OSError):  # how Linux tells that nobody writes to it any more
            while part := os.read(screen, 65536):
                seen += part
    os.close(screen)
    return running.returncode, seen.decode()


def test_a_terminal_shows_colour_and_refuses_what_it_cannot_show(demo: Path) -> None:
    """With the name of a file to give."""
    code, seen = on_a_terminal("gaps", "--rule", "no-lead")
    assert 0 == code
    assert "\x1b[1;31mDECIDE  Action that nobody leads (1)" in seen
    code, seen = on_a_terminal("gaps", "--format", "xlsx")
    assert 2 == code
    assert "A terminal cannot show xlsx. Name a file: -o gaps.xlsx" in seen
    code, seen = on_a_terminal("gaps", "-o", "report.txt")
    assert 0 == code
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "note"], 1),
        (["--rule", "no-contributor", "--fail-on", "error"], 0),
        (["--rule", "no-contributor", "--fail-on", "warning"], 1),
        (["--rule", "no-contributor", "--fail-on", "note"], 1),
        (["--rule", "link-one-way", "--fail-on", "warning"], 0),
        (["--rule", "link-one-way", "--fail-on", "note"], 1),
        (["--rule", "date-doubtful", "--fail-on", "note"], 0),
    ],
)
def test_the_exit_status_is_1_for_gaps_as_bad_or_worse(
    run: Run, demo: Path, words: list[str], code: int
) -> None:
    """The report is written all the same."""
    done = run("gaps", *words, "-o", "report")
    assert (code, "wrote report\n") == (done.exit_code, done.stderr)
    assert Path("report").read_text().startswith("gaps: ")


def test_a_gap_that_partners_accepted_fails_nothing_until_its_day(
    run: Run, make_graph: Make
) -> None:
    """The day after, it counts again."""
    make_graph(editorial=ACCEPTED)
    words = ["gaps", "--rule", "no-lead", "--fail-on", "note"]

    assert 0 == run(*words, "--as-of", "2010-03-31").exit_code
    assert 1 == run(*words, "--as-of", "2010-04-01").exit_code


def test_rules_and_plans_narrow_the_report(run: Run, demo: Path) -> None:
    """Each may be named more than once; what is not named is left out."""
    plans = demo / "plans"
    shutil.copytree(plans / "demo", plans / "other")
    for file in (plans / "other").iterdir():
        text = file.read_text().replace("id: demo", "id: other").replace("Demo", "Other")
        file.write_text(text)

    both = report(run, "--rule", "no-lead", "--rule", "no-contributor")
    one = report(run, "--rule", "no-lead", "--plan", "other")

    assert {"no-lead", "no-contributor"} == {f["rule"] for f in both["findings"]}
    assert {"demo", "other"} == {f["plan"] for f in both["findings"]} == set(both["as_of"])
    assert [("no-lead", "other")] == [(f["rule"], f["plan"]) for f in one["findings"]]
    assert ["other"] == list(one["as_of"])


def test_the_day_to_look_at_the_plans_can_be_set(run: Run, demo: Path) -> None:
    """The report says which day it was looked at."""
    assert {"demo": "2009-06-30"} == report(run, "--as-of", "2009-06-30")["as_of"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--as-of", "2009-02-31"], '"2009-02-31" is not a day such as 2009-09-30.'),
        (["--as-of", "30.9.2009"], '"30.9.2009" is not a day'),
        (["--rule", "nolead"], 'There is no gap rule "nolead". Did you mean "no-lead"?'),
        (["--plan", "demmo"], 'There is no plan "demmo". Did you mean "demo"?'),
        (["--format", "jsn"], 'Did you mean "json"?'),
        (["--fail-on", "eror"], 'Did you mean "error"?'),
    ],
)
def test_what_there_is_not_is_told_with_the_nearest(
    run: Run, demo: Path, words: list[str], told: str
) -> None:
    """Exit status 2, and a report that stood there stays."""
    Path("report").write_text("old")
    done = run("gaps", *words, "-o", "report")
    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
    assert "old" == Path("report").read_text()


def test_beside_an_earlier_report_it_tells_what_is_new_and_gone(
    run: Callable[..., Result], demo: Path
) -> None:
    """In text and as data."""
    run("gaps", "--format", "json", "-o", "last.json")
    actions = demo / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(
        text.replace(
            "text: Talk to people., quote: Talk to people}",
            (
                "text: Talk to people., quote: Talk to people,\n"
                "             leads: [{participant: council, printed: Council, name: Council}]}"
            ),
        ),
        encoding="utf-8",
    )
    done = run("gaps", "--baseline", "last.json")
    assert "Beside the earlier report: 0 new, 1 gone, " in done.stdout
    assert (
        "Gone since the earlier report (1)\n  - Nobody is named as the lead of 1.2.1" in done.stdout
    )
    told = json.loads(run("gaps", "--baseline", "last.json", "--format", "json").stdout)
    assert ["no-lead"] == [one["rule"] for one in told["since"]["gone"]]
    assert run("gaps", "--baseline", "agencies.yaml").exit_code == 2


def test_a_rule_is_explained(run: Callable[..., Result], demo: Path) -> None:
    """What it looks for, what to do, when it is fine; a mistyped one with the nearest."""
    said = run("gaps", "--explain", "no-lead").stdout
    assert said.startswith("Action that nobody leads (Decide)\n")
    assert "Fine when: " in said
    assert run("gaps", "--explain", "no-led").exit_code == 2


def test_a_rule_is_left_out_or_asked_with_another_threshold(run: Run, demo: Path) -> None:
    """For one run; the report tells it."""
    whole = {finding["rule"] for finding in report(run)["findings"]}
    found = report(run, "--skip", "no-lead", "--set", "load-concentration.share=0.9")

    assert whole - {"no-lead"} == {finding["rule"] for finding in found["findings"]}
    (aside,) = (aside for aside in found["asides"] if aside["because"] == "asked for")
    assert ["load-concentration"] == aside["rules"]
    assert "asked with share 0.9 in place of 0.25" == aside["what"]


@pytest.mark.parametrize("setting", ["share=0.9", "load-concentration.share", ""])
def test_a_threshold_is_written_with_its_rule_and_value(run: Run, demo: Path, setting: str) -> None:
    """Else nothing is asked."""
    done = run("gaps", "--set", setting)
    assert 2 == done.exit_code
    assert "must be RULE.NAME=VALUE, such as load-concentration.share=0.3." in done.stderr


def test_the_rules_are_listed_by_what_a_board_does_with_them(run: Run, demo: Path) -> None:
    """Every rule, with its question."""
    lines = run("gaps", "--rules").stdout.splitlines()
    assert ["Decide", "Mend", "Note"] == [x.split(" ")[0] for x in lines if x[0] != " "]
    assert "  no-lead " in next(line for line in lines if "Action that nobody leads" in line)


def test_a_rule_that_cannot_be_asked_fails_the_run_and_not_the_others(run: Run, demo: Path) -> None:
    """The report is written, says so, and the exit status is 2."""
    own = demo.parent / "queries" / "gaps" / "mine.rq"
    own.parent.mkdir(parents=True)
    own.write_text("#+ summary: Mine\nSELECT ?focus {}\n")
    done = run("gaps", "-o", "report")

    assert 2 == done.exit_code
    assert "queries/gaps/mine.rq:1:1: the header lacks advice" in done.stderr
    text = Path("report").read_text()
    assert "Rules that could not be asked (1)\n  - queries/gaps/mine.rq:1: the header lacks" in text
    assert "[no-lead]" in text


def test_what_if_tells_what_would_be_new_and_what_would_go(run: Run, demo: Path) -> None:
    """In every format from the same list; nothing is written into the plans."""
    before = {path: path.read_bytes() for path in demo.rglob("*.yaml")}
    said = run("gaps", "--without", "agency/probation").stdout
    told = report(run, "--without", "agency/probation")

    assert "\nSupposing that Demo Probation were gone: " in said
    assert (
        "\nWho would lead how much (1)\n  - Demo Probation: leads 0 in place of 1, due in" in said
    )
    new = [(one["rule"], one["number"]) for one in told["findings"]]
    assert ("no-lead", "1.1.1") in new
    assert ("no-lead", "1.2.1") not in new
    assert len(new) == told["since"]["counts"]["new"]
    assert "that Demo Probation were gone" == told["supposed"]["says"]
    for form in ("md", "html"):
        assert (
            "Supposing that Demo Probation were gone"
            in run("gaps", "--without", "agency/probation", "--format", form).stdout
        )
    assert before == {path: path.read_bytes() for path in demo.rglob("*.yaml")}


def test_what_if_and_what_became_are_two_questions(run: Run, demo: Path) -> None:
    """They cannot be asked at once."""
    done = run("gaps", "--without", "agency/probation", "--baseline", "last.json")
    assert 2 == done.exit_code
    assert "--baseline tells what became, --without and --merge what if." in done.stderr
