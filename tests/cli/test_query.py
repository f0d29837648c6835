"""`rrgraph query`: by name, by file, by pipe; what it answers and what it refuses."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("demo")

ASKED = "SELECT ?number ?title { ?a a rrg:Action ; rrg:number ?number ; rrg:title ?title } ORDER BY ?number"
DUE = ["due-between", "-p", "plan=demo"]


def refused(run: Run, *words: str, stdin: str = "") -> str:
    """What is said of a query that is not answered: exit status 2, and the old output stays."""
    Path("out").write_text("old")
    done = run("query", *words, "-o", "out", stdin=stdin)
    assert (2, "") == (done.exit_code, done.stdout)
    assert "old" == Path("out").read_text()
    return done.stderr


# ---------------------------------------------------------------------- what is asked
def test_a_file_a_pipe_and_words_typed_ask_the_same(run: Run) -> None:
    """And whichever it is, the answer is the same."""
    Path("mine.rq").write_text(ASKED)
    Path("mine.txt").write_text(ASKED)
    answers = [run("query", name).stdout for name in ("mine.rq", "./mine.txt")]
    answers.append(run("query", ASKED).stdout)
    answers.append(run("query", "-", stdin=ASKED).stdout)
    answers.append(run("query", "-", stdin=f"\ufeff{ASKED}".encode()).stdout)

    assert 1 == len(set(answers))
    assert "2 rows" in answers[0]


def test_a_question_is_asked_by_its_name_with_its_parameters(run: Run) -> None:
    """A default holds where nothing is given."""
    both = run("query", *DUE)
    none = run("query", *DUE, "-p", "from=2010-01-01", "-p", "to=2010-12-31")

    assert "by September 2009" in both.stdout and "1 row\n" in both.stdout
    assert "0 rows" in none.stdout
    assert "" == both.stderr


def test_the_questions_are_listed_by_topic_with_what_they_take(run: Run) -> None:
    """Neither rules nor the machine's own queries among them."""
    done = run("query", "--list")

    lines = done.stdout.splitlines()
    assert "time" in lines
    (at,) = (i for i, line in enumerate(lines) if line.split()[1:2] == ["due-between"])
    assert lines[at].startswith("  Q26 ") and "fall due" in lines[at]
    assert "from=2009-09-01  to=2009-09-30" in lines[at + 1]
    assert not any(line.split()[1:2] == ["no-lead"] for line in lines)
    assert max(map(len, lines)) < 140


def test_without_a_question_it_is_told_how_to_ask(run: Run) -> None:
    """Wrong use, exit status 2."""
    assert "`rrgraph query --list` shows the names." in refused(run)


# ---------------------------------------------------------------------- what is answered
def test_a_table_is_aligned_and_counted(run: Run) -> None:
    """As wide as it needs when piped, and without colour."""
    lines = run("query", "-", stdin=ASKED).stdout.splitlines()

    assert ["number", "title"] == lines[0].split()
    assert {"─"} == set(lines[1].strip())
    assert [["1.1.1", "Map provision"], ["1.2.1", "Talk"]] == [
        line.split(maxsplit=1) for line in (text.strip() for text in lines[2:4])
    ]
    assert "2 rows" == lines[4]


@pytest.mark.parametrize(
    ("sparql", "said"), [("ASK { ?p a rrg:Plan }", "yes"), ("ASK { 1 a 2 }", "")]
)
def test_a_yes_or_no_question_is_answered_in_a_word(run: Run, sparql: str, said: str) -> None:
    """Not by the exit status, which speaks of faults."""
    done = run("query", "-", stdin="ASK { ?p a rrg:Nothing, rrg:Plan }" if not said else sparql)
    assert (0, f"{said or 'no'}\n") == (done.exit_code, done.stdout)


