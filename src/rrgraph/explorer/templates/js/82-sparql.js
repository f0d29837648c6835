// A query made ready for the engine as `rrgraph query` makes it: prefixes declared, parameters bound as values.

const ASIDE = /"{3}(?:\\[\s\S]|[^\\])*?"{3}|'{3}(?:\\[\s\S]|[^\\])*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g;
const PARAMETER = /[?$]_([A-Za-z]\w*?)(?:_(iri|date|integer|decimal))?\b/g;
const PROLOGUE = /^(?:\s*(?:BASE|PREFIX\s+[^\s:]*\s*:))*\s*/i;
const FORM = /^(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w.-])/i;
const DATA_BLOCK = /VALUES\s*(?:\([^)]*\)|[?$]\w+)\s*$/i;
const SUBSELECT = /^\{\s*SELECT\b/i;
const FROM = /(?<![\w?$:.-])FROM\b(?!:)/i;
const NO_NAME = /[\x00-\x20<>"{}|^`\\]/; // what no IRI may hold
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** A query without texts, IRIs and comments; `masked` is as long as the query, with blanks for them. */
const bare = (sparql) => sparql.replace(ASIDE, " ");
const masked = (sparql) => sparql.replace(ASIDE, (found) => " ".repeat(found.length));
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The parameters of a query: name -> [variable, kind]. */
function parametersOf(sparql) {
  const found = new Map();
  for (const [whole, name, kind] of bare(sparql).matchAll(PARAMETER)) found.set(name, [whole.slice(1), kind || "text"]);
  return found;
}

function formOf(sparql) {
  const words = bare(sparql);
  const found = FORM.exec(words.slice(PROLOGUE.exec(words)[0].length));
  return found ? found[1].toUpperCase() : "";
}

const isDay = (written) => /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written)) && new Date(written).toISOString().startsWith(written);
const RIGHT = {
  date: [isDay, "a day such as 2009-09-30"],
  integer: [(written) => /^[+-]?\d+$/.test(written), "a whole number such as 12"],
  decimal: [(written) => /^[+-]?\d+(\.\d+)?$/.test(written), "a number such as 12.5"],
};

/** What a person writes for an item -> its IRI: demo/action/1.1, agency/yhip, or an IRI. */
function asIri(library, name, written) {
  if (/^https?:\/\//.test(written)) return written;
  const shared = name !== "plan" && library.shared.includes(written.split("/")[0]);
  return `${library.things}${shared ? "" : "plan/"}${written}`;
}

/** A value as SPARQL writes it; an Error in words where it cannot be one. */
function asTerm(library, name, kind, written) {
  if (kind === "iri") {
    const iri = asIri(library, name, written);
    if (NO_NAME.test(iri)) throw new Error(`${inWords(name)}: “${written}” cannot be the name of an item. Choose one from the list.`);
    return `<${iri}>`;
  }
  if (kind in RIGHT && !RIGHT[kind][0](written)) throw new Error(`${inWords(name)}: “${written}” is not ${RIGHT[kind][1]}.`);
  const quoted = JSON.stringify(written);
  return kind === "text" ? quoted : `${quoted}^^<${XSD}${kind}>`;
}

/** The name of a parameter as people say it: asOf -> "as of". */
const inWords = (name) => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A query in which variables are bound: in every group that names one, before its patterns. */
function withValues(sparql, bindings) {
  const words = masked(sparql);
  const ends = new Map();
  const openAt = [];
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === "{") openAt.push(at);
    else if (words[at] === "}" && openAt.length) ends.set(openAt.pop(), at);
  }
  const parts = [];
  let last = 0;
  for (const start of [...ends.keys()].sort((a, b) => a - b)) {
    if (DATA_BLOCK.test(words.slice(0, start)) || SUBSELECT.test(words.slice(start))) continue;
    const inside = words.slice(start, ends.get(start));
    const named = Object.keys(bindings).filter((name) => new RegExp(`[?$]${literally(name)}(?!\\w)`).test(inside));
    parts.push(sparql.slice(last, start + 1), ...named.map((name) => ` VALUES ?${name} { ${bindings[name]} }`));
    last = start + 1;
  }
  return parts.join("") + sparql.slice(last);
}

/** The prefixes that a query uses and does not declare, for the line that it begins with. */
function prefixesFor(library, sparql) {
  const words = masked(sparql);
  const wanted = Object.entries(library.prefixes).filter(([name]) =>
    new RegExp(`(?<![\\w.-])${name}:`).test(words) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(words));
  return wanted.map(([name, base]) => `PREFIX ${name}: <${base}> `).join("");
}

/** All that the engine needs to answer a query; an Error in words where a value cannot be what it should. */
function prepared(library, sparql, given) {
  const bindings = {};
  const items = {};
  for (const [name, [variable, kind]] of parametersOf(sparql)) {
    if (!given[name]) continue;
    bindings[variable] = asTerm(library, name, kind, given[name]);
    if (kind === "iri") items[name] = bindings[variable].slice(1, -1);
  }
  const prefixes = prefixesFor(library, sparql);
  return {
    form: formOf(sparql), union: !FROM.test(bare(sparql)), items,
    sparql: prefixes + withValues(sparql, bindings), plain: prefixes + sparql, added: prefixes.length,
  };
}

/** What a parser expected, without the classes of letters that it lists by the dozen. */
function expected(said) {
  const words = /^expected (?:one of )?([\s\S]*)/.exec(said.replace(/\[[^\]]*\]/g, ""));
  if (!words) return said;
  const most = words[1].split(/,\s+/).filter((word) => word.trim());
  const last = most.pop() || "something else here";
  return most.length ? `expected ${most.slice(0, 8).join(", ")} or ${last}` : `expected ${last}`;
}
