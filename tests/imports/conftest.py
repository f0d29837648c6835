"""Small action tables to import, into a graph of a few bodies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.imports import tables
from rrgraph.imports._proposal import Proposal
from rrgraph.knowledge import Knowledge

SOUND = Path(__file__).resolve().parents[1] / "sound"
BODIES = """
agencies:
  - {id: noms, type: Agency, name: National Offender Management Service, printedNames: [NOMS]}
  - {id: noms-north, type: Agency, name: NOMS North, printedNames: [NOMS N & E], unitOf: noms}
  - {id: noms-probation, type: Agency, name: NOMS Probation, printedNames: [Probation], unitOf: noms}
  - {id: housing-providers, type: PartnerGroup, name: Housing providers}
  - {id: police, type: Agency, name: Police, printedNames: [the Police]}
  - {id: women-board, type: Board, name: Women and Families pathway action team}
  - {id: ymca, type: Agency, name: YMCA}
"""


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small sound plan, and a register of bodies with the names that plans print."""
    graph = tmp_path_factory.mktemp("register") / "graph"
    shutil.copytree(SOUND, graph)
    (graph / "more.yaml").write_text(BODIES, encoding="utf-8")
    return rrgraph.open(graph)


Reading = Callable[..., tables.Found]


@pytest.fixture
def read(kg: Knowledge, tmp_path: Path) -> Reading:
    """Read the text of a document: `read(text, name="plan.txt", action="What we do")`."""

    def reading(text: str | bytes, name: str = "plan.txt", **columns: str) -> tables.Found:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tables.read(path, "new", kg, columns, lambda done, total: None)

    return reading


@pytest.fixture
def proposed(kg: Knowledge, tmp_path: Path) -> Callable[..., Proposal]:
    """Propose a plan from the text of a document."""

    def proposing(text: str, name: str = "plan.txt", plan: str = "new") -> Proposal:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return tables.propose(path, plan, kg, {}, lambda done, total: None)

    return proposing
