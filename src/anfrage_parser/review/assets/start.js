// The data of the page: documents stand in its script elements.

// Documents stand in chunks, two lines for each: its record, its text.
const CHUNK = Number(byId("main").dataset.chunk);
let held = { number: -1, lines: [] };

function linesOf(number) {
  const chunk = Math.floor(number / CHUNK);
  if (held.number !== chunk) held = { number: chunk, lines: byId(`c${chunk}`).textContent.split("\n") };
  return held.lines.slice(2 * (number % CHUNK), 2 * (number % CHUNK) + 2);
}

// [number, name, title, reference, parties, date, errors, warnings, hints, codes, failure], worst first
const index = dataOf("index");

const state = { shown: index, at: -1, number: null, entry: null, text: null, row: null, edits: new Map() };

// The pages of the document that is shown, each [[number, width, height], address of its picture]; null where it has none.
function picturesOf() {
  const pictures = dataOf(`p${state.number}`);
  return pictures && state.entry.p.map((page, at) => [page, `data:image/webp;base64,${pictures[at]}`]);
}
