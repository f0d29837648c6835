"""The shipped plans, for analyses of a real network."""

from __future__ import annotations

import random
from pathlib import Path

import networkx
import pytest

import rrgraph
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

PLAN = "yorkshire-humberside-2009"
HERE = f"{THINGS}plan/{PLAN}/"


@pytest.fixture(scope="package")
def kg() -> Knowledge:
    """The shipped plans."""
    return rrgraph.open(Path(__file__).resolve().parents[2] / "graph")


def links_by_chance(seed: int, most: int = 12) -> networkx.DiGraph:
    """A small network by chance."""
    chance = random.Random(seed)
    names = [f"n{number:02}" for number in range(chance.randint(1, most))]
    network = networkx.DiGraph()
    network.add_nodes_from(names)
    network.add_edges_from(
        (chance.choice(names), chance.choice(names)) for _ in range(chance.randint(0, 2 * most))
    )
    return network


def shares_by_chance(seed: int) -> networkx.DiGraph:
    """Partners that lead and help with actions of one plan, by chance."""
    chance = random.Random(seed)
    network = networkx.DiGraph()
    actions = [f"a{number}" for number in range(chance.randint(1, 8))]
    for number, action in enumerate(actions):
        network.add_node(action, plan="p", block=f"b{number // 2}")
    for _ in range(chance.randint(1, 16)):
        party, role = f"p{chance.randint(0, 6)}", chance.choice(["lead", "contributing"])
        network.add_edge(party, chance.choice(actions), role=role)
    return network


def short(cell: str | None) -> str:
    """Items of a cell by their last words: `priority/2.4`, `agency/nta`."""
    return " ".join(
        one.removeprefix(HERE).removeprefix(THINGS).split("/", 1)[-1]
        for one in (cell or "").split()
    )
