// The data of the page, and what is chosen at the moment. All that is chosen stands in the address.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

/** The data of a large page, which stands in it packed. */
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const PACKED = document.getElementById("packed") && (await unpack(read("packed")));
const { data: DATA, nodes: NODES, edges: EDGES } = PACKED || { data: read("data"), nodes: read("nodes"), edges: read("edges") };
const OPTIONS = read("options");
const SIZES = DATA.sizes;
const KINDS = new Map(DATA.kinds.map(([kind, ...words]) => [kind, words]));
const LINKS = new Map(DATA.links.map(([kind, ...words]) => [kind, words])); // at the start, at the end, in a sentence
const MODES = { network: "Network", matrix: "Matrix", table: "Table" };
const SEVERITIES = ["error", "warning", "note"];
const MOST_SHOWN = 2000; // a view with more cards opens as a table
const PAGES = []; // what has a tab beside the views and draws itself: { id, title, question, draw } and more, see 87-saved.js
const SPOKEN = new Set(["relates", "becomes", "same"]); // kinds of link whose rows say what they do
const DASHED = new Set(["helps", "becomes", "needs", "about"]);
const $ = (id) => document.getElementById(id);

/** An element with attributes and children; every text is set as text, never as markup. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === "" || child === false) continue;
    made.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return made;
}

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const FIGURES = new Intl.NumberFormat("en-GB");
const figure = (count) => FIGURES.format(count); // 10,000
const many = (count, one, more = `${one}s`) => `${figure(count)} ${count === 1 ? one : more}`;

// ---------------------------------------------------------------- plans, views, networks

/** Every network of the page by "plan number.view number", with its links by item. */
const NETWORKS = new Map();

function networkAt(key) {
  if (!NETWORKS.has(key)) {
    NETWORKS.set(key, { cards: new Map(), folded: new Map(), homes: new Map(), edges: [], out: new Map(), in: new Map() });
  }
  return NETWORKS.get(key);
}

const keyOf = (id) => id.split(".", 2).join(".");

for (const node of NODES) {
  const network = networkAt(keyOf(node.id));
  if (node.parent) {
    push(network.folded, node.parent, node);
    network.homes.set(node.item, node.parent);
  } else network.cards.set(node.item, node);
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

for (const edge of EDGES) {
  const key = keyOf(edge.from);
  const network = networkAt(key);
  const link = { from: edge.from.slice(key.length + 1), to: edge.to.slice(key.length + 1), kind: edge.kind, rows: edge.rows };
  network.edges.push(link);
  push(network.out, link.from, link);
  push(network.in, link.to, link);
}

const PLANS = new Map(DATA.plans.map((plan, at) => [plan.id, { plan, at }]));
const planOf = (state) => PLANS.get(state.plan).plan;
const pageOf = (state) => PAGES.find((page) => page.id === state.view);
const isPicture = (state) => state.mode === "network" && !pageOf(state);
const viewsOf = (plan) => [...plan.views, ...PAGES];

function viewOf(state) {
  return viewsOf(planOf(state)).find((view) => view.id === state.view);
}

function networkOf(state, name = state.among || state.view) {
  const plan = planOf(state);
  return networkAt(`${PLANS.get(plan.id).at}.${plan.views.findIndex((view) => view.id === name)}`);
}

function itemOf(state, id) {
  return planOf(state).items[id];
}

function labelOf(item) {
  return item.n ? `${item.n} ${item.t}` : item.t;
}

const kindWord = (kind, count = 1) => (KINDS.get(kind) || [kind, kind])[count === 1 ? 0 : 1];

/** Whether an item has a card in a view, unfolded ones included. */
const isIn = (network, id) => network.cards.has(id) || network.homes.has(id);
const homeOf = (network, id) => network.homes.get(id) || "";

/** All that the cards of a view can be filtered by. */
function filterWords(plan, view, network) {
  network.words ||= new Set([...network.cards.keys()].flatMap((id) => [plan.items[id].k, ...tagsOf(view, id)]));
  return network.words;
}

/** The words that a card can be filtered by besides its kind: what became of it at a refresh. */
const tagsOf = (view, id) => (view.tags && view.tags[id]) || [];
const isHidden = (state, view, id) => {
  const tags = tagsOf(view, id);
  return state.hide.includes(itemOf(state, id).k) || (tags.length > 0 && tags.every((tag) => state.hide.includes(tag)));
};

// ---------------------------------------------------------------- the address

/** An item as an address may give it: its name here, with its plan, or its full name; else "". */
function knownItem(plan, written) {
  let id = (written || "").replace(/^https:\/\/w3id\.org\/rrgraph\/id\//, "").replace(/^plan\//, "");
  if (id === plan.id) return plan.items.plan ? "plan" : "";
  if (id.startsWith(`${plan.id}/`)) id = id.slice(plan.id.length + 1);
  while (id) {
    if (Object.hasOwn(plan.items, id)) return id;
    id = id.slice(0, Math.max(0, id.lastIndexOf("/")));
  }
  return "";
}

function fromAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name, known) => (given.get(name) || "").split(",").filter((value) => known(value));
  const plan = DATA.plans.find((one) => one.id === given.get("plan")) || DATA.plans[0];
  const view = viewsOf(plan).find((one) => one.id === given.get("view")) || plan.views[0];
  const state = { plan: plan.id, view: view.id, mode: "network", sel: knownItem(plan, given.get("sel")) };
  if (view.read) Object.assign(state, view.read(given, state));
  const network = networkOf(state);
  state.mode = Object.hasOwn(MODES, given.get("mode")) ? given.get("mode") : network.cards.size > MOST_SHOWN ? "table" : "network";
  if (state.sel && !isIn(network, state.sel)) state.sel = nearest(state, state.sel);
  const to = knownItem(plan, given.get("to"));
  state.to = state.sel && (network.out.get(state.sel) || []).some((link) => link.to === to) ? to : "";
  state.gaps = list("gaps", (rule) => plan.rules.some((one) => one.id === rule)).sort();
  state.depth = state.sel && /^[123]$/.test(given.get("depth") || "") ? Number(given.get("depth")) : 0;
  state.hide = list("hide", (word) => filterWords(plan, view, network).has(word)).sort();
  state.open = list("open", (id) => network.folded.has(id)).sort();
  state.gone = list("gone", (id) => isParty(plan.items[id])).sort();
  const home = homeOf(network, state.sel);
  if (home && !state.open.includes(home)) state.open = [...state.open, home].sort();
  return state;
}

