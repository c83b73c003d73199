// The list, its filters, the keyboard, and the start.

const STEP = 100; // entries drawn at a time
const SLICE = 12; // milliseconds of searching before the page may breathe
let drawn = 0;
let round = 0;

function open(at) {
  if (at < 0 || at >= state.shown.length) return;
  state.at = at;
  const [number, name, title, reference, parties, date] = state.shown[at];
  const [entry, text] = linesOf(number).map((line) => JSON.parse(line));
  Object.assign(state, { number, entry, text, row: null, view: null });
  while (drawn <= at) drawMore();
  for (const node of byId("list").querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
  const item = byId("list").children[at].firstChild;
  item.setAttribute("aria-current", "true");
  if (byId("side").checkVisibility?.() ?? true) item.scrollIntoView({ block: "nearest" });
  byId("name").replaceChildren(safe(title ?? name));
  byId("brief").replaceChildren(safe([name, reference, parties.join(", "), date].filter(Boolean).join(" · ")));
  tell("");
  showDocument();
  showRecord();
  showCopy();
}

function openNextDoubtful() {
  for (let number = state.at + 1; number < state.shown.length; number++) {
    if (state.shown[number][6] + state.shown[number][7] === 0) continue;
    open(number);
    if (byId("rows").querySelector(".row.doubt")) { nextDoubt(); return; }
  }
}

function entryOf(row, at) {
  const [, name, title, , parties, , errors, warnings, hints, , failure] = row;
  const item = make("li");
  const link = button("", title ?? name, () => { open(state.shown.indexOf(row)); closeList(); byId("name").focus(); });
  if (title) link.append(make("span", "sub", name));
  const sub = make("span", "sub", parties.join(", "));
  if (failure) sub.append(make("span", "tag s0", say("failed")));
  [errors, warnings, hints].forEach((count, level) => {
    if (count && level < 2) sub.append(" ", make("span", `tag s${level}`, count > 1 ? say(`many_${level}`, { count }) : `1 ${say(`severity_${level}`)}`));
  });
  link.append(sub);
  item.append(link);
  return item;
}

function drawMore() {
  const rows = state.shown.slice(drawn, drawn + STEP);
  byId("list").append(...rows.map((row, at) => entryOf(row, drawn + at)));
  drawn += rows.length;
  byId("more").hidden = drawn >= state.shown.length;
}

function drawList() {
  drawn = 0;
  byId("list").replaceChildren();
  drawMore();
  byId("nothing").hidden = state.shown.length > 0;
  byId("count").textContent = say("shown", { count: state.shown.length, all: index.length });
}

// Filters that the list itself answers; the text is looked for in the values of each record.
const FILTERS = {
  "": () => true,
  "#failed": (row) => row[10] !== null,
  "#errors": (row) => row[6] > 0,
  "#doubtful": (row) => row[6] + row[7] > 0 || row[10] !== null,
  "#clean": (row) => row[6] + row[7] === 0 && row[10] === null,
};

function matches(row, finding, party) {
  return (FILTERS[finding] ?? (() => row[9].includes(finding)))(row) && (party === "" || row[4].includes(party));
}

// A record's JSON begins with its values and nothing else; no value can hold an unescaped `],"r":`.
function holds(row, query, spelled) {
  if (row.slice(1, 6).flat().some((value) => value !== null && value.toLowerCase().includes(query))) return true;
  const [record] = linesOf(row[0]);
  return record.slice(0, record.indexOf('],"r":')).toLowerCase().includes(spelled);
}

const spell = (query) => JSON.stringify(query).slice(1, -1).replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

async function filter() {
  const mine = ++round;
  const query = byId("search").value.trim().toLowerCase();
  const [finding, party] = ["finding", "party"].map((id) => choices[id][Number(byId(id).value)]);
  let rows = index.filter((row) => matches(row, finding, party));
  if (query !== "") {
    const found = await search(rows, query, () => mine !== round);
    if (found === null) return;
    rows = rows.filter((row) => found.has(row[0]));
  }
  const current = state.number;
  state.shown = rows;
  state.at = rows.findIndex((row) => row[0] === current);
  drawList();
  if (rows.length) open(Math.max(state.at, 0));
}

// The numbers of the documents that hold the words; null when another search has begun. In the order of the file: a chunk is taken apart once.
async function search(rows, query, outdated) {
  const found = new Set();
  const spelled = spell(query);
  let since = performance.now();
  for (const row of [...rows].sort((a, b) => a[0] - b[0])) {
    if (holds(row, query, spelled)) found.add(row[0]);
    if (performance.now() - since < SLICE) continue;
    byId("count").textContent = say("searching");
    await new Promise((resume) => setTimeout(resume));
    if (outdated()) return null;
    since = performance.now();
  }
  return found;
}

// Options are numbered, so that no text of a document becomes an attribute.
const choices = { finding: [], party: [] };

function fillFilters() {
  const count = (values) => [...values.reduce((sums, value) => sums.set(value, (sums.get(value) ?? 0) + 1), new Map())].sort();
  const codes = dataOf("codes");
  const fill = (id, fixed, counted) => {
    for (const [value, text] of [...fixed, ...counted.map(([value, sum]) => [value, `${one(codes[value] ?? value)} (${sum})`])]) {
      byId(id).append(new Option(text, String(choices[id].length)));
      choices[id].push(value);
    }
  };
  const fixed = [["", say("all")], ["#failed", say("failed")], ["#errors", say("errors")], ["#doubtful", say("doubtful")], ["#clean", say("clean")]];
  fill("finding", fixed, count(index.flatMap((row) => row[9])));
  fill("party", [["", say("all")]], count(index.flatMap((row) => row[4])));
}

const narrow = matchMedia("(max-width: 46rem)");

function closeList(closed = narrow.matches) {
  document.body.classList.toggle("closed", closed);
  byId("toggle").setAttribute("aria-expanded", String(!closed));
}

const KEYS = {
  j: () => open(state.at + 1),
  k: () => open(state.at - 1),
  n: nextDoubt,
  "/": () => { closeList(false); byId("search").focus(); byId("search").select(); },
  Escape: () => select(null),
};

function onKey(event) {
  const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (writing && event.key === "Escape") { event.target.blur(); return; }
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function start() {
  let waiting = 0;
  byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  byId("filter").addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  for (const id of ["finding", "party"]) byId(id).addEventListener("change", filter);
  byId("more").addEventListener("click", drawMore);
  byId("previous").addEventListener("click", KEYS.k);
  byId("next").addEventListener("click", KEYS.j);
  byId("doubt").addEventListener("click", nextDoubt);
  byId("copy").addEventListener("click", copyEdits);
  byId("save").addEventListener("click", saveAll);
  byId("toggle").addEventListener("click", () => closeList(!document.body.classList.contains("closed")));
  for (const [id, view] of [["as-pages", "pages"], ["as-text", "text"]]) {
    byId(id).addEventListener("click", () => { state.view = view; showDocument(); select(state.row, "finding"); });
  }
  byId("large").addEventListener("click", () => {
    byId("large").setAttribute("aria-pressed", String(byId("view").classList.toggle("large")));
    select(state.row, "finding");
  });
  document.addEventListener("keydown", onKey);
  addEventListener("beforeunload", (event) => {
    if (!state.copied && [...state.edits.values()].some((edits) => edits.size)) event.preventDefault();
  });
  fillFilters();
  drawList();
  closeList();
  open(0);
}

start();
