// The table: the same items and links as the picture, as lists that can be sorted and read aloud.

let SORT = { key: "", down: false };

function drawTable(state) {
  const scene = makeScene(state);
  const view = viewOf(state);
  const sheet = $("sheet");
  const kept = sheet.scrollTop;
  sheet.replaceChildren(
    el("p", { class: "about" }, `Everything that the picture of “${view.title}” shows: ${many(scene.cards.length, "item")} and ${many(scene.edges.length, "link")}.`),
    itemTable(state, scene), linkTable(state, scene));
  sheet.scrollTop = kept;
}

function itemTable(state, scene) {
  const marked = marks({ ...state, gaps: planOf(state).rules.map((rule) => rule.id) });
  const rows = scene.cards.map((card, at) => {
    const item = itemOf(state, card.item);
    return { id: card.item, item, at, out: scene.edges.filter((e) => e.from === card.item).length, in: scene.edges.filter((e) => e.to === card.item).length, gaps: (marked.get(card.item) || []).length };
  });
  const columns = [["kind", "Kind"], ["name", "Number and title"], ["out", "Links from it"], ["in", "Links to it"], ["gaps", "Gaps"]];
  const value = { kind: (row) => kindWord(row.item.k), name: (row) => labelOf(row.item), out: (row) => row.out, in: (row) => row.in, gaps: (row) => row.gaps };
  if (SORT.key) rows.sort((a, b) => compare(value[SORT.key](a), value[SORT.key](b)) * (SORT.down ? -1 : 1) || a.at - b.at);
  const head = columns.map(([key, words]) => sortHead(key, words));
  const body = rows.map((row) => el("tr", { class: state.sel === row.id ? "chosen" : null },
    el("td", {}, el("span", { class: "with" }, sign(row.item.k), kindWord(row.item.k))),
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", "data-id": row.id, onclick: () => go({ sel: row.id }) }, labelOf(row.item))),
    el("td", { class: "num" }, row.out), el("td", { class: "num" }, row.in), el("td", { class: "num" }, row.gaps)));
  return el("table", { class: "list", id: "table", tabindex: "-1" }, el("caption", {}, "Items"), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
}

const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

function sortHead(key, words) {
  const on = SORT.key === key;
  const numeric = ["out", "in", "gaps"].includes(key);
  const press = () => { SORT = { key, down: on ? !SORT.down : numeric }; drawTable(STATE); document.querySelector(`[data-sort=${key}]`).focus(); say(`Sorted by ${words}, ${SORT.down ? "largest" : "smallest"} first.`); };
  return el("th", { scope: "col", class: numeric ? "num" : null, "aria-sort": on ? (SORT.down ? "descending" : "ascending") : null },
    el("button", { type: "button", class: "sort", "data-sort": key, onclick: press }, words, on ? (SORT.down ? " ▼" : " ▲") : ""));
}

function linkTable(state, scene) {
  const body = scene.edges.map((edge) => el("tr", { class: state.sel && (edge.from === state.sel || edge.to === state.sel) ? "chosen" : null },
    el("td", {}, itemButton(edge.from)), el("td", {}, verbOf(edge.link)), el("td", {}, itemButton(edge.to)),
    el("td", {}, edge.link.rows.map((row) => row.q || row.t).join("; ")),
    el("td", {}, [...new Set(edge.link.rows.map((row) => row.w).filter(Boolean))].join("; "))));
  const head = ["From", "does", "To", "Words", "Where they stand"].map((words) => el("th", { scope: "col" }, words));
  return el("table", { class: "list" }, el("caption", {}, "Links"), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
}

/** What a link says, in a word or two; a relation between bodies says it itself. */
function verbOf(link) {
  if (link.kind !== "relates") return LINKS.get(link.kind)[2];
  const said = [...new Set(link.rows.map((row) => (row.o || "").split(";")[0].trim()).filter(Boolean))];
  return said.join(", ") || LINKS.get("relates")[2];
}

function itemButton(id, words = "") {
  const item = itemOf(STATE, id);
  if (!item) return document.createTextNode(words);
  return el("button", { type: "button", class: "link", "data-id": id, onclick: () => choose(id) }, words || labelOf(item));
}

/** Choose an item wherever it is shown: in this view, else in the first view that has it. */
function choose(id) {
  if (isIn(networkOf(STATE), id)) return go({ sel: id });
  const other = planOf(STATE).views.find((view) => isIn(networkOf(STATE, view.id), id));
  return other ? go({ view: other.id, sel: id, gaps: STATE.gaps, hide: [], open: [], depth: 0 }) : undefined;
}
