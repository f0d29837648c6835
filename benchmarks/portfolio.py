"""Plans made up at any size, in the shape of the real one: links, owners, dates, and their gaps.

Seeded: the same size gives the same files. A plan has 3 themes, 20 priorities and 57 actions; of
these one in 50 has no lead, one in 4 no contributor, one in 15 no date, and one date in 25 lies
outside the plan. Priorities refer to three others on average, within their plan; some to none.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

PRIORITIES = 20
ACTIONS = 57  # of a plan
BODIES = 40
WORDS = [
    *("housing", "work", "skills", "health", "drugs", "alcohol", "debt", "families", "women"),
    *("youth", "courts", "prison", "probation", "police", "council", "victims", "data", "training"),
    *("mentors", "release", "sentence", "review", "partners", "commission", "support", "pathway"),
    *("prevention", "early", "help", "risk", "public", "confidence", "outcome", "measure"),
    *("delivery", "board", "region", "link", "service"),
]
MONTHS = ("June", "September", "December", "March")


def portfolio(folder: Path, actions: int, seed: int = 1, prefix: str = "plan") -> Path:
    """Write `graph/` with plans of about that many actions together; returns its path."""
    graph = folder / "graph"
    random = Random(f"{seed} {actions}")
    (graph / "plans").mkdir(parents=True, exist_ok=True)
    bodies = [f"  - {{id: body-{n:02}, type: Agency, name: Body {n}}}\n" for n in range(BODIES)]
    (graph / "agencies.yaml").write_text(f"agencies:\n{''.join(bodies)}", encoding="utf-8")
    psas = [f'  - {{id: "{n}", number: "{n}", title: Target {n}}}\n' for n in range(1, 31)]
    (graph / "psas.yaml").write_text(f"psas:\n{''.join(psas)}", encoding="utf-8")
    left, number = actions, 0
    while left > 0:
        number += 1
        size = min(ACTIONS, left)
        write_plan(graph / "plans" / f"{prefix}-{number:04}", size, random)
        left -= size
    return graph


def write_plan(folder: Path, actions: int, random: Random, revises: str = "") -> None:
    """Write one plan of a number of actions."""
    folder.mkdir()
    plan = folder.name
    (folder / "plan.yaml").write_text(
        f"id: {plan}\ntitle: Plan {plan}\nperiodStart: 2009-04-01\nperiodEnd: 2010-03-31\n"
        f"publisher: body-00\n{f'revises: {revises}' if revises else ''}\n"
        f"document: {{id: {plan}, title: Plan {plan}, file: {plan}.txt}}\ncolumns:\n"
        + "".join(
            f'  - {{id: {key}, section: "1", heading: {key}, holds: {key}}}\n'
            for key in ("actions", "measures", "milestones", "leads", "contributors", "references")
        ),
        encoding="utf-8",
    )
    blocks = min(PRIORITIES, actions)
    lines = ["themes:"]
    for theme in range(1, 4):
        mine = [b for b in range(blocks) if b % 3 == theme - 1]
        if mine:
            lines += [
                f'  - id: "{theme}"',
                f'    number: "{theme}"',
                f"    title: {_title(random, 3)}",
            ]
            lines += ['    section: "1"', "    priorities:"]
        for block in mine:
            lines += _block(block, blocks, range(block, actions, blocks), random)
    (folder / "actions.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _block(block: int, blocks: int, actions: range, random: Random) -> list[str]:
    number = f"b{block}"
    lines = [f"      - id: {number}", f"        title: {_title(random, 4)}"]
    others = [b for b in range(blocks) if b != block]
    targets = random.sample(others, min(len(others), random.choice((0, 2, 3, 3, 4, 6))))
    if targets:
        lines.append("        references:")
        lines += [
            f"          - {{printed: b{t} {_title(random, 2)}, referenceForm: priority-number, "
            f"target: priority/b{t}, resolution: by-number}}"
            for t in targets
        ]
        if random.random() < 0.5:
            psa = random.randint(1, 30)
            lines.append(
                f"          - {{printed: PSA {psa}, referenceForm: psa-number, "
                f"target: psa/{psa}, resolution: by-number}}"
            )
    lines.append("        actions:")
    for action in actions:
        lines += _action(action, random)
    return lines


def _action(action: int, random: Random) -> list[str]:
    title, words = _title(random, 4), _title(random, 12)
    lines = [
        f"          - id: a{action}",
        f"            title: {title}",
        f"            text: {words}.",
        f"            quote: {words[:60].rsplit(' ', 1)[0]}",
        f"            measures: [{{id: m, text: {_title(random, 6)}., quote: {_title(random, 5)}}}]",
    ]
    if random.random() > 1 / 15:
        year = 2012 if random.random() < 1 / 25 else 2009
        month = random.choice(MONTHS)
        last = {"June": "06-30", "September": "09-30", "December": "12-31", "March": "03-31"}[month]
        year += month == "March"
        lines.append(
            f"            milestones: [{{id: d, printed: by {month} {year}, latest: {year}-{last}, "
            "precision: month, dueKind: by}]"
        )
    for key, most, none in (("leads", 2, 1 / 50), ("contributors", 3, 1 / 4)):
        if random.random() > none:
            who = random.sample(range(BODIES), random.randint(1, most))
            cells = (
                f"{{participant: body-{n:02}, printed: Body {n}, name: Body {n}}}" for n in who
            )
            lines.append(f"            {key}: [{', '.join(cells)}]")
    return lines


def _title(random: Random, words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize()
