// The desk: saved queries and one's own, asked in the page itself by an engine that runs in a worker.
//
// What was asked last stands in the address: a saved query by name, what it was asked about, and a text where it
// differs from the saved one. The desk follows the address, as all of the page does, and asks anew when that changes.

const SHOWN = 1000; // rows of an answer
const SAMPLE = "# Prefixes need not be written.\nSELECT ?number ?title ?action WHERE {\n  ?action a rrg:Action ; rrg:title ?title ; rrg:order ?order .\n  OPTIONAL { ?action rrg:number ?number }\n}\nORDER BY ?order\nLIMIT 20\n";
const DESK = { worker: null, library: null, editor: null, ready: false, terms: [], asked: "", running: 0, next: 1, later: new Map(), find: "", refused: "", left: {}, answered: false };

const savedOf = (state) => (DESK.library ? DESK.library.queries.find((one) => `${one.group}/${one.name}` === state.query) : null) || null;

function deskSay(words, isFault = false) {
  $("desk-status").textContent = words;
  $("desk-status").classList.toggle("error", isFault);
}

// ---------------------------------------------------------------- the editor and the frame

/** The editor comes as a script whose digest the page's policy names. */
function makeEditor(script) {
  document.head.append(el("script", {}, script));
  if (!window.rrgraphEditor) return deskRefused("its editor did not start");
  const home = el("div", { id: "desk-editor", class: "editor" });
  $("desk").replaceChildren(
    el("form", { id: "desk-fields", class: "fields", "aria-label": "What is asked about", onsubmit: (event) => { event.preventDefault(); runDesk(); } }),
    home,
    el("div", { class: "buttons" },
      el("button", { type: "button", class: "plain run", id: "desk-run", "aria-keyshortcuts": "Control+Enter", onclick: runDesk }, "Run"),
      el("button", { type: "button", class: "plain", id: "desk-stop", disabled: true, onclick: stopDesk }, "Stop"),
      el("button", { type: "button", class: "plain", id: "desk-csv", disabled: true, onclick: saveAnswer }, "Save as CSV"),
      el("span", { class: "soft small", id: "desk-keys" }, "Ctrl+Enter runs, Ctrl+Space completes, Tab leaves the editor.")),
    el("p", { id: "desk-status", role: "status" }, "Opening the query engine …"),
    el("div", { id: "desk-answer", class: "answer", tabindex: "0", role: "region", "aria-label": "Answer" }));
  DESK.editor = rrgraphEditor.make({
    root: home.attachShadow({ mode: "open" }), label: "SPARQL query", text: SAMPLE, terms: () => DESK.terms, changed: () => drawFields({ ...STATE.given, ...fieldValues() }), run: runDesk,
  });
  return STATE.view === "queries" && drawDesk(STATE);
}

/** What is asked about, as it stands in the fields. */
const fieldValues = () => Object.fromEntries([...document.querySelectorAll("#desk-fields [data-name]")].map((field) => [field.dataset.name, field.value.trim()]));

/** A field for each parameter of the query in the editor. */
function drawFields(values) {
  const found = [...parametersOf(DESK.editor.text)];
  const names = found.map(([name, [, kind]]) => `${name} ${kind}`).join();
  const form = $("desk-fields");
  if (form.dataset.names === names) {
    for (const field of form.querySelectorAll("[data-name]")) field.value = values[field.dataset.name] || "";
    return;
  }
  form.dataset.names = names;
  form.replaceChildren(...found.map(([name, [, kind]]) => fieldFor(name, kind, values[name] || "")));
  form.hidden = !found.length;
}

function fieldFor(name, kind, value) {
  const id = `desk-field-${name}`;
  if (name === "plan") {
    const options = DATA.plans.map((plan) => el("option", { value: plan.id, selected: plan.id === value }, plan.title));
    return el("p", {}, el("label", { for: id }, "plan"), el("select", { id, "data-name": name }, options));
  }
  const list = kind === "iri" && itemsFor(name, `${id}-list`);
  const made = el("input", { id, "data-name": name, type: kind === "date" ? "date" : "text", value, autocomplete: "off", list: list ? list.id : null, inputmode: kind === "integer" ? "numeric" : null });
  return el("p", {}, el("label", { for: id }, inWords(name)), made, list);
}

/** The items that a parameter may be about. */
function itemsFor(name, id) {
  const wanted = { party: ["agency", "board", "post", "group"], block: ["block"], action: ["action"] }[name];
  const found = new Map();
  for (const plan of DATA.plans) {
    for (const [item, card] of Object.entries(plan.items)) {
      if (wanted && !wanted.includes(card.k)) continue;
      const shared = DESK.library.shared.includes(item.split("/")[0]);
      found.set(shared ? item : item === "plan" ? plan.id : `${plan.id}/${item}`, labelOf(card));
    }
  }
  return el("datalist", { id }, [...found].map(([value, words]) => el("option", { value }, words)));
}

