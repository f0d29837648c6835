// The panel on the right: how to read the view, the gaps that are marked, or all of the chosen item.

function drawDetails(state) {
  const details = $("details");
  const was = details.dataset.of;
  const focus = details.contains(document.activeElement) ? document.activeElement.id : "";
  const now = `${state.plan} ${state.view} ${state.sel} ${state.to} ${state.gaps.join()} ${state.gone.join()}`;
  const parts = state.sel ? itemCard(state) : pageOf(state) ? (pageOf(state).about || howToRead)(state) : [lossPart(state), state.gaps.length ? gapList(state) : state.gone.length ? [] : howToRead(state)];
  details.replaceChildren(...parts.flat(Infinity).filter(Boolean));
  details.dataset.of = now;
  if (was !== now) details.scrollTop = 0;
  if (focus && $(focus)) $(focus).focus();
}

// ---------------------------------------------------------------- nothing chosen

function howToRead(state) {
  const view = viewOf(state);
  const network = networkOf(state);
  return [
    el("h2", {}, view.title),
    !pageOf(state) && el("p", { class: "told" }, `${many(network.cards.size, "card")}, ${many(network.edges.length, "link")}.`),
    el("h3", {}, "How to read this"),
    el("ul", { class: "how" }, view.how.map((line) => el("li", {}, line))),
    busiest(state, network, "in", "Most links come in"),
    busiest(state, network, "out", "Most links go out"),
    alone(state, network),
  ];
}

function busiest(state, network, way, title) {
  const counts = [...network.cards.keys()].map((id) => [id, (network[way].get(id) || []).length]).filter(([, count]) => count > 1);
  counts.sort((a, b) => b[1] - a[1]);
  if (!counts.length) return null;
  return [el("h3", {}, title), el("ul", { class: "rows" }, counts.slice(0, 4).map(([id, count]) => el("li", { class: "counted" }, el("strong", {}, figure(count)), itemButton(id))))];
}

function alone(state, network) {
  const without = [...network.cards.keys()].filter((id) => !network.in.has(id) && !network.out.has(id));
  if (!without.length) return null;
  return [el("h3", {}, `Without any link here (${figure(without.length)})`), el("ul", { class: "rows" }, without.slice(0, 12).map((id) => el("li", {}, itemButton(id)))),
    without.length > 12 && el("p", { class: "soft small" }, `and ${figure(without.length - 12)} more; the table has them all.`)];
}

// ---------------------------------------------------------------- gaps

function gapList(state) {
  const plan = planOf(state);
  const network = networkOf(state);
  const chosen = plan.rules.filter((rule) => state.gaps.includes(rule.id));
  const parts = chosen.map((rule) => {
    const found = plan.findings.filter((finding) => finding.rule === rule.id);
    const here = found.filter((finding) => placeOf(finding, network));
    const away = found.length - here.length;
    return [
      el("h3", {}, el("span", { class: `mark ${rule.severity}` }, DATA.words[rule.severity]), ` ${rule.summary} (${figure(found.length)})`),
      el("p", { class: "told" }, rule.description, el("span", { class: "soft" }, ` Rests on what is ${{ printed: "printed", computed: "computed", judgement: "judged" }[rule.ground] || rule.ground}.`)),
      away > 0 && el("p", { class: "soft small" }, `${away === found.length ? "None" : here.length} of them can be marked on a card of this view; all are listed. `, elsewhere(state, found)),
      found.map((finding) => gapBox(finding, true)),
    ];
  });
  return [el("h2", {}, "Gaps marked in the picture"), parts];
}

/** Where findings can be seen that this view has no card for. */
function elsewhere(state, found) {
  const best = bestView(state, found);
  if (!best || best.id === state.view) return null;
  const count = found.filter((finding) => placeOf(finding, networkOf(state, best.id))).length;
  return el("button", { type: "button", class: "link", onclick: () => go({ view: best.id, hide: [], open: [], depth: 0 }) }, `See ${count} in ${best.title}`);
}

