// The engine of the desk: a worker made from what the page carries, and the messages to and from it.

const canAsk = () => typeof Worker === "function" && typeof WebAssembly === "object" && typeof ReadableStream === "function";

/** Start the worker; what the page has had from it before is not sent again. */
function startDesk() {
  if (DESK.worker || DESK.refused) return;
  if (!canAsk()) return deskRefused("it lacks what that needs");
  const blocks = read("desk-blocks");
  const address = URL.createObjectURL(new Blob([blocks.worker], { type: "text/javascript" }));
  DESK.ready = false;
  DESK.worker = new Worker(address);
  DESK.worker.onmessage = ({ data }) => fromEngine(data);
  DESK.worker.onerror = (event) => { event.preventDefault(); deskRefused(event.message || "its worker did not start"); };
  URL.revokeObjectURL(address);
  const { engine, graph, library, editor } = blocks;
  DESK.worker.postMessage({ open: DESK.library ? { engine, graph } : { engine, graph, library, editor } });
}

function fromEngine(data) {
  if (data.refused) return deskRefused(data.refused);
  if (data.opened === "library") return unpackedLibrary(data.library);
  if (data.opened === "editor") return makeEditor(data.script);
  if (data.opened === "graph") return graphOpened(data.quads);
  const done = DESK.later.get(data.id);
  DESK.later.delete(data.id);
  return done && done(data);
}

function unpackedLibrary(library) {
  DESK.library = library;
  if (STATE.view === "queries") show();
}

/** A message to the worker, and the promise of what it says to it. */
function toEngine(message) {
  const id = DESK.next;
  DESK.next += 1;
  return new Promise((done) => {
    DESK.later.set(id, done);
    DESK.worker.postMessage(message(id));
  });
}

function graphOpened(quads) {
  DESK.ready = true;
  deskSay(`Ready: ${quads.toLocaleString("en-GB")} statements.`);
  if (!DESK.terms.length) termsOfOurs().then((terms) => { DESK.terms = terms; });
  if (STATE.view === "queries") drawDesk(STATE);
}

function deskRefused(why) {
  DESK.refused = why;
  if (DESK.worker) DESK.worker.terminate();
  DESK.worker = null;
  $("desk").replaceChildren(el("p", { class: "told", role: "status", id: "desk-status" },
    `This browser does not let the page run its query engine (${why}). The same questions are answered by “rrgraph query” on the command line and by “rrgraph serve”.`));
}

/** Terms of ours with what they mean, for completion. */
async function termsOfOurs() {
  const sparql = "SELECT DISTINCT ?term ?label ?said { ?term rdfs:isDefinedBy ?of OPTIONAL { ?term rdfs:label ?label } OPTIONAL { ?term skos:definition ?said } } ORDER BY ?term";
  const found = await toEngine((id) => ({ ask: { id, ...prepared(DESK.library, sparql, {}), most: 0, aside: true } }));
  const ours = (found.rows || []).filter(([term]) => term.value.startsWith(DESK.library.terms));
  return ours.map(([term, label, said]) => ({ label: `rrg:${term.value.slice(DESK.library.terms.length)}`, detail: label ? label.value : "", info: said ? said.value : "", type: "class" }));
}

