"""The site: plain files that open from a memory stick, written whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rrgraph import __version__, dictionary, exports, reports
from rrgraph.changes.html import page as changes_page
from rrgraph.explorer import explorer_html
from rrgraph.explorer.desk import Desk
from rrgraph.findings import BOARD_WORDS, SEVERITIES, Finding, GapReport, in_board_words
from rrgraph.iris import term
from rrgraph.knowledge import Knowledge
from rrgraph.outputs import whole_folder, write_whole
from rrgraph.pages import render
from rrgraph.refresh import refreshes
from rrgraph.reports.text import headline
from rrgraph.sheets import Sheets, partner_pages
from rrgraph.store import of_plan

EXPORTS = ("trig", "nq", "ttl", "jsonld", "about", "graphml", "gexf", "csv")
REPORTS = {  # the gap report in the formats that are wanted beside the pages
    "html": "gaps.html",
    "docx": "gaps.docx",
    "xlsx": "gaps.xlsx",
    "ics": "key-dates.ics",
    "json": "gaps.json",
}
TOP = 10

_SIZES = """
SELECT ?type (COUNT(DISTINCT ?item) AS ?count) ?plan WHERE {
  ?item a ?type ; rrg:inPlan ?plan } GROUP BY ?type ?plan ORDER BY ?type"""
_LEADS = """
SELECT (COUNT(DISTINCT ?who) AS ?count) ?plan WHERE {
  ?item rrg:isLedBy ?who ; rrg:inPlan ?plan } GROUP BY ?plan"""
_ABOUT = """
SELECT ?title ?start ?end ?document ?plan WHERE {
  ?plan rrg:title ?title ; rrg:periodStart ?start ; rrg:periodEnd ?end .
  OPTIONAL { ?plan rrg:hasDocument ?d . ?d rrg:title ?document } }"""
_TILES = {
    "Theme": "themes",
    "Block": "priorities",
    "Action": "actions",
    "Milestone": "milestones",
}


@dataclass(frozen=True)
class Built:
    """What a build made: the folder, the numbers of each plan, and the report."""

    folder: Path
    sizes: dict[str, dict[str, int]]
    report: GapReport
    files: list[str]


def build_site(kg: Knowledge, folder: Path, *, desk: Desk | None = None) -> Built:
    """Write the whole site into `folder`, replacing an earlier site only when all of it is there.

    With `desk` its explorer can be asked in the page.
    """
    report = kg.gaps()
    sizes = {plan: plan_sizes(kg, plan) for plan in kg.plans}
    with whole_folder(folder, "index.html") as made:
        for form, name in REPORTS.items():
            beside = {"pages": True} if form == "html" else {}
            write_whole(made / name, reports.rendered(form, report, kg, **beside))
        for form in EXPORTS:
            module = exports.load(form)
            with (made / f"rrgraph{module.SUFFIX}").open("wb") as file:
                module.write(kg, file)
        write_whole(made / "explorer.html", explorer_html(kg, report, pages=True, desk=desk))
        write_whole(made / "changes.html", changes_page(refreshes(kg), pages=True))
        (made / "partners").mkdir()
        for name, content in partner_pages(Sheets(kg, report)).items():
            write_whole(made / name, content)
        write_whole(made / "dictionary.html", dictionary.page(kg.loaded.vocabulary))
        write_whole(made / "index.html", _index(kg, report, sizes))
        files = sorted(path.name for path in made.iterdir() if path.is_file())
    return Built(folder, sizes, report, files)


def plan_sizes(kg: Knowledge, plan: str) -> dict[str, int]:
    """How many nodes a plan has of each class (`Action`, `Block` ...), by the class's name."""
    here = of_plan(plan)
    found = {
        row["type"].removeprefix(term("")): row["count"] for row in kg.store.select(_SIZES, here)
    }
    leads = [row["count"] for row in kg.store.select(_LEADS, here)]
    return Counter(found) | Counter({"leading bodies": sum(leads)})


def summary(built: Built) -> Iterator[str]:
    """What the terminal is told after a build."""
    actions = sum(sizes.get("Action", 0) for sizes in built.sizes.values())
    plans = len(built.sizes)
    details = "; ".join(
        f"{s.get('Action', 0)} in {s.get('Block', 0)} blocks, "
        f"{s.get('CrossReference', 0)} references, in {plan}"
        for plan, s in built.sizes.items()
    )
    yield f"{actions} actions in {plans} plan{'s' * (plans != 1)} ({details}); 0 faults in the data"
    yield headline(built.report.counts())
    for finding in that_matter(built.report.open):
        yield f"  {BOARD_WORDS[finding.severity]:<6}  {finding.message}"
    yield " ".join(f"{built.folder}/{name}" for name in built.files)


def that_matter(findings: Iterable[Finding]) -> list[Finding]:
    """The ten findings to read first: worst first, and of one severity the first of each rule."""
    seen: Counter[str] = Counter()
    ranked = []
    for finding in findings:
        seen[finding.rule] += 1
        ranked.append((SEVERITIES.index(finding.severity), seen[finding.rule], finding))
    return [finding for *_, finding in sorted(ranked, key=lambda one: one[:2])][:TOP]


def _index(kg: Knowledge, report: GapReport, sizes: dict[str, dict[str, int]]) -> str:
    plans = [_plan(kg, plan, sizes[plan], report) for plan in kg.plans]
    downloads = [(f"rrgraph{exports.load(f).SUFFIX}", exports.load(f).SUMMARY) for f in EXPORTS]
    return render(
        "index.html.j2",
        page="index.html",
        version=__version__,
        plans=plans,
        words=BOARD_WORDS,
        reports=[(name, reports.load(f).SUMMARY) for f, name in REPORTS.items() if f != "html"],
        downloads=downloads,
        total=in_board_words(report.counts()),
    )


def _plan(kg: Knowledge, plan: str, sizes: dict[str, int], report: GapReport) -> dict[str, Any]:
    about = next(iter(kg.store.select(_ABOUT, of_plan(plan))))
    tiles = [(sizes.get(key, 0), name) for key, name in _TILES.items()]
    tiles += [(sizes.get("CrossReference", 0), "references")]
    tiles += [(sizes.get("leading bodies", 0), "bodies that lead")]
    own = [finding for finding in report.open if finding.plan == plan]
    return {**about, "id": plan, "tiles": tiles, "top": that_matter(own), "found": len(own)}