def test_triples_are_turtle_with_the_prefixes_we_use(run: Run) -> None:
    """No format need be named."""
    done = run("query", "-", stdin="CONSTRUCT { ?p a rrg:Plan } WHERE { ?p a rrg:Plan }")
    assert "@prefix rrg: <https://w3id.org/rrgraph/def#> ." in done.stdout
    assert "a rrg:Plan" in done.stdout


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "md"])
def test_a_parameter_is_no_column_of_the_answer(run: Run, form: str) -> None:
    """It was given, and would be the same in every row; the rest stays as it is."""
    columns = ["latest", "number", "title", "printed", "basis", "item", "milestone"]
    answer = run("query", *DUE, "--format", form).stdout

    if form == "json":
        found = json.loads(answer)
        assert columns == found["head"]["vars"]
        (row,) = found["results"]["bindings"]
        assert set(columns) == set(row)
        assert {"type": "literal", "value": "by September 2009"} == row["printed"]
    elif form in ("csv", "tsv"):
        head, row = csv.reader(StringIO(answer), "excel-tab" if form == "tsv" else "excel")
        assert columns == [name.lstrip("?") for name in head]
        assert "by September 2009" == row[3]
    else:
        assert columns == answer.splitlines()[0].replace("|", " ").split()
        assert "by September 2009" in answer


def test_an_answer_goes_into_a_file(run: Run) -> None:
    """Whole; where it went is said beside it."""
    shown = run("query", *DUE, "--format", "csv")

    done = run("query", *DUE, "--format", "csv", "-o", "due.csv")

    assert (0, "", "wrote due.csv\n") == (done.exit_code, done.stdout, done.stderr)
    assert shown.stdout_bytes == Path("due.csv").read_bytes()


# ---------------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["from=2009-02-31"], 'from="2009-02-31" is not a day such as 2009-09-30.'),
        (["from=september"], 'from="september" is not a day'),
        (["frm=2009-09-01"], 'no parameter "frm". Did you mean "from"?'),
        (["colour=red"], "It has: plan, from, to."),
        (["plan=demmo"], 'There is no plan "demmo". Did you mean "demo"?'),
        (["plan=a b"], 'plan="a b" cannot be the name of an item.'),
        (["plan"], '-p "plan" must be KEY=VALUE.'),
        (["=demo"], 'no parameter ""'),
    ],
)
def test_a_parameter_is_held_to_its_kind_and_to_what_there_is(
    run: Run, words: list[str], told: str
) -> None:
    """No answer is better than an empty one that looks like an answer."""
    options = [option for word in words for option in ("-p", word)]
    assert told in refused(run, "due-between", *options)


def test_an_item_that_there_is_not_is_told_with_the_nearest(run: Run) -> None:
    """As for a name of a question."""
    told = refused(run, "block-refers-to", "-p", "block=demo/priority/1.3")
    assert 'There is no item "demo/priority/1.3". Did you mean "demo/priority/1.' in told
    assert 'Did you mean "due-between"?' in refused(run, "due-betwen")
    assert "Say which block is meant." in refused(run, "block-refers-to")


@pytest.mark.parametrize(
    ("sparql", "place"),
    [("SELECT ?a {\n  ?a a }", "2:9"), ("SELECT ?a", "1:10"), ("", "1:1"), ("\n\nhello", "3:6")],
)
def test_a_mistake_in_sparql_is_told_with_its_place(run: Run, sparql: str, place: str) -> None:
    """In a file and in what was piped."""
    Path("mine.rq").write_text(sparql)
    assert refused(run, "mine.rq").startswith(f"mine.rq:{place}: this is not SPARQL: ")
    told = refused(run, "-", stdin=sparql)
    assert told.startswith(f"standard input:{place}: this is not SPARQL: ")


def test_a_warning_moves_no_cursor(run: Run) -> None:
    """Whatever signs stand in the query that it speaks of."""
    done = run("query", "PREFIX rrg: <\x1b[2Jhttps://example.org/> ASK { ?s rrg:\u202ea ?o }")
    assert "Warning: rrg: stands for <[2Jhttps://example.org/>" in done.stderr
    assert not {"\x1b", "\u202e"} & set(done.stderr)


def test_an_update_that_is_typed_is_told_as_one(run: Run) -> None:
    """It is no name of the library."""
    assert refused(run, "DROP ALL").startswith("the query typed:1:1: DROP is an update")


