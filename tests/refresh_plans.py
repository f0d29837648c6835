"""Two editions of one small plan, for the tests of a refresh."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

SOUND = Path(__file__).resolve().parent / "sound"

LATER_PLAN = """\
id: demo-2010
title: Demo plan, refreshed
periodStart: 2010-04-01
periodEnd: 2011-03-31
publisher: probation
revises: demo
document: {id: demo-2010, title: Demo plan, file: demo-2010.txt}
columns:
  - {id: lead, section: "9", heading: LEAD, holds: leads}
"""

# 1.1.1 is another action now; what was 1.1.1 stands under the second heading, later and with others.
LATER_ACTIONS = """\
themes:
  - id: "1"
    section: "9"
    number: "1"
    title: One theme
    priorities:
      - id: "1.1"
        number: "1.1"
        title: First heading
        actions:
          - {id: 1.1.1, number: 1.1.1, title: Buy a house, text: Buy a house for those released., quote: Buy a house}
      - id: "1.2"
        number: "1.2"
        title: Second heading
        actions:
          - id: map
            number: 1.2.1
            title: Map what is provided
            text: Map what there is in prison too.
            quote: Map what is provided
            measures:
              - {id: fewer, text: Fewer re-offend than before., quote: fewer re-offend}
            milestones:
              - {id: december, printed: by December 2010, latest: 2010-12-31, precision: month, dueKind: by}
            leads:
              - {participant: council, printed: Council, name: Council}
          - {id: talk, number: 1.2.2, title: Talk, text: Talk to people., quote: Talk to people}
"""

CONTINUATIONS = """\
continuations:
  - id: map
    continuationKind: [reworded, moved]
    earlier: [demo/action/1.1.1]
    later: [action/map]
    because: Both map what there is.
  - {id: house, continuationKind: [new], later: [action/1.1.1], because: Nobody spoke of houses before.}
"""


def two_editions(folder: Path, **parts: str) -> Path:
    """The sound graph with a refreshed edition beside it; keywords are parts of the refreshed one."""
    graph = folder / "graph"
    shutil.copytree(SOUND, graph)
    write(graph / "plans" / "demo-2010", {"plan": LATER_PLAN, "actions": LATER_ACTIONS} | parts)
    return graph


def write(plan: Path, parts: Mapping[str, str]) -> None:
    """Write the parts of a plan into its folder."""
    plan.mkdir(exist_ok=True)
    for stem, text in parts.items():
        (plan / f"{stem}.yaml").write_text(text, encoding="utf-8")
