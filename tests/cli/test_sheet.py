"""`rrgraph sheet`: one partner's page in three formats."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result


@pytest.mark.parametrize("name", ["probation", "agency/probation"])
def test_an_agency_is_named_by_its_id(run: Callable[..., Result], demo: Path, name: str) -> None:
    """With or without its kind."""
    done = run("sheet", name)
    assert done.exit_code == 0
    assert done.stdout.startswith("Demo Probation\n\nDemo plan\n\nWHAT YOU LEAD (1)\n")


def test_it_can_be_had_as_data_and_as_a_page(run: Callable[..., Result], demo: Path) -> None:
    """JSON is a list, a sheet for each plan."""
    (sheet,) = json.loads(run("sheet", "probation", "--format", "json").stdout)
    assert ["1.1.1 Map provision"] == [row["action"] for row in sheet["sections"]["leads"]]
    assert run("sheet", "probation", "--format", "html").stdout.startswith("<!doctype html>")


def test_a_body_of_whom_nothing_is_asked_gets_no_empty_page(run: Callable[..., Result]) -> None:
    """Nacro is in the register because its people are named; it leads and helps with nothing."""
    done = run("sheet", "nacro", "--plan", "yorkshire-humberside-2009")
    assert (2, "") == (done.exit_code, done.stdout)
    assert 'Nothing is asked of "nacro" in yorkshire-humberside-2009.' in done.stderr
    assert "`rrgraph show agency/nacro`" in done.stderr


def test_a_board_that_carries_nothing_has_its_place_in_governance(
    run: Callable[..., Result],
) -> None:
    """In the plan that places it, and in no other."""
    sheets = json.loads(run("sheet", "nrrpb", "--format", "json").stdout)
    assert ["yorkshire-humberside-2009"] == [sheet["plan"] for sheet in sheets]
    assert sheets[0]["sections"]["governance"]


def test_an_unknown_agency_is_wrong_use(process: Callable[..., Any], demo: Path) -> None:
    """With the nearest id."""
    done = process("sheet", "probaton")
    assert (2, True) == (done.returncode, b'Did you mean "probation"?' in done.stderr)
