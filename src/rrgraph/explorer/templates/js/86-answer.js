// An answer of the desk: as a table whose items lead to their cards, and as CSV.

function drawAnswer({ yes, columns, rows, count, took }) {
  DESK.answered = yes === undefined;
  const time = `${Math.max(1, Math.round(took))} ms`;
  $("desk-csv").disabled = yes !== undefined;
  if (yes !== undefined) {
    $("desk-answer").replaceChildren(el("p", { class: "told" }, el("strong", {}, yes ? "Yes" : "No")));
    return deskSay(`${yes ? "Yes" : "No"}, in ${time}.`);
  }
  const cut = count > rows.length ? ` The first ${rows.length.toLocaleString("en-GB")} are shown; the CSV file has them all.` : "";
  deskSay(`${count.toLocaleString("en-GB")} ${count === 1 ? "row" : "rows"} in ${time}.${cut}${unknownTerms(DESK.editor.text)}`);
  const head = columns.map((name) => el("th", { scope: "col" }, name.replace(/_/g, " ")));
  const body = rows.map((row) => el("tr", {}, row.map((term) => el("td", { class: isNumber(term) ? "num" : null }, cellOf(term)))));
  const table = el("table", { class: "list" }, el("caption", { class: "hidden" }, "Answer"), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
  $("desk-answer").replaceChildren(count ? table : el("p", { class: "told" }, "Nothing in the graph answers this. Ask about another item or plan, or with a wider span of days."));
  $("desk-answer").scrollTop = 0;
  return undefined;
}

/** A mistyped term of ours makes no mistake in SPARQL, only an empty answer: it is told, with the nearest. */
function unknownTerms(sparql) {
  const known = DESK.terms.map(({ label }) => label);
  const used = new Set(bare(sparql).match(/(?<![\w?$:.-])rrg:\w+/g) || []);
  const odd = known.length ? [...used].filter((term) => !known.includes(term)) : [];
  return odd.map((term) => ` The ontology has no term ${term}. Did you mean “${nearestOf(term, known)}”?`).join("");
}

/** The word that takes the fewest letters put in, left out or changed; of several the one that begins most alike. */
function nearestOf(word, words) {
  const distance = (other) => [...other].reduce((row, letter, at) => {
    const next = [at + 1];
    [...word].forEach((mine, to) => next.push(Math.min(next[to] + 1, row[to + 1] + 1, row[to] + (mine === letter ? 0 : 1))));
    return next;
  }, Array.from({ length: word.length + 1 }, (_, at) => at))[word.length];
  const alike = (other) => [...other].findIndex((letter, at) => letter !== word[at]);
  return words.map((other) => [distance(other), -alike(other), other]).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0][2];
}

const isNumber = (term) => Boolean(term && term.datatype && /#(integer|decimal|double|float)$/.test(term.datatype));

/** A term as people read it: an item by its name, leading to its card. */
function cellOf(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  const place = placeOfIri(term.value);
  if (!place) return shortIri(term.value);
  const words = place.exact ? labelOf(place.item) : shortIri(term.value);
  return el("button", { type: "button", class: "link", "data-iri": term.value, onclick: () => go({ plan: place.plan, sel: place.sel }) }, words);
}

/** Where the explorer shows an item: in the plan at hand, else in the first that has it. */
function placeOfIri(iri) {
  const plans = [planOf(STATE), ...DATA.plans.filter((plan) => plan.id !== STATE.plan)];
  for (const plan of plans) {
    const id = knownItem(plan, iri);
    const sel = id && [id, plan.items[id].p].find((one) => viewWith(plan, one));
    if (sel) return { plan: plan.id, sel, item: plan.items[sel], exact: iri.endsWith(`/${sel}`) };
  }
  return null;
}

function shortIri(iri) {
  const { things, schemes, prefixes } = DESK.library;
  if (iri.startsWith(things)) return iri.slice(things.length).replace(/^plan\//, "");
  if (iri.startsWith(schemes)) return iri.split("/").pop().replace(/-/g, " ");
  const [name, base] = Object.entries(prefixes).find(([, one]) => iri.startsWith(one) && !iri.slice(one.length).includes("/")) || [];
  return name ? `${name}:${iri.slice(base.length)}` : iri;
}

/** Every row of the last answer, those that are not shown too; items by their whole names. */
async function answerCsv() {
  if (!DESK.answered) return csv([]);
  const { columns, rows } = await toEngine((id) => ({ all: id }));
  const value = (term) => (term ? (isNumber(term) ? Number(term.value) : printable(term.value)) : "");
  return csv([columns, ...rows.map((row) => row.map(value))]);
}

const SAVE_ANSWER = { words: "Answer as CSV", when: (state) => state.view === "queries", end: "-answer.csv", make: answerCsv };

async function saveAnswer() {
  await save(SAVE_ANSWER);
  $("desk-csv").focus();
}

