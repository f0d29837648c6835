"""One list of findings in every format: the same counts, the same words, and text stays text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document

from rrgraph import reports
from rrgraph.findings import BOARD_WORDS, SEVERITIES, GapReport

from .made import EMPTY, HOSTILE, MIXED, RULES, THIRD, finding, graph, saved, written

KEYS = [
    *("rule", "severity", "plan", "focus", "label", "number", "message", "advice", "ground"),
    *("quote", "where", "file", "line", "accepted"),
]


@pytest.fixture(scope="module")
def county() -> GapReport:
    """The report on a whole plan."""
    return graph().gaps()


class Page(HTMLParser):
    """The elements of a page with what they hold, and whether each is closed where it should be."""

    VOID = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self, text: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.misplaced: list[str] = []
        self._open: list[str] = []
        self.found: list[str] = []  # what the cells of the table of questions say
        self._in_found = False
        self.feed(text)
        self.close()
        self.misplaced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag == "table":
            self._in_found = ("class", "found") in attrs
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends only where it is the last one open."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.misplaced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Keep text by the innermost element it stands in."""
        if self._in_found and self._open[-1:] == ["td"]:
            self.found.append(data)
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self, tag: str) -> str:
        """The text of all elements of a kind."""
        return "".join(self.texts.get(tag, []))


# ---------------------------------------------------------------------- one list, many formats
def open_by_rule(report: GapReport) -> dict[str, int]:
    """How many findings of each rule nobody has accepted."""
    return dict(Counter(f.rule for f in report.open))


@pytest.mark.parametrize("name", ["mixed", "county", "empty"])
def test_counts_agree_in_every_format(name: str, county: GapReport) -> None:
    """By severity and by rule; what is accepted is counted apart from what is open."""
    report = {"mixed": MIXED, "county": county, "empty": EMPTY}[name]
    counts = report.counts()
    as_json = json.loads(written("json", report))
    text, page = written("text", report), Page(written("html", report))

    in_json = Counter(f["severity"] for f in as_json["findings"] if not f["accepted"])
    assert counts == as_json["counts"]
    assert {s: in_json[s] for s in SEVERITIES} == {s: counts[s] for s in SEVERITIES}
    found = re.match(r"gaps: (\d+) errors?, (\d+) warnings?, (\d+) notes?", text)
    assert found
    assert [counts[s] for s in SEVERITIES] == [int(n) for n in found.groups()]
    said = ", ".join(f"{counts[s]} to {BOARD_WORDS[s].lower()}" for s in SEVERITIES)
    assert page.said("p").count(said) == 1

    by_rule = re.findall(r"\((\d+)\)  \[(.+)\]", text)
    assert open_by_rule(report) == {rule: int(count) for count, rule in by_rule}
    cells = re.findall(r"^(\d+)", "\n".join(page.found), re.MULTILINE)
    listed = [open_by_rule(report).get(rule, 0) for rule in report.by_rule()]
    assert listed == [int(cell) for cell in cells]


def test_every_finding_is_in_every_format(county: GapReport) -> None:
    """With what to do about it."""
    as_json = json.loads(written("json", county))
    text = " ".join(written("text", county).split())
    page = Page(written("html", county))

    assert [f.as_dict() for f in county.findings] == as_json["findings"]
    for f in county.findings:
        assert f.message in text
        assert f"{f.file}:{f.line}" in text
        assert f.message in page.said("strong")
        assert f.advice in page.said("p")
        assert f.quote in page.said("blockquote")


@pytest.mark.parametrize("form", ["text", "md", "html", "docx"])
def test_whoever_reads_sees_words_place_and_ground(form: str) -> None:
    """Of a report on several plans also which plan it is; of one on a single plan only the place."""
    single = GapReport({"demo": "2010-03-31"}, [finding(1)], RULES)
    both = GapReport(MIXED.as_of, [finding(1), finding(2, plan="other")], RULES)
    told, alone = _read(form, both), _read(form, single)

    assert "“words of 1” (demo, section 9, row 1)" in told
    assert "“words of 2” (other, section 9, row 2)" in told
    assert "“words of 1” (section 9, row 1)" in alone
    assert "rests on printed words" in alone.lower()
    assert "Fine when: Done." in alone


