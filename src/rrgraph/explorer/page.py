"""The page: a pyvis network in a template of our own, with everything it needs inside the file."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rrgraph.explorer.changes import changes_view
from rrgraph.explorer.desk.blocks import blocks, editor_script
from rrgraph.explorer.facts import Facts, short_name
from rrgraph.explorer.index import Index
from rrgraph.explorer.layout import GAP, INSET, LETTER, LINE, MARGIN, PADDING, SMALL, Size
from rrgraph.explorer.views import View, Views, verbs
from rrgraph.findings import BOARD_WORDS, Finding, GapReport
from rrgraph.iris import THINGS, plan_iri
from rrgraph.refresh import Refresh, refreshes

if TYPE_CHECKING:
    import networkx

    from rrgraph.explorer.desk import Desk
    from rrgraph.knowledge import Knowledge

TEMPLATES = Path(__file__).with_name("templates")
LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"  # inside the installed pyvis
QUIET_FROM = 500  # from so many links only those of the chosen card are drawn, if one is chosen or the picture moves
PACK_FROM = 1_000_000  # characters of data from which a page carries them packed
MOST_STEPS = 12  # from the node a finding is about up to an item with a card

KINDS = {
    "block": ("Priority", "Priorities"),
    "priority": ("Group of priorities", "Groups of priorities"),
    "theme": ("Theme", "Themes"),
    "plan": ("Plan", "Plans"),
    "action": ("Action", "Actions"),
    "agency": ("Organisation or unit", "Organisations and units"),
    "board": ("Board or forum", "Boards and forums"),
    "post": ("Post", "Posts"),
    "group": ("Group of partners", "Groups of partners"),
    "psa": ("Public Service Agreement", "Public Service Agreements"),
    "indicator": ("Indicator", "Indicators"),
    "pathway": ("Pathway", "Pathways"),
    "need": ("Need", "Needs"),
    "workstream": ("Workstream", "Workstreams"),
    "commitment": ("Promise", "Promises"),
    "change": ("Equality change", "Equality changes"),
}
_UPWARDS = ("item", "referringItem", "of", "subject", "isInBlock", "isPartOf")


def page_html(
    kg: Knowledge,
    report: GapReport,
    plans: list[str],
    *,
    pages: bool = False,
    desk: Desk | None = None,
) -> str:
    """The explorer of some plans as one HTML document.

    With `pages`, it has links to the overview and the gap report that stand beside it; with `desk`,
    the Queries tab, which asks the whole graph.
    """
    from pyvis.network import Network

    net = Network(directed=True)
    net.node_ids = _Names()
    net.set_template_dir(str(TEMPLATES), "explorer.html.j2")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    options = {"physics": {"enabled": False}, "interaction": _QUIET, "edges": {"smooth": False}}
    net.set_options(json.dumps(options, sort_keys=True))
    index = Index(kg.store)
    compared = refreshes(kg)
    networks = _networks(kg)
    built = []
    for plan in plans:
        graphs = {view: own[plan] for view, own in networks.items() if plan in own}
        built.append(_plan(index, plan, graphs, report, compared))
    # The page opens with the plan that has most to show.
    shown = sorted((one for one in built if one[0]), key=lambda one: -_links(one[0]))
    for number, (views, data) in enumerate(shown):
        for at, view in enumerate(views):
            _add(net, f"{number}.{at}.", view, data["items"])
    page = _page([data for _, data in shown], options, pages, desk)
    content = {"data": page["data"], "nodes": net.nodes, "edges": net.edges}
    page["packed"] = _packed(content, 0 if desk else PACK_FROM)
    page["desk"] = blocks(kg, desk) if desk else None
    net.templateEnv.globals["page"] = page
    html: str = net.generate_html()
    return html


class _Names(list[str]):
    """The names of pyvis, which looks in a list for both ends of every edge: here each is found at once."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[object] = set()

    def append(self, name: str) -> None:
        super().append(name)
        self._known.add(name)

    def __contains__(self, name: object) -> bool:
        return name in self._known


