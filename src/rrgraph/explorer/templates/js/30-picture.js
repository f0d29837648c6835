// The picture: cards and links drawn on the canvas of the network library, in a frame that scrolls.

const SIGNS = { // each in a box of 16 by 16; the kind is told by the sign as well as by the colour
  block: "M2 2h12v12H2z",
  priority: "M1 1h6v6H1zM9 1h6v6H9zM1 9h6v6H1zM9 9h6v6H9z",
  theme: "M1 2h14v3H1zM1 7h14v3H1zM1 12h14v3H1z",
  plan: "M3 1h7l3 3v11H3zM10 1v3h3z",
  action: "M8 1a7 7 0 1 0 .01 0z",
  agency: "M8 1l7 5v9H1V6z",
  board: "M4.5 1.5h7L15 8l-3.500 6.500h-7L1 8z",
  post: "M8 1a3.500 3.500 0 1 0 .01 0zM1.500 15c0-4 3-6 6.500-6s6.500 2 6.500 6z",
  group: "M5 1a3 3 0 1 0 .01 0zM12 3a2.500 2.500 0 1 0 .01 0zM0 13c0-3.500 2-5 5-5s5 1.500 5 5zM11 13c0-2-.5-3.500-1.500-4.500 3-1 6 .5 6 4.500z",
  psa: "M8 0l8 8-8 8-8-8z",
  indicator: "M8 1l7.500 14H.5z",
  pathway: "M1 3h8l6 5-6 5H1l4-5z",
  need: "M8 15C3 11 1 8 1 5a3.500 3.500 0 0 1 7-1 3.500 3.500 0 0 1 7 1c0 3-2 6-7 10z",
  workstream: "M0 3h16v4H0zM0 9h16v4H0z",
  commitment: "M2 1h9l3 3v11H2zM4 7h8v1.500H4zM4 10h8v1.500H4z",
  change: "M1 5h9V1l5 5-5 5V8H1zM1 13h14v2H1z",
};
const FAMILY = { block: "plan", priority: "plan", theme: "plan", plan: "plan", pathway: "plan", action: "action", agency: "body",
  post: "body", group: "body", board: "board", psa: "psa", indicator: "indicator", need: "board", workstream: "plan", commitment: "plan", change: "action" };
const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const PATHS = Object.fromEntries(Object.entries(SIGNS).map(([kind, path]) => [kind, new Path2D(path)]));
const SMALLEST = 0.33; // below this size a card is a coloured box with its sign

let INK = {};

/** The colours of the page's scheme, light or dark. */
function readInk() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "soft", "line", "edge", "faint", "dim", "paper", "tint", "link", "out", "in", "gap", "chosen",
    "k-plan", "k-action", "k-body", "k-board", "k-psa", "k-indicator"];
  INK = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Light colours, whatever the scheme: for what is printed or saved. */
function onPaper(on) {
  document.documentElement.classList.toggle("paper", on);
  readInk();
}

const colourOf = (kind) => INK[`k-${FAMILY[kind] || "body"}`];

