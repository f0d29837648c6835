"""The gap report on a terminal: colour where there is one, the same words without."""

from __future__ import annotations

import re

import pytest

from rrgraph.findings import GapReport

from .made import MIXED, finding, graph, nasty, written

ESCAPE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("report", [MIXED, graph().gaps()], ids=["mixed", "county"])
def test_colour_changes_no_word(report: GapReport, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line for line; what to decide is red."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = written("text", report)
    coloured = written("text", report, colour=True)
    assert "\x1b" not in plain
    assert plain == ESCAPE.sub("", coloured)
    assert re.search(r"\x1b\[1;31mDECIDE ", coloured)


def test_whoever_wants_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is heeded; bold may stay."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in written("text", MIXED, colour=True)


@pytest.mark.parametrize("colour", [False, True])
def test_a_text_cannot_steer_the_terminal(colour: bool) -> None:
    """No control of its own, no markup of rich, no turned direction."""
    text = written("text", nasty(accepted=""), colour=colour)
    assert not re.search("[\x00-\x08\x0b-\x1a\x1c-\x1f\u202a-\u202e]", ESCAPE.sub("", text))
    assert "\x1b[31mb" not in text
    assert "{0} {{braces}} [text](1)" in text


def test_markup_of_rich_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets stand for themselves."""
    monkeypatch.setenv("TERM", "xterm")
    report = GapReport({}, [finding(1, message="[red]stop[/red] [/]")])
    assert "- [red]stop[/red] [/]" in written("text", report, colour=True)