def _packed(content: dict[str, Any], least: int) -> str:
    """The data of a large page as gzip in base64, the same bytes each time; of a small one nothing."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    if len(text) < least:
        return ""
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _links(views: list[View]) -> int:
    return sum(len(view.links) for view in views)


_QUIET = {
    "dragNodes": False,
    "dragView": False,
    "zoomView": False,
    "selectable": False,
    "hideEdgesOnDrag": True,
    "hideEdgesOnZoom": True,
}


# ---------------------------------------------------------------------- the frame
def _page(
    plans: list[dict[str, Any]], options: dict[str, Any], pages: bool, desk: Desk | None
) -> dict[str, Any]:
    from markupsafe import Markup

    style, scripts = _style(), [_library(), _script()]
    sizes = {"letter": LETTER, "line": LINE, "small": SMALL, "padding": PADDING, "gap": GAP}
    data = {
        "plans": plans,
        "links": verbs(),
        "kinds": [[kind, *words] for kind, words in KINDS.items()],
        "words": BOARD_WORDS,
        "sizes": sizes | {"margin": MARGIN, "inset": INSET},
        "quietFrom": QUIET_FROM,
        "pages": pages,
    }
    return {
        "policy": _policy(style, scripts, desk),
        "style": Markup(style),
        "scripts": [Markup(script) for script in scripts],
        "heading": plans[0]["title"] if plans else "",
        "data": data,
        "options": options,
    }


def _policy(style: str, scripts: list[str], desk: Desk | None) -> str:
    """What the page may do: run these scripts and no other, fetch nothing.

    The desk needs a worker, WebAssembly in it, and its editor, which runs when it is first opened.
    """
    run = [_digest(script) for script in scripts]
    if desk:
        run += [_digest(editor_script(desk)), "'wasm-unsafe-eval'"]
    worker = "worker-src blob:; " if desk else ""
    return (
        f"default-src 'none'; script-src {' '.join(run)}; {worker}"
        f"style-src {_digest(style)}; img-src data: blob:; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _style() -> str:
    sheets = ("explorer.css", "desk.css")
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in sheets)


@cache
def _script() -> str:
    """Our own script: the files of templates/js, one after the other, in one scope."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "js").glob("*.js"))]
    return '(async () => {\n"use strict";\n' + "\n".join(parts) + "\n})();"