/** The sign of a kind for the panels and tables. */
function sign(kind) {
  const path = svg("path", { d: SIGNS[kind] || SIGNS.agency });
  path.style.fill = `var(--k-${FAMILY[kind] || "body"})`;
  const made = svg("svg", { class: "sign", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, path);
  return made;
}

const PICTURE = { network: null, scene: null, key: "", scale: 1, zoom: 1, all: false, cursor: "", hover: "", drawn: null, moving: 0 };

// ---------------------------------------------------------------- building

function buildNetwork() {
  const nodes = new vis.DataSet();
  PICTURE.nodes = nodes;
  PICTURE.network = new vis.Network($("net"), { nodes, edges: new vis.DataSet() }, { ...OPTIONS, autoResize: false });
  PICTURE.network.on("beforeDrawing", (ctx) => { drawHeadings(ctx); drawEdges(ctx); });
  PICTURE.network.on("afterDrawing", drawPinned);
  const canvas = $("net").querySelector("canvas");
  PICTURE.canvas = canvas.getContext("2d");
  canvas.setAttribute("aria-hidden", "true");
  $("net").querySelectorAll("[tabindex]").forEach((inner) => inner.removeAttribute("tabindex"));
}

/** Show the state's scene; the place in it is kept while only colours change. */
function drawPicture(state) {
  const key = sceneKey(state);
  if (key !== PICTURE.key) {
    const sameView = PICTURE.key && JSON.parse(PICTURE.key).slice(0, 2).join() === [state.plan, state.view].join();
    PICTURE.key = key;
    PICTURE.scene = sceneOf(state);
    if (!sameView) Object.assign(PICTURE, { zoom: 1, all: false });
    syncTools();
    PICTURE.hover = "";
    if (!PICTURE.scene.byItem.has(PICTURE.cursor)) PICTURE.cursor = "";
    fit(!sameView);
  }
  paint(state);
  if (state.sel && PICTURE.scene.byItem.has(state.sel)) {
    PICTURE.cursor = state.sel;
    bringIn(state.sel);
  }
}

/** Draw once before the next frame, however often it is asked for. */
function redraw() {
  cancelAnimationFrame(PICTURE.frame);
  PICTURE.frame = requestAnimationFrame(() => PICTURE.network.redraw());
}

function room() {
  const stage = $("stage");
  return { w: stage.clientWidth, h: stage.clientHeight };
}

/** Find the scale for the window, place every card, and make the frame as large as the drawing. */
function fit(toTop) {
  const scene = PICTURE.scene;
  const stage = $("stage");
  $("spacer").style.width = $("spacer").style.height = "0";
  let space = { w: stage.offsetWidth, h: stage.offsetHeight };
  let found = fitting(scene, space, PICTURE.all);
  if (found.scale * scene.height > space.h + 1) {
    space = { w: space.w - scrollbar(), h: space.h };
    found = fitting(scene, space, PICTURE.all);
  }
  stretch(scene, found.wide, found.high);
  PICTURE.base = found.scale;
  place();
  resize();
  if (toTop) stage.scrollTo(0, 0);
  look();
}

function scrollbar() {
  const stage = $("stage");
  stage.style.overflow = "scroll";
  const wide = stage.offsetWidth - stage.clientWidth;
  stage.style.overflow = "";
  return wide;
}

function resize() {
  PICTURE.scale = PICTURE.base * PICTURE.zoom;
  const spacer = $("spacer");
  spacer.style.width = `${Math.floor(PICTURE.scene.w * PICTURE.scale)}px`;
  spacer.style.height = `${Math.floor(PICTURE.scene.h * PICTURE.scale)}px`;
  const { w, h } = room();
  const net = $("net");
  net.style.width = `${w}px`;
  net.style.height = `${h}px`;
  PICTURE.network.setSize(`${w}px`, `${h}px`);
}

/** Hand the cards to the network library, each at its place. */
function place() {
  const { nodes, scene } = PICTURE;
  nodes.clear();
  nodes.add(scene.cards.map((card) => ({ id: card.item, x: card.cx, y: card.cy, label: card.label, shape: "custom", ctxRenderer: renderer(card) })));
}

const renderer = (card) => ({ ctx }) => ({ drawNode: () => { if (isInSight(ctx, card.cy - card.h / 2 - 12, card.cy + card.h / 2)) drawCard(ctx, card); }, nodeDimensions: { width: card.w, height: card.h } });

/** Turn the library's eye to the part of the drawing that the frame is scrolled to. */
function look() {
  const stage = $("stage");
  const { w, h } = room();
  const { scale, scene } = PICTURE;
  const aside = Math.max(0, (w - scene.w * scale) / 2);
  PICTURE.high = h;
  PICTURE.left = stage.scrollLeft - aside;
  PICTURE.top = stage.scrollTop;
  PICTURE.network.moveTo({ position: { x: (PICTURE.left + w / 2) / scale, y: (PICTURE.top + h / 2) / scale }, scale, animation: false });
  redraw();
}

function zoomTo(zoom, at = null) {
  const stage = $("stage");
  const { w, h } = room();
  const point = at || { x: w / 2, y: h / 2 };
  const world = { x: (PICTURE.left + point.x) / PICTURE.scale, y: (PICTURE.top + point.y) / PICTURE.scale };
  PICTURE.zoom = Math.max(0.1, Math.min(zoom, 6));
  resize();
  stage.scrollTo(world.x * PICTURE.scale - point.x, world.y * PICTURE.scale - point.y);
  look();
}

function showAll() {
  PICTURE.all = !PICTURE.all;
  PICTURE.zoom = 1;
  fit(true);
  syncTools();
}

function syncTools() {
  document.querySelector("[data-do=fit]").setAttribute("aria-pressed", String(PICTURE.all));
}

/** Scroll so that a card is in sight. */
function bringIn(id) {
  const card = PICTURE.scene.byItem.get(id);
  const stage = $("stage");
  if (!card) return;
  const { scale } = PICTURE;
  const box = { l: (card.cx - card.w / 2) * scale, r: (card.cx + card.w / 2) * scale, t: (card.cy - card.h / 2) * scale, b: (card.cy + card.h / 2) * scale };
  const edge = 24;
  let { scrollLeft: x, scrollTop: y } = stage;
  const { w, h } = room();
  if (box.t - edge - 40 < y || box.b + edge > y + h) y = box.t - Math.max(edge + 40, (h - (box.b - box.t)) / 3);
  if (box.l - edge < x || box.r + edge > x + w) x = box.l - edge;
  stage.scrollTo(x, y);
  look();
}

// ---------------------------------------------------------------- what is lit

/** Work out which cards and links are chosen, linked to, marked or dimmed. */
function paint(state) {
  const scene = PICTURE.scene;
  const marked = marks(state);
  const out = new Set();
  const into = new Set();
  for (const edge of scene.edges) {
    const from = touches(edge.from, edge.link.from, state);
    const to = touches(edge.to, edge.link.to, state);
    edge.lit = from ? "out" : to ? "in" : "";
    if (from) out.add(edge.to);
    if (to) into.add(edge.from);
    edge.one = state.to && edge.lit === "out" && (edge.to === state.to || edge.link.to === state.to);
  }
  PICTURE.lit = scene.edges.filter((edge) => edge.lit);
  const focus = state.sel && scene.byItem.has(state.sel);
  for (const card of scene.cards) {
    card.marked = marked.get(card.item) || null;
    card.lit = out.has(card.item) && into.has(card.item) ? "both" : out.has(card.item) ? "out" : into.has(card.item) ? "in" : "";
    card.chosen = card.item === state.sel;
    card.dim = focus ? !card.chosen && !card.lit : marked.size > 0 && !card.marked;
    if (focus && card.lit && state.to) card.dim = card.item !== state.to && !(card.inner && card.parent === state.to);
  }
  const { gone } = lossOf(state);
  for (const card of scene.cards) card.gone = gone.has(card.item);
  PICTURE.focus = Boolean(focus);
  PICTURE.quiet = marked.size > 0 || gone.size > 0;
  redraw();
}

/** Whether a link's end is the chosen card; a folded card stands for what is inside it. */
function touches(id, home, state) {
  return Boolean(state.sel) && (id === state.sel || (home === state.sel && id === home));
}

// ---------------------------------------------------------------- drawing

function drawHeadings(ctx) {
  if (PICTURE.scale < SMALLEST * 0.7) return;
  for (const heading of PICTURE.scene.headings) drawHeading(ctx, heading, heading.cy);
}

/** When the picture is scrolled, the heads of the columns stay in sight. */
function drawPinned(ctx) {
  const top = PICTURE.top / PICTURE.scale;
  const high = pinned();
  if (!high) return;
  ctx.fillStyle = INK.paper;
  ctx.fillRect(PICTURE.left / PICTURE.scale, top, PICTURE.scene.w + 2 * Math.abs(PICTURE.left / PICTURE.scale), high);
  ctx.fillStyle = INK.line;
  ctx.fillRect(PICTURE.left / PICTURE.scale, top + high, PICTURE.scene.w + 2 * Math.abs(PICTURE.left / PICTURE.scale), 1);
  for (const heading of PICTURE.scene.headings) if (heading.level === 1) drawHeading(ctx, heading, top + 4);
}

/** How high the band of pinned heads is, in units of the drawing; 0 while the heads are in sight themselves. */
function pinned() {
  const heads = PICTURE.scene.headings.filter((heading) => heading.level === 1);
  if (!heads.length || PICTURE.scale < SMALLEST * 0.7 || PICTURE.top <= SIZES.margin * PICTURE.scale) return 0;
  return Math.max(...heads.map((heading) => heading.lines.length)) * SIZES.line + 8;
}

function drawHeading(ctx, heading, y) {
  ctx.textBaseline = "alphabetic";
  ctx.font = `bold ${heading.level === 1 ? SIZES.letter + 1 : SIZES.letter}px ${FONT}`;
  ctx.fillStyle = heading.level === 1 ? INK.ink : INK.soft;
  heading.lines.forEach((line, at) => ctx.fillText(line, heading.cx, y + SIZES.letter + at * SIZES.line, heading.w));
}

function drawEdges(ctx) {
  const { scene, hover } = PICTURE;
  const few = (PICTURE.moving || PICTURE.focus) && scene.edges.length >= DATA.quietFrom; // then only what is lit is drawn
  const seen = (few ? PICTURE.lit : scene.edges).filter(({ curve: { a, b } }) => isInSight(ctx, Math.min(a.y, b.y), Math.max(a.y, b.y)));
  const plain = seen.filter((edge) => !edge.lit && !isGone(edge) && !(hover && isAt(edge, hover)));
  const faded = PICTURE.focus || PICTURE.quiet;
  strokes(ctx, plain, faded ? INK.faint : INK.edge, faded ? 1 : 0.8);
  if (hover) strokes(ctx, seen.filter((edge) => !edge.lit && isAt(edge, hover)), INK.ink, 1.6);
  for (const way of ["in", "out"]) {
    const lit = seen.filter((edge) => edge.lit === way);
    strokes(ctx, lit.filter((edge) => !edge.one), INK[way], 2.2);
    strokes(ctx, lit.filter((edge) => edge.one), INK[way], 4.5);
  }
}

/** Whether what reaches from one height to another may be seen in the frame; on paper all is. */
function isInSight(ctx, from, to) {
  if (ctx !== PICTURE.canvas || PICTURE.paper) return true;
  const top = PICTURE.top / PICTURE.scale;
  return from <= top + PICTURE.high / PICTURE.scale && to >= top;
}

const isGone = ({ from, to }) => PICTURE.scene.byItem.get(from).gone || PICTURE.scene.byItem.get(to).gone;
const isAt = (edge, id) => edge.from === id || edge.to === id;

function strokes(ctx, edges, colour, wide) {
  if (!edges.length) return;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = wide;
  for (const dashed of [false, true]) {
    ctx.setLineDash(dashed ? [6, 4] : []);
    ctx.beginPath();
    for (const { curve: c, kind } of edges) {
      if (DASHED.has(kind) !== dashed) continue;
      ctx.moveTo(c.a.x, c.a.y);
      ctx.bezierCurveTo(c.c1.x, c.c1.y, c.c2.x, c.c2.y, c.tip.x, c.tip.y);
    }
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.beginPath();
  const half = 2.5 + wide * 0.7;
  for (const { curve: c, sb } of edges) {
    ctx.moveTo(c.b.x + sb, c.b.y);
    ctx.lineTo(c.b.x + sb * (HEAD + 2), c.b.y - half);
    ctx.lineTo(c.b.x + sb * (HEAD + 2), c.b.y + half);
  }
  ctx.fill();
}

function box(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, r);
}

function drawCard(ctx, card) {
  const kind = planOf(STATE).items[card.item].k;
  const left = card.cx - card.w / 2;
  const top = card.cy - card.h / 2;
  const colour = colourOf(kind);
  const tiny = PICTURE.scale < SMALLEST;
  const ring = document.activeElement === $("net") && PICTURE.cursor === card.item && PICTURE.keys;
  if (ring) { ctx.fillStyle = INK.ink; box(ctx, left - 7, top - 7, card.w + 14, card.h + 14, 10); ctx.fill(); ctx.fillStyle = "#ffdd00"; box(ctx, left - 5, top - 5, card.w + 10, card.h + 10, 9); ctx.fill(); }
  ctx.fillStyle = card.chosen ? INK.chosen : INK.paper;
  box(ctx, left, top, card.w, card.h, 6);
  ctx.fill();
  frame(ctx, card, colour, left, top);
  if (card.lit && !card.dim) litStrip(ctx, card, left, top);
  drawSign(ctx, kind, card, tiny, left, top);
  if (!tiny) drawWords(ctx, card, left, top);
  if (card.bar && card.bar.length) drawBar(ctx, card, colour, left, top);
  if (card.marked) badge(ctx, card, left, top);
}

function frame(ctx, card, colour, left, top) {
  ctx.setLineDash(card.marked ? [7, 4] : []);
  ctx.lineWidth = card.chosen ? 3.5 : card.marked ? 2.5 : PICTURE.hover === card.item ? 2.5 : 1.4;
  ctx.strokeStyle = card.marked ? INK.gap : card.chosen ? INK.ink : card.dim ? INK.line : card.lit ? INK[card.lit === "in" ? "in" : "out"] : colour;
  box(ctx, left, top, card.w, card.h, 6);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A strip and an arrow tell how a card hangs on the chosen one: orange from it, blue to it. */
function litStrip(ctx, card, left, top) {
  const ways = card.lit === "both" ? ["out", "in"] : [card.lit];
  ways.forEach((way, at) => {
    ctx.fillStyle = INK[way];
    ctx.fillRect(left, top + 5 + (at * (card.h - 10)) / ways.length, 5, (card.h - 10) / ways.length);
  });
}

function drawSign(ctx, kind, card, tiny, left, top) {
  const size = tiny ? Math.min(card.h, card.w) * 0.7 : 13;
  const [x, y] = tiny ? [card.cx - size / 2, card.cy - size / 2] : [left + SIZES.padding + 1, top + SIZES.padding + 2];
  ctx.fillStyle = card.dim ? INK.line : colourOf(kind);
  if (ctx.drawSign) { ctx.drawSign(kind, x, y, size); return; }
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size / 16, size / 16);
  ctx.fill(PATHS[kind] || PATHS.agency);
  ctx.restore();
}

/** The colour of what became of an item, where it deserves one: dropped, or new. */
function toneOf(id) {
  const view = viewOf(STATE);
  const tag = tagsOf(view, id).find((one) => view.tones[one]);
  return tag ? view.tones[tag] : "";
}

function drawWords(ctx, card, left, top) {
  const { letter, line, padding, small } = SIZES;
  const item = planOf(STATE).items[card.item];
  const x = left + padding + 25;
  const room = card.w - 2 * padding - 25 + 4;
  let y = top + padding + letter - 0.5;
  let indent = 0;
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = card.dim ? INK.dim : INK.ink;
  if (item.n) {
    ctx.font = `bold ${letter}px ${FONT}`;
    ctx.fillText(item.n, x, y, room);
    indent = ctx.measureText(`${item.n} `).width;
  }
  ctx.font = `${letter}px ${FONT}`;
  card.lines.forEach((words, at) => {
    if (words) ctx.fillText(words, x + (at ? 0 : indent), y, room - (at ? 0 : indent));
    if (words && card.gone) ctx.fillRect(x, y - letter * 0.32, Math.min(room, ctx.measureText(words).width + (at ? 0 : indent)), 1.4);
    y += line;
  });
  ctx.font = `${small}px ${FONT}`;
  const folds = networkOf(STATE).folded.has(card.item);
  ctx.fillStyle = card.dim ? INK.dim : folds ? INK.link : INK[toneOf(card.item)] || INK.soft;
  card.note.forEach((words, at) => {
    ctx.fillText((folds && !at ? (card.open ? "▾ " : "▸ ") : "") + words, x, y - 1, room);
    y += line - 2;
  });
}

/** How much a partner carries: full for what it leads, light for what it contributes to. */
function drawBar(ctx, card, colour, left, top) {
  const [leads, helps] = card.bar;
  const wide = card.w - 12;
  const y = top + card.h - 6;
  ctx.fillStyle = card.dim ? INK.line : colour;
  ctx.fillRect(left + 6, y, wide * leads, 3.5);
  ctx.globalAlpha = 0.4;
  ctx.fillRect(left + 6 + wide * leads, y, wide * helps, 3.5);
  ctx.globalAlpha = 1;
}

function badge(ctx, card, left, top) {
  const many = card.marked.length;
  const x = left + card.w - 4;
  const y = top + 3;
  ctx.fillStyle = INK.gap;
  box(ctx, x - 10 - (many > 9 ? 5 : 0), y - 10, many > 1 ? 24 + (many > 9 ? 7 : 0) : 18, 18, 9);
  ctx.fill();
  ctx.fillStyle = INK.paper;
  ctx.font = `bold 14px ${FONT}`;
  ctx.fillText(many > 1 ? `!${many}` : "!", x - 3 - (many > 1 ? 3 : 0) - (many > 9 ? 4 : 0), y + 3.5);
}

// ---------------------------------------------------------------- pointing

/** The card under a point of the window, and whether it is the line that unfolds it. */
function cardAt(event) {
  const frame = $("net").getBoundingClientRect();
  const x = (event.clientX - frame.left + PICTURE.left) / PICTURE.scale;
  const y = (event.clientY - frame.top + PICTURE.top) / PICTURE.scale;
  const card = PICTURE.scene.cards.find((c) => Math.abs(c.cx - x) <= c.w / 2 && Math.abs(c.cy - y) <= c.h / 2);
  const low = card && card.note.length && y > card.cy + card.h / 2 - SIZES.padding - card.note.length * (SIZES.line - 2);
  return { card, fold: Boolean(low && networkOf(STATE).folded.has(card.item)), x, y };
}

/** The link nearest to a point, if it is near enough to be meant. */
function edgeAt(x, y) {
  const reach = 6 / Math.min(1, PICTURE.scale);
  let best = null;
  for (const edge of PICTURE.scene.edges) {
    if (PICTURE.focus && !edge.lit) continue;
    for (let t = 0.04; t <= 1; t += 0.04) {
      const point = onCurve(edge.curve, t);
      const far = Math.hypot(point.x - x, point.y - y);
      if (far < reach && (!best || far < best.far)) best = { edge, far };
    }
  }
  return best && best.edge;
}

function pressed(event) {
  const { card, fold, x, y } = cardAt(event);
  if (card && fold) return unfold(card.item);
  if (card) return go({ sel: card.item === STATE.sel ? "" : card.item });
  const edge = edgeAt(x, y);
  if (edge) return go({ sel: edge.link.from, to: edge.link.to });
  if (STATE.sel) go({ sel: "" });
  return undefined;
}

function unfold(id) {
  const open = STATE.open.includes(id) ? STATE.open.filter((one) => one !== id) : [...STATE.open, id];
  const inner = homeOf(networkOf(STATE), STATE.sel) === id;
  go({ open, ...(inner ? { sel: id } : {}) });
}

function pointing(event) {
  if (event.buttons) return;
  const { card, x, y } = cardAt(event);
  const id = card ? card.item : "";
  $("net").style.cursor = card || edgeAt(x, y) ? "pointer" : "grab";
  if (id !== PICTURE.hover) {
    PICTURE.hover = id;
    redraw();
  }
}

/** Drag to scroll, as with a hand on paper; the arrows above the picture do the same. */
function dragging(event) {
  if (event.button || event.pointerType === "touch") return;
  const stage = $("stage");
  const start = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
  let far = false;
  const move = (now) => {
    if (Math.hypot(now.clientX - start.x, now.clientY - start.y) > 5) far = true;
    if (far) { $("net").classList.add("grabbing"); stage.scrollTo(start.left - (now.clientX - start.x), start.top - (now.clientY - start.y)); }
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    $("net").classList.remove("grabbing");
    PICTURE.dragged = far;
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
}
