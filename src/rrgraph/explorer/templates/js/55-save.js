// To take away: the picture as SVG or PNG, and what the table holds as CSV that no spreadsheet runs.

const MOST_PIXELS = 60e6; // what browsers hold in one canvas
const EDGE = 16; // paper around a saved picture
const SVG_NAMES = "http://www.w3.org/2000/svg";

/** A canvas to the drawing code, an SVG document to the file: both show the same picture. */
class Paper {
  constructor(wide, high) {
    this.root = svg("svg", { xmlns: SVG_NAMES, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "font-family": FONT });
    this.ruler = document.createElement("canvas").getContext("2d");
    Object.assign(this, { path: "", dash: "", globalAlpha: 1, font: "", fillStyle: "", strokeStyle: "", lineWidth: 1, textBaseline: "" });
  }

  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${tidy(x)} ${tidy(y)}`; }
  lineTo(x, y) { this.path += `L${tidy(x)} ${tidy(y)}`; }
  bezierCurveTo(...at) { this.path += `C${at.map(tidy).join(" ")}`; }
  roundRect(x, y, w, h, r) { this.path += `M${tidy(x + r)} ${tidy(y)}h${tidy(w - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${tidy(h - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${r}h${tidy(2 * r - w)}a${r} ${r} 0 0 1 ${-r} ${-r}v${tidy(2 * r - h)}a${r} ${r} 0 0 1 ${r} ${-r}z`; }
  setLineDash(dash) { this.dash = dash.join(" "); }
  fill() { if (this.path) this.add("path", { d: this.path, fill: this.fillStyle }); }
  stroke() { if (this.path) this.add("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, ...(this.dash && { "stroke-dasharray": this.dash }) }); }
  fillRect(x, y, width, height) { this.add("rect", { x: tidy(x), y: tidy(y), width: tidy(Math.max(0, width)), height: tidy(Math.max(0, height)), fill: this.fillStyle }); }
  drawSign(kind, x, y, size) { this.add("path", { d: SIGNS[kind] || SIGNS.agency, fill: this.fillStyle, transform: `translate(${tidy(x)} ${tidy(y)}) scale(${tidy(size / 16)})` }); }

  fillText(words, x, y) {
    const [, bold, size] = /^(bold )?([\d.]+)px/.exec(this.font);
    this.add("text", { x: tidy(x), y: tidy(y), "font-size": size, fill: this.fillStyle, ...(bold && { "font-weight": "bold" }) }, printable(words));
  }

  measureText(words) {
    this.ruler.font = this.font;
    return this.ruler.measureText(words);
  }

  add(tag, attributes, words = "") {
    const made = svg(tag, { ...attributes, ...(this.globalAlpha < 1 && { opacity: this.globalAlpha }) });
    made.textContent = words;
    this.root.append(made);
  }
}

const tidy = (number) => Math.round(number * 10) / 10;
/** Without the characters that no XML may hold. */
const printable = (words) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** Draw all of the view, with its name and plan above, at its own size and without what is under the mouse. */
function drawWhole(ctx, scale) {
  const { scene } = PICTURE;
  const kept = { scale: PICTURE.scale, hover: PICTURE.hover, keys: PICTURE.keys, moving: PICTURE.moving };
  Object.assign(PICTURE, { scale, hover: "", keys: false, moving: 0 });
  const plan = planOf(STATE);
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = INK.ink;
  ctx.font = `bold ${SIZES.letter + 3}px ${FONT}`;
  ctx.fillText(`${viewOf(STATE).title}: ${viewOf(STATE).question}`, SIZES.margin, -26);
  ctx.font = `${SIZES.letter}px ${FONT}`;
  ctx.fillStyle = INK.soft;
  ctx.fillText(`${plan.title}${plan.asOf ? `; gaps as of ${plan.asOf}` : ""}`, SIZES.margin, -6);
  drawHeadings(ctx);
  drawEdges(ctx);
  for (const card of scene.cards) drawCard(ctx, card);
  Object.assign(PICTURE, kept);
}

const HEAD_ROOM = 48;
const wholeSize = () => ({ w: Math.ceil(PICTURE.scene.w) + 2 * EDGE, h: Math.ceil(PICTURE.scene.h) + HEAD_ROOM + 2 * EDGE });

function pictureSvg() {
  const { w, h } = wholeSize();
  const paper = new Paper(w, h);
  paper.root.append(svg("title"));
  paper.root.firstChild.textContent = printable(document.title);
  paper.fillStyle = INK.paper;
  paper.fillRect(0, 0, w, h);
  const { root } = paper;
  paper.root = svg("g", { transform: `translate(${EDGE} ${EDGE + HEAD_ROOM})` });
  root.append(paper.root);
  drawWhole(paper, 1);
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function picturePng() {
  const { w, h } = wholeSize();
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (w * h)));
  const canvas = el("canvas", { width: Math.floor(w * scale), height: Math.floor(h * scale) });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = INK.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  ctx.translate(EDGE, EDGE + HEAD_ROOM);
  drawWhole(ctx, scale);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

// ---------------------------------------------------------------- CSV

/** A cell of a CSV file; what a spreadsheet would run gets an apostrophe before it. */
function csvCell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value);
  const safe = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

const csv = (rows) => new Blob(["\ufeff", rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")], { type: "text/csv;charset=utf-8" });

function itemsCsv() {
  const scene = makeScene(STATE);
  const value = { kind: (row) => kindWord(row.item.k), name: (row) => row.item.t, tags: (row) => row.tags, out: (row) => row.out, in: (row) => row.in, gaps: (row) => row.gaps };
  const columns = itemColumns(STATE).filter(([key]) => key !== "name");
  const head = ["Item", "Number", "Title", ...columns.map(([, words]) => words), "Where it stands"];
  return csv([head, ...itemRows(STATE, scene).map((row) => [row.id, row.item.n || "", row.item.t, ...columns.map(([key]) => value[key](row)), row.item.w || ""])]);
}

function linksCsv() {
  const name = (id) => labelOf(itemOf(STATE, id));
  const rows = makeScene(STATE).edges.map(({ from, to, link }) => [from, name(from), verbOf(link), to, name(to), wordsOf(link), placesOf(link)]);
  return csv([["From", "From, in words", "does", "To", "To, in words", "Words", "Where they stand"], ...rows]);
}

function matrixCsv() {
  const { rows, columns, cells } = gridOf(STATE);
  const name = (id) => labelOf(itemOf(STATE, id));
  const words = (row, column) => (cells.get(`${row}|${column}`) || []).map(verbOf).join("; ");
  return csv([["from / to", ...columns.map(name)], ...rows.map((row) => [name(row), ...columns.map((column) => words(row, column))])]);
}

function gapsCsv() {
  const rows = listedRules(STATE).flatMap((rule) => foundBy(STATE, rule).map((finding) => {
    const item = itemOf(STATE, (finding.at || [])[0]);
    return [DATA.words[rule.severity], rule.id, rule.summary, item ? labelOf(item) : "", finding.message, finding.advice, finding.quote || "", finding.where || "", finding.accepted || ""];
  }));
  return csv([["To", "Rule", "What it looks for", "Item", "What was found", "What to do", "Words", "Where they stand", "Accepted because"], ...rows]);
}

// ---------------------------------------------------------------- the menu

const SAVES = [ // what is offered, where, the end of the file's name, and what makes it
  { words: "Picture as SVG", when: isPicture, end: ".svg", make: pictureSvg },
  { words: "Picture as PNG", when: isPicture, end: ".png", make: picturePng },
  { words: "Matrix as CSV", when: (state) => !pageOf(state) && state.mode === "matrix", end: "-matrix.csv", make: matrixCsv },
  { words: "Items as CSV", when: (state) => !pageOf(state), end: "-items.csv", make: itemsCsv },
  { words: "Links as CSV", when: (state) => !pageOf(state), end: "-links.csv", make: linksCsv },
  { words: "Gaps as CSV", when: (state) => state.view === "gaps", end: ".csv", make: gapsCsv },
];

function drawSaves(state) {
  const offered = SAVES.filter((one) => one.when(state));
  const print = el("button", { type: "button", class: "plain", onclick: () => { $("save").open = false; window.print(); } }, "Print");
  $("saves").replaceChildren(...offered.map((one) => el("button", { type: "button", class: "plain", "data-save": one.end, onclick: () => save(one) }, one.words)), print);
}

async function save({ words, end, make }) {
  onPaper(true);
  const made = make();
  onPaper(false);
  const address = URL.createObjectURL(await made);
  const link = el("a", { href: address, download: `${STATE.plan}-${STATE.view}${end}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  $("save").open = false;
  $("save").querySelector("summary").focus();
  say(`Saved: ${words}.`);
}