def _read(form: str, report: GapReport) -> str:
    """What a reader of the format sees, in paragraphs."""
    if form == "docx":
        return "\n".join(p.text for p in Document(BytesIO(saved(form, report))).paragraphs)
    text = written(form, report)
    if form == "html":
        return "\n".join(Page(text).said(tag) for tag in ("blockquote", "p", "span"))
    return text


def test_each_format_says_what_it_is() -> None:
    """The command line lists the folder."""
    known = {"text", "md", "html", "json", "csv", "sarif", "docx", "xlsx", "ics"}
    assert known <= set(reports.names())
    assert {"docx", "xlsx"} == {form for form in known if reports.is_binary(form)}
    modules = [reports.load(form) for form in reports.names()]
    assert [] == [m.__name__ for m in modules if not m.SUMMARY or not m.SUFFIX.startswith(".")]
    assert len(modules) == len({m.SUFFIX for m in modules})


@pytest.mark.parametrize("form", reports.names())
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    """The hour at which a file was made is not in it; a report without findings is written too."""
    make = saved if reports.is_binary(form) else written
    assert make(form, MIXED) == make(form, MIXED)
    assert make(form, EMPTY).strip()


def test_bytes_do_not_hang_on_the_order_in_which_python_keeps_a_set() -> None:
    """Two runs of the program write the same files."""
    run = (
        "import sys, rrgraph\n"
        "from hashlib import sha256\n"
        "from rrgraph import reports\n"
        "kg = rrgraph.open(sys.argv[1])\n"
        "for form in reports.names():\n"
        "    made = reports.rendered(form, kg.gaps(), kg)\n"
        "    made = made.encode() if isinstance(made, str) else made\n"
        "    print(form, sha256(made).hexdigest())\n"
    )
    told = []
    for seed in ("1", "2"):
        asked = [sys.executable, "-c", run, str(THIRD)]
        seeded = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(asked, env=seeded, capture_output=True, text=True, check=True)
        told.append(done.stdout)
    assert len(reports.names()) == len(told[0].splitlines())
    assert told[0] == told[1]


# ---------------------------------------------------------------------- text
def test_text_tells_the_worst_first_and_what_is_accepted_last() -> None:
    """Whatever the order of the list."""
    turned = GapReport(MIXED.as_of, MIXED.findings[::-1], RULES)
    lines = written("text", turned).splitlines()

    starts = [i for i, line in enumerate(lines) if re.match("DECIDE|MEND|NOTE|Accepted", line)]
    assert [lines[i].split(" ")[0] for i in starts] == ["DECIDE", "NOTE", "Accepted"]
    assert "gaps: 2 errors, 0 warnings, 1 note (2 more accepted)" == lines[0]
    assert ["demo, looked at on 2010-03-31", "other, looked at on 2016-01-01"] == lines[1:3]
    assert "  - Nobody leads 2: The board knows." in lines[starts[2] :]


def test_text_fits_a_terminal_and_names_the_line_to_mend() -> None:
    """No line is wider than 100 letters, however long a message is."""
    long = GapReport({}, [finding(7, message="word " * 60, advice="do " * 60)], RULES)
    text = written("text", long)

    assert max(map(len, text.splitlines())) <= 100
    assert "graph/plans/demo/actions.yaml:7" in text


def test_text_says_once_what_to_do_for_all_findings_of_a_rule() -> None:
    """With the first of them as the example."""
    text = written("text", GapReport({}, [finding(1), finding(2)], RULES))
    assert 1 == text.count("What to do:")
    assert "What to do: Ask 1. (Likewise for the others.)" in text


def test_text_says_what_to_do_of_a_whole_plan_below_it() -> None:
    """Since it is another thing than what to do of one item."""
    whole = finding(2, focus="https://w3id.org/rrgraph/id/plan/demo", advice="Add a column.")
    text = written("text", GapReport({"demo": ""}, [whole, finding(1), finding(3)], RULES))
    told = [line for line in text.splitlines() if "What to do:" in line]
    assert [
        "      What to do: Add a column.",
        "  What to do: Ask 1. (Likewise for the others.)",
    ] == told
    assert "(Likewise" not in written("text", GapReport({}, [whole, finding(1)], RULES))


