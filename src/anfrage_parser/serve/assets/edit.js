// Changing a record: every change is tried by the server as it is typed, and saved at once.

// What is taken away with a value: an entry of a list goes whole with its words.
const ENTRY = /^(.*(?:questions|parts|signatories|askers|footnotes|answers)\[\d+\])\.(?:text|name)$/;

function actsOf(row, path, name, part) {
  if (!state.doc.editable) return [];
  const edit = signButton("edit", "✎", `${say("edit")}: ${name}`, () => openEdit(row, path, part));
  if (row.original.value === null) return [edit];
  return [edit, signButton("remove", "✕", `${say("remove")}: ${name}`, guarded(() => removeValue(path, part)))];
}

let checking = 0;

// Why the server would refuse the words; asked when the typing pauses.
const checkBy = (part, field, insert, before) => async (words) => {
  const mine = ++checking;
  if (words === before) return "";
  await new Promise((resume) => setTimeout(resume, 150));
  if (mine !== checking) return "";
  const change = { field, value: words || null, insert };
  if (!words && !before) return "";
  try { return (await json(`/api/documents/${state.doc.id}/check`, { part, changes: [change] })).refusal; } catch (error) { return error.message; }
};

async function save(part, changes, wanted = null) {
  const doc = await json(`/api/documents/${state.doc.id}/changes`, { part, changes, version: state.doc.version });
  redraw(doc, wanted);
  tell(say("kept"));
  guarded(look)();
}

// Keeps the words; gives why they are refused. Where another window was quicker, the words stay in the form.
const keepBy = (part, field, insert, before) => async (words) => {
  if (words === before || (!words && !before)) return "";
  const gone = words === "" ? ENTRY.exec(field)?.[1] ?? field : field;
  try { await save(part, [{ field: gone, value: words || null, insert }], `${part} ${field}`); return ""; } catch (error) {
    if (error.status === 409) offerReload({ part, field, insert, words });
    return error.message;
  }
};

// Whether words that were typed and not accepted may go; asked where there are any.
const mayLeave = () => !document.querySelector("form.value-form")?.isChanged() || confirm(say("leave_words"));

let unsaved = null;

function offerReload(words) {
  unsaved = words;
  byId("conflict").hidden = false;
  byId("reload").focus();
}

// Shows what another window has saved; the words that were typed here come back into their form.
async function reload() {
  const words = unsaved;
  unsaved = null;
  await openDocument(state.doc.id, false);
  const row = words && [...document.querySelectorAll(".row")].find((node) => node.original.part === words.part && node.original.path === words.field);
  if (!row || words.insert) return;
  openEdit(row, words.field, words.part, words.words);
}

function openEdit(row, path, part, words = null) {
  const before = row.original.value ?? "";
  const form = valueForm({
    value: words ?? before,
    check: checkBy(part, path, false, before),
    keep: keepBy(part, path, false, before),
    close: () => { form.remove(); if (row.isConnected) row.querySelector(".edit").focus(); },
  });
  row.append(form);
  form.start();
}

async function removeValue(path, part) {
  await save(part, [{ field: ENTRY.exec(path)?.[1] ?? path, value: null }]);
  tell(say("removed"));
  byId("undo").focus();
}

// What can be added: numbered, so that no text of a document becomes an attribute.
let offered = [];

function showChoices() {
  const select = byId("choice");
  select.replaceChildren();
  byId("added").replaceChildren();
  offered = [];
  byId("add").hidden = !state.doc.editable;
  state.doc.choices.forEach((found, number) => {
    const { part } = state.entry.r[number];
    const groups = new Map();
    for (const [section, path, name, value, insert, options] of found) {
      if (!groups.has(section)) {
        const group = document.createElement("optgroup");
        group.label = state.entry.r.length > 1 ? say("of_part", { part, section }) : section;
        groups.set(section, group);
      }
      groups.get(section).append(new Option(one(value ? `${name} (${value.slice(0, 40)})` : name), String(offered.length)));
      offered.push({ part, path, name, value: value ?? "", insert, options });
    }
    select.append(...groups.values());
  });
  offerQuestions();
}

// Where the questions end, one more can be added: what a parser misses most.
function offerQuestions() {
  offered.forEach((choice, number) => {
    if (!/^questions\[\d+\]\.text$/.test(choice.path) || choice.insert) return;
    const rows = [...document.querySelectorAll(".row")].filter((row) => row.original.part === choice.part);
    const last = rows.findLast((row) => row.original.path.startsWith("questions") || row.original.path.startsWith("blocks"));
    (last ?? rows.at(-1))?.after(button("more-questions", `+ ${choice.name}`, () => { byId("choice").value = String(number); openAdd(); }));
  });
}

function openAdd() {
  const { part, path, name, value, insert, options } = offered[Number(byId("choice").value)];
  const form = valueForm({
    value, options,
    check: checkBy(part, path, insert, value),
    keep: keepBy(part, path, insert, value),
    close: () => { form.remove(); if (!document.activeElement || document.activeElement === document.body) byId("choice").focus(); },
  });
  form.querySelector("label").replaceChildren(safe(say("new_of", { name })));
  byId("added").replaceChildren(form);
  form.start();
  form.scrollIntoView({ block: "nearest" });
}

async function mark() {
  const checked = byId("checked").getAttribute("aria-pressed") !== "true";
  redraw(await json(`/api/documents/${state.doc.id}/checked`, { checked, version: state.doc.version }));
  tell(say("kept"));
  guarded(look)();
}

async function undo() {
  redraw(await json(`/api/documents/${state.doc.id}/undo`, { version: state.doc.version }));
  tell(say("undone"));
  guarded(look)();
}

// A mark or a step back that came too late: the new state can be shown.
const orReload = (work) => guarded(async () => {
  try { await work(); } catch (error) {
    if (error.status === 409) offerReload(null);
    throw error;
  }
});