/** The card that stands for an item which the view does not show by itself: an action's priority. */
function nearest(state, id) {
  const network = networkOf(state);
  const up = itemOf(state, id).p;
  return up && isIn(network, up) ? up : "";
}

function toAddress(state) {
  const parts = [["plan", state.plan], ["view", state.view], ["mode", state.mode], ["sel", state.sel], ["to", state.to],
    ["gaps", state.gaps.join(",")], ["depth", state.depth || ""], ["hide", state.hide.join(",")], ["open", state.open.join(",")],
    ["gone", state.gone.join(",")], ...(viewOf(state).write ? viewOf(state).write(state) : [])];
  const tidy = (value) => encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",");
  return "#" + parts.filter(([, value]) => value).map(([name, value]) => `${name}=${tidy(value)}`).join("&");
}

let STATE = null;

/** The state after a change; what belongs to another view or plan falls away by itself. */
function changed(changes) {
  const next = { ...STATE, ...changes };
  if ("sel" in changes && !("to" in changes)) next.to = "";
  if (!next.sel) next.depth = 0;
  return fromAddress(toAddress(next));
}

/** Go to a state: the address changes, and the page follows it, so that going back works. */
function go(changes, { replace = false } = {}) {
  const address = toAddress(changed(changes));
  if (address === location.hash) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  show();
}

// ---------------------------------------------------------------- gaps

/** Findings of the chosen rules by the item that is marked for them in the view; what a supposed loss leaves too. */
function marks(state, network = networkOf(state)) {
  const found = new Map();
  const open = new Set(state.open);
  const mark = (finding) => {
    const at = placeOf(finding, network, open);
    if (at) push(found, at, finding);
  };
  const rules = new Set(state.gaps);
  for (const finding of planOf(state).findings) if (rules.has(finding.rule)) mark(finding);
  for (const id of lossOf(state).led) mark({ at: [id, itemOf(state, id).p] });
  return found;
}

function placeOf(finding, network, open = new Set()) {
  return (finding.at || []).find((id) => network.cards.has(id) || open.has(homeOf(network, id))) || "";
}

/** How near a card stands to what is found: 1 is the item itself, less is what it belongs to, 0 nowhere here. */
function nearness(finding, network) {
  const at = placeOf(finding, network);
  return at ? 1 / (1 + finding.at.indexOf(at)) : 0;
}

function findingsOf(state, id) {
  const plan = planOf(state);
  return plan.findings.filter((finding) => (finding.at || [])[0] === id);
}
