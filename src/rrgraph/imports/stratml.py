"""StratML (ISO 17469-1), Part 1 and Part 2, read into the files of a plan.

A file that `rrgraph export` wrote comes back as the plan that it was. In any other a goal is a theme
with one priority of the same name, and its objectives are the actions. What deviates from the schema
is told, and what can be read of it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.exports._stratml import PART_1, PART_2, Form, faults
from rrgraph.imports._elements import local
from rrgraph.imports._proposal import Change, Proposal
from rrgraph.imports._readers._safety import hold_size
from rrgraph.imports._stratml_plan import PlanReader
from rrgraph.knowledge import Knowledge
from rrgraph.progress import Advance

SUMMARY = "StratML, strategic and performance plans, Part 1 and Part 2"
SUFFIXES = (".xml", ".stratml")
_FORMS = {form.root: form for form in (PART_1, PART_2)}


def recognises(path: Path) -> bool:
    """Whether a file of XML is StratML, whatever the namespace that it gives."""
    return local(_parsed(path)) in _FORMS


def propose(
    path: Path, plan: str, kg: Knowledge, columns: Mapping[str, str], advance: Advance
) -> Proposal:
    """The files of a plan out of StratML; what it holds that a plan has no place for is listed.

    UsageError if the file is no sound XML, declares a document type, or holds no goal.
    """
    if columns:
        raise UsageError("StratML has elements, not columns: leave out --map.")
    root = _parsed(path)
    reader = PlanReader(kg, plan, path, advance)
    files = reader.read(root)
    proposal = Proposal(unknown=reader.unknown, unplaced=reader.unplaced)
    folder = kg.workspace.graph / "plans" / plan
    for name, text in files.items():
        proposal.files[name] = Change.at(folder / name, text)
    proposal.told = [reader.summary(), *reader.told, *_deviations(root)]
    return proposal


def _parsed(path: Path) -> Any:
    """The root of a file of XML that has no document type and reaches for nothing outside it."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring
    from lxml import etree

    hold_size(path)
    data = path.read_bytes()
    try:
        fromstring(data, forbid_dtd=True)
        safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(data, safe)
    except DefusedXmlException as error:
        said = f"{path} declares a document type or entities, which StratML needs none of"
        raise UsageError(f"{said}. It was not read.") from error
    except (ParseError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        said = f"{path} is no sound XML: {error}"
        raise UsageError(f"{said}. Mend it in an editor that checks XML.") from error


def _deviations(root: Any) -> list[str]:
    """What the schema of its part finds wrong, in a sentence each."""
    form: Form = _FORMS[local(root)]
    if root.tag != f"{{{form.namespace}}}{form.root}":
        said = root.tag.partition("}")[0].lstrip("{") if "}" in root.tag else "none"
        return [
            f"The namespace is {said}, not that of StratML Part {form.part}; it was read as such."
        ]
    found = faults(root, form)
    head = f"{len(found)} deviation{'s' * (len(found) != 1)} from StratML Part {form.part}:"
    return [head, *(f"  {one}" for one in found)] if found else []
