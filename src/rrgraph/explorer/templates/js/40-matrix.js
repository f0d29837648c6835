// The matrix: who stands in a row does something to who stands in a column. It shows what is missing.

/** The links of a view by row and column; actions count for their priority. */
function cellsOf(state, scene) {
  const view = viewOf(state);
  const rows = new Set(view.rows);
  const columns = new Set(view.columns);
  const cells = new Map();
  for (const link of new Set(scene.edges.map((edge) => edge.link))) {
    const to = columns.has(link.to) ? link.to : itemOf(state, link.to).p;
    const turned = !rows.has(link.from) && rows.has(link.to); // the row is where the link ends
    push(cells, turned ? `${link.to}|${link.from}` : `${link.from}|${to}`, link);
  }
  return cells;
}

/** The rows and columns that are shown, and what stands where they meet. */
function gridOf(state) {
  const view = viewOf(state);
  const scene = sceneOf(state);
  const homes = new Set([...scene.byItem.keys()].map((id) => itemOf(state, id).p));
  const shown = (id) => scene.byItem.has(id) || homes.has(id);
  return { rows: view.rows.filter(shown), columns: view.columns.filter(shown), cells: cellsOf(state, scene) };
}

const SIDE = 60; // rows and columns of a large matrix that are drawn at a time
const WINDOW = { of: "", sel: "", rows: 0, columns: 0 };

function drawMatrix(state) {
  const { rows, columns, cells } = gridOf(state);
  if (!rows.length || !columns.length) {
    $("sheet").replaceChildren(el("p", { class: "about" }, `There is nothing to put into the ${rows.length ? "columns" : "rows"} of a matrix.`));
    return;
  }
  moveWindow(state, rows, columns);
  const [seenRows, seenColumns] = [part(rows, "rows"), part(columns, "columns")];
  const marked = marks(state);
  const head = el("tr", {}, el("td", {}, el("span", { class: "hidden" }, "from / to")), seenColumns.map((id) => columnHead(state, id, marked)));
  const body = seenRows.map((row) => el("tr", {}, rowHead(state, row, marked), seenColumns.map((column) => cell(state, cells, row, column))));
  const caption = `${viewOf(state).title}: ${many(cells.size, "cell")} filled of ${figure(rows.length * columns.length)}`;
  const table = el("table", { class: "matrix" }, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body));
  const sheet = $("sheet");
  const kept = [sheet.scrollLeft, sheet.scrollTop];
  sheet.replaceChildren(...[matrixKey(state), windowPart(rows, columns), table].filter(Boolean));
  sheet.scrollTo(...kept);
  upright(table);
  roving(table);
}

/** The part of a large matrix that is drawn moves to what has been chosen. */
function moveWindow(state, rows, columns) {
  const of = [state.plan, state.view, state.hide, rows.length, columns.length].join();
  if (WINDOW.of !== of) Object.assign(WINDOW, { of, sel: "", rows: 0, columns: 0 });
  const sel = `${state.sel}|${state.to}`;
  if (WINDOW.sel === sel) return;
  WINDOW.sel = sel;
  for (const [name, list] of [["rows", rows], ["columns", columns]]) {
    const at = [state.to, state.sel].map((id) => (name === "rows" ? list.indexOf(state.sel) : list.indexOf(id))).find((found) => found >= 0);
    const [first] = [WINDOW[name]];
    if (at !== undefined && (at < first || at >= first + SIDE)) WINDOW[name] = at - (at % SIDE);
  }
}

const part = (list, name) => (list.length > SIDE ? list.slice(WINDOW[name], WINDOW[name] + SIDE) : list);

/** Buttons to the other parts of a matrix that is too large to be drawn at once. */
function windowPart(rows, columns) {
  const large = [["rows", rows], ["columns", columns]].filter(([, list]) => list.length > SIDE);
  if (!large.length) return null;
  const press = (name, by) => () => { WINDOW[name] += by; keepFocus(() => drawMatrix(STATE)); };
  const step = (name, words, by, end) => el("button", { type: "button", class: "plain", "aria-disabled": String(end), "data-window": `${name} ${words}`, "aria-label": `${words} ${name}`, onclick: end ? null : press(name, by) }, words);
  return el("div", { class: "windows" }, large.map(([name, list]) => {
    const [first, last] = [WINDOW[name], Math.min(WINDOW[name] + SIDE, list.length)];
    return el("span", {}, step(name, "Earlier", -SIDE, first === 0), `${name} ${first + 1} to ${last} of ${figure(list.length)}`, step(name, "Later", SIDE, last === list.length));
  }));
}

/** Make the heads of the columns as high as the longest needs in two lines. */
function upright(table) {
  const heads = [...table.querySelectorAll(".up")];
  const longest = Math.max(...heads.map((head) => head.textContent.length), 0);
  const high = Math.max(7, Math.min(4 + longest * 0.17, 17));
  for (const head of heads) head.style.height = `${high}rem`;
}

