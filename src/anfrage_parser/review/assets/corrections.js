// Values set by hand: kept while the page is open, copied as the TOML that "anfrage correct" would write.

// What each field takes: the table that "anfrage correct" goes by (corrections/rules.py).
const rules = dataOf("rules");
const days = rules.days.map((pattern) => new RegExp(`^(?:${pattern})$`));

function dayOf(words) {
  const parts = days.map((pattern) => pattern.exec(words)).find(Boolean)?.groups;
  if (!parts) return null;
  const month = parts.month ? Number(parts.month) : rules.months[parts.name.toLowerCase()] ?? 0;
  let year = Number(parts.year);
  if (parts.year.length === 2) year += year < rules.pivot ? 2000 : 1900;
  const day = Number(parts.day);
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const READ = {
  day: dayOf,
  "yes-no": (words) => (rules.yes.includes(words.toLowerCase()) ? true : rules.no.includes(words.toLowerCase()) ? false : null),
  groups: (words) => { const names = words.split(",").map((word) => word.trim()).filter(Boolean); return names.length ? names : null; },
};

// The words as the record writes them; null where they are none for this field. Words of a text stay as they are.
function valueOf(path, words) {
  const kind = rules.kinds[path];
  return kind ? READ[kind](words.split(/\s+/).filter(Boolean).join(" ")) : words;
}

const refusalOf = (path, words) => (words === "" || valueOf(path, words) !== null ? "" : rules.refusals[rules.kinds[path]]);

function actsOf(row, path, name, part) {
  return [signButton("edit", "✎", `${say("edit")}: ${name}`, () => openEdit(row, path, part))];
}

function openEdit(row, path, part) {
  const { value } = row.original;
  const key = `${part} ${path}`;
  const form = valueForm({
    value: state.edits.get(state.number)?.get(key)?.value ?? value ?? "",
    check: (words) => (words === (value ?? "") ? "" : refusalOf(path, words)),
    keep: (words) => { setEdit(row, key, words); return ""; },
    close: () => { form.remove(); row.querySelector(".edit").focus(); },
  });
  row.append(form);
  form.start();
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
  const all = [...state.edits.values()].reduce((sum, edits) => sum + edits.size, 0);
  byId("save").hidden = all === 0;
  byId("save").textContent = `${say("save")} (${all})`;
}

// A basic string of TOML. JSON's escapes are TOML's, but for DEL and for lone surrogates, which are no characters.
function quoted(text) {
  return JSON.stringify(text).replace(/\u007f/g, "\\u007f").replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd");
}

function tomlValue(path, words) {
  const value = valueOf(path, words);
  return Array.isArray(value) ? `[${value.map(quoted).join(", ")}]` : typeof value === "boolean" ? String(value) : quoted(value ?? words);
}

// An entry left without its words is taken away whole; last of all and from the back, so that no number moves under another correction.
const ENTRY = /^(?:(?:questions\[\d+\]\.)?(?:questions|parts|signatories|askers|footnotes)\[\d+\])(?=\.(?:text|name)$)/;

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
  fillArea(area, text);
  for (const id of ["toml", "toml-label"]) byId(id).hidden = false;
  const name = `${index.find((row) => row[0] === state.number)[1].split("/").pop()}.anfrage.toml`;
  try {
    await navigator.clipboard.writeText(text);
    tell(say("copied", { name: one(name) }));
    state.copied = [...state.edits].every(([number, edits]) => number === state.number || !edits.size);
  } catch {
    area.focus();
    area.select();
    tell(document.execCommand("copy") ? say("copied", { name: one(name) }) : say("not_copied"));
  }
}

// All corrections of the page in one file, for "anfrage correct --import".
function importable() {
  const documents = [...state.edits].filter(([, edits]) => edits.size).map(([number, edits]) => ({
    name: index.find((row) => row[0] === number)[1],
    sha256: JSON.parse(linesOf(number)[0]).h,
    corrections: inOrder([...edits.values()]).map(({ path, part, value, was }) => ({
      part, field: path,
      ...(value === null ? { remove: true } : { value: valueOf(path, value) }),
      ...(was === null ? {} : { was: valueOf(path, was) ?? was }),
    })),
  }));
  return JSON.stringify({ anfrage_corrections: 1, documents }, null, 1);
}

function saveAll() {
  const name = "korrekturen.json";
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([importable()], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  tell(say("saved", { name }));
  state.copied = true;
}
