// The panel on the left: what is shown (the legend is the filter), which gaps, how far around.

/** Drawn anew when anything changed but which card is chosen: whether one is, is all that is told of it here. */
function drawFilters(state) {
  const now = pageOf(state) ? "" : JSON.stringify({ ...state, sel: Boolean(state.sel), to: "" });
  if (now && $("filters").dataset.of === now) return;
  $("filters").dataset.of = now;
  const open = [...document.querySelectorAll("#filters details")].map((one) => [one.id, one.open]);
  const focus = document.activeElement && $("filters").contains(document.activeElement) ? document.activeElement.id : "";
  $("filters").replaceChildren(...filterParts(state).filter(Boolean));
  for (const [id, was] of open) if ($(id)) $(id).open = was;
  if (focus && $(focus)) $(focus).focus();
}

function filterParts(state) {
  const page = pageOf(state);
  if (page) return page.filters ? page.filters(state) : [gapPart(state), aboutPart()];
  return [kindPart(state), tagPart(state), linkPart(state), nearPart(state), gapPart(state), aboutPart()];
}

const section = (title, ...children) => el("section", {}, el("h3", {}, title), children);

function kindPart(state) {
  const network = networkOf(state);
  const counts = new Map();
  const ids = [...network.cards.keys(), ...state.open.flatMap((home) => (network.folded.get(home) || []).map((node) => node.item))];
  for (const id of ids) counts.set(itemOf(state, id).k, (counts.get(itemOf(state, id).k) || 0) + 1);
  const rows = [...KINDS.keys()].filter((kind) => counts.has(kind)).map((kind) => check({
    id: `kind-${kind}`, on: !state.hide.includes(kind), words: kindWord(kind, 2), count: counts.get(kind), before: sign(kind),
    change: (on) => go({ hide: on ? state.hide.filter((one) => one !== kind) : [...state.hide, kind].sort() }),
  }));
  const folds = network.folded.size > 0;
  const all = folds && state.open.length === network.folded.size;
  const unfoldAll = folds && el("button", { type: "button", class: "plain", id: "unfold", "aria-pressed": String(all),
    onclick: () => go({ open: all ? [] : [...network.folded.keys()].sort() }) }, all ? "Fold all actions" : "Unfold all actions");
  return section("Show", rows, unfoldAll && el("div", { class: "buttons" }, unfoldAll));
}

/** What became of the items at a refresh: as many as there are of each, and which to leave out. */
function tagPart(state) {
  const view = viewOf(state);
  const counts = new Map();
  for (const id of networkOf(state).cards.keys()) for (const tag of tagsOf(view, id)) counts.set(tag, (counts.get(tag) || 0) + 1);
  if (!counts.size) return null;
  return section("What became of them", [...counts].map(([tag, count]) => check({
    id: `tag-${plainText(tag).replaceAll(" ", "-")}`, on: !state.hide.includes(tag), words: tag, count,
    change: (on) => go({ hide: on ? state.hide.filter((one) => one !== tag) : [...state.hide, tag].sort() }),
  })));
}

function check({ id, on, words, count, before, change, has = false }) {
  const box = el("input", { type: "checkbox", id, onchange: (event) => change(event.target.checked) });
  box.checked = on;
  return el("div", { class: "choice" }, box, el("label", { for: id }, before, el("span", {}, words), el("span", { class: `count${has ? " has" : ""}` }, figure(count))));
}

function linkPart(state) {
  const kinds = [...LINKS.keys()].filter((kind) => networkOf(state).edges.some((edge) => edge.kind === kind));
  const plain = kinds.map((kind) => keyLine("var(--edge)", LINKS.get(kind)[2], DASHED.has(kind)));
  const names = kinds.includes("leads") ? ["what it carries", "who carries it"] : ["from the chosen card", "to the chosen card"];
  if (!kinds.length) return null;
  return section("Links", plain, keyLine("var(--out)", names[0]), keyLine("var(--in)", names[1]));
}

function keyLine(colour, words, dashed = false) {
  const path = svg("path", { d: "M1 7H32" });
  path.style.stroke = colour;
  path.style.strokeWidth = "2";
  path.style.fill = "none";
  if (dashed) path.style.strokeDasharray = "6 4";
  const head = svg("path", { d: "M40 7L31 2.500V11.500z" });
  head.style.fill = colour;
  return el("p", { class: "key" }, svg("svg", { viewBox: "0 0 40 14", "aria-hidden": "true", focusable: "false" }, path, head), words);
}