function gapBox(finding, withItem) {
  const at = (finding.at || [])[0];
  return el("div", { class: "gap" },
    withItem && at && itemOf(STATE, at) && el("p", {}, itemButton(at)),
    el("p", {}, el("strong", {}, finding.message)),
    quoted(finding.quote, finding.where),
    el("p", {}, finding.advice),
    finding.accepted && el("p", { class: "soft" }, `Accepted by the partners: ${finding.accepted}`),
    DATA.pages && el("p", {}, el("a", { href: `gaps.html#${finding.rule}` }, "In the gap report")));
}

function quoted(quote, where) {
  if (!quote) return where ? el("p", { class: "soft small" }, where) : null;
  return el("blockquote", {}, `“${quote}”`, where && el("cite", {}, where));
}

// ---------------------------------------------------------------- an item

function itemCard(state) {
  const item = itemOf(state, state.sel);
  const close = el("button", { type: "button", class: "plain shut", id: "shut", onclick: () => { go({ sel: "" }); $("net").focus(); } }, "Close");
  return [
    close,
    el("p", { class: "chip" }, sign(item.k), kindWord(item.k)),
    el("h2", {}, labelOf(item)),
    item.a && el("p", { class: "soft small" }, `Also printed as: ${item.a.join("; ")}`),
    item.x && el("p", { class: "told" }, item.x),
    quoted(saysMore(item) ? item.q : "", item.w),
    cardButtons(state),
    linkCard(state),
    lossPart(state),
    gapsOfItem(state),
    linksHere(state),
    linksElsewhere(state),
    (item.f || []).map(factPart),
  ];
}

/** Whether the quote says more than the title does. */
function saysMore(item) {
  return item.q && !plainText(item.q).endsWith(plainText(item.t));
}

/** What can be done with the chosen card in the picture. */
function cardButtons(state) {
  if (state.mode === "matrix") return null;
  const inside = networkOf(state).folded.get(state.sel) || [];
  const open = state.open.includes(state.sel);
  const fold = inside.length > 0 && el("button", { type: "button", class: "plain", id: "fold", "aria-expanded": String(open), onclick: () => unfold(state.sel) },
    open ? "Fold its actions" : `Unfold its ${many(inside.length, "action")}`);
  const near = el("button", { type: "button", class: "plain", id: "near", "aria-pressed": String(state.depth > 0), onclick: () => go({ depth: state.depth ? 0 : 1 }) },
    state.depth ? "Show the whole view" : "Show only its links");
  return el("div", { class: "buttons" }, near, fold, lossButton(state));
}

/** The one link that was chosen, from a cell of the matrix or a line of the picture. */
function linkCard(state) {
  if (!state.to) return null;
  const links = (networkOf(state).out.get(state.sel) || []).filter((link) => link.to === state.to);
  const back = (networkOf(state).out.get(state.to) || []).some((link) => link.to === state.sel);
  const oneWay = state.view === "dependencies" && (back ? "The link is returned." : "The link is not returned.");
  return el("section", { class: "here" }, el("h3", {}, "This link"),
    links.map((link) => el("p", {}, `${labelOf(itemOf(state, state.sel))} ${verbOf(link)} `, itemButton(state.to))),
    el("ul", { class: "rows out" }, links.flatMap((link) => link.rows).map((row) => el("li", {}, factRow(row)))),
    oneWay && el("p", { class: "soft" }, oneWay));
}

function gapsOfItem(state) {
  const found = findingsOf(state, state.sel);
  if (!found.length) return null;
  const rules = new Map(planOf(state).rules.map((rule) => [rule.id, rule]));
  found.sort((a, b) => SEVERITIES.indexOf(rules.get(a.rule).severity) - SEVERITIES.indexOf(rules.get(b.rule).severity));
  const chosen = found.filter((finding) => state.gaps.includes(finding.rule));
  const rest = found.filter((finding) => !chosen.includes(finding));
  const boxed = (finding) => [el("p", { class: "small" }, el("span", { class: `mark ${rules.get(finding.rule).severity}` }, DATA.words[rules.get(finding.rule).severity])), gapBox(finding, false)];
  return [el("h3", {}, `Gaps (${found.length})`), chosen.map(boxed),
    rest.length > 0 && el("details", {}, el("summary", {}, chosen.length ? `${rest.length} more` : "Read them"), rest.map(boxed))];
}

