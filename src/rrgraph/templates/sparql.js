// The query page of `rrgraph serve`: asks /sparql on this machine, and shows the answer as text.
"use strict";
const part = id => document.getElementById(id);
let running = null, last = "";

const withPrefixes = text => {
  const missing = part("query").dataset.prefixes.split("\n").filter(line => {
    const name = line.split(" ")[1];
    return name && text.includes(name) && !new RegExp("PREFIX\\s+" + name, "i").test(text);
  });
  return missing.length ? missing.join(" ") + " " + text : text;
};

const cell = (row, tag, value) => {
  const made = document.createElement(tag);
  if (tag === "th") made.scope = "col";
  made.textContent = value;
  row.append(made);
};

const table = (columns, rows) => {
  const drawn = part("answer");
  drawn.replaceChildren();
  const head = drawn.createTHead().insertRow();
  columns.forEach(column => cell(head, "th", column));
  const body = drawn.createTBody();
  rows.forEach(values => {
    const row = body.insertRow();
    columns.forEach(column => cell(row, "td", values[column] ? values[column].value : ""));
  });
};

const busy = on => {
  part("stop").disabled = !on;
  part("desk").querySelector("button[type=submit]").disabled = on;
};

const ask = async (query, accept) => {
  running = new AbortController();
  busy(true);
  try {
    const body = new URLSearchParams({ query });
    const answer = await fetch("/sparql", { method: "POST", body, headers: { Accept: accept }, signal: running.signal });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.trim());
    return { text, kind: answer.headers.get("Content-Type") || "" };
  } finally {
    busy(false);
  }
};

const show = ({ text, kind }) => {
  part("text").textContent = "";
  part("answer").replaceChildren();
  if (!kind.includes("json")) {
    part("text").textContent = text;
    return "triples";
  }
  const told = JSON.parse(text);
  if ("boolean" in told) return told.boolean ? "yes" : "no";
  const columns = told.head.vars.filter(name => !name.startsWith("_"));
  table(columns, told.results.bindings);
  part("csv").disabled = false;
  const count = told.results.bindings.length;
  return count + (count === 1 ? " row" : " rows");
};

part("desk").addEventListener("submit", async event => {
  event.preventDefault();
  part("csv").disabled = true;
  part("said").textContent = "asking …";
  last = withPrefixes(part("query").value);
  const began = performance.now();
  try {
    const said = show(await ask(last, "application/sparql-results+json, text/turtle;q=0.9"));
    part("said").textContent = said + " in " + Math.round(performance.now() - began) + " ms";
  } catch (error) {
    part("answer").replaceChildren();
    part("said").textContent = error.name === "AbortError" ? "stopped" : error.message;
  }
});

part("stop").addEventListener("click", () => running && running.abort());
part("library").addEventListener("change", event => {
  if (event.target.value) part("query").value = event.target.value;
});
part("query").addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) part("desk").requestSubmit();
});
part("csv").addEventListener("click", async () => {
  const { text } = await ask(last, "text/csv");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "answer.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
