// The document: its pages with boxes, or its text with marks. Both point at rows of the record by "record.row".

const keyOf = (record, row) => `${record}.${row}`;

function places() {
  return state.entry.r.flatMap((record, number) => record.places
    .filter((place) => place[0] >= 0)
    .map(([row, start, end, line, page, rule, ...box]) => ({ key: keyOf(number, row), row: record.rows[row], start, end, line, page, rule, box })));
}

function showDocument() {
  const view = byId("view");
  view.replaceChildren();
  view.scrollTop = 0;
  const pictures = picturesOf();
  const asPages = pictures !== null && state.view !== "text";
  byId("views").hidden = pictures === null;
  byId("as-pages").setAttribute("aria-pressed", String(asPages));
  byId("large").hidden = !asPages;
  byId("as-text").setAttribute("aria-pressed", String(!asPages));
  if (asPages) view.append(...pictures.map(([page, address]) => pageOf(page, address)));
  else if (state.text[0] === null) view.append(make("p", "note", say("no_document")));
  else view.append(textOf(...state.text));
}

function pageOf([number, width, height], address) {
  const figure = make("figure");
  const image = make("img");
  image.src = address;
  image.alt = say("page_picture", { number });
  image.width = Math.round(width * 1.5);
  image.height = Math.round(height * 1.5);
  image.loading = "lazy";
  const first = new Set();
  const boxes = places().filter((place) => place.page === number && place.box.length && place.start < place.end).map((place) => {
    const [x0, top, x1, bottom] = place.box;
    const box = button(`g-${place.row[2]}`, "", () => select(place.key, "document"));
    box.dataset.key = place.key;
    box.setAttribute("aria-label", place.row[1]);
    box.title = `${place.row[1]} (${place.rule})`;
    if (first.has(place.key)) box.tabIndex = -1; // one stop for a value, however many lines it has
    first.add(place.key);
    Object.assign(box.style, {
      left: `${(100 * x0) / width}%`, top: `${(100 * top) / height}%`,
      width: `${(100 * (x1 - x0)) / width}%`, height: `${(100 * (bottom - top)) / height}%`,
    });
    return box;
  });
  figure.append(image, make("figcaption", "", say("page", { number })), ...boxes);
  return figure;
}

// Offsets count code points; JavaScript counts UTF-16 units, which differ as soon as there is an emoji.
function slicer(text) {
  if (!/[\ud800-\udbff]/.test(text)) return { length: text.length, slice: (from, to) => text.slice(from, to) };
  const points = Array.from(text);
  return { length: points.length, slice: (from, to) => points.slice(from, to).join("") };
}

function textOf(text, cut) {
  const pre = make("pre");
  const whole = slicer(text);
  const found = places().filter((place) => place.start < place.end && place.end <= whole.length);
  const doubts = state.entry.r.flatMap((record) => record.findings)
    .filter(([, severity, , , start, end]) => severity < 2 && start !== null && end !== null && start >= 0 && start < end && end <= whole.length);
  const edges = [...new Set([0, whole.length, ...found.flatMap((p) => [p.start, p.end]), ...doubts.flatMap((d) => [d[4], d[5]])])]
    .sort((a, b) => a - b);
  const owners = ownersOf(found, edges);
  const marked = markedIn(doubts, edges);
  const first = new Set();
  edges.slice(0, -1).forEach((from, at) => {
    const piece = whole.slice(from, edges[at + 1]);
    const place = owners[at];
    if (place === undefined && !marked[at]) { pre.append(paged(piece, pre)); return; }
    const mark = make("mark", `${place ? `g-${place.row[2]}` : ""}${marked[at] ? " doubt" : ""}`);
    mark.append(paged(piece));
    mark.start = from;
    if (place) makeLink(mark, place, first);
    pre.append(mark);
  });
  if (cut) pre.append(make("span", "pageend", say("cut")));
  return pre;
}

// The smallest place over each stretch between edges: a party named within a sentence wins over the sentence.
function ownersOf(found, edges) {
  const at = new Map(edges.map((edge, number) => [edge, number]));
  const owners = [];
  for (const place of [...found].sort((a, b) => (b.end - b.start) - (a.end - a.start))) {
    for (let number = at.get(place.start); number < at.get(place.end); number++) owners[number] = place;
  }
  return owners;
}

function markedIn(doubts, edges) {
  const at = new Map(edges.map((edge, number) => [edge, number]));
  const marked = [];
  for (const doubt of doubts) for (let number = at.get(doubt[4]); number < at.get(doubt[5]); number++) marked[number] = true;
  return marked;
}

function makeLink(mark, place, first) {
  mark.dataset.key = place.key;
  mark.title = `${place.row[1]} (${place.rule})`;
  mark.addEventListener("click", () => select(place.key, "document"));
  if (first.has(place.key)) return;
  first.add(place.key);
  mark.tabIndex = 0;
  mark.setAttribute("role", "button");
  mark.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(place.key, "document"); }
  });
}

// Text with the ends of pages (form feeds) drawn.
function paged(text) {
  const out = document.createDocumentFragment();
  text.split("\f").forEach((part, number) => {
    if (number) out.append(make("span", "pageend"));
    out.append(safe(part));
  });
  return out;
}
