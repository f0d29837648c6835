"""The graph in the formats other tools read; one file a format, found by its file name.

An export module has `SUMMARY`, `SUFFIX` and `write(kg, out, plans)`, which writes bytes to `out`: of
the plans named, or of all. One that says `ONE_PLAN = True` writes of exactly one.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from rrgraph.errors import UsageError
from rrgraph.rooms import room

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge

names, load = room(__name__, __path__)


def exported(form: str, kg: Knowledge, plans: Sequence[str] = ()) -> bytes:
    """The plans named, or all, in one format.

    UsageError for a plan that there is not, and for several where the format holds one.
    """
    module = load(form)
    chosen = kg.check_plans(plans)
    if getattr(module, "ONE_PLAN", False) and len(chosen) != 1:
        known = ", ".join(chosen)
        raise UsageError(f"A file of this format holds one plan. Say which: --plan, of {known}.")
    out = BytesIO()
    module.write(kg, out, chosen if plans or len(chosen) == 1 else ())
    return out.getvalue()