@cache
def _library() -> str:
    """The drawing library as pyvis ships it, without the pointer to its source map."""
    text = files("pyvis").joinpath(LIBRARY).read_text(encoding="utf-8").replace("\r\n", "\n")
    lines = [line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")]
    return "\n".join(lines).replace("</script", "<\\/script")


# ---------------------------------------------------------------------- one plan
def _plan(
    index: Index,
    plan: str,
    graphs: dict[str, networkx.DiGraph[str]],
    report: GapReport,
    compared: list[Refresh],
) -> tuple[list[View], dict[str, Any]]:
    """The views of a plan, and everything else the page knows of it."""
    members: dict[str, str] = {}
    facts = Facts(index, plan, lambda iri: members.get(iri, ""))
    everything = {node for graph in graphs.values() for node in graph}
    refresh = next((one for one in compared if one.new.plan == plan), None)
    earlier = _carried(refresh) if refresh else set()
    members |= {iri: short_name(iri, plan) for iri in everything | earlier}
    maker = Views(index, facts)
    built = [maker.build(name, graph) for name, graph in graphs.items()]
    if refresh:
        built.append(changes_view(index, refresh, lambda iri: members[iri]))
    views = [view for view in built if view]
    items = {}
    before = Facts(index, refresh.old.plan, facts.names) if refresh else facts
    for iri in sorted(members, key=index.order):
        old = refresh is not None and iri in refresh.old.items
        items[members[iri]] = (before if old else facts).card(iri)
        block = index.one(iri, "isInBlock")
        if block in members:
            items[members[iri]]["p"] = members[block]
        if within := [members[body] for body in index.all(iri, "isWithin") if body in members]:
            items[members[iri]]["u"] = within
    iri = plan_iri(plan)
    data = {
        "id": plan,
        "title": index.title(iri),
        "start": index.one(iri, "periodStart"),
        "end": index.one(iri, "periodEnd"),
        "document": index.title(d) if (d := index.one(iri, "hasDocument")) else "",
        "asOf": report.as_of.get(plan, ""),
        "items": items,
        "views": [_view(view) for view in views],
        "acronyms": _acronyms(index, plan),
        **_gaps(index, plan, report, members),
    }
    return views, data


# The views, in the order they are offered, with the networks that each shows.
NETWORKS = {
    "dependencies": ("dependencies",),
    "partner-load": ("partner-load",),
    "policy-links": ("policy-links", "pathways", "needs"),
    "governance": ("governance",),
}


def _networks(kg: Knowledge) -> dict[str, dict[str, networkx.DiGraph[str]]]:
    """By view, then by plan: the networks of the view as one. A view without any of them is left out."""
    from networkx import compose_all

    have = set(kg.networks())
    found = {}
    for view, names in NETWORKS.items():
        parts = [kg.networks_by_plan(name) for name in names if name in have]
        plans = {plan for part in parts for plan in part}
        if parts:
            found[view] = {p: compose_all([part[p] for part in parts if p in part]) for p in plans}
    return found


def _carried(refresh: Refresh) -> set[str]:
    """The items of both editions that the view of their refresh shows."""
    flows = [item for flow in refresh.flows for item in (*flow.earlier, *flow.later)]
    return {item.iri for item in (*flows, *refresh.gone, *refresh.come)} if flows else set()


def _view(view: View) -> dict[str, Any]:
    drawing = view.drawing
    return {
        "id": view.name,
        "title": view.title,
        "question": view.question,
        "how": list(view.how),
        "width": drawing.width,
        "height": drawing.height,
        "top": drawing.top,
        "headings": [
            {"level": h.level, "lines": h.lines, "lane": h.lane, "group": h.group,
             "x": h.x, "y": h.y, "w": h.w}
            for h in drawing.headings
        ],
        "rows": view.rows,
        "columns": view.columns,
        "none": view.none,
        "tags": view.tags,
        "tones": view.tones,
    }  # fmt: skip


def _acronyms(index: Index, plan: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in index.typed("AcronymEntry"):
        if index.in_plan(node, plan_iri(plan)):
            found.setdefault(index.one(node, "acronym"), []).extend(index.all(node, "expansions"))
    return found


def _add(net: Any, prefix: str, view: View, items: dict[str, Any]) -> None:
    """Put a view into the pyvis network; ids begin with plan and view, since each is drawn alone."""
    for card in view.drawing.cards:
        bar = [round(share, 3) for share in view.bars.get(card.item, ())]
        net.add_node(
            prefix + card.item, label=items[card.item]["t"], **_PLAIN, **_words(card.size),
            item=card.item, x=card.x, y=card.y, w=card.w, lane=card.lane, block=card.group, bar=bar,
        )  # fmt: skip
    for home, folded in view.inside.items():
        for inner, size in folded:
            label = items[inner.item]["t"]
            net.add_node(
                prefix + inner.item, label=label, **_PLAIN, **_words(size),
                item=inner.item, parent=home, hidden=True,
            )  # fmt: skip
    for link in view.links:
        net.add_edge(
            prefix + link.start,
            prefix + link.end,
            kind=link.kind,
            rows=list(link.rows),
            smooth=False,
        )


_PLAIN = {"shape": "custom", "color": "#ffffff", "physics": False}


def _words(size: Size) -> dict[str, Any]:
    return {"h": size.h, "lines": size.lines, "note": size.note}


# ---------------------------------------------------------------------- gaps
def _gaps(
    index: Index, plan: str, report: GapReport, members: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """The rules with their findings in this plan, as the report has them."""
    own = [finding for finding in report.findings if finding.plan == plan]
    rules = []
    for rule in dict.fromkeys(finding.rule for finding in own):
        header = report.rules.get(rule, {})
        first = next(finding for finding in own if finding.rule == rule)
        rules.append(
            {
                "id": rule,
                "severity": first.severity,
                "summary": header.get("summary", rule),
                "description": header.get("description", ""),
                "ground": first.ground,
            }
        )
    return {"rules": rules, "findings": [_finding(index, f, members) for f in own]}


def _finding(index: Index, finding: Finding, members: dict[str, str]) -> dict[str, Any]:
    found = {
        "rule": finding.rule,
        "at": _places(index, finding.focus, members),
        "message": finding.message,
        "advice": finding.advice,
        "quote": finding.quote,
        "where": finding.where,
        "accepted": finding.accepted,
    }
    return {key: value for key, value in found.items() if value}


def _places(index: Index, focus: str, members: dict[str, str]) -> list[str]:
    """The items a finding is to be marked at, the nearest first: an action, then its priority."""
    found: list[str] = []
    node = focus
    for _ in range(MOST_STEPS):
        if node in members:
            found.append(members[node])
        above = next((a for name in _UPWARDS if (a := index.one(node, name))), "")
        if not above and node not in members and node.startswith(THINGS):
            above = node.rsplit("/", 2)[0]
        if not above or above in (node, f"{THINGS}plan"):
            break
        node = above
    return list(dict.fromkeys(found))
