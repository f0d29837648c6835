// What is to be seen: the cards, links and headings that the choices leave, and where they stand.

/** The items within so many links of the chosen one. */
function around(network, start, depth) {
  let edge = [start];
  const found = new Set(edge);
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const id of edge) {
      for (const link of network.out.get(id) || []) next.push(link.to);
      for (const link of network.in.get(id) || []) next.push(link.from);
    }
    edge = next.filter((id) => !found.has(id));
    edge.forEach((id) => found.add(id));
  }
  return found;
}

const SCENE = { key: "", made: null };

/** What decides what is to be seen: all of the state but what is lit, marked or thought away. */
const sceneKey = (state) => JSON.stringify([state.plan, state.view, state.hide, state.open, state.depth, state.depth ? state.sel : ""]);

/** The scene of a state; that of the last one is kept, since a choice seldom changes it. */
function sceneOf(state) {
  const key = sceneKey(state);
  if (SCENE.key !== key) Object.assign(SCENE, { key, made: makeScene(state) });
  return SCENE.made;
}

/** Cards and links of a state in the drawing's own units. */
function makeScene(state) {
  const network = networkOf(state);
  const view = viewOf(state);
  const near = state.depth ? around(network, homeOf(network, state.sel) || state.sel, state.depth) : null;
  const keep = (id) => !isHidden(state, view, id) && (!near || near.has(id));
  const cards = [];
  for (const node of network.cards.values()) {
    if (!keep(node.item)) continue;
    cards.push({ ...node, item: node.item, open: state.open.includes(node.item) });
    if (!state.open.includes(node.item) || state.hide.includes("action")) continue;
    for (const inner of network.folded.get(node.item) || []) {
      const inset = SIZES.inset;
      cards.push({ ...inner, lane: node.lane, block: node.block, w: node.w - inset, x: node.x + inset / 2, y: node.y + 0.5, inner: true });
    }
  }
  const moved = near !== null || state.hide.length > 0 || cards.some((card) => card.inner);
  const headings = view.headings.map((heading) => ({ ...heading }));
  const scene = { cards, headings, width: view.width, height: view.height, top: view.top, lanes: 1 + Math.max(...view.headings.map((h) => h.lane), ...cards.map((c) => c.lane)) };
  if (moved) closeUp(scene, view);
  scene.byItem = new Map(cards.map((card) => [card.item, card]));
  scene.edges = sceneEdges(network, scene.byItem);
  scene.spanned = view.headings.length;
  return scene;
}

/** Close the holes that hidden cards leave, lane by lane; the order stays as it was. */
function closeUp(scene, view) {
  let lowest = view.top;
  const kept = scene.headings.filter((heading) => heading.level === 1);
  for (let lane = 0; lane < scene.lanes; lane += 1) {
    const cards = scene.cards.filter((card) => card.lane === lane).sort((a, b) => a.y - b.y);
    const headings = scene.headings.filter((h) => h.level === 2 && h.lane === lane && cards.some((card) => card.block === h.group));
    let y = view.top;
    let group = null;
    for (const card of cards) {
      const heading = card.block !== group && headings.find((h) => h.group === card.block);
      group = card.block;
      if (heading) {
        heading.y = y + SIZES.gap / 2;
        y += heading.lines.length * (SIZES.line - 1) + SIZES.gap * 1.5;
        kept.push(heading);
      }
      if (card.inner) y -= SIZES.gap / 2;
      card.y = y + card.h / 2;
      y += card.h + SIZES.gap;
    }
    lowest = Math.max(lowest, y);
  }
  scene.headings = kept;
  scene.height = lowest + SIZES.margin;
}

/** The links between cards that are there; one to an action runs to its card when that is unfolded. */
function sceneEdges(network, byItem) {
  const edges = [];
  for (const link of network.edges) {
    if (!byItem.has(link.from) || !byItem.has(link.to)) continue;
    const inner = link.rows.map((row) => row.r).filter((id) => id && byItem.has(id) && byItem.get(id).inner);
    for (const to of new Set(inner)) edges.push({ from: link.from, to, kind: link.kind, link });
    if (inner.length < link.rows.length || !inner.length) edges.push({ from: link.from, to: link.to, kind: link.kind, link });
  }
  return edges;
}

