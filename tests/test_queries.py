"""Query files: what a header may say, what a parameter is, and what becomes of an answer."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner, Result

from rrgraph.cli._group import group
from rrgraph.errors import FaultyFile, UsageError
from rrgraph.iris import PREFIXES, THINGS, plan_iri
from rrgraph.queries import (
    HEADER_KEYS,
    OF_ONE_PLAN,
    REQUIRED_KEYS,
    Library,
    Query,
    as_iri,
    as_term,
    query_form,
    read_query,
)
from rrgraph.store import Store, bare
from rrgraph.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
SOUND = ROOT / "tests" / "sound"
HEADER = "#+ summary: S\n#+ question: Q?\n#+ topic: plan\n"

ReadText = Callable[..., Query]


@pytest.fixture
def read(tmp_path: Path) -> ReadText:
    """Read a query from a text, as a file of a folder of the library."""

    def reading(text: str, folder: str = "ask") -> Query:
        path = tmp_path / "asked.rq"
        path.write_bytes(text.encode())
        return read_query(path, folder)

    return reading


def told(read: ReadText, text: str, folder: str = "ask") -> str:
    """The one fault of a query file, without its folder."""
    with pytest.raises(FaultyFile) as raised:
        read(text, folder)
    (fault,) = raised.value.faults
    place = f"{fault.line}:" if fault.line else ""
    return f"{place} {fault.message} | {fault.hint}".strip()


# ---------------------------------------------------------------------- headers
def test_a_header_is_read_from_the_lines_that_begin_with_a_plus(read: ReadText) -> None:
    """Long entries may be folded; other comments are comments."""
    query = read(
        "#+ summary: 'Who: leads'\n# summary: not this\n#+ question: >-\n#+   Who\n"
        "#+   leads?\n#+topic: plan\nSELECT * {}"
    )

    assert "asked" == query.name
    assert {"summary": "Who: leads", "question": "Who leads?", "topic": "plan"} == query.header
    assert "" == query["description"]


def test_a_file_from_another_editor_is_read(read: ReadText) -> None:
    """With a byte order mark and the line ends of Windows."""
    query = read("\ufeff" + (HEADER + "SELECT ?_plan_iri {}").replace("\n", "\r\n"))

    assert "S" == query["summary"]
    assert ["plan"] == list(query.parameters)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER + "#+ sumary: x\n", '4: the header key "sumary" is unknown | Did you mean "summ'),
        (HEADER + "#+'xyz': x\n", '4: the header key "xyz" is unknown | Known are: asked-by, ba'),
        ("#+ question: Q?\n#+ topic: t\n", "1: the header lacks summary | Add a line `#+ summary"),
        (HEADER + "#+ topic: t\n", "4: the header: the key `topic` is repeated | It already sta"),
        (HEADER + "#+ basis\n", "5: the header: this is not YAML"),
        (HEADER + "#+ basis: [a]\n", '4: the header key "basis" is not one text | Write `#+ ba'),
        (HEADER + "#+ defaults: x\n", "4: the defaults of the header cannot be read | Write a l"),
        (HEADER + "#+ defaults:\n#+   - _a: [1]\n", "4: the defaults of the header cannot be re"),
        (
            HEADER + "#+ defaults:\n#+   - _plam: x\n",
            '4: the header gives a default for "plam", which is no parameter | Did you mean "plan"',
        ),
    ],
)
def test_each_fault_of_a_header_is_told_with_its_line(read: ReadText, text: str, says: str) -> None:
    """Nothing of a header is lost in silence to a slip of the pen."""
    assert told(read, text + "SELECT ?_plan {}").startswith(says)


@pytest.mark.parametrize("folder", sorted(HEADER_KEYS))
def test_every_folder_of_queries_holds_a_header_to_its_own_keys(
    read: ReadText, folder: str
) -> None:
    """What one folder needs, another may not know."""
    for key in REQUIRED_KEYS[folder]:
        others = "".join(f"#+ {k}: x\n" for k in sorted(REQUIRED_KEYS[folder] - {key}))
        assert f"the header lacks {key}" in told(read, others + "ASK {}", folder)
    unknown = "severity" if folder != "gaps" else "question"
    assert f'"{unknown}" is unknown' in told(read, f"#+ {unknown}: x\nASK {{}}", folder)


@pytest.mark.parametrize("folder", OF_ONE_PLAN)
def test_what_is_made_plan_by_plan_is_asked_of_one_plan(read: ReadText, folder: str) -> None:
    """So that a plan does not pay for the others in the graph."""
    header = "".join(f"#+ {key}: x\n" for key in REQUIRED_KEYS[folder])
    line = header.count("\n") + 1
    assert told(read, header + "SELECT ?plan {}", folder).startswith(
        f"{line}: the query is not asked of one plan | Write ?_plan_iri"
    )
    assert read(header + "SELECT ?_plan_iri {}", folder).parameters


def test_a_query_of_ones_own_needs_no_header(read: ReadText) -> None:
    """SPARQL alone is enough outside the library."""
    assert {} == read("SELECT * {}", "").header


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "the query cannot be read: Is a directory"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "the query is not UTF-8 text"),
        (lambda path: None, "the query cannot be read: No such file"),
    ],
)
def test_a_file_that_is_no_text_is_told(
    tmp_path: Path, make: Callable[[Path], None], says: str
) -> None:
    """A folder, another encoding, nothing at all."""
    path = tmp_path / "asked.rq"
    make(path)
    with pytest.raises(FaultyFile, match=says):
        read_query(path)


def test_a_library_is_in_the_order_of_names_and_finds_by_name(tmp_path: Path) -> None:
    """Questions before rules of the same name; files of other kinds are left alone."""
    for folder in ("ask", "gaps"):
        (tmp_path / folder).mkdir()
    rule = "".join(f"#+ {key}: x\n" for key in REQUIRED_KEYS["gaps"])
    for path, text in {
        "ask/b.rq": HEADER, "ask/a.rq": HEADER, "ask/notes.txt": "x", "gaps/b.rq": rule,
        "gaps/c.rq": rule,
    }.items():  # fmt: skip
        (tmp_path / path).write_text(f"{text}ASK {{}}")
    library = Library(tmp_path)

    assert ["a", "b"] == [query.name for query in library.all("ask")]
    assert ["ask", "gaps"] == [library.find(name).path.parent.name for name in ("b", "c")]
    with pytest.raises(UsageError, match=r'There is no query "\.\./ask/a"'):
        library.find("../ask/a")


# ---------------------------------------------------------------------- forms and words
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "SELECT"),
        ("ASK{}", "ASK"),
        ("BASE <http://select.me/> PREFIX ask: <http://ask#> CONSTRUCT {} WHERE {}", "CONSTRUCT"),
        ("# to ASK is human\nPREFIX : <http://x#> # SELECT\nDESCRIBE <http://x/ask>", "DESCRIBE"),
        ("INSERT DATA { <a:b> <a:c> 'SELECT' }", ""),
        ("ask-me", ""),
        ("select.all", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_word(text: str, form: str) -> None:
    """Behind the prologue; neither a prefix, a comment nor the name of a query misleads."""
    assert form == query_form(text)


def test_texts_iris_and_comments_are_no_words_of_a_query() -> None:
    """Each kind of quotes, escapes included; what only looks like one stays."""
    text = (
        "a '#1' \"it's\" '''two\n'lines' # no''' \"\"\"\\\"\"\"\" b <http://x#y> "
        "?c < ?d # e 'f\n&& ?g > 1"
    )
    assert ["a", "b", "?c", "<", "?d", "&&", "?g", ">", "1"] == bare(text).split()


# ---------------------------------------------------------------------- parameters
def test_a_parameter_says_of_what_kind_it_is(read: ReadText) -> None:
    """By the last part of its name; those in texts and comments are none."""
    query = read(
        HEADER + "SELECT ?_who ?_plan_iri ?_from_date $_most_integer ?_share_decimal ?_of_what "
        "{ FILTER('?_no' = \"$_no\") } # ?_never\n#?_nor"
    )

    kinds = {name: kind for name, (_, kind) in query.parameters.items()}
    assert kinds == {
        "who": "text", "plan": "iri", "from": "date", "most": "integer", "share": "decimal",
        "of_what": "text",
    }  # fmt: skip
    assert "_plan_iri" == query.parameters["plan"][0]


def test_a_default_holds_until_a_value_is_given(read: ReadText) -> None:
    """What has neither stays open."""
    query = read(HEADER + "#+ defaults:\n#+   - _who: yhip\nSELECT ?_who ?_when_date {}")

    assert {"_who": pyoxigraph.Literal("yhip")} == query.bindings({})
    assert {"_who": pyoxigraph.Literal("goyh")} == query.bindings({"who": "goyh"})


@pytest.mark.parametrize(
    ("kind", "written", "datatype"),
    [
        ("date", "2009-09-30", "date"),
        ("integer", "-12", "integer"),
        ("decimal", "12.5", "decimal"),
        ("decimal", "12", "decimal"),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(kind: str, written: str, datatype: str) -> None:
    """So that it compares as a day or a number, not as a text."""
    typed = pyoxigraph.NamedNode(PREFIXES["xsd"] + datatype)
    assert pyoxigraph.Literal(written, datatype=typed) == as_term("n", written, kind)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *(("date", text) for text in ("2009-9-30", "2009-02-30", "30.9.2009", "20090930", "")),
        *(("integer", text) for text in ("1.0", "1e3", "x", "١", "")),
        *(("decimal", text) for text in ("1e3", "1,5", ".5", "NaN", "")),
        *(("iri", text) for text in ("a b", "x>", "x}", "https://a b")),
    ],
)
def test_a_value_of_another_kind_is_refused_with_an_example(kind: str, written: str) -> None:
    """Before any question is asked with it."""
    with pytest.raises(UsageError) as raised:
        as_term("given", written, kind)
    assert str(raised.value).startswith(f'given="{written}"')
    assert "such as" in str(raised.value)


def test_what_would_end_a_query_is_bound_as_the_text_it_is(read: ReadText) -> None:
    """Nothing a person writes is ever read as SPARQL."""
    hostile = """x" } ; DROP ALL # ' \\ \n <http://x>"""
    query = read(HEADER + "SELECT ?_said (STRLEN(?_said) AS ?long) {}")

    (row,) = Store().query(query.text, query.bindings({"said": hostile}))
    assert (hostile, str(len(hostile))) == (row["_said"].value, row["long"].value)


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("demo/action/1.1", f"{plan_iri('demo')}/action/1.1"),
        ("agency/yhip", f"{THINGS}agency/yhip"),
        ("psa/23/priority-action/4", f"{THINGS}psa/23/priority-action/4"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_an_item_is_written_by_its_path(written: str, iri: str) -> None:
    """Of a plan, of the register, or in full."""
    assert iri == as_iri(written)


def test_every_kind_of_shared_thing_is_known_by_its_first_word() -> None:
    """A class that joins the register is written as those before it."""
    vocabulary = Vocabulary(ROOT / "ontology")
    free = {c.segment for c in vocabulary.collections if vocabulary.is_marked(c.cls, "isShared")}
    nested = {"priority-action"}  # below its agreement

    assert [] == [s for s in sorted(free - nested) if as_iri(f"{s}/x") != f"{THINGS}{s}/x"]


# ---------------------------------------------------------------------- on the command line
ODD = {
    "formula": "=HYPERLINK(1)", "quotes": 'say "hi", you', "lines": "one\r\ntwo\n", "blank": " x ",
    "markup": escape("<b>&</b>"), "letters": "Délivery – “plan”", "semicolon": "a;b|c\td",
}  # fmt: skip


def asked(sparql: str, *options: str) -> Result:
    """What `rrgraph query -` answers of the sound graph."""
    words = ["query", "-", "--graph", str(SOUND), *options]
    result = CliRunner().invoke(group, words, input=sparql.encode())
    assert 0 == result.exit_code, result.output
    return result


def odd_values() -> str:
    """A query whose one row has every odd text, an IRI, a number, a language and a hole."""
    literals = [f"({rdflib.Literal(text).n3()} AS ?{name})" for name, text in ODD.items()]
    return f'SELECT {" ".join(literals)} (<http://x/y> AS ?iri) (5 AS ?n) ("x"@en AS ?l) ?none {{}}'


def test_csv_is_read_back_by_any_reader_of_csv() -> None:
    """Commas, quotes, lines, leading blanks come back; what a spreadsheet would run is a text."""
    text = asked(odd_values(), "--format", "csv").stdout_bytes.decode()

    head, row = csv.reader(StringIO(text, newline=""), strict=True)
    values = dict(zip(head, row, strict=True))
    safe = ODD | {"formula": "'=HYPERLINK(1)", "lines": "one\ntwo\n"}
    assert safe == {name: values[name] for name in ODD}
    assert ("http://x/y", "5", "x", "") == tuple(values[k] for k in ("iri", "n", "l", "none"))


def test_tsv_keeps_the_terms_apart() -> None:
    """As SPARQL 1.1 writes them: one line a row, whatever stands in it."""
    lines = asked(odd_values(), "--format", "tsv").stdout.split("\n")

    assert 3 == len(lines)
    head, row = lines[0].split("\t"), lines[1].split("\t")
    assert len(head) == len(row) == len(ODD) + 4
    values = dict(zip(head, row, strict=True))
    assert ("<http://x/y>", "5", '"x"@en', "") == tuple(
        values[f"?{name}"] for name in ("iri", "n", "l", "none")
    )


def test_json_is_sparql_results_json() -> None:
    """Head, vars, bindings; type, value, language and datatype; no entry for a hole."""
    answer = json.loads(asked(odd_values(), "--format", "json").stdout)

    assert {"head", "results"} == set(answer)
    assert [*ODD, "iri", "n", "l", "none"] == answer["head"]["vars"]
    (row,) = answer["results"]["bindings"]
    literals: dict[str, Any] = {k: {"type": "literal", "value": v} for k, v in ODD.items()}
    integer = f"{PREFIXES['xsd']}integer"
    assert row == literals | {
        "iri": {"type": "uri", "value": "http://x/y"},
        "n": {"type": "literal", "value": "5", "datatype": integer},
        "l": {"type": "literal", "value": "x", "xml:lang": "en"},
    }
    yes = json.loads(asked("ASK {}", "--format", "json").stdout)
    assert True is yes["boolean"]


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
def test_another_engine_reads_the_answer_back(form: str) -> None:
    """The same rows are found in it by rdflib."""
    sparql = "SELECT ?title ?n { ?item a rrg:Action ; rrg:title ?title ; rrg:order ?n } ORDER BY ?n"
    content = asked(sparql, "--format", form).stdout

    read = rdflib.query.Result.parse(StringIO(content), format=form)
    assert ["Map provision", "Talk"] == [str(row.title) for row in read]


def test_turtle_is_for_triples_alone() -> None:
    """And a table for rows; the other way round is told."""
    triples = asked("CONSTRUCT WHERE { ?plan a rrg:Plan }", "--format", "ttl").stdout
    assert 1 == len(rdflib.Graph().parse(data=triples, format="turtle"))
    for sparql, form in (("SELECT * {}", "ttl"), ("CONSTRUCT WHERE {?s a rrg:Plan}", "csv")):
        words = ["query", "-", "--graph", str(SOUND), "--format", form]
        assert 2 == CliRunner().invoke(group, words, input=sparql).exit_code


def test_no_prefix_need_be_written() -> None:
    """Those of ours and those of the standards we use are known."""
    names = " ".join(f"({prefix}:x AS ?{prefix})" for prefix in PREFIXES)
    (row,) = json.loads(asked(f"SELECT {names} {{}}", "--format", "json").stdout)["results"][
        "bindings"
    ]
    assert {prefix: f"{base}x" for prefix, base in PREFIXES.items()} == {
        name: value["value"] for name, value in row.items()
    }


@pytest.mark.parametrize(
    ("term", "warning"),
    [
        ("rrg:Aktion", 'the ontology has no term rrg:Aktion. Did you mean "Action"?'),
        ("rrg:isLeadBy", 'the ontology has no term rrg:isLeadBy. Did you mean "isLedBy"?'),
        ("rrg:Action", ""),
        ("rrg:isLedBy", ""),
    ],
)
def test_a_term_that_there_is_not_is_warned_of(term: str, warning: str) -> None:
    """It would match nothing, in silence; the answer is given all the same."""
    result = asked(f"ASK {{ ?s a rrg:Plan OPTIONAL {{ ?s ?p {term} }} }}")

    assert "yes\n" == result.stdout
    assert (f"Warning: {warning}\n" if warning else "") == result.stderr
