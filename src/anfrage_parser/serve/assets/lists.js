// The list of documents with its search, and the list of open inquiries.

const FILTERS = ["", "unchecked", "checked", "doubtful", "failed", "others"];
let listing = 0;

const addressOf = (start) => `/api/list?filter=${byId("shown").value}&q=${encodeURIComponent(byId("search").value)}&from=${start}`;

// Loads the list anew, as far as it was shown.
async function loadList() {
  const mine = ++listing;
  const rows = [];
  let total = 0;
  do {
    const found = await json(addressOf(rows.length));
    if (mine !== listing) return;
    total = found.total;
    rows.push(...found.rows);
    if (!found.rows.length) break;
  } while (rows.length < Math.min(state.rows.length, total));
  drawList(rows, total);
}

async function loadMore() {
  const mine = ++listing;
  const found = await json(addressOf(state.rows.length));
  if (mine === listing) drawList([...state.rows, ...found.rows], found.total);
}

function drawList(rows, total) {
  const focused = document.activeElement?.closest("#list button")?.dataset.id;
  state.rows = rows;
  byId("list").replaceChildren(...rows.map(entryOf));
  byId("more").hidden = rows.length >= total;
  byId("nothing").hidden = rows.length > 0;
  byId("nothing").textContent = byId("search").value || byId("shown").value ? say("nothing") : say("none_yet");
  byId("shown-count").textContent = total === 1 ? say("one_shown") : say("documents_shown", { count: total });
  markCurrent();
  if (focused) byId("list").querySelector(`[data-id="${focused}"]`)?.focus();
}

function markCurrent() {
  state.at = state.rows.findIndex((row) => row.id === state.doc?.id);
  for (const node of byId("list").querySelectorAll("button")) {
    if (node.dataset.id === state.doc?.id) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
}

function entryOf(row) {
  const item = make("li");
  const link = button("", row.title ?? row.key, guarded(() => { closeList(); return openDocument(row.copy ?? row.id); }));
  link.dataset.id = row.id;
  if (row.title) link.append(make("span", "sub", row.key));
  const sub = make("span", "sub", row.parties.join(", "));
  if (row.checked) sub.append(" ", make("span", "tag done", `✓ ${say("filter_checked")}`));
  if (row.state === "failed") sub.append(make("span", "tag s0", say("failed")), safe(row.message ?? ""));
  if (row.state === "not_inquiry") sub.append(make("span", "tag s2", say("not_inquiry")), safe(row.message ?? ""));
  if (row.copy_of) sub.append(make("span", "tag s2", say("copy_of", { name: row.copy_of })));
  [row.errors, row.warnings].forEach((count, level) => {
    if (count) sub.append(" ", make("span", `tag s${level}`, count > 1 ? say(`many_${level}`, { count }) : `1 ${say(`severity_${level}`)}`));
  });
  link.append(sub);
  if (row.hit?.length) {
    const hit = make("span", "sub hit");
    for (const [text, marked] of row.hit) hit.append(marked ? make("b", "", text) : safe(text));
    link.append(hit);
  }
  item.append(link);
  return item;
}

// Whether it could be opened, and nothing else was meanwhile.
async function openAt(at) {
  const row = state.rows[at];
  if (!row) return false;
  const id = row.copy ?? row.id;
  await openDocument(id);
  if (state.doc?.id !== id) return false;
  state.at = at;
  byId("list").children[at]?.firstChild.scrollIntoView({ block: "nearest" });
  return true;
}

// The next document of the list with a doubt.
async function openNextDoubtful() {
  const at = state.rows.findIndex((row, number) => number > state.at && row.errors + row.warnings > 0);
  if (at >= 0 && await openAt(at) && byId("rows").querySelector(".row.doubt")) nextDoubt();
}

async function showOpen(all = byId("all-too").getAttribute("aria-pressed") === "true") {
  const found = await json(`/api/open${all ? "?all=1" : ""}`);
  showSection("open");
  tell("");
  byId("open-title").textContent = found.title;
  byId("open-sums").textContent = found.sums;
  byId("all-too").setAttribute("aria-pressed", String(all));
  byId("back").hidden = state.doc === null;
  const head = make("tr");
  for (const column of found.columns) { const cell = make("th", "", column); cell.scope = "col"; head.append(cell); }
  const body = found.rows.map((row) => {
    const line = make("tr", row.state === "overdue" ? "overdue" : "");
    row.cells.forEach((cell, at) => {
      const box = make("td");
      if (at === found.title_at && cell) box.append(button("link", cell, guarded(() => openDocument(row.id))));
      else box.append(safe(cell));
      line.append(box);
    });
    return line;
  });
  const [top, rest] = [document.createElement("thead"), document.createElement("tbody")];
  top.append(head);
  rest.append(...body);
  byId("open-table").replaceChildren(top, rest);
  byId("open-title").focus();
}

const narrow = matchMedia("(max-width: 46rem)");

function closeList(closed = narrow.matches) {
  document.body.classList.toggle("closed", closed);
  byId("toggle").setAttribute("aria-expanded", String(!closed));
}