// ---------------------------------------------------------------- room

const LEAST_LETTER = 12;
const MOST_SCALE = 1.25;

/** How large to draw, and how far to draw the lanes and rows apart, so that a window is well used. */
function fitting(scene, room, all) {
  const whole = Math.min(room.w / scene.width, room.h / scene.height);
  const least = LEAST_LETTER / SIZES.letter;
  let scale = Math.min(whole, MOST_SCALE);
  if (!all && whole < least) scale = Math.min(Math.max(room.w / scene.width, least), 1.05);
  const wide = Math.max(1, Math.min(room.w / scale / scene.width, all ? 2.6 : 1.5));
  const high = Math.max(1, Math.min(room.h / scale / scene.height, 1.35));
  return { scale, wide, high };
}

/** Stretch the room between cards, never the cards; then route the links. */
function stretch(scene, wide, high) {
  const start = scene.top;
  for (const card of scene.cards) {
    card.cx = card.x * wide;
    card.cy = start + (card.y - card.h / 2 - start) * high + card.h / 2;
  }
  for (const heading of scene.headings) {
    const middle = heading.x + heading.w / 2;
    heading.cx = middle * wide - heading.w / 2;
    heading.cy = heading.level === 1 ? heading.y : heading.y * high;
    if (heading.level === 2) heading.cy = above(scene, heading);
  }
  scene.w = scene.width * wide;
  scene.h = scene.height * high;
  route(scene);
}

/** A group's heading keeps close to the first of its cards. */
function above(scene, heading) {
  const own = scene.cards.filter((card) => card.lane === heading.lane && card.block === heading.group);
  const first = own.reduce((a, b) => (a.cy < b.cy ? a : b));
  return first.cy - first.h / 2 - heading.lines.length * (SIZES.line - 1) - SIZES.gap / 2;
}

/** A start and an end for each link at the sides of its cards, spread so that they can be told apart. */
function route(scene) {
  const ports = new Map();
  const last = scene.lanes - 1;
  for (const edge of scene.edges) {
    const a = scene.byItem.get(edge.from);
    const b = scene.byItem.get(edge.to);
    edge.same = a.lane === b.lane;
    const side = edge.same ? (a.lane < last || last === 0 ? 1 : -1) : Math.sign(b.lane - a.lane);
    edge.sa = side;
    edge.sb = edge.same ? side : -side;
    push(ports, `${edge.from}|${edge.sa}`, { edge, end: "a", other: b.cy });
    push(ports, `${edge.to}|${edge.sb}`, { edge, end: "b", other: a.cy });
  }
  for (const [key, list] of ports) {
    const card = scene.byItem.get(key.slice(0, key.lastIndexOf("|")));
    list.sort((p, q) => p.other - q.other);
    const step = list.length > 1 ? Math.min(9, (card.h - 12) / (list.length - 1)) : 0;
    list.forEach((port, at) => {
      const y = card.cy + (at - (list.length - 1) / 2) * step;
      const x = card.cx + (port.end === "a" ? port.edge.sa : port.edge.sb) * (card.w / 2);
      port.edge[port.end] = { x, y };
    });
  }
  for (const edge of scene.edges) edge.curve = curve(edge);
}

const HEAD = 7;

/** The two control points of a link, which leaves and reaches its cards level. */
function curve({ a, b, sa, sb, same }) {
  const tip = { x: b.x + sb * HEAD, y: b.y };
  const reach = same ? Math.min(20 + Math.abs(a.y - b.y) * 0.09, 52) * 1.3 : Math.max(28, Math.abs(tip.x - a.x) * 0.5);
  return { a, tip, b, c1: { x: a.x + sa * reach, y: a.y }, c2: { x: tip.x + sb * reach, y: b.y } };
}

/** A point on a link, from 0 at its start to 1 at its end. */
function onCurve({ a, c1, c2, tip }, t) {
  const u = 1 - t;
  const mix = (k) => u * u * u * a[k] + 3 * u * u * t * c1[k] + 3 * u * t * t * c2[k] + t * t * t * tip[k];
  return { x: mix("x"), y: mix("y") };
}
