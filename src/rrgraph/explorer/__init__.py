"""The explorer: one HTML file that shows a plan as networks, matrices and tables, without a network.

The page is built on pyvis: `views` says what is shown and why, `layout` where each card stands,
`facts` what is known of an item, `page` puts all into one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rrgraph.explorer.desk import Desk
    from rrgraph.findings import GapReport
    from rrgraph.knowledge import Knowledge


def explorer_html(
    kg: Knowledge,
    report: GapReport,
    *,
    plan: str | None = None,
    pages: bool = False,
    desk: Desk | None = None,
) -> str:
    """The explorer as one HTML document: open it from anywhere, it loads nothing.

    Shows the plan named, or every plan with a switch between them; the gaps are those of `report`.
    `pages` adds links to `index.html` and `gaps.html`, for a page that stands beside them; `desk`
    (`rrgraph.explorer.desk.found()`) the Queries tab, where the graph can be asked in the page.
    """
    from rrgraph.explorer.page import page_html

    return page_html(kg, report, kg.check_plans([plan] if plan else []), pages=pages, desk=desk)


def write_explorer(
    kg: Knowledge, out: Path, *, plan: str | None = None, desk: Desk | None = None
) -> None:
    """Write the explorer to a file, with the gaps as of today (a past plan: as of its last day)."""
    from rrgraph.outputs import write_whole

    write_whole(out, explorer_html(kg, kg.gaps(), plan=plan, desk=desk))


__all__ = ["explorer_html", "write_explorer"]
