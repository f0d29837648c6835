// The table: the same items and links as the picture, as lists that can be sorted and read aloud.

let SORT = { key: "", down: false };
const TABLE = { key: "" }; // what the table that is drawn shows

function drawTable(state) {
  const sheet = $("sheet");
  const kept = sheet.scrollTop;
  const key = [sceneKey(state), SORT.key, SORT.down, ...WHOLE].join();
  if (!$("table") || TABLE.key !== key) fillTable(state, sheet, key);
  lightRows(sheet, state.sel);
  sheet.scrollTop = kept;
}

/** Draw the table itself; a choice alone does not change it. */
function fillTable(state, sheet, key) {
  const scene = sceneOf(state);
  const view = viewOf(state);
  TABLE.key = key;
  sheet.replaceChildren(...[
    el("p", { class: "about" }, `Everything that the picture of “${view.title}” shows: ${many(scene.cards.length, "item")} and ${many(scene.edges.length, "link")}.`),
    itemTable(state, scene), scene.edges.length && linkTable(scene)].filter(Boolean));
}

/** Light the row of the chosen item, and those of its links. */
function lightRows(sheet, id) {
  for (const row of sheet.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  for (const button of sheet.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)) button.closest("tr").classList.add("chosen");
}

/** The items of a scene as rows: how many links each has, and how many gaps. */
function itemRows(state, scene) {
  const marked = marks({ ...state, gone: [], gaps: planOf(state).rules.map((rule) => rule.id) });
  const counts = (end) => scene.edges.reduce((found, edge) => found.set(edge[end], (found.get(edge[end]) || 0) + 1), new Map());
  const [out, into] = [counts("from"), counts("to")];
  return scene.cards.map((card, at) => ({ id: card.item, item: itemOf(state, card.item), at, out: out.get(card.item) || 0, in: into.get(card.item) || 0,
    gaps: (marked.get(card.item) || []).length, tags: tagsOf(viewOf(state), card.item).join(", ") }));
}

function itemColumns(state) {
  const tags = viewOf(state).tags && Object.keys(viewOf(state).tags).length > 0;
  return [["kind", "Kind"], ["name", "Number and title"], ...(tags ? [["tags", "What became of it"]] : []), ["out", "Links from it"], ["in", "Links to it"], ["gaps", "Gaps"]];
}

function itemTable(state, scene) {
  const rows = itemRows(state, scene);
  const columns = itemColumns(state);
  const value = { kind: (row) => kindWord(row.item.k), name: (row) => labelOf(row.item), tags: (row) => row.tags, out: (row) => row.out, in: (row) => row.in, gaps: (row) => row.gaps };
  if (SORT.key) rows.sort((a, b) => compare(value[SORT.key](a), value[SORT.key](b)) * (SORT.down ? -1 : 1) || a.at - b.at);
  const cells = { kind: (row) => el("td", {}, el("span", { class: "with" }, sign(row.item.k), kindWord(row.item.k))),
    name: (row) => el("th", { scope: "row" }, el("button", { type: "button", class: "link", "data-id": row.id, onclick: () => go({ sel: row.id }) }, labelOf(row.item))) };
  const plain = (key, row) => el("td", { class: NUMBERS.includes(key) ? "num" : null }, value[key](row));
  const body = windowed("items", rows, (row) => el("tr", {}, columns.map(([key]) => (cells[key] ? cells[key](row) : plain(key, row)))));
  return el("table", { class: "list", id: "table", tabindex: "-1" }, el("caption", {}, "Items"), el("thead", {}, el("tr", {}, columns.map(([key, words]) => sortHead(key, words)))), el("tbody", {}, body.rows), body.more);
}

const NUMBERS = ["out", "in", "gaps"];
const AT_ONCE = 1000; // rows of a table that are drawn before one asks for the rest

/** The first rows of a long list, and a button for the rest, so that ten thousand rows open at once. */
function windowed(name, list, draw) {
  const all = list.length <= AT_ONCE || WHOLE.has(name);
  const rows = (all ? list : list.slice(0, AT_ONCE)).map(draw);
  const press = () => { WHOLE.add(name); keepFocus(() => drawTable(STATE)); };
  const more = !all && el("tfoot", {}, el("tr", {}, el("td", { colspan: "9" }, el("button", { type: "button", class: "plain", onclick: press }, `Show all ${figure(list.length)}`), ` The first ${figure(AT_ONCE)} are shown; the CSV has them all.`)));
  return { rows, more };
}

const WHOLE = new Set();

const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

function sortHead(key, words) {
  const on = SORT.key === key;
  const numeric = NUMBERS.includes(key);
  const press = () => { SORT = { key, down: on ? !SORT.down : numeric }; drawTable(STATE); document.querySelector(`[data-sort=${key}]`).focus(); say(`Sorted by ${words}, ${SORT.down ? "largest" : "smallest"} first.`); };
  return el("th", { scope: "col", class: numeric ? "num" : null, "aria-sort": on ? (SORT.down ? "descending" : "ascending") : null },
    el("button", { type: "button", class: "sort", "data-sort": key, onclick: press }, words, on ? (SORT.down ? " ▼" : " ▲") : ""));
}

function linkTable(scene) {
  const body = windowed("links", scene.edges, (edge) => el("tr", {},
    el("td", {}, itemButton(edge.from)), el("td", {}, verbOf(edge.link)), el("td", {}, itemButton(edge.to)),
    el("td", {}, wordsOf(edge.link)), el("td", {}, placesOf(edge.link))));
  const head = ["From", "does", "To", "Words", "Where they stand"].map((words) => el("th", { scope: "col" }, words));
  return el("table", { class: "list" }, el("caption", {}, "Links"), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body.rows), body.more);
}

const wordsOf = (link) => link.rows.map((row) => row.q || row.t).filter(Boolean).join("; ");
const placesOf = (link) => [...new Set(link.rows.map((row) => row.w).filter(Boolean))].join("; ");

/** What a link says, in a word or two; a relation between bodies says it itself. */
function verbOf(link) {
  if (!SPOKEN.has(link.kind)) return LINKS.get(link.kind)[2];
  const said = [...new Set(link.rows.map((row) => (row.o || "").split(";")[0].trim()).filter(Boolean))];
  return said.join(", ") || LINKS.get(link.kind)[2];
}

function itemButton(id, words = "") {
  const item = itemOf(STATE, id);
  if (!item) return document.createTextNode(words);
  return el("button", { type: "button", class: "link", "data-id": id, onclick: () => choose(id) }, words || labelOf(item));
}

/** Choose an item wherever it is shown: in this view, else in the first view that has it. */
function choose(id, gaps = STATE.gaps) {
  if (isIn(networkOf(STATE), id)) return go({ sel: id, gaps });
  const other = planOf(STATE).views.find((view) => isIn(networkOf(STATE, view.id), id));
  return other ? go({ view: other.id, sel: id, gaps, hide: [], open: [], depth: 0 }) : undefined;
}
