// The page as a whole: it follows the address, and listens to keys, buttons and the window.

function say(words) {
  $("status").textContent = words;
}

// ---------------------------------------------------------------- showing a state

function show() {
  const before = STATE;
  STATE = fromAddress(location.hash);
  drawHead(STATE);
  drawSaves(STATE);
  drawFilters(STATE);
  drawDetails(STATE);
  const picture = isPicture(STATE);
  $("stage").hidden = !picture;
  $("desk").hidden = STATE.view !== "queries";
  $("sheet").hidden = picture || !$("desk").hidden;
  $("tools").hidden = !picture;
  $("keys").hidden = !picture;
  if (picture) drawPicture(STATE);
  else keepFocus(() => drawSheet(STATE));
  announce(before);
}

function drawSheet(state) {
  const page = pageOf(state);
  if (page) page.draw(state);
  else if (state.mode === "matrix") drawMatrix(state);
  else drawTable(state);
}

/** Keep the focus on the same button while a sheet is drawn anew. */
function keepFocus(draw) {
  const active = document.activeElement;
  const data = $("sheet").contains(active) && { ...active.dataset };
  draw();
  if (!data) return;
  const [name, value] = Object.entries(data)[0] || [];
  const same = name && [...$("sheet").querySelectorAll(`[data-${name}]`)].find((one) => one.dataset[name] === value);
  if (same) same.focus();
}

function drawHead(state) {
  const plan = planOf(state);
  const view = viewOf(state);
  const tab = (name, words, changes, on) => el("li", {}, el("a", { href: toAddress(changed(changes)), "data-tab": name, "aria-current": on ? "true" : null }, words));
  const fresh = { hide: [], open: [], depth: 0, to: "" };
  $("modes").parentElement.hidden = Boolean(pageOf(state));
  const focus = document.activeElement && document.activeElement.dataset.tab;
  $("views").replaceChildren(...viewsOf(plan).map((one) => tab(one.id, one.title, { view: one.id, mode: fitMode(state, one.id), ...fresh, ...(one.kept && one.kept()) }, one.id === state.view)));
  $("modes").replaceChildren(...Object.entries(MODES).map(([mode, words]) => tab(mode, words, { mode }, mode === state.mode)));
  if (focus) document.querySelector(`[data-tab="${focus}"]`)?.focus();
  $("plan-title").textContent = plan.title;
  $("question").textContent = view.question;
  $("plan").value = plan.id;
  const chosen = state.sel ? `${labelOf(itemOf(state, state.sel))} - ` : "";
  document.title = `${chosen}${view.title}${pageOf(state) ? "" : `, ${MODES[state.mode]}`} - ${plan.title}`;
  const none = !pageOf(state) && !networkOf(state).edges.length && view.none;
  $("none").textContent = none || "";
  $("none").hidden = !none;
  $("net").setAttribute("aria-label", `${view.title}: ${view.question}`);
}

/** The mode to show another view in: the same, but no picture of thousands of cards unless it is asked for. */
function fitMode(state, name) {
  const large = networkOf(state, name).cards.size > MOST_SHOWN;
  return large && state.mode === "network" ? "table" : state.mode;
}

function announce(before) {
  const network = networkOf(STATE);
  if (!before || before.view !== STATE.view || before.plan !== STATE.plan || before.mode !== STATE.mode) {
    say(pageOf(STATE) ? `${viewOf(STATE).title}.` : `${viewOf(STATE).title}, ${MODES[STATE.mode]}: ${many(network.cards.size, "item")}, ${many(network.edges.length, "link")}.`);
  }
  if (before && before.gaps.join() !== STATE.gaps.join()) {
    const found = planOf(STATE).findings.filter((finding) => STATE.gaps.includes(finding.rule));
    say(STATE.gaps.length ? `${many(found.length, "finding")}; ${many(marks(STATE).size, "card")} marked.` : "No gaps marked.");
  }
  if (before && before.gone.join() !== STATE.gone.join()) say(lossWords(STATE));
  else if (STATE.sel && (!before || before.sel !== STATE.sel || before.view !== STATE.view)) say(describe(STATE.sel));
  if (before && before.sel && !STATE.sel) say("Nothing chosen.");
}

/** An item in a sentence, for those who hear the page. */
function describe(id) {
  const network = networkOf(STATE);
  const item = itemOf(STATE, id);
  const home = homeOf(network, id);
  const count = (way) => (home ? (network.in.get(home) || []).filter((link) => way === "in" && link.rows.some((row) => row.r === id)) : network[way].get(id) || []).length;
  const gaps = findingsOf(STATE, id).length;
  return `${labelOf(item)}. ${kindWord(item.k)}. ${many(count("out"), "link")} from it, ${many(count("in"), "link")} to it${gaps ? `, ${many(gaps, "gap")}` : ""}.`;
}

// ---------------------------------------------------------------- keys in the network

