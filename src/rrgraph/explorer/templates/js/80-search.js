// Search first: by name, number, other printed names, and acronyms both ways.

const plainText = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[’‘]/g, "'").replace(/&/g, " and ").replace(/[^a-z0-9.']+/g, " ").trim();
const SEARCH = { plan: "", entries: [], found: [], at: -1 };

function searchEntries(plan) {
  if (SEARCH.plan === plan.id) return SEARCH.entries;
  const acronyms = Object.entries(plan.acronyms).map(([short, long]) => [plainText(short), long.map(plainText), short]);
  SEARCH.plan = plan.id;
  SEARCH.entries = Object.entries(plan.items).map(([id, item]) => {
    const names = [item.t, ...(item.a || [])].map(plainText);
    const also = [];
    for (const [short, longs, printed] of acronyms) {
      const has = (words) => names.some((name) => ` ${name} `.includes(` ${words} `));
      if (has(short)) longs.forEach((words) => also.push([words, printed]));
      else if (longs.some((words) => words.length > 3 && has(words))) also.push([short, printed]);
    }
    return { id, item, number: plainText(item.n || ""), names, also, text: plainText(item.x || "") };
  });
  return SEARCH.entries;
}

/** How well an entry answers a question; 0 when it does not. */
function score(entry, asked, words) {
  const [title, ...others] = entry.names;
  if (entry.number === asked || title === asked) return 100;
  if (others.includes(asked) || entry.also.some(([said]) => said === asked)) return 90;
  if (entry.number && entry.number.startsWith(asked)) return 80;
  if (title.startsWith(asked)) return 70;
  const all = (text) => words.every((word) => ` ${text}`.includes(` ${word}`));
  if (all(`${entry.number} ${title}`)) return 60;
  if (all([entry.number, ...entry.names, ...entry.also.map(([said]) => said)].join(" "))) return 50;
  return all(entry.text) ? 20 : 0;
}

function search(asked) {
  const wanted = plainText(asked);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const rank = [...KINDS.keys()];
  const found = searchEntries(planOf(STATE)).map((entry) => ({ entry, value: score(entry, wanted, words) })).filter((one) => one.value);
  found.sort((a, b) => b.value - a.value || rank.indexOf(a.entry.item.k) - rank.indexOf(b.entry.item.k) || compare(labelOf(a.entry.item), labelOf(b.entry.item)));
  return found.slice(0, 12).map((one) => one.entry);
}

function drawFound() {
  const input = $("find");
  SEARCH.found = search(input.value);
  SEARCH.at = SEARCH.found.length ? 0 : -1;
  const list = $("found");
  const asked = plainText(input.value);
  list.replaceChildren(...SEARCH.found.map((entry, at) => {
    const other = (entry.item.a || []).find((name) => !plainText(entry.item.t).includes(asked) && plainText(name).includes(asked));
    const acronym = entry.also.find(([said, printed]) => said.includes(asked) || plainText(printed) === asked);
    const why = other ? `also printed as ${other}` : acronym ? `${acronym[1]} in the list of acronyms` : kindWord(entry.item.k);
    return el("li", { role: "option", id: `found-${at}`, "aria-selected": String(at === 0), onmousedown: (event) => { event.preventDefault(); pick(at); } },
      sign(entry.item.k), el("span", {}, labelOf(entry.item), el("span", { class: "soft small" }, ` ${why}`)));
  }));
  const nothing = asked && !SEARCH.found.length;
  if (nothing) list.append(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing is called so. Try a number, such as 1.3, or one word."));
  list.hidden = !asked;
  input.setAttribute("aria-expanded", String(!list.hidden));
  markFound();
  if (asked) say(SEARCH.found.length ? `${many(SEARCH.found.length, "item")} found.` : "Nothing found.");
}

function markFound() {
  [...$("found").children].forEach((one, at) => one.setAttribute("aria-selected", String(at === SEARCH.at)));
  const one = $(`found-${SEARCH.at}`);
  if (one) { $("find").setAttribute("aria-activedescendant", one.id); one.scrollIntoView({ block: "nearest" }); } else $("find").removeAttribute("aria-activedescendant");
}

function pick(at) {
  const entry = SEARCH.found[at];
  if (!entry) return;
  closeFound();
  $("find").value = "";
  choose(entry.id);
  if (STATE.mode === "network") $("net").focus();
  else $("details").focus();
}

function closeFound() {
  $("found").hidden = true;
  $("find").setAttribute("aria-expanded", "false");
  $("find").removeAttribute("aria-activedescendant");
}

function searchKeys(event) {
  const count = SEARCH.found.length;
  if (event.key === "Escape") { if ($("found").hidden) $("find").value = ""; closeFound(); return; }
  if ($("found").hidden || !count) return;
  if (event.key === "ArrowDown") SEARCH.at = (SEARCH.at + 1) % count;
  else if (event.key === "ArrowUp") SEARCH.at = (SEARCH.at + count - 1) % count;
  else if (event.key === "Enter") { event.preventDefault(); pick(SEARCH.at); return; } else return;
  event.preventDefault();
  markFound();
}
