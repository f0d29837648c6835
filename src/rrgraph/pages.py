"""The pages' common frame: one template folder, autoescape on, a policy that lets nothing load."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rrgraph.findings import Finding, day_in_words
from rrgraph.iris import THINGS

TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day_in_words,
        "explorer_link": explorer_link,
        "explorer_item": explorer_item,
        "column_words": column_words,
    }
    return environment


VIEW_OF = {  # by the first word of a shared item's name; a plan's own items stand among its priorities
    "agency": "partner-load",
    "psa": "policy-links",
    "indicator": "policy-links",
    "pathway": "policy-links",
    "need": "policy-links",
}


def explorer_link(finding: Finding, rules: Mapping[str, Mapping[str, str]]) -> str:
    """Where the explorer, in the same folder, shows the item of a finding and its rule's marks."""
    view = rules.get(finding.rule, {}).get("view", "")
    return explorer_item(finding.focus, finding.plan, view, gaps=finding.rule)


def explorer_item(item: str, plan: str, view: str = "", gaps: str = "") -> str:
    """Where the explorer, in the same folder, shows an item of a plan, in one of its views."""
    inside = item.removeprefix(THINGS).split("/")
    given = {"plan": plan, "view": view or VIEW_OF.get(inside[0], "dependencies"), "sel": item}
    drawn = [["plan", plan, kind] for kind in ("priority", "action")]
    if inside[0] == "plan" and inside[:3] not in drawn:
        del given["sel"]  # the whole plan, a promise, what was dropped: no item of the drawing
    return f"explorer.html#{urlencode(given | ({'gaps': gaps} if gaps else {}))}"


def column_words(name: str) -> str:
    """The heading of a column: `helped_by` -> `Helped by`."""
    return name.replace("_", " ").capitalize()


def render(template: str, *, root: str = "", script: str = "", **values: Any) -> str:
    """A page from `templates/<template>`; every value is text and stays text.

    `root` leads from the page's folder to that of the overview: `../` for a page one below.

    The page's own style is let through by its hash, everything else is forbidden: no script, no
    picture from elsewhere, no connection. With `script`, a file of the same folder, that one script
    is let through too, and may ask the server that the page came from.
    """
    from markupsafe import Markup

    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    code = (TEMPLATES / script).read_text(encoding="utf-8") if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    )
    if code:
        policy += f"; script-src '{_digest(code)}'; connect-src 'self'"
    page: str = (
        _environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(code), policy=policy, root=root, **values)
    )
    return page


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
