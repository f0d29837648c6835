// The gaps as a list: the findings of the report, each with its item, what to do, and where it stands.

const LONG = 50; // findings of one rule that are drawn before one asks for the rest

/** The rules to list: those that are ticked, or all of them. */
function listedRules(state) {
  const { rules } = planOf(state);
  const chosen = state.gaps.length ? rules.filter((rule) => state.gaps.includes(rule.id)) : rules;
  return SEVERITIES.flatMap((severity) => chosen.filter((rule) => rule.severity === severity));
}

const foundBy = (state, rule) => planOf(state).findings.filter((finding) => finding.rule === rule.id);

function drawGaps(state) {
  const rules = listedRules(state);
  const total = rules.reduce((sum, rule) => sum + foundBy(state, rule).length, 0);
  const all = planOf(state).findings.length;
  const words = !all ? "No gaps were found in this plan." : total < all ? `${figure(total)} of the ${many(all, "finding")} in this plan, by rule.` : `${many(all, "finding")} in this plan, worst first, by rule. Tick rules at the side to list those alone.`;
  $("sheet").replaceChildren(el("p", { class: "about" }, words), ...rules.map((rule) => rulePart(state, rule)));
}

function rulePart(state, rule) {
  const found = foundBy(state, rule);
  const whole = WHOLE.has(rule.id) || found.length <= LONG;
  const shown = whole ? found : found.slice(0, LONG);
  const best = bestView(state, found);
  return el("section", { class: "rule", id: `rule-${rule.id}` },
    el("h3", {}, el("span", { class: `mark ${rule.severity}` }, DATA.words[rule.severity]), ` ${rule.summary} (${figure(found.length)}) `, el("code", {}, rule.id)),
    el("p", { class: "soft" }, rule.description),
    best && el("button", { type: "button", class: "plain", "data-mark": rule.id, onclick: () => go({ view: best.id, mode: "network", gaps: [rule.id], sel: "" }) }, `Mark ${found.length === 1 ? "it" : "them"} in ${best.title}`),
    el("table", { class: "list gaps" }, el("caption", { class: "hidden" }, rule.summary),
      el("thead", {}, el("tr", {}, ["Item", "What was found", "What to do", "Where it stands"].map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, shown.map((finding) => findingRow(state, finding)))),
    !whole && el("button", { type: "button", class: "plain", "data-whole": rule.id, onclick: () => { WHOLE.add(rule.id); keepFocus(() => drawGaps(STATE)); } }, `Show all ${figure(found.length)}`));
}

function findingRow(state, finding) {
  const at = (finding.at || [])[0];
  const item = at && itemOf(state, at) ? el("button", { type: "button", class: "link", onclick: () => choose(at, [finding.rule]) }, labelOf(itemOf(state, at))) : "The plan as a whole";
  return el("tr", {}, el("td", { "data-head": "Item" }, item),
    el("td", { "data-head": "What was found" }, el("strong", {}, finding.message), finding.accepted && el("p", { class: "soft" }, `Accepted by the partners: ${finding.accepted}`)),
    el("td", { "data-head": "What to do" }, finding.advice),
    el("td", { "data-head": "Where it stands" }, finding.quote && `“${finding.quote}” `, finding.where && el("span", { class: "soft" }, finding.where)));
}

/** The view in which most of the findings can be marked on a card, as near to what is found as may be. */
function bestView(state, found) {
  const sum = (network) => found.reduce((total, finding) => total + nearness(finding, network), 0);
  const views = planOf(state).views.map((view) => [view, sum(networkOf(state, view.id))]);
  return views.reduce((best, one) => (one[1] > best[1] ? one : best), [null, 0])[0];
}

const GAPS_READ = [
  "Each heading is a rule that was put to the whole plan; the figure says how often it found something.",
  `${DATA.words.error}: only the board can settle it. ${DATA.words.warning}: whoever writes the plan can. ${DATA.words.note}: worth knowing.`,
  "The rules and their counts are those of the gap report.",
  "Choose an item to see it in the picture with its gap marked.",
];

PAGES.push({ id: "gaps", title: "Gaps", question: "What is missing, doubtful or worth a decision?", how: GAPS_READ, draw: drawGaps });
