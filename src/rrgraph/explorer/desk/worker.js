// The worker of the desk: unpacks what the page carries, holds the graph, and asks it.
//
// It stands behind the bundled engine (engine.mjs) in one script. The page sends {open} once, then {ask}, and
// {all} for every row of the last answer; to stop a query it ends the whole worker.

(() => {
"use strict";
let store = null;
let last = null; // the whole of the last answer, of which the page shows the beginning

const said = (error) => String(error && error.message ? error.message : error);

// ---------------------------------------------------------------- opening

function bytesOf(letters) {
  const raw = atob(letters);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** A block of the page as it comes out of its packing; WebAssembly is made ready while the rest still comes. */
function unpacked(letters, type = "text/plain") {
  const stream = new upstream.XzReadableStream(new Blob([bytesOf(letters)]).stream());
  return new Response(stream, { headers: { "Content-Type": type } });
}

const text = (letters) => unpacked(letters).text();

async function open({ engine, editor, graph, library }) {
  if (library) postMessage({ opened: "library", library: JSON.parse(await text(library)) });
  if (editor) postMessage({ opened: "editor", script: await text(editor) });
  const statements = unpacked(graph).arrayBuffer(); // while the browser makes the engine ready
  await upstream.init({ module_or_path: unpacked(engine, "application/wasm") });
  store = new upstream.Store();
  store.load(new Uint8Array(await statements), { format: "application/trig", lenient: true });
  postMessage({ opened: "graph", quads: store.size });
}

// ---------------------------------------------------------------- asking

function select(sparql, union) {
  const told = JSON.parse(store.query(sparql, { use_default_graph_as_union: union, results_format: "json" }));
  const columns = told.head.vars.filter((name) => !name.startsWith("_"));
  return { columns, rows: told.results.bindings.map((row) => columns.map((name) => row[name] || null)) };
}

/** Triples as rows of three columns. */
function triples(sparql, union) {
  const cell = (term) => ({ type: term.termType === "NamedNode" ? "uri" : "literal", value: term.value, datatype: term.datatype && term.datatype.value });
  const found = store.query(sparql, { use_default_graph_as_union: union });
  return { columns: ["subject", "predicate", "object"], rows: found.map((quad) => [quad.subject, quad.predicate, quad.object].map(cell)) };
}

/** The names of those values that nothing in the graph is called by. */
function absent(items) {
  const isThere = (iri) => store.query(`ASK { { <${iri}> ?p ?o } UNION { ?s ?p <${iri}> } }`, { use_default_graph_as_union: true });
  return Object.keys(items).filter((name) => !isThere(items[name]));
}

function ask({ id, form, sparql, union, items, most, aside }) {
  const began = performance.now();
  const unknown = absent(items);
  if (unknown.length) return postMessage({ id, unknown });
  if (form === "ASK") return postMessage({ id, yes: store.query(sparql, { use_default_graph_as_union: union }), took: performance.now() - began });
  const found = form === "SELECT" ? select(sparql, union) : triples(sparql, union);
  if (!aside) last = found;
  const rows = most ? found.rows.slice(0, most) : found.rows;
  return postMessage({ id, took: performance.now() - began, columns: found.columns, count: found.rows.length, rows });
}

/** What is wrong and where. Values are bound within lines, so the place is looked for without them. */
function fault(error, { id, plain, added, union }) {
  const place = (what) => /error at (\d+):(\d+): ([\s\S]*)/.exec(said(what));
  let found = place(error);
  try {
    if (found) store.query(plain, { use_default_graph_as_union: union });
  } catch (again) {
    found = place(again) || found;
  }
  if (!found) return { id, fault: { message: said(error) } };
  const line = Number(found[1]);
  return { id, fault: { message: found[3], line, column: Math.max(1, Number(found[2]) - (line === 1 ? added : 0)) } };
}

onmessage = async ({ data }) => {
  try {
    if (data.open) await open(data.open);
    else if (data.all) postMessage({ id: data.all, ...last });
    else ask(data.ask);
  } catch (error) {
    postMessage(data.ask ? fault(error, data.ask) : { refused: said(error) });
  }
};
})();