# ---------------------------------------------------------------------- json
def test_json_has_the_keys_that_others_rely_on() -> None:
    """In this order, each finding the same, each value of its type."""
    report = json.loads(written("json", MIXED))

    assert ["as_of", "findings", "counts", "asides", "broken"] == list(report)
    assert {"demo": "2010-03-31", "other": "2016-01-01"} == report["as_of"]
    assert ["error", "warning", "note", "accepted"] == list(report["counts"])
    assert [KEYS] * 5 == [list(f) for f in report["findings"]]
    kinds = {key: type(value) for f in report["findings"] for key, value in f.items()}
    assert {key: int if key == "line" else str for key in KEYS} == kinds


def test_json_keeps_every_letter() -> None:
    """Markup as it is, letters beyond Latin readable."""
    report = GapReport({}, [finding(1, message=HOSTILE, label="Délivery – “plan” 😀")], RULES)
    text = written("json", report)

    assert HOSTILE == json.loads(text)["findings"][0]["message"]
    assert "Délivery – “plan” 😀" in text


# ---------------------------------------------------------------------- html
@pytest.mark.parametrize("pages", [False, True], ids=["alone", "beside the site"])
def test_html_loads_nothing(pages: bool, county: GapReport) -> None:
    """No script, picture, frame or style from elsewhere; the policy forbids it as well."""
    page = Page(written("html", county, pages=pages))

    loading = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "video"}
    assert {tag for tag, _ in page.elements} & loading == set()
    assert [] == [a for _, a in page.elements if {"src", "srcset", "style", "data"} & set(a)]
    assert [] == [k for _, a in page.elements for k in a if k.startswith("on")]
    away = [a["href"] for a in page.of("a") if re.match(r"(?i)\s*([a-z]+:|//)", a["href"])]
    assert [] == away
    assert not re.search(r"@import|url\(", page.said("style"))
    (policy,) = [m["content"] for m in page.of("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("pages", [False, True], ids=["alone", "beside the site"])
def test_html_has_its_landmarks_and_headings(pages: bool) -> None:
    """Language, title, one main, one h1, no level of headings left out, every element closed."""
    page = Page(written("html", MIXED, pages=pages))
    tags = Counter(tag for tag, _ in page.elements)

    assert [] == page.misplaced
    assert ["en-GB"] == [a["lang"] for a in page.of("html")]
    assert page.said("title").startswith("Gap report")
    assert {"main": 1, "h1": 1, "header": 1, "footer": 1, "nav": int(pages)} == {
        tag: tags[tag] for tag in ("main", "h1", "header", "footer", "nav")
    }
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_html_leads_from_each_line_of_the_contents_to_its_rule() -> None:
    """Every address within the page is there, and no name is used twice."""
    page = Page(written("html", MIXED))
    names = [a["id"] for _, a in page.elements if "id" in a]
    inside = [a["href"][1:] for a in page.of("a") if a["href"].startswith("#")]

    assert len(names) == len(set(names))
    assert {"no-lead", "shared-lead", "main", "contents"} == set(inside) <= set(names)
    assert {a["aria-labelledby"] for a in page.of("section")} <= set(names)


def test_html_shows_markup_as_the_text_it_is() -> None:
    """In a label, message, advice, quote, place and reason alike."""
    html = written("html", MIXED, pages=True)
    page = Page(html)

    assert "<script" not in html
    assert HOSTILE in page.said("strong")
    assert 2 == page.said("blockquote").count(HOSTILE)
    assert 2 == page.said("p").count(HOSTILE)  # the advice; the reason why it is accepted
    assert f": {HOSTILE}" in page.said("span")


def test_html_says_why_a_gap_is_accepted_and_when_a_rule_is_fine() -> None:
    """And the day in words."""
    said = Page(written("html", MIXED)).said("p")

    assert "Accepted by the partners: The board knows." in said
    assert "Fine when: Done." in said
    assert "is looked at on 31 March 2010" in said
    assert "No gaps were found." in Page(written("html", EMPTY)).said("p")


def test_html_links_into_the_explorer_only_where_one_stands_beside_it() -> None:
    """At the item, with the marks of the rule."""
    alone, beside = (Page(written("html", MIXED, pages=p)).of("a") for p in (False, True))

    assert [] == [a for a in alone if "explorer" in a["href"]]
    links = [a["href"] for a in beside if a["href"].startswith("explorer.html#")]
    assert 5 == len(links)
    assert "plan=demo" in links[0]
    assert links[0].endswith("action%2F1&gaps=no-lead")