function gapPart(state) {
  const plan = planOf(state);
  const groups = SEVERITIES.map((severity) => gapGroup(state, severity, plan.rules.filter((rule) => rule.severity === severity)));
  const none = state.gaps.length > 0 && el("button", { type: "button", class: "plain", id: "no-gaps", onclick: () => go({ gaps: [] }) }, pageOf(state) ? "List all gaps" : "Show no gaps");
  if (!plan.rules.length) return section("Gaps", el("p", { class: "soft" }, "No gaps were found in this plan."));
  const told = pageOf(state) ? "Tick what you want listed." : "Tick what you want marked. The figure counts findings in the whole plan.";
  return section("Gaps", el("p", { class: "soft small" }, told), none && el("div", { class: "buttons" }, none), groups);
}

function gapGroup(state, severity, rules) {
  if (!rules.length) return null;
  const counts = new Map();
  for (const { rule } of planOf(state).findings) counts.set(rule, (counts.get(rule) || 0) + 1);
  const count = (rule) => counts.get(rule.id) || 0;
  const rows = rules.map((rule) => check({
    id: `gap-${rule.id}`, on: state.gaps.includes(rule.id), words: rule.summary, count: count(rule), has: true,
    change: (on) => go({ gaps: on ? [...state.gaps, rule.id].sort() : state.gaps.filter((one) => one !== rule.id), ...(on && { sel: "" }) }),
  }));
  const total = rules.reduce((sum, rule) => sum + count(rule), 0);
  const chosen = rules.some((rule) => state.gaps.includes(rule.id));
  return el("details", { id: `gaps-${severity}`, open: severity === "error" || chosen },
    el("summary", {}, el("span", { class: `mark ${severity}` }, DATA.words[severity]), ` ${many(total, "finding")}`), allOf(state, severity, rules), rows);
}

/** All rules of a severity at once. */
function allOf(state, severity, rules) {
  const ids = rules.map((rule) => rule.id);
  const on = ids.every((id) => state.gaps.includes(id));
  const rest = state.gaps.filter((id) => !ids.includes(id));
  return el("div", { class: "buttons" }, el("button", { type: "button", class: "plain", id: `all-${severity}`, "aria-pressed": String(on), "aria-label": `All that is to ${DATA.words[severity].toLowerCase()}`,
    onclick: () => go({ gaps: on ? rest : [...rest, ...ids].sort() }) }, on ? "None of these" : "All of these"));
}

function nearPart(state) {
  const choices = [[0, "the whole view"], [1, "1 link away"], [2, "2 links away"], [3, "3 links away"]];
  const select = el("select", { id: "depth", class: "plain", disabled: !state.sel, onchange: (event) => go({ depth: Number(event.target.value) }) },
    choices.map(([value, words]) => el("option", { value, selected: value === state.depth }, words)));
  return section("Around the chosen card", el("label", { for: "depth" }, "Show "), select,
    !state.sel && el("p", { class: "soft small" }, "Choose a card first."));
}

function aboutPart() {
  const plan = planOf(STATE);
  const lines = [
    plan.document && `Transcribed from: ${plan.document}.`,
    plan.start && `The plan runs from ${plan.start} to ${plan.end}${plan.asOf ? `; gaps are as of ${plan.asOf}` : ""}.`,
    "What carries no remark on a card is stated in the document; what its place decides, what an editor judged and what was computed is said.",
    "This page is one file. It needs no network, and sends nothing anywhere.",
    "It aims at WCAG 2.2 AA: the table shows all that the picture shows, every part works by keyboard, and nothing moves by itself. Tested with axe and by keyboard; not tested with screen readers.",
  ].filter(Boolean);
  const pages = DATA.pages && el("p", {}, el("a", { href: "index.html" }, "Overview"), ", ", el("a", { href: "gaps.html" }, "gap report"));
  return el("details", { id: "about" }, el("summary", {}, "About this page"), lines.map((line) => el("p", { class: "told small" }, line)), pages);
}
