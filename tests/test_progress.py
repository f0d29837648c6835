"""A bar on the terminal for work over a second, and nothing where nobody looks."""

from __future__ import annotations

import io
import sys

import pytest

from rrgraph import progress
from rrgraph.progress import bar, over


class Screen(io.StringIO):
    """What stands for a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown_by(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What work on three items puts on a screen; the items are handed on in any case."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    assert ["a", "b", "c"] == list(over(["a", "b", "c"], "Reading plans"))
    return screen.getvalue()


def test_work_over_a_second_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done, and how much of how many."""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress, "PAUSE", -1.0)

    said = shown_by(Screen(), monkeypatch)

    assert "Reading plans" in said
    assert "0/3" in said and "2/3" in said
    assert said.endswith("\x1b[2K")  # its line is wiped when the work is done


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar that only flickers tells nobody anything."""
    assert "" == shown_by(Screen(), monkeypatch)


def test_nothing_is_shown_where_messages_are_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log keeps what went wrong, and no pictures."""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert "" == shown_by(io.StringIO(), monkeypatch)


def test_the_bar_goes_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message then stands on a line of its own."""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen := Screen())

    work = over(["a", "b"], "Reading plans")
    next(work)
    work.close()

    assert screen.getvalue().endswith("\x1b[2K")


def test_work_that_tells_how_far_it_is_has_the_same_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of several parts, each with a number of its own."""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress, "PAUSE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen := Screen())

    with bar("Reading") as advance:
        advance(1, 3)
        advance(2, 9)

    assert "1/3" in screen.getvalue() and "2/9" in screen.getvalue()