/** The nearest card in a direction: along the lane up and down, across the lanes left and right. */
function neighbour(card, key) {
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const sense = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  const others = PICTURE.scene.cards.filter((other) => other !== card && (across ? (other.lane - card.lane) * sense > 0 : other.lane === card.lane && (other.cy - card.cy) * sense > 0));
  const far = (other) => (across ? Math.abs(other.lane - card.lane) * 1e6 : 0) + Math.abs(other.cy - card.cy);
  return others.reduce((best, other) => (!best || far(other) < far(best) ? other : best), null);
}

function firstCard() {
  return PICTURE.scene.cards.reduce((best, card) => (!best || card.lane < best.lane || (card.lane === best.lane && card.cy < best.cy) ? card : best), null);
}

function moveTo(card) {
  if (!card) return;
  PICTURE.cursor = card.item;
  PICTURE.keys = true;
  bringIn(card.item);
  say(describe(card.item));
}

/** Step through the links of the chosen card, hearing the words of each. */
function stepLink(by) {
  const start = STATE.sel || PICTURE.cursor;
  if (!start) return moveTo(firstCard());
  if (!STATE.sel) go({ sel: start });
  const links = PICTURE.scene.edges.filter((edge) => edge.lit).map((edge) => ({ edge, other: edge.lit === "out" ? edge.to : edge.from }));
  links.sort((a, b) => (a.edge.lit === b.edge.lit ? 0 : a.edge.lit === "out" ? -1 : 1));
  if (!links.length) return say("This card has no link here.");
  const same = PICTURE.linkOf === STATE.sel;
  PICTURE.linkAt = same ? (PICTURE.linkAt + by + links.length) % links.length : by > 0 ? 0 : links.length - 1;
  PICTURE.linkOf = STATE.sel;
  const { edge, other } = links[PICTURE.linkAt];
  PICTURE.cursor = other;
  PICTURE.keys = true;
  bringIn(other);
  const words = edge.link.rows.map((row) => row.q || row.t).join("; ");
  const verb = LINKS.get(edge.kind)[edge.lit === "out" ? 0 : 1];
  return say(`Link ${PICTURE.linkAt + 1} of ${links.length}. ${verb} ${labelOf(itemOf(STATE, other))}. ${words}`);
}

function clear() {
  if (STATE.sel) go({ sel: "" });
  else if (STATE.gaps.length) go({ gaps: [] });
  else { PICTURE.cursor = ""; redraw(); }
}

const NET_KEYS = {
  Enter: () => PICTURE.cursor && go({ sel: PICTURE.cursor }),
  " ": () => PICTURE.cursor && go({ sel: PICTURE.cursor }),
  Escape: clear,
  n: () => stepLink(1),
  p: () => stepLink(-1),
  e: () => networkOf(STATE).folded.has(PICTURE.cursor) && unfold(PICTURE.cursor),
  Home: () => moveTo(firstCard()),
  "+": () => zoomTo(PICTURE.zoom * 1.25),
  "=": () => zoomTo(PICTURE.zoom * 1.25),
  "-": () => zoomTo(PICTURE.zoom / 1.25),
  0: showAll,
};

function netKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const current = PICTURE.scene.byItem.get(PICTURE.cursor);
  if (event.key.startsWith("Arrow")) moveTo(current ? neighbour(current, event.key) : firstCard());
  else {
    const act = NET_KEYS[event.key] || NET_KEYS[event.key.toLowerCase()];
    if (!act) return;
    act();
  }
  event.preventDefault();
}

// ---------------------------------------------------------------- buttons, window, print

const TOOLS = {
  left: () => pan(-1, 0), right: () => pan(1, 0), up: () => pan(0, -1), down: () => pan(0, 1),
  in: () => zoomTo(PICTURE.zoom * 1.25), out: () => zoomTo(PICTURE.zoom / 1.25), fit: showAll,
};

function pan(x, y) {
  const { w, h } = room();
  $("stage").scrollBy(x * w * 0.4, y * h * 0.4);
}

function scrolled() {
  look();
  PICTURE.moving = 1;
  clearTimeout(PICTURE.rest);
  PICTURE.rest = setTimeout(() => { PICTURE.moving = 0; redraw(); }, 150);
}

function resized() {
  if (!isPicture(STATE)) return;
  cancelAnimationFrame(PICTURE.later);
  PICTURE.later = requestAnimationFrame(() => fit(false));
}

/** On paper the picture stands whole, as wide as the page; one that is not too tall keeps to one page. */
function beforePrint() {
  onPaper(true);
  for (const one of $("details").querySelectorAll("details")) one.open = true;
  if (!isPicture(STATE)) return;
  const scene = PICTURE.scene;
  document.body.classList.toggle("one-page", scene.h < scene.w * 1.6);
  PICTURE.top = PICTURE.left = 0;
  const scale = Math.min(1400 / scene.w, 1.4);
  PICTURE.scale = scale;
  PICTURE.network.setSize(`${scene.w * scale}px`, `${scene.h * scale}px`);
  $("net").style.width = `${scene.w * scale}px`;
  $("net").style.height = `${scene.h * scale}px`;
  PICTURE.network.moveTo({ position: { x: scene.w / 2, y: scene.h / 2 }, scale, animation: false });
  PICTURE.paper = true;
  PICTURE.network.redraw();
  PICTURE.paper = false;
}

