"""From a workspace to checked records and quads: read every file, check its form, convert it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from rrgraph.dataset import Converter, Dataset
from rrgraph.errors import Fault, FaultyData, did_you_mean
from rrgraph.iris import TERMS
from rrgraph.keeping import Shelf
from rrgraph.progress import over
from rrgraph.reading import Record, Source
from rrgraph.store import Store
from rrgraph.structure import Schema, Structure
from rrgraph.triples import Writer
from rrgraph.vocabulary import Vocabulary
from rrgraph.workspace import Workspace


@dataclass
class Loaded:
    """Everything read from one workspace, with the faults that reading found."""

    workspace: Workspace
    vocabulary: Vocabulary
    dataset: Dataset
    sources: dict[str, list[Source]]  # plan -> its files; "" -> the registry's
    faults: list[Fault]
    _derived: Store | None = field(default=None, repr=False)

    def derived(self, constructs: Iterable[str]) -> Store:
        """The store with what queries derive in it as well: made once, by whoever asks first."""
        if self._derived is None:
            self._derived = self.store()
            self._derived.derive(constructs)
        return self._derived

    def store(self) -> Store:
        """A store with the vocabulary and every record, nothing derived yet."""
        store = Store()
        store.extend([*self.vocabulary.text, *_named(self.vocabulary.nameless)])
        writer = Writer(self.vocabulary.context())
        for graph, nodes in self.dataset.graphs.items():
            store.load_ntriples(writer.written(nodes), graph)
        return store

    def insist(self) -> None:
        """Raise FaultyData if there is any fault: only `check` works on faulty data."""
        if self.faults:
            raise FaultyData(self.faults)


def _named(quads: Iterable[Any]) -> Iterator[Any]:
    """Parts of the ontology with a name for each of their blank nodes, by the way that leads to it.

    A list of classes has blank nodes in Turtle. They would be called differently at every run, and
    two exports of one graph could not be compared, nor two graphs be merged without doubles.
    """
    from pyoxigraph import BlankNode, NamedNode, Quad

    quads = list(quads)
    owners: dict[Any, tuple[Any, str]] = {}
    siblings: Counter[tuple[Any, str]] = Counter()
    axioms: dict[Any, int] = {}  # owl:AllDisjointClasses and the like: nothing leads to these
    for quad in quads:
        if isinstance(quad.object, BlankNode):
            word = quad.predicate.value.rsplit("#", 1)[-1]
            siblings[quad.subject, word] += 1
            owners[quad.object] = (quad.subject, _times(word, siblings[quad.subject, word]))

    def name(node: Any) -> Any:
        way: list[str] = []
        while node in owners:
            node, word = owners[node]
            way.insert(0, word)
        if isinstance(node, BlankNode):
            node = NamedNode(f"{TERMS}axiom{axioms.setdefault(node, len(axioms) + 1)}")
        steps = [_times(word, len(list(again))) for word, again in groupby(way)]
        return NamedNode("-".join([node.value, *steps])) if way else node

    for quad in quads:
        yield Quad(name(quad.subject), quad.predicate, name(quad.object), quad.graph_name)


def _times(word: str, count: int) -> str:
    """A word, and how often where it is more than once: `members`, `rest12`."""
    return word if count == 1 else f"{word}{count}"


def load(workspace: Workspace) -> Loaded:
    """Read the registry and every plan of a workspace; faults are collected, not raised.

    Plans whose files have not changed since they were read last are taken as they were kept.
    """
    vocabulary = Vocabulary(workspace.ontology)
    structure = Structure()
    shelf = Shelf(workspace)
    sources = {"": shelf.sources("", workspace.registry_files())}
    for plan in over(workspace.plan_ids(), "Reading plans"):
        sources[plan] = shelf.sources(plan, workspace.plan_files(plan))
    faults = [fault for part in sources.values() for source in part for fault in source.faults]
    faults += [_stray(workspace.shown(path)) for path in workspace.strays()]

    schema = Schema(vocabulary)
    for source in sources[""]:
        structure.check(source.record, {"": source}, schema, "registry")
    for plan, parts in sources.items():
        if plan:
            faults.extend(_check_plan(plan, parts, structure, schema, workspace))

    converter = Converter(vocabulary, structure.suspects)
    for source in sources[""]:
        converter.registry(source)
    for plan, parts in sources.items():
        if plan:
            converter.plan(plan, parts)
    faults += (
        structure.faults
        + converter.dataset.faults
        + _dangling(converter.dataset, set(vocabulary.segments.values()))
    )
    return Loaded(workspace, vocabulary, converter.dataset, sources, sorted(set(faults)))


def _stray(shown: str) -> Fault:
    hint = "Let its name end in .yaml and put it into graph/, graph/frameworks/ or a plan's folder."
    return Fault(shown, 0, 0, "nobody reads this file", hint)


def _check_plan(
    plan: str, parts: list[Source], structure: Structure, schema: Schema, workspace: Workspace
) -> list[Fault]:
    """Merge a plan's parts by top-level key, and check the whole against the schema."""
    folder = workspace.shown(workspace.graph / "plans" / plan)
    if not parts or parts[0].path.name != "plan.yaml":
        hint = "Begin one with `id`, `title`, `periodStart`, `periodEnd`, `document`, `columns`."
        return [Fault(f"{folder}/plan.yaml", 0, 0, "the plan has no plan.yaml", hint)]
    merged, owners, faults = _merged(parts)
    if any(source.faults for source in parts) and not merged:
        return faults  # nothing could be read: the syntax faults say why
    if id(parts[0].record) in parts[0].unfinished:  # what follows in it is missing for that reason
        parts[0].unfinished.add(id(merged))
    structure.check(merged, {"": parts[0]} | owners, schema, "plan")
    if id(merged) in structure.suspects:
        structure.suspects.add(id(parts[0].record))
    for key, source in owners.items():
        if key not in merged:
            source.record.pop(key, None)
    written = merged.get("id")
    if isinstance(written, str) and written != plan:
        hint = "Give the folder and the plan the same name."
        message = f'the plan says its id is "{written}", its folder is called {plan}'
        faults.append(parts[0].fault(merged.places["id"], message, hint))
    return faults