def test_sparql_with_a_slip_in_its_first_word_is_taken_for_no_name(run: Run) -> None:
    """And what is longer than the name of a file can be is no fault of a file."""
    told = refused(run, "SELEC ?a { ?a a rrg:Action }")
    assert told.startswith("the query typed:1:10: this is not SPARQL: ")
    assert "There is no query" in refused(run, "SELEC ?a " * 100)


def test_a_caret_stands_under_the_place_of_a_mistake(run: Run) -> None:
    """Also in a very long line, of which the part around it is shown."""
    lines = refused(run, "-", stdin="SELECT ?a {\n  ?a a }").splitlines()
    assert ["      ?a a }", "            ^"] == lines[1:3]
    lines = refused(run, "-", stdin=f"SELECT ?a {{ ?a {'a' * 500} }}").splitlines()
    assert len(lines[1]) <= 80
    assert "^" == lines[2].strip()


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("INSERT DATA { <a:b> <a:c> 1 }", "mine.rq:1:1: INSERT is an update, not a question"),
        ("# all\nPREFIX a: <http://a#>\ndelete where { ?s ?p ?o }", "mine.rq:3:1: DELETE is an"),
        ("DROP ALL", "mine.rq:1:1: DROP is an update"),
        ("LOAD <file:///etc/hostname>", "mine.rq:1:1: LOAD is an update"),
        ("ASK {} ; DROP ALL", "mine.rq:1:14: this is not SPARQL"),
    ],
)
def test_an_update_is_refused(run: Run, sparql: str, told: str) -> None:
    """The graph changes by its files alone."""
    Path("mine.rq").write_text(sparql)
    assert told in refused(run, "mine.rq")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "the query cannot be read: No such file"),
        (lambda path: path.mkdir(), "the query cannot be read: Is a directory"),
        (lambda path: path.write_bytes(b"ASK {} # \xff"), "the query is not UTF-8 text"),
        (lambda path: path.write_text("ASK {}", encoding="utf-16"), "the query is not UTF-8 text"),
        (lambda path: path.write_bytes(b"ASK \0 {}"), "this is not SPARQL"),
        (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
        (os.mkfifo, "this is no ordinary file"),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 10**8), "is too large"),
    ],
)
def test_a_file_that_is_no_query_is_told(run: Run, make: Callable[[Path], None], told: str) -> None:
    """With its name, and without waiting for it or reading it whole."""
    make(Path("mine.rq"))
    said = refused(run, "mine.rq")
    assert said.startswith("mine.rq")
    assert told in said


def test_a_store_that_cannot_be_reached_is_told(run: Run) -> None:
    """A query may name one by SERVICE; nothing listens there."""
    sparql = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    for form in ("table", "json"):
        said = refused(run, "-", "--format", form, stdin=sparql)
        assert said.startswith("Error: What the query asks of another store failed")


# ---------------------------------------------------------------------- help, sources, limits
def test_a_term_that_the_ontology_does_not_have_is_warned_of(run: Run) -> None:
    """It would match nothing, in silence; a word in a text or comment is no term."""
    done = run("query", "-", stdin="SELECT ?a { ?a rrg:isLeadBy ?b } # rrg:nothing")
    assert 0 == done.exit_code
    (warning,) = (x for x in done.stderr.splitlines() if x.startswith("Warning: "))
    assert 'no term rrg:isLeadBy. Did you mean "isLedBy"?' in warning


