"""`python -m benchmarks.conformance`: what the public test suites say of the parts that rrgraph stands on.

The suites are not ours and are not kept here. RRGRAPH_SUITES names a folder with any of them, each
as published: `yaml-test-suite`, `json-ld-api` and `data-shapes`. `--each` says of every test what
came of it. The figures stand in docs/conformance.md.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks.measure import table
from rrgraph.reading import Record, Series, read_text

Outcomes = Iterator[tuple[str, str]]  # name of a test, what came of it


# ---------------------------------------------------------------------- YAML
_SHOWN = {
    "␣": " ",
    "∎\n": "",
    "↵": "",
    "⇔": "\ufeff",
    "←": "\r",
}  # how the suite shows what is blank
_ESCAPED = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", "\\b": "\b", "\\r": "\r"}


def yaml_cases(folder: Path) -> Outcomes:
    """Each document of the YAML test suite, as the reader of plan files takes it."""
    import yaml

    for path in sorted((folder / "src").glob("*.yaml")):
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, case in enumerate(cases):
            if "yaml" in case and not case.get("skip"):
                yield f"{path.stem}-{number}", _yaml_outcome(case)


def _yaml_outcome(case: dict[str, Any]) -> str:
    text = re.sub("—*»", "\t", case["yaml"])
    for shown, meant in _SHOWN.items():
        text = text.replace(shown, meant)
    source = read_text(text.removeprefix("\ufeff"), Path("case"), "case")
    if case.get("fail"):
        return "no YAML, refused" if source.faults else "no YAML, and taken"
    if source.faults:
        by_parser = any("this is not YAML" in fault.message for fault in source.faults)
        return "YAML that the parser refuses" if by_parser else "YAML that plan files may not hold"
    if "tree" not in case:
        return "YAML, taken; the suite says no value"
    same = _plain(source.record) == _value(case["tree"])
    return "YAML, read as the suite says" if same else "YAML, read otherwise"


def _plain(value: Any) -> Any:
    """A value as read, without the places."""
    if isinstance(value, Record):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, Series) else value


def _value(tree: str) -> Any:
    """The value that a list of events of the suite stands for, every scalar a text."""
    open_at: list[list[Any]] = [[]]
    for line in (line.lstrip() for line in tree.replace("␣", " ").splitlines()):
        if line[:4] in ("+MAP", "+SEQ"):
            open_at.append([])
        elif line[:4] in ("-MAP", "-SEQ"):
            held = open_at.pop()
            is_map = line[:4] == "-MAP"
            open_at[-1].append(dict(zip(held[::2], held[1::2], strict=True)) if is_map else held)
        elif line[:4] == "=VAL":
            words = re.search(r"[:'\"|>](.*)$", line[5:], re.DOTALL)
            said = re.sub(
                r"\\.", lambda found: _ESCAPED.get(found[0], found[0]), words[1] if words else ""
            )
            open_at[-1].append(said)
    return open_at[0][0] if open_at[0] else {}


# ---------------------------------------------------------------------- JSON-LD
def json_ld_cases(folder: Path) -> Outcomes:
    """Each JSON-LD document of the suite that is made into RDF, by the engine that reads our exports."""
    tests = folder / "tests"
    manifest = json.loads((tests / "toRdf-manifest.jsonld").read_text(encoding="utf-8"))
    for case in manifest["sequence"]:
        option = case.get("option", {})
        if (
            option.get("specVersion") == "json-ld-1.0"
            or option.get("processingMode") == "json-ld-1.0"
        ):
            outcome = "of JSON-LD 1.0 alone, not asked"
        elif option.keys() & {"expandContext", "produceGeneralizedRdf", "rdfDirection"}:
            outcome = "needs a setting that there is not, not asked"
        elif case["input"].endswith(".html"):
            outcome = "in a page of HTML, not asked"
        else:
            outcome = _json_ld_outcome(tests, manifest["baseIri"], case)
        yield case["@id"], outcome


def _json_ld_outcome(tests: Path, base: str, case: dict[str, Any]) -> str:
    import pyoxigraph

    kind = case["@type"][0]
    base_iri = case.get("option", {}).get("base", base + case["input"])
    try:
        data = (tests / case["input"]).read_bytes()
        read = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.JSON_LD, base_iri=base_iri)
        found = pyoxigraph.Dataset(read)
    except (SyntaxError, ValueError) as error:
        if "Negative" in kind:
            return "faulty, refused"
        return (
            "a context from the web, refused"
            if "context" in str(error).lower()
            else "sound, refused"
        )
    if "Negative" in kind:
        return "faulty, and taken"
    if "Syntax" in kind:
        return "sound, read as the suite says"
    expected = pyoxigraph.Dataset(
        pyoxigraph.parse((tests / case["expect"]).read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS)
    )
    for one in (found, expected):
        one.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return "sound, read as the suite says" if found == expected else "sound, read otherwise"


# ---------------------------------------------------------------------- SHACL
def shacl_cases(folder: Path, engine: str) -> Outcomes:
    """Each test of SHACL Core, by one of the two engines that `rrgraph check` knows."""
    import rdflib

    sh, sht = (rdflib.Namespace(f"http://www.w3.org/ns/{n}#") for n in ("shacl", "shacl-test"))
    mf = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
    core = folder / "data-shapes-test-suite" / "tests" / "core"
    for path in sorted(core.rglob("*.ttl")):
        graph = rdflib.Graph().parse(path)
        for case in graph.subjects(rdflib.RDF.type, sht.Validate):
            action = graph.value(case, mf.action)
            data, shapes = (
                _turtle(graph.value(action, sht[name]), path, graph)
                for name in ("dataGraph", "shapesGraph")
            )
            expected = graph.value(case, mf.result)
            name = f"{path.parent.name}/{path.stem}"
            if expected == sht.Failure:
                yield name, "a shape that means nothing, " + _refused(engine, data, shapes)
                continue
            try:
                report = _validated(engine, data, shapes)
            except Exception as error:  # whatever an engine raises is what came of it
                yield name, f"refused: {type(error).__name__}"
                continue
            found = report.value(predicate=rdflib.RDF.type, object=sh.ValidationReport)
            same = _results(report, found, sh) == _results(graph, expected, sh)
            yield name, "the report that the suite gives" if same else "another report"


def _refused(engine: str, data: Any, shapes: Any) -> str:
    try:
        _validated(engine, data, shapes)
    except Exception:  # each engine has its own
        return "refused"
    return "taken"


def _turtle(named: Any, path: Path, graph: Any) -> Any:
    """The graph that a test names: its own file, or one beside it."""
    import rdflib

    target = Path(str(named).removeprefix("file://"))
    return graph if target == path else rdflib.Graph().parse(target)


def _validated(engine: str, data: Any, shapes: Any) -> Any:
    import pyshacl
    import pyshacl_turbo

    module = pyshacl if engine == "pyshacl" else pyshacl_turbo
    _, report, _ = module.validate(data, shacl_graph=shapes)
    return report


def _results(graph: Any, report: Any, sh: Any) -> Counter[tuple[str, ...]]:
    """What a report says of which node, without the names of nodes that have none."""
    import rdflib

    asked = ("focusNode", "resultPath", "value", "resultSeverity", "sourceConstraintComponent")
    return Counter(
        tuple(
            "" if isinstance(value, rdflib.BNode | None) else value.n3()
            for value in (graph.value(result, sh[name]) for name in asked)
        )
        for result in graph.objects(report, sh.result)
    )


# ---------------------------------------------------------------------- all of them
SUITES: dict[str, tuple[str, str, Callable[[Path], Outcomes]]] = {
    "YAML": ("yaml-test-suite", "PyYAML", yaml_cases),
    "JSON-LD 1.1, to RDF": ("json-ld-api", "pyoxigraph", json_ld_cases),
    "SHACL Core, reference engine": ("data-shapes", "pyshacl", lambda f: shacl_cases(f, "pyshacl")),
    "SHACL Core, extra `fast`": ("data-shapes", "pyshacl-turbo", lambda f: shacl_cases(f, "turbo")),
}


@click.command()
@click.option("--each", is_flag=True, help="Say of each test what came of it.")
def main(each: bool) -> None:
    """Run the suites that are in the folder RRGRAPH_SUITES."""
    home = Path(os.environ.get("RRGRAPH_SUITES", "suites"))
    rows: list[list[str]] = []
    for suite, (folder, package, cases) in SUITES.items():
        if not (home / folder).is_dir():
            click.echo(f"{suite}: there is no {home / folder}; set RRGRAPH_SUITES.", err=True)
            continue
        found = list(cases(home / folder))
        if each:
            click.echo(
                "".join(f"{suite}\t{name}\t{outcome}\n" for name, outcome in found), nl=False
            )
        for outcome, count in Counter(outcome for _, outcome in found).most_common():
            rows.append([suite, f"{package} {version(package)}", outcome, str(count)])
    if not rows:
        sys.exit(2)
    click.echo(table(["suite", "by", "what came of a test", "tests"], rows))


if __name__ == "__main__":
    main()