function columnHead(state, id, marked) {
  const item = itemOf(state, id);
  const known = isIn(networkOf(state), id);
  const look = `up${marked.has(id) ? " gapped" : ""}${state.sel === id ? " chosen" : ""}`;
  return el("th", { scope: "col" }, el("button", { type: "button", class: look, "data-id": id, disabled: !known, onclick: () => go({ sel: id }) }, labelOf(item)));
}

function rowHead(state, id, marked) {
  const look = `${marked.has(id) ? "gapped" : ""} ${state.sel === id ? "chosen" : ""}`;
  return el("th", { scope: "row", class: look.trim() || null }, el("button", { type: "button", "data-id": id, onclick: () => go({ sel: id }) }, labelOf(itemOf(state, id))));
}

function cell(state, cells, row, column) {
  if (row === column) return el("td", { class: "self" });
  const links = cells.get(`${row}|${column}`) || [];
  const back = cells.has(`${column}|${row}`);
  if (!links.length) return el("td", { class: back ? "back" : null });
  const { mark, look, says } = cellLook(state, links, back);
  const on = Boolean(state.to) && links.some((link) => link.from === state.sel && link.to === state.to);
  const words = `${labelOf(itemOf(state, row))} ${says} ${labelOf(itemOf(state, column))}`;
  return el("td", { class: on ? "chosen" : null }, el("button", { type: "button", class: look, "aria-label": words, title: words, tabindex: "-1", "data-cell": `${row}|${column}`,
    onclick: () => go({ sel: links[0].from, to: links[0].to }) }, mark));
}

function cellLook(state, links, back) {
  const kinds = new Set(links.map((link) => link.kind));
  if (kinds.has("leads") || kinds.has("helps")) {
    const leads = links.filter((link) => link.kind === "leads").length;
    const helps = links.length - leads;
    const says = [leads ? `leads ${many(leads, "action")}` : "", helps ? `contributes to ${many(helps, "action")}` : ""].filter(Boolean).join(" and ");
    return { mark: leads || helps, look: leads ? "lead" : "help", says: `${says} of` };
  }
  const verb = LINKS.get(links[0].kind)[2];
  const mutual = state.view === "dependencies";
  if (CELLS[links[0].kind]) return { ...CELLS[links[0].kind], says: links.map(verbOf).join(", ") };
  if (kinds.has("relates")) return { mark: "→", look: "two", says: links[0].rows.map((row) => (row.o || verb).split(";")[0]).join(", ") };
  return back ? { mark: "↔", look: "two", says: `${verb}, and is pointed at by,` } : { mark: "→", look: "one", says: `${verb}, but is not pointed at by,` };
}

const CELLS = {
  cites: { mark: "●", look: "two" }, measures: { mark: "▲", look: "one" }, needs: { mark: "♥", look: "lead" }, about: { mark: "▶", look: "lead" },
  aligned: { mark: "◆", look: "two" }, same: { mark: "=", look: "two" }, becomes: { mark: "≈", look: "one" },
};

const MATRIX_KEYS = {
  dependencies: [["two", "↔", "the link is returned"], ["one", "→", "it is not returned"], ["back", "", "only the column points at the row"]],
  "partner-load": [["lead", "3", "leads so many actions of the priority"], ["help", "2", "contributes to so many, leads none"]],
  "policy-links": [["lead", "♥", "meets the need"], ["lead", "▶", "is about the pathway"], ["two", "●", "cites the target"], ["two", "◆", "is aligned with the target"], ["one", "▲", "is measured by the indicator"]],
  changes: [["two", "=", "goes on word for word"], ["one", "≈", "goes on reworded, merged, split or moved; an empty row was dropped, an empty column is new"]],
  governance: [["two", "→", "the row does something to the column; choose it to read what"]],
};

function matrixKey(state) {
  const samples = (MATRIX_KEYS[state.view] || []).map(([look, mark, words]) => el("span", {}, el("i", { class: look }, mark), words));
  return el("div", { class: "keyline" }, el("span", {}, "Read from the row to the column."), samples);
}

/** One Tab stop for all cells; the arrow keys go from filled cell to filled cell. */
function roving(table) {
  const buttons = [...table.querySelectorAll("td button")];
  if (!buttons.length) return;
  const chosen = table.querySelector("td.chosen button") || buttons[0];
  chosen.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const from = event.target.closest("td");
    if (!way || !from) return;
    const next = step(table, from, way);
    if (!next) return;
    event.preventDefault();
    buttons.forEach((button) => { button.tabIndex = -1; });
    next.tabIndex = 0;
    next.focus();
  });
}

function step(table, from, [down, right]) {
  let row = from.parentElement.sectionRowIndex;
  let column = from.cellIndex;
  const rows = table.tBodies[0].rows;
  for (;;) {
    row += down;
    column += right;
    const found = rows[row] && rows[row].cells[column];
    if (!found) return null;
    const button = found.tagName === "TD" && found.querySelector("button");
    if (button) return button;
  }
}