function skipTo(event) {
  event.preventDefault();
  if (event.target.id === "skip-card") return $("details").focus();
  go({ mode: "table" });
  return $("table").focus();
}

function listen() {
  addEventListener("popstate", show);
  addEventListener("hashchange", () => toAddress(STATE) !== toAddress(fromAddress(location.hash)) && show());
  addEventListener("resize", resized);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", () => { onPaper(false); if (isPicture(STATE)) fit(false); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); $("find").focus(); $("find").select(); }
    if (event.key === "Escape" && $("save").open) { $("save").open = false; $("save").querySelector("summary").focus(); }
    if (event.key === "Escape" && $("details").contains(document.activeElement)) { go({ sel: "" }); $("net").focus(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readInk(); redraw(); });
  document.querySelectorAll(".skip").forEach((link) => link.addEventListener("click", skipTo));
  document.addEventListener("click", (event) => {
    if (!$("save").contains(event.target)) $("save").open = false;
    const tab = event.target.closest("[data-tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", tab.getAttribute("href"));
    show();
  });
  listenPicture();
  listenSearch();
}

function listenPicture() {
  const net = $("net");
  net.addEventListener("keydown", netKeys);
  net.addEventListener("focus", () => { PICTURE.keys = net.matches(":focus-visible"); if (PICTURE.keys && !PICTURE.cursor) moveTo(firstCard()); redraw(); });
  net.addEventListener("blur", () => redraw());
  net.addEventListener("pointerdown", (event) => { PICTURE.dragged = false; dragging(event); });
  net.addEventListener("click", (event) => { if (!PICTURE.dragged) { PICTURE.keys = false; net.focus({ preventScroll: true }); pressed(event); } });
  net.addEventListener("pointermove", pointing);
  net.addEventListener("pointerleave", () => { PICTURE.hover = ""; redraw(); });
  $("stage").addEventListener("scroll", scrolled, { passive: true });
  $("stage").addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const frame = net.getBoundingClientRect();
    zoomTo(PICTURE.zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15), { x: event.clientX - frame.left, y: event.clientY - frame.top });
  }, { passive: false });
  $("tools").addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) TOOLS[button.dataset.do](); });
}

function listenSearch() {
  const find = $("find");
  find.addEventListener("input", drawFound);
  find.addEventListener("keydown", searchKeys);
  find.addEventListener("blur", closeFound);
}

function setPlans() {
  const select = $("plan");
  select.append(...DATA.plans.map((plan) => el("option", { value: plan.id }, plan.title)));
  select.addEventListener("change", () => go({ plan: select.value, sel: "", to: "", gaps: [], hide: [], open: [], gone: [], depth: 0 }));
  $("plans").hidden = DATA.plans.length < 2;
  document.body.classList.toggle("several", DATA.plans.length > 1);
}

/** What tests and curious people may look at: the state, and every card as it stands in the window. */
const HOOK = {
  get state() { return { ...STATE }; },
  get network() { return PICTURE.network; },
  get letter() { return PICTURE.scale * SIZES.letter; },
  get marked() { return Object.fromEntries([...marks(STATE)].map(([id, found]) => [id, found.length])); },
  get links() { return (isPicture(STATE) ? PICTURE.scene : makeScene(STATE)).edges.map(({ from, to, kind, lit }) => ({ from, to, kind, lit })); },
  csvCell,
  get loss() { const { led, helped, blocks } = lossOf(STATE); return { led, helped, blocks }; },
  get items() { return [...networkOf(STATE).cards.keys()]; },
  get cursor() { return PICTURE.cursor; },
  get desk() { return DESK_HOOK; },
  cards() {
    const frame = $("net").getBoundingClientRect();
    return PICTURE.scene.cards.map((card) => {
      const at = PICTURE.network.canvasToDOM({ x: card.cx - card.w / 2, y: card.cy - card.h / 2 });
      const { scale } = PICTURE;
      return { item: card.item, lines: card.lines, dim: card.dim, lit: card.lit, x: frame.left + at.x, y: frame.top + at.y, w: card.w * scale, h: card.h * scale };
    });
  },
  frame() {
    const stage = $("stage").getBoundingClientRect();
    return { x: stage.left, y: stage.top, w: stage.width, h: stage.height, wide: $("stage").scrollWidth, high: $("stage").scrollHeight, left: $("stage").scrollLeft, top: $("stage").scrollTop };
  },
};

function start() {
  readInk();
  if (!DATA.plans.length) {
    $("main").replaceChildren(el("p", { class: "noscript" }, "There is no plan with priorities or actions to show."));
    return;
  }
  setPlans();
  STATE = fromAddress(location.hash);
  buildNetwork();
  listen();
  STATE = null;
  show();
  Object.defineProperty(window, "rrgraph", { value: HOOK });
}

start();
