// Beside the desk: the saved queries, what a query tells, and the tab itself.

/** The panel on the left: every saved query by what it is about. */
function savedPart(state) {
  if (!DESK.library) return [el("p", { class: "soft" }, DESK.refused ? "" : "Opening …")];
  const chosen = savedOf(state);
  const list = el("div", { id: "desk-saved" }, savedGroups(chosen));
  const find = el("input", { type: "search", id: "desk-find", value: DESK.find, autocomplete: "off", oninput: (event) => { DESK.find = event.target.value; list.replaceChildren(...savedGroups(chosen)); } });
  return [el("h3", {}, el("label", { for: "desk-find" }, "Find a saved query")), find, list];
}

const headingOf = (query) => (query.group === "ask" ? query.topic[0].toUpperCase() + query.topic.slice(1) : DESK.library.groups[query.group]);

function savedGroups(chosen) {
  const wanted = plainText(DESK.find);
  const groups = new Map();
  for (const query of DESK.library.queries) {
    if (!wanted || plainText(`${query.name} ${query.summary} ${query.question}`).includes(wanted)) push(groups, headingOf(query), query);
  }
  if (!groups.size) return [el("p", { class: "soft" }, "No saved query speaks of that. Try one word, such as lead.")];
  const row = (query) => el("li", {}, el("button", { type: "button", class: "link", id: `saved-${query.group}-${query.name}`, "aria-current": query === chosen ? "true" : null, onclick: () => chooseSaved(query) }, query.summary));
  const isOpen = (heading) => Boolean(wanted) || Boolean(chosen && headingOf(chosen) === heading);
  return [...groups].map(([heading, queries]) => el("details", { id: `desk-group-${plainText(heading)}`, open: isOpen(heading) },
    el("summary", {}, `${heading} (${queries.length})`), el("ul", { class: "rows" }, queries.map(row))));
}

/** The panel on the right while no item is chosen: what there is to know about the query. */
function deskNotes(state) {
  const saved = savedOf(state);
  const part = (title, words) => words && [el("h3", {}, title), el("p", { class: "told" }, words)];
  const own = [el("h2", {}, "Ask the graph"), el("p", { class: "told" }, "Choose a saved query, or write your own in SPARQL. It is answered in this page: nothing is sent anywhere."),
    el("p", { class: "told" }, "Items in the answer open their card here. The address of the page keeps the query, so that it can be sent on.")];
  const known = saved && [el("h2", {}, saved.summary), part("What to know", saved.about), part(saved.group === "ask" ? "Written for the question" : "Heading", saved.question),
    part("Answer to that question", saved.expected), part(COMMANDS[saved.group] ? "On the command line" : "Its file", el("code", {}, commandOf(saved)))];
  const licences = DESK.library && el("details", { id: "desk-licences" }, el("summary", {}, "What the desk is made of"), el("pre", { class: "small licences" }, DESK.library.licences));
  return [saved ? known : own, licences];
}

const COMMANDS = { ask: (name) => `rrgraph query ${name}`, gaps: (name) => `rrgraph gaps --rule ${name}` };
const commandOf = ({ group, name }) => (COMMANDS[group] ? COMMANDS[group](name) : `queries/${group}/${name}.rq`);

function deskHeading(state) {
  const saved = savedOf(state);
  if (!saved) return "Ask the graph";
  return state.text ? `Changed from: ${saved.summary}` : saved.summary;
}

// ---------------------------------------------------------------- its tab

/** What is asked, as an address gives it; the card of an item tells the links of the first view that has the item. */
function readAsked(address, { plan, sel }) {
  const here = DATA.plans.find((one) => one.id === plan);
  return {
    query: address.get("query") || "", given: Object.fromEntries(new URLSearchParams(address.get("with") || "")), text: address.get("text") || "",
    among: sel ? viewWith(here, sel) || viewWith(here, here.items[sel].p) : "",
  };
}

const writeAsked = ({ query, given: values, text }) => [["query", query], ["with", new URLSearchParams(values).toString()], ["text", text]];

/** The name of the first view that shows an item; that at hand goes first. */
function viewWith(plan, id) {
  const views = STATE ? [...plan.views].sort((a, b) => (b.id === STATE.among) - (a.id === STATE.among)) : plan.views;
  const found = id && views.find((view) => isIn(networkOf({ plan: plan.id, view: view.id }), id));
  return found ? found.id : "";
}

if ($("desk-blocks")) {
  PAGES.push({
    id: "queries", title: "Queries", question: "Ask the graph", how: [], draw: drawDesk, filters: savedPart, about: deskNotes,
    read: readAsked, write: writeAsked, kept: () => DESK.left, // what its address holds, and what its tab goes back to
  });
  SAVES.push(SAVE_ANSWER);
}

/** What tests and curious people may look at: whether the desk is ready, and every row of an answer. */
const DESK_HOOK = {
  get ready() { return DESK.ready; },
  get busy() { return Boolean(DESK.running); },
  get text() { return DESK.editor.text; },
  set text(words) { DESK.editor.text = words; },
  get saved() { return DESK.library.queries; },
  ask(sparql, values) { DESK.answered = true; return toEngine((id) => ({ ask: { id, ...prepared(DESK.library, sparql, values), most: 0 } })); },
  async csv() { return (await answerCsv()).text(); },
};
