// What begins before the rest of the page is read: the engine of the desk, which takes longest to open.

(() => {
"use strict";

/** A worker that opens the engine; with `whole`, also what the page has from it once. Keeps what it says in `said`. */
function open(whole) {
  const { worker, engine, graph, library, editor } = JSON.parse(document.getElementById("desk-blocks").textContent);
  const address = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
  const made = new Worker(address);
  URL.revokeObjectURL(address);
  made.said = [];
  made.onmessage = (event) => made.said.push(event);
  made.onerror = made.onmessage;
  made.postMessage({ open: whole ? { engine, graph, library, editor } : { engine, graph } });
  return made;
}

const canAsk = typeof Worker === "function" && typeof WebAssembly === "object" && typeof ReadableStream === "function";
const isWanted = /[#&]view=queries(?:&|$)/.test(location.hash);
window.rrgraphEngine = { open, canAsk, begun: canAsk && isWanted ? open(true) : null };
})();