// ---------------------------------------------------------------- following the address

function drawDesk(state) {
  startDesk();
  DESK.left = { query: state.query, given: state.given, text: state.text };
  $("question").textContent = deskHeading(state);
  document.title = `${deskHeading(state)} - Queries`;
  if (state.sel) $("details").prepend(showInNetwork(state));
  if (!DESK.editor || DESK.refused) return;
  const asked = JSON.stringify([state.query, state.given, state.text]);
  if (asked === DESK.asked) return;
  const saved = savedOf(state);
  const words = state.text || (saved ? saved.text : "");
  if (words && words !== DESK.editor.text) DESK.editor.text = words;
  drawFields(state.given);
  if (!words) { DESK.asked = asked; return; }
  if (!DESK.ready) return; // comes here once more when it is
  DESK.asked = asked;
  askDesk(state.given);
}

const showInNetwork = (state) => el("div", { class: "buttons" },
  el("button", { type: "button", class: "plain", id: "desk-show", onclick: () => go({ view: state.among, mode: "network" }) }, "Show it in the network"));

/** What a saved query is asked about when it is chosen: its defaults, or the plan at hand where that is all it takes. */
function firstGiven(saved) {
  const names = [...parametersOf(saved.text).keys()];
  const values = { ...saved.defaults };
  if (names.includes("plan") && Object.keys(values).every((name) => name === "plan")) values.plan = STATE.plan;
  if (names.includes("asOf") && !values.asOf) values.asOf = (planOf({ plan: values.plan || STATE.plan }) || {}).asOf || "";
  return Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name]]));
}

function chooseSaved(saved) {
  go({ query: `${saved.group}/${saved.name}`, given: firstGiven(saved), text: "", sel: "" });
  $("desk").scrollTop = 0;
}

/** Ask what stands in the editor and the fields; if it was asked before, ask it again. */
function runDesk() {
  if (!DESK.ready || DESK.running) return;
  const saved = savedOf(STATE);
  const text = DESK.editor.text;
  const values = Object.fromEntries(Object.entries(fieldValues()).filter(([, value]) => value));
  const changes = { query: STATE.query, given: values, text: saved && saved.text === text ? "" : text };
  if (toAddress(changed(changes)) === toAddress(STATE)) askDesk(values);
  else go(changes);
}

async function askDesk(values) {
  if (DESK.running) { // asked once more when the engine is back
    restartEngine();
    DESK.asked = "";
    return deskSay("The query before is stopped. The engine starts again.");
  }
  DESK.editor.clear();
  const text = DESK.editor.text;
  let ready;
  try {
    ready = prepared(DESK.library, text, values);
  } catch (error) {
    return tellFault({ message: error.message });
  }
  const lacking = [...parametersOf(text).keys()].filter((name) => !values[name]);
  if (lacking.length) return tellFault({ message: `Say which ${lacking.map(inWords).join(" and which ")} is meant.` }, lacking[0]);
  deskBusy(true);
  deskSay("Asking …");
  const mine = DESK.next;
  DESK.running = mine;
  const found = await toEngine((id) => ({ ask: { id, ...ready, most: SHOWN } }));
  if (DESK.running !== mine) return undefined;
  deskBusy(false);
  if (found.fault) return tellFault(found.fault);
  if (found.unknown) return tellFault({ message: `There is no item “${values[found.unknown[0]]}”. Choose one from the list.` }, found.unknown[0]);
  return drawAnswer(found);
}

function deskBusy(on) {
  DESK.running = on ? DESK.running : 0;
  $("desk-run").disabled = on;
  $("desk-stop").disabled = !on;
  if (on) $("desk-csv").disabled = true;
  if (on) DESK.answered = false;
}

function restartEngine() {
  DESK.worker.terminate();
  DESK.worker = null;
  DESK.later.clear();
  deskBusy(false);
  startDesk();
}

function stopDesk() {
  restartEngine();
  $("desk-answer").replaceChildren();
  deskSay("Stopped. The engine starts again.");
  $("desk-run").focus();
}

function tellFault({ message, line, column }, name = "") {
  $("desk-answer").replaceChildren();
  $("desk-csv").disabled = true;
  if (!line) deskSay(message, true);
  else {
    const why = expected(message);
    deskSay(`This is not SPARQL. Line ${line}, column ${column}: ${why}.`, true);
    DESK.editor.point(line, column, why);
  }
  if (name) $(`desk-field-${name}`).focus();
}