def test_of_an_empty_answer_it_is_told_which_pattern_matches_nothing(run: Run) -> None:
    """Of the patterns that must match; what is optional may be missing."""
    asked = "SELECT ?a { ?a a rrg:Action ; rrg:sameBodyAs ?b OPTIONAL { ?a rrg:reporter ?c } }"
    done = run("query", "-", stdin=asked)
    assert "0 rows" in done.stdout
    assert "Nothing was found: nothing matches ?a rrg:sameBodyAs ?b.\n" == done.stderr
    assert "" == run("query", "-", stdin=ASKED).stderr


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("?a rrg:number 1.1", """nothing matches ?a rrg:number "1.1"^^xsd:decimal. Did you mean "1.1"?"""),
        ('?a rrg:title "Map provison"', 'Did you mean "Map provision"?'),
        ("?a a <https://w3id.org/rrgraph/def#Acton>", "Did you mean rrg:Action?"),
        ("?a skos:prefLable ?b", "Did you mean skos:prefLabel?"),
        (
            "?a a rrg:Action ; rrg:isLedBy ?b . ?b a rrg:Priority",
            "?b rdf:type rrg:Priority matches something alone, but nothing that matches "
            "?a rdf:type rrg:Action . ?a rrg:isLedBy ?b.",
        ),
        ('?a rrg:number ?n FILTER(?n = "9")', "all patterns match together, so a FILTER,"),
    ],
)  # fmt: skip
def test_of_an_empty_answer_it_is_told_what_would_be_found(run: Run, where: str, told: str) -> None:
    """A wrong kind of value, a mistyped name, two patterns that never meet, a filter."""
    (said,) = run("query", "-", stdin=f"SELECT ?a {{ {where} }}").stderr.splitlines()
    assert said.startswith("Nothing was found: ")
    assert told in said


def test_no_number_is_offered_in_place_of_another(run: Run) -> None:
    """The nearest number is as wrong as any."""
    done = run("query", "-", stdin='SELECT ?a { ?a rrg:number "1.1.9" }')
    assert 'Nothing was found: nothing matches ?a rrg:number "1.1.9".\n' == done.stderr


def test_empty_triples_are_told_of_but_no_is_an_answer(run: Run) -> None:
    """And of a shipped question only what is not there at all."""
    built = "CONSTRUCT { ?a a rrg:Plan } WHERE { ?a rrg:sameBodyAs ?b }"
    assert "Nothing was found" in run("query", "-", stdin=built).stderr
    assert "" == run("query", "-", stdin="ASK { ?a rrg:sameBodyAs ?b }").stderr


def test_a_prefix_that_nobody_declared_is_told_at_its_place(run: Run) -> None:
    """With the nearest of those that need no declaration."""
    told = refused(run, "-", stdin="SELECT ?a {\n  ?a a skso:Action }").splitlines()
    assert told[0] == "standard input:2:8: nobody has said what the prefix skso: stands for"
    assert told[1:3] == ["      ?a a skso:Action }", "           ^"]
    assert 'Did you mean "skos"?' in told[3]


def test_a_known_prefix_that_stands_for_something_else_is_warned_of(run: Run) -> None:
    """Every name of ours would match nothing; the usual declaration is no news."""
    done = run("query", "-", stdin="PREFIX rrg: <http://a/>\nSELECT ?a { ?a a rrg:Action }")
    assert done.stderr.startswith("Warning: rrg: stands for <http://a/> in this query; the plans")
    usual = f"PREFIX rrg: <https://w3id.org/rrgraph/def#>\n{ASKED}"
    assert "" == run("query", "-", stdin=usual).stderr


def test_the_place_of_each_answer_is_added(run: Run) -> None:
    """Where the items of a row stand, with their words, in any format."""
    asked = "SELECT ?a ?number { ?a a rrg:Action ; rrg:number ?number } ORDER BY ?number"
    text = run("query", "-", "--sources", "--format", "csv", stdin=asked).stdout
    head, *rows = csv.reader(StringIO(text))
    assert ["a", "number", "sources"] == head
    assert all(row[2].startswith("demo, section 9") and "“" in row[2] for row in rows)
    assert "“Map provision”" in rows[0][2]


def test_of_a_body_the_first_of_its_places_is_told(run: Run) -> None:
    """Where it is printed, not where something else is that was computed to be its own."""
    (row,) = csv.DictReader(
        StringIO(
            run("query", "lead-load", "-p", "plan=demo", "--sources", "--format", "csv").stdout
        )
    )
    assert row["sources"].startswith("demo, section 9, row 1.1.1, LEAD: “")
    assert "OBJECTIVES" not in row["sources"]