// ---------------------------------------------------------------- links of an item

function linksHere(state) {
  const network = networkOf(state);
  return ["out", "in"].map((way) => linkGroups(state, network, way, true));
}

/** What the other views show of the item, so that the card is whole whatever the view. */
function linksElsewhere(state) {
  return planOf(state).views.filter((view) => view.id !== state.view).map((view) => {
    const network = networkOf(state, view.id);
    return ["out", "in"].map((way) => linkGroups(state, network, way, false));
  });
}

function linkGroups(state, network, way, lit) {
  const links = network[way].get(state.sel) || [];
  const kinds = [...new Set(links.map((link) => link.kind))];
  return kinds.map((kind) => {
    const own = links.filter((link) => link.kind === kind);
    const arrow = lit && el("span", { class: `dir ${way}` }, way === "out" ? "→ " : "← ");
    const title = el("h3", {}, arrow, `${LINKS.get(kind)[way === "out" ? 0 : 1]} (${own.length})`);
    const places = [...new Set(own.flatMap((link) => link.rows.map((row) => row.w)))];
    const shared = own.length > 1 && places.length === 1 ? places[0] : "";
    return [title, shared && el("p", { class: "soft small" }, `All printed in ${shared}.`), grouped(state, own, way === "out" ? "to" : "from", lit ? way : "", shared)];
  });
}

/** Long lists of actions stand under their priorities. */
function grouped(state, links, end, look, shared) {
  const homes = new Map();
  for (const link of links) push(homes, itemOf(state, link[end]).p || "", link);
  const list = (some) => el("ul", { class: `rows ${look}` }, some.map((link) => linkRow(link, end, shared)));
  if (homes.size < 2 || links.length < 8) return [list(links)];
  return [...homes].flatMap(([home, some]) => [home ? el("h4", {}, labelOf(itemOf(state, home))) : null, list(some)]);
}

function linkRow(link, end, shared) {
  const says = SPOKEN.has(link.kind) ? verbOf(link) : "";
  const [before, after] = link.kind !== "relates" ? ["", says && ` (${says})`] : end === "to" ? [`${says} `, ""] : ["", ` ${says} this`];
  const on = STATE.to && link.from === STATE.sel && link.to === STATE.to;
  return el("li", { class: on ? "here" : null }, before, itemButton(link[end]), after, link.rows.map((row) => el("div", { class: "why" }, whyWords(row, link, shared))));
}

function whyWords(row, link, shared) {
  const said = row.q || row.p ? `“${row.q || row.t}”` : row.t;
  const note = SPOKEN.has(link.kind) ? (row.o || "").split(";").slice(1).join(";").trim() : row.o;
  return [said, note && ` – ${note}`, row.w && row.w !== shared && ` (${row.w})`].filter(Boolean).join("");
}

function factPart(part) {
  return [el("h3", {}, part.rows.length > 1 ? `${part.h} (${part.rows.length})` : part.h), el("ul", { class: "rows" }, part.rows.map((row) => el("li", {}, factRow(row))))];
}

function factRow(row) {
  const words = row.r && itemOf(STATE, row.r) && labelOf(itemOf(STATE, row.r)) === row.t;
  return [
    words ? itemButton(row.r) : row.p ? `“${row.t}”` : row.t,
    row.o && el("span", { class: "why" }, ` – ${row.o}`),
    row.r && !words && itemOf(STATE, row.r) && el("div", {}, itemButton(row.r)),
    (row.q || row.w) && el("div", { class: "why" }, row.q ? `“${row.q}”` : "", row.w ? ` (${row.w})` : ""),
  ];
}
