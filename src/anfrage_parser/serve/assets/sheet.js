// One document: its pages or text at the left, its record at the right.

let opening = 0;

const picturesOf = () => (state.doc.pages && !state.noPages ? state.pictures : null);

async function openDocument(id, focus = true) {
  if (id !== state.doc?.id && !mayLeave()) return;
  const mine = ++opening;
  const doc = await json(`/api/documents/${id}`);
  if (mine !== opening) return;
  for (const [, address] of state.pictures ?? []) URL.revokeObjectURL(address);
  Object.assign(state, { text: [null, false], row: null, view: null, pictures: [], noPages: false });
  byId("view").scrollTop = 0;
  byId("likes").hidden = true;
  byId("like").setAttribute("aria-expanded", "false");
  byId("conflict").hidden = true;
  tell("");
  showSection("sheet");
  takeDocument(doc);
  markCurrent();
  showDocument();
  if (focus) byId("name").focus();
  void Promise.all([loadPages(mine, doc), loadText(mine, doc)]).catch(complain); // the record is there before its pages
}

// Draws what the server says of a document, after it was opened or changed.
function takeDocument(doc) {
  const path = pathOf(state.row);
  state.doc = doc;
  state.entry = doc.entry;
  const [name, title, number, parties, date] = doc.brief;
  byId("name").replaceChildren(safe(title ?? name));
  byId("brief").replaceChildren(safe([name, number, parties.join(", "), date].filter(Boolean).join(" · ")));
  byId("checked").setAttribute("aria-pressed", String(doc.checked === "yes"));
  byId("mark").textContent = doc.checked === "changed" ? say("checked_changed") : doc.editable ? "" : say("fixed", { why: doc.why });
  byId("checked").disabled = !doc.editable;
  byId("draft").disabled = !doc.kinds.length;
  byId("undo").disabled = !doc.editable || !doc.undo;
  showRecord();
  showChoices();
  showLinks();
  return path;
}

// After a change: the same value stays selected, and the document stays where it was scrolled to.
function redraw(doc, wanted = null) {
  const before = takeDocument(doc);
  const path = wanted ?? before;
  const top = byId("view").scrollTop;
  showDocument();
  byId("view").scrollTop = top;
  const row = [...document.querySelectorAll(".row")].find((node) => `${node.original.part} ${node.original.path}` === path);
  select(row ? row.dataset.key : null, "record");
  if (row && wanted) { row.scrollIntoView({ block: "nearest" }); row.querySelector(".name").focus({ preventScroll: true }); }
}

function pathOf(rowKey) {
  const row = rowKey && byId("rows").querySelector(`.row[data-key="${rowKey}"]`);
  return row ? `${row.original.part} ${row.original.path}` : null;
}

async function loadText(mine, doc) {
  try {
    const found = await json(`/api/documents/${doc.id}/text`);
    if (mine !== opening) return;
    state.text = [found.text, found.cut];
    if (found.entry) takeDocument({ ...state.doc, ...found });
  } catch (error) {
    if (mine !== opening) return;
    state.text = [error.message, false];
  }
  if (!picturesOf() || !state.pictures.length || state.view === "text") showDocument();
}

async function loadPages(mine, doc) {
  for (let number = 1; number <= doc.pages; number++) {
    let answer;
    try { answer = await ask(`/api/documents/${doc.id}/pages/${number}`); } catch {
      if (mine === opening && number === 1) { state.noPages = true; showDocument(); }
      return;
    }
    const [width, height] = answer.headers.get("x-size").split(" ").map(Number);
    const address = URL.createObjectURL(await answer.blob());
    if (mine !== opening) { URL.revokeObjectURL(address); return; }
    state.pictures.push([[number, width, height], address]);
    if (state.view === "text") continue;
    if (number === 1) showDocument();
    else byId("view").append(pageOf([number, width, height], address));
  }
}

function showSection(wanted) {
  for (const id of ["welcome", "open", "sheet"]) byId(id).hidden = id !== wanted;
  byId("open-list").setAttribute("aria-pressed", String(wanted === "open"));
}
