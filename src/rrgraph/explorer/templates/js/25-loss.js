// What if: partners that are thought away, and what is left without anybody.

const PARTIES = new Set(["agency", "board", "post", "group"]);
const isParty = (item) => Boolean(item) && PARTIES.has(item.k);
const NO_LOSS = { gone: new Set(), led: [], helped: [], blocks: [] };
const LOSS = { key: "", found: NO_LOSS };

/** Whom a supposed loss takes: the partners chosen, with their units and posts. */
function goneOf(state) {
  const items = Object.entries(planOf(state).items);
  const named = new Set(state.gone);
  return new Set(items.filter(([id, item]) => named.has(id) || (isParty(item) && (item.u || []).some((above) => named.has(above)))).map(([id]) => id));
}

/** The actions that nobody else leads, those that nobody else helps with, and the priorities of which nothing is led. */
function lossOf(state) {
  if (!state.gone.length) return NO_LOSS;
  const key = `${state.plan} ${state.gone.join()}`;
  if (LOSS.key === key) return LOSS.found;
  const gone = goneOf(state);
  const links = networkOf(state, "partner-load").edges;
  const only = (kind, of) => {
    const carried = new Map();
    for (const link of links) if (link.kind === kind && of(link.to)) push(carried, of(link.to), link.from);
    return [...carried].filter(([, parties]) => parties.every((party) => gone.has(party))).map(([id]) => id);
  };
  const block = (id) => itemOf(state, id).p;
  Object.assign(LOSS, { key, found: { gone, led: only("leads", (id) => id), helped: only("helps", (id) => id), blocks: only("leads", block) } });
  return LOSS.found;
}

/** Whether supposing an item gone says anything: it carries part of the plan. */
function carries(state, id) {
  if (!isParty(itemOf(state, id)) || !planOf(state).views.some((view) => view.id === "partner-load")) return false;
  const { out } = networkOf(state, "partner-load");
  return [...goneOf({ ...state, gone: [id] })].some((one) => out.has(one));
}

function suppose(id) {
  go({ gone: STATE.gone.includes(id) ? STATE.gone.filter((one) => one !== id) : [...STATE.gone, id].sort() });
}

function lossButton(state) {
  if (!carries(state, state.sel)) return null;
  const on = state.gone.includes(state.sel);
  return el("button", { type: "button", class: "plain", id: "gone", "aria-pressed": String(on), onclick: () => suppose(state.sel) }, on ? "Bring it back" : "What if it were gone?");
}

/** What would be left without anybody, for the panel on the right. */
function lossPart(state) {
  if (!state.gone.length) return null;
  const loss = lossOf(state);
  const list = (words, ids) => ids.length > 0 && [el("h4", {}, `${words} (${ids.length})`), el("ul", { class: "rows" }, ids.map((id) => el("li", {}, itemButton(id))))];
  const units = loss.gone.size - state.gone.length;
  return el("section", { class: "loss" },
    el("h3", {}, `Supposing that ${state.gone.length === 1 ? "this partner" : "these partners"} were gone`),
    el("ul", { class: "rows" }, state.gone.map((id) => el("li", {}, itemButton(id), " ", el("button", { type: "button", class: "plain", "aria-label": `Bring back ${labelOf(itemOf(state, id))}`, onclick: () => suppose(id) }, "Bring back")))),
    units > 0 && el("p", { class: "soft small" }, `With ${many(units, "unit or post", "units and posts")} of ${state.gone.length === 1 ? "it" : "theirs"}.`),
    loss.led.length || loss.helped.length
      ? [list("Actions that nobody would lead", loss.led), list("Priorities of which no action would have a lead", loss.blocks), list("Actions that would lose all their contributors", loss.helped)]
      : el("p", { class: "told" }, "No action would be left without a lead, or without any contributor."));
}

function lossWords(state) {
  const loss = lossOf(state);
  return state.gone.length ? `Without ${state.gone.map((id) => labelOf(itemOf(state, id))).join(" and ")}: ${many(loss.led.length, "action")} without a lead.` : "Every partner is back.";
}
