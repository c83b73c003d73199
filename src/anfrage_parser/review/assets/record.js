// The record beside the document, its findings first; selecting a value shows it on both sides.

function showRecord() {
  const box = byId("rows");
  box.replaceChildren();
  const { r: records, f: failure, v: values } = state.entry;
  if (failure) box.append(failureOf(failure));
  let seen = 0;
  records.forEach((record, number) => {
    if (records.length > 1) box.append(make("h4", "part-title", say("inquiry", { number: record.part })));
    if (record.findings.length) box.append(findingsOf(record, number));
    const doubted = new Set(record.findings.filter((f) => f[1] < 2).map((f) => f[3]));
    record.rows.forEach((row, at) => box.append(rowOf(row, values[seen++], keyOf(number, at), doubted.has(at), record.part)));
  });
}

function failureOf(failure) {
  const box = make("div", "failure");
  const kind = failure.document_type ? ` (${failure.document_type})` : "";
  box.append(make("strong", "s0", say("failure")), make("p", "", failure.message + kind));
  return box;
}

function findingsOf(record, number) {
  const list = make("ul", "findings");
  list.setAttribute("aria-label", say("findings"));
  for (const finding of record.findings) {
    const [code, severity, message, row, , , line] = finding;
    const item = make("li");
    const name = row >= 0 ? `${record.rows[row][1]}: ` : "";
    const link = button("", "", () => (row >= 0 ? select(keyOf(number, row), "finding") : showPlace([finding])));
    link.append(make("span", `tag s${severity}`, say(`severity_${severity}`)), safe(name + message));
    if (line !== null) link.append(` · ${say("line", { number: line })}`);
    link.title = code;
    item.append(link);
    list.append(item);
  }
  return list;
}

function rowOf([path, name, group, kind, marker], value, key, doubted, part) {
  const row = make("div", `row ${kind} g-${group}${doubted ? " doubt" : ""}`);
  row.dataset.key = key;
  row.original = { path, part, value, marker, key };
  row.addEventListener("click", (event) => {
    if (!event.target.closest("form, .acts") && !getSelection().toString()) select(key, "record");
  });
  const label = button("name", name, (event) => { event.stopPropagation(); select(key, "record"); });
  const shown = make("div", "value");
  row.append(label, shown);
  if (kind !== "note") {
    const acts = make("div", "acts");
    acts.append(...actsOf(row, path, name, part));
    row.append(acts);
  }
  fillValue(row);
  return row;
}

// A button with a sign for its name.
function signButton(className, sign, name, action) {
  const made = button(className, sign, action);
  made.setAttribute("aria-label", name);
  made.title = name;
  return made;
}

function fillValue(row) {
  const { path, part, value, marker } = row.original;
  const edited = state.edits.get(state.number)?.get(`${part} ${path}`);
  const shown = row.querySelector(".value");
  shown.replaceChildren();
  row.querySelector(".was")?.remove();
  if (marker) shown.append(make("span", "marker", marker));
  const now = edited ? edited.value : value;
  if (now === null || now === "") shown.append(make("span", "missing", say("missing")));
  else shown.append(safe(now));
  if (edited) {
    shown.append(" ", make("span", "tag s2", `(${say("corrected")})`));
    if (value) row.append(make("div", "was", value));
  }
}

function select(key, from) {
  for (const node of document.querySelectorAll(".sel")) node.classList.remove("sel");
  state.row = key;
  if (key === null) return;
  const row = byId("rows").querySelector(`.row[data-key="${key}"]`);
  const marks = [...byId("view").querySelectorAll(`[data-key="${key}"]`)];
  [row, ...marks].forEach((node) => node?.classList.add("sel"));
  if (from !== "record") row?.scrollIntoView({ block: "center" });
  if (from !== "document" && marks.length) within(byId("view"), marks[0]);
  tell(marks.length || state.text[0] === null || !row?.original.value ? "" : say("elsewhere"));
  if (!marks.length && from !== "document") showPlace(findingsAbout(key));
  if (from === "document") row?.querySelector(".name").focus({ preventScroll: true });
}

function findingsAbout(key) {
  return state.entry.r.flatMap((record, number) => record.findings.filter((finding) => keyOf(number, finding[3]) === key));
}

// Where findings stand that belong to no value: "Sitzung am", and no day behind it.
function showPlace(findings) {
  const spans = findings.filter((finding) => finding[4] !== null);
  const marks = [...byId("view").querySelectorAll("mark.doubt")].filter((mark) => spans.some((f) => f[4] <= mark.start && mark.start < f[5]));
  marks.forEach((mark) => mark.classList.add("sel"));
  if (marks.length) within(byId("view"), marks[0]);
}

// Scroll the document inside its own frame, then the frame into view where the screen is small.
function within(view, node) {
  const offset = node.getBoundingClientRect().top - view.getBoundingClientRect().top;
  view.scrollTop += offset - view.clientHeight / 3;
  view.scrollIntoView({ block: "nearest" });
}

// The next value with an error or a warning, in this document or in one further down the list.
function nextDoubt() {
  const rows = [...byId("rows").querySelectorAll(".row.doubt")];
  const all = [...byId("rows").querySelectorAll(".row")];
  const at = all.findIndex((row) => row.dataset.key === state.row);
  const next = rows.find((row) => all.indexOf(row) > at);
  if (next) { select(next.dataset.key, "finding"); next.querySelector(".name").focus({ preventScroll: true }); return; }
  openNextDoubtful();
}
