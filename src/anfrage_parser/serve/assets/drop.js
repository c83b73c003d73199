// Files that come, and what is known of the reading.

const MOST_FILES = 500;

async function takeFiles(files) {
  const all = [...files];
  if (!all.length) return;
  if (all.length > MOST_FILES) { tell(say("too_many", { count: all.length, most: MOST_FILES })); return; }
  const refused = [];
  let done = 0;
  for (const file of all) {
    tell(say("copied_files", { done, total: all.length }));
    try {
      const kept = await (await ask("/api/files", undefined, { name: file.name, file })).json();
      if (kept.new) done += 1;
      else refused.push([file.name, say("there_already")]);
    } catch (error) { refused.push([file.name, error.message]); }
  }
  tell(say("copied_files", { done, total: all.length }));
  showRefused(refused);
  await look();
}

function showRefused(refused) {
  const box = byId("dropped");
  box.hidden = !refused.length;
  const list = make("ul");
  list.append(...refused.map(([name, why]) => make("li", "", `${name}: ${why}`)));
  box.replaceChildren(make("strong", "s0", say("dropped")), list);
}

let busy = false;

// How things stand: asked again and again, more often while something is read.
async function look() {
  const found = await json("/api/state");
  const { reading, counts } = found;
  byId("progress").hidden = !found.busy;
  if (found.busy) {
    byId("progress-text").replaceChildren(safe(reading?.total ? say("reading", reading) : say("reading_starts")));
    if (reading?.total) Object.assign(byId("bar"), { max: reading.total, value: reading.done });
    else byId("bar").removeAttribute("value");
  }
  if (busy && !found.busy) byId("count").textContent = say("read_done");
  busy = found.busy;
  if (found.error && found.error !== state.error) tell(found.error);
  state.error = found.error;
  [...byId("shown").options].forEach((option, at) => { option.text = `${say(`filter_${FILTERS[at]}`)} (${counts[FILTERS[at]]})`; });
  if (found.revision !== state.revision) {
    state.revision = found.revision;
    await loadList();
    await refresh();
  }
}

// The document that is shown may have been changed by another window; what is being typed stays.
async function refresh() {
  const { doc } = state;
  if (!doc || byId("sheet").hidden || document.querySelector(".value-form")) return;
  const mine = opening;
  const now = await json(`/api/documents/${doc.id}`);
  if (mine !== opening || document.querySelector(".value-form") || state.doc !== doc) return;
  if (now.version !== doc.version || now.state !== doc.state) redraw(now);
  else if (JSON.stringify(now.links) !== JSON.stringify(doc.links) && byId("paper").value === "") { state.doc.links = now.links; showLinks(); }
}

async function keepLooking() {
  while (key !== null) {
    try { await look(); } catch (error) {
      if (key === null) return;
      complain(error);
      if (error.status === 401 || error.status === 0) return;
    }
    await new Promise((resume) => setTimeout(resume, busy ? 400 : 2000));
  }
}

const downloadArchive = (kind) => download(`/api/downloads/${kind}`, kind);

// The draft of the answer to the inquiry whose value is selected, else to the document's first.
function downloadDraft() {
  const part = pathOf(state.row)?.split(" ")[0] ?? "1";
  const stem = state.doc.name.split("/").pop().replace(/\.[^.]*$/, "");
  return download(`/api/documents/${state.doc.id}/draft?part=${part}`, "docx", `antwort-${stem}.docx`);
}

async function download(address, kind, wanted = null) {
  const answer = await (tell(say("saving", { name: kind })), ask(address));
  const name = wanted ?? /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1];
  const link = make("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  tell(say("downloaded", { name }));
}