def test_what_is_judged_or_computed_can_be_left_out(
    run: Run, make_graph: Callable[..., Path]
) -> None:
    """Who leads an action is printed; that a lead's body is part of another is computed."""
    asked = "SELECT ?a ?b { ?a rrg:isLedBy ?b }"
    done = run("query", "-", "--stated-only", stdin=asked)
    assert "1 row\n" in done.stdout
    assert "" == done.stderr
    judged = "SELECT ?a { ?a a rrg:EditorialNote }"
    computed = "SELECT ?a ?b { ?a rrg:isWithin|rrg:sameBodyAs ?b }"
    for sparql in (judged, computed):
        assert "0 rows" in run("query", "-", "--stated-only", stdin=sparql).stdout


def test_a_query_without_end_is_stopped(run: Run) -> None:
    """With a word on what to do."""
    asked = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    told = refused(run, "-", "--seconds", "0.5", stdin=asked)
    assert "was stopped after 0.5 seconds. Ask for less" in told


def test_a_workbook_goes_into_a_file(run: Run) -> None:
    """Numbers are numbers, no text is a formula."""
    asked = 'SELECT ("=1+1" AS ?text) (5 AS ?n) {}'
    run("query", "-", "--format", "xlsx", "-o", "answer.xlsx", stdin=asked)
    sheet = openpyxl.load_workbook("answer.xlsx").active
    assert [("text", "n"), ("'=1+1", 5)] == list(sheet.iter_rows(values_only=True))


def test_trig_is_for_triples_and_a_table_for_rows(run: Run) -> None:
    """The other way round it is told which formats fit."""
    built = "CONSTRUCT { ?p a rrg:Plan } WHERE { ?p a rrg:Plan }"
    assert "a rrg:Plan" in run("query", "-", "--format", "trig", stdin=built).stdout
    assert "use --format trig, ttl." in refused(run, "-", "--format", "csv", stdin=built)
    told = refused(run, "-", "--format", "ttl", stdin=ASKED)
    assert "use --format csv, json, md, table, tsv, xlsx." in told


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("", "Nothing was asked"),
        ("SELECT ?a { ?a rrg:number 2.2.2 }", 'is a text: write "2.2.2"'),
        ("SELECT ?a, ?b { ?a rrg:title ?b }", "stand apart by blanks, not commas"),
        ("SELECT ?a { ?a rrg:title ?b } ORDER ?b", "Write ORDER BY."),
        ("SELECT ?b COUNT(?a) { ?a rrg:title ?b } GROUP BY ?b", "(COUNT(?item) AS ?items)"),
        ("SELECT ?b (COUNT(?a) AS ?n) { ?a rrg:title ?b }", "or name it in GROUP BY"),
        ("SELECT ?a { ?a rrg:isLedBy <agency/nacro> }", "Write the IRI whole"),
    ],
)
def test_a_slip_that_many_make_is_told_with_what_to_write(run: Run, sparql: str, told: str) -> None:
    """Where the engine only says what it expected."""
    lines = refused(run, "-", stdin=sparql)
    assert "this is not SPARQL" in lines
    assert told in lines


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        (
            "SELECT ?bdy { ?a rrg:isLedBy ?body }",
            '?bdy stands in no pattern, so its column is empty. Did you mean "body"?',
        ),
        (
            'SELECT ?a { ?a rrg:isLedBy "Nacro" }',
            'What stands there is an item, not a text: ask of ?it, and ?it rdfs:label "Nacro".',
        ),
        (
            'SELECT ?m { ?m rrg:latest ?d FILTER(?d > "2009-12-31") }',
            '"2009-12-31" is a text; a day is "2009-12-31"^^xsd:date.',
        ),
    ],
)
def test_a_slip_that_the_engine_lets_pass_is_told(run: Run, sparql: str, told: str) -> None:
    """The answer is empty, or a column of it."""
    done = run("query", "-", "--format", "csv", stdin=sparql)
    assert 0 == done.exit_code
    assert told in done.stderr


def test_a_parameter_without_p_is_told_how_to_write_it(run: Run) -> None:
    """As many a one forgets."""
    lines = refused(run, "led-by", "party=agency/nacro")
    assert '"party=agency/nacro" is one word too many. Write -p party=agency/nacro.' in lines
