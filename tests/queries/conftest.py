"""What the tests of the shipped queries share: a way to ask the graph as it ships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rrgraph.knowledge import Knowledge
from rrgraph.store import Table


@pytest.fixture(scope="session")
def ask(shipped: Knowledge) -> Callable[..., list[dict[str, Any]]]:
    """Put a shipped query, by its name, to the graph as it ships; a row is a dict of plain values."""

    def rows(name: str, **values: str) -> list[dict[str, Any]]:
        answer = shipped.query(name, **values)
        assert isinstance(answer, Table)
        return list(answer)

    return rows