def _merged(parts: list[Source]) -> tuple[Record, dict[str, Source], list[Fault]]:
    """A plan's parts as one record, the file that each key stands in, and keys that stand in two."""
    faults: list[Fault] = []
    owners: dict[str, Source] = {}
    merged = Record(parts[0].record.at)
    for source in parts:
        for key in list(source.record):
            if key in owners:
                hint = f"Keep it in {owners[key].shown}, or here, not in both."
                place = source.record.places[key]
                message = f"`{key}` stands in two files of the plan"
                faults.append(source.fault(place, message, hint))
                source.record.pop(key)
                continue
            owners[key] = source
            merged[key] = source.record[key]
            merged.places[key] = source.record.places[key]
    return merged, owners, faults


def _dangling(dataset: Dataset, segments: set[str]) -> list[Fault]:
    """Every reference whose target no file defines; it is taken out, so that nothing hangs on it.

    `segments` are the words in an IRI that say the kind of a node: what has one below the place
    that was meant hangs on another node, and is no likely meaning.
    """
    faults = []
    for reference in dataset.references:
        if reference.iri in dataset.types:
            continue
        home, _, word = reference.iri.rpartition("/")
        known = [
            iri.removeprefix(f"{home}/")
            for iri in dataset.places
            if iri.startswith(f"{home}/") and segments.isdisjoint(iri[len(home) :].split("/"))
        ]
        is_shared = "/plan/" not in home
        where = "the register" if is_shared else f"the plan's {home.rsplit('/', 1)[-1]} items"
        hint = f"{did_you_mean(word, known)} Otherwise add it to {where}.".strip()
        message = f'`{reference.key}` points at "{reference.written}", which no file defines'
        faults.append(reference.source.fault(reference.place, message, hint))
        reference.drop()
        dataset.suspects.add(reference.node["id"])
    return faults
