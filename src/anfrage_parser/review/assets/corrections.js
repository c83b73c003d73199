// Values set by hand: kept while the page is open, copied as the TOML that "anfrage correct" would write.

const LISTS = ["parties"];
const YES_NO = { public: true };

function openEdit(row, path, name, part) {
  row.querySelector("form")?.remove();
  const { value } = row.original;
  const key = `${part} ${path}`;
  const form = make("form");
  const label = make("label", "", say("new_value"));
  const field = make("textarea");
  label.htmlFor = field.id = "new-value";
  field.rows = Math.min(12, Math.ceil((value ?? "").length / 60) + 1);
  field.value = state.edits.get(state.number)?.get(key)?.value ?? value ?? "";
  const close = () => { form.remove(); row.querySelector(".edit").focus(); };
  const accept = make("button", "", say("accept"));
  const buttons = make("div");
  buttons.append(accept, button("", say("cancel"), close));
  form.append(label, field, buttons);
  form.addEventListener("submit", (event) => { event.preventDefault(); setEdit(row, key, field.value.trim()); close(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    if (event.key === "Enter" && (event.ctrlKey || !field.value.includes("\n")) && !event.shiftKey && event.target === field) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.querySelectorAll(".row form").forEach((other) => other.remove());
  row.append(form);
  field.focus();
}

function setEdit(row, key, value) {
  const edits = state.edits.get(state.number) ?? new Map();
  state.edits.set(state.number, edits);
  const was = row.original.value ?? "";
  if (value === was) edits.delete(key);
  else edits.set(key, { value: value === "" ? null : value, was: was === "" ? null : was, path: row.original.path, part: row.original.part });
  state.copied = false;
  fillValue(row);
  showCopy();
}

function showCopy() {
  const count = state.edits.get(state.number)?.size ?? 0;
  byId("copy").hidden = count === 0;
  byId("copy").textContent = `${say("copy")} (${count})`;
  for (const id of ["toml", "toml-label"]) byId(id).hidden = true;
}

// A basic string of TOML. JSON's escapes are TOML's, but for DEL and for lone surrogates, which are no characters.
function quoted(text) {
  return JSON.stringify(text).replace(/\u007f/g, "\\u007f").replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd");
}

function tomlValue(path, words) {
  if (LISTS.includes(path)) return `[${words.split(",").map((word) => word.trim()).filter(Boolean).map(quoted).join(", ")}]`;
  if (YES_NO[path]) {
    if (/^(ja|yes|true)$/i.test(words)) return "true";
    if (/^(nein|no|false)$/i.test(words)) return "false";
  }
  const day = /^(date|received|session_date)$/.test(path) && /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(words);
  return quoted(day ? `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}` : words);
}

// An entry left without its words is taken away whole; last of all and from the back, so that no number moves under another correction.
const ENTRY = /^(?:(?:questions\[\d+\]\.)?(?:questions|parts|signatories|askers)\[\d+\])(?=\.(?:text|name)$)/;

function inOrder(edits) {
  const all = edits.map((edit) => ({ ...edit, path: (edit.value === null && ENTRY.exec(edit.path)?.[0]) || edit.path }));
  const numbers = (edit) => edit.path.match(/\d+/g)?.map(Number) ?? [];
  const later = (a, b) => numbers(b).reduce((order, number, at) => order || number - (numbers(a)[at] ?? -1), 0);
  return [...all.filter((edit) => edit.value !== null), ...all.filter((edit) => edit.value === null).sort(later)];
}

function tomlOf(number) {
  const { h: digest, k: kept } = state.entry;
  const entries = inOrder([...(state.edits.get(number)?.values() ?? [])]).map(({ path, part, value, was }) => [
    "", "[[correction]]",
    ...(part === 1 ? [] : [`part = ${part}`]),
    `field = ${quoted(path)}`,
    value === null ? "remove = true" : `value = ${tomlValue(path, value)}`,
    ...(was === null ? [] : [`was = ${tomlValue(path, was)}`]),
  ].join("\n"));
  return `${kept || `# ${say("toml")}\nsha256 = "${digest}"\n`}${entries.join("\n")}\n`;
}

async function copyEdits() {
  const text = tomlOf(state.number);
  const area = byId("toml");
  area.value = text;
  for (const id of ["toml", "toml-label"]) byId(id).hidden = false;
  const name = `${index.find((row) => row[0] === state.number)[1].split("/").pop()}.anfrage.toml`;
  try {
    await navigator.clipboard.writeText(text);
    tell(say("copied", { name: one(name) }));
    state.copied = true;
  } catch {
    area.focus();
    area.select();
    tell(document.execCommand("copy") ? say("copied", { name: one(name) }) : say("not_copied"));
  }
}
