// The keyboard, and the start.

const KEYS = {
  j: guarded(() => openAt(state.at + 1)),
  k: guarded(() => openAt(state.at - 1)),
  n: guarded(() => (state.doc ? nextDoubt() : openNextDoubtful())),
  e: () => (byId("rows").querySelector(".row.sel .edit") ?? byId("rows").querySelector(".edit"))?.click(),
  a: () => { if (!byId("add").hidden && !byId("sheet").hidden) byId("choice").focus(); },
  g: () => byId("checked").click(),
  u: () => byId("undo").click(),
  o: () => byId("open-list").click(),
  "/": () => { closeList(false); byId("search").focus(); byId("search").select(); },
  Escape: () => { if (state.entry) select(null); },
};

function onKey(event) {
  const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (writing && event.key === "Escape") { event.target.blur(); return; }
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function listen() {
  let waiting = 0;
  byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(guarded(loadList), 200); });
  byId("filter").addEventListener("submit", (event) => { event.preventDefault(); guarded(loadList)(); });
  byId("shown").append(...FILTERS.map((name) => new Option(say(`filter_${name}`), name)));
  byId("shown").addEventListener("change", guarded(loadList));
  byId("more").addEventListener("click", guarded(loadMore));
  byId("previous").addEventListener("click", KEYS.k);
  byId("next").addEventListener("click", KEYS.j);
  byId("doubt").addEventListener("click", KEYS.n);
  byId("checked").addEventListener("click", orReload(mark));
  byId("undo").addEventListener("click", orReload(undo));
  byId("reload").addEventListener("click", guarded(reload));
  byId("like").addEventListener("click", guarded(showLike));
  byId("add").addEventListener("submit", (event) => { event.preventDefault(); openAdd(); });
  byId("paper").addEventListener("input", guarded(findPapers));
  byId("find-paper").addEventListener("submit", (event) => { event.preventDefault(); guarded(findPapers)(); });
  byId("open-list").addEventListener("click", guarded(() => showOpen()));
  byId("all-too").addEventListener("click", guarded(() => showOpen(byId("all-too").getAttribute("aria-pressed") !== "true")));
  byId("back").addEventListener("click", () => { showSection("sheet"); byId("name").focus(); });
  byId("print").addEventListener("click", () => print());
  byId("read-again").addEventListener("click", guarded(async () => { await ask("/api/read", {}); await look(); }));
  byId("quit").addEventListener("click", guarded(quit));
  byId("toggle").addEventListener("click", () => closeList(!document.body.classList.contains("closed")));
  for (const node of document.querySelectorAll("[data-download]")) node.addEventListener("click", guarded(() => downloadArchive(node.dataset.download)));
  byId("draft").addEventListener("click", guarded(downloadDraft));
  for (const [id, view] of [["as-pages", "pages"], ["as-text", "text"]]) {
    byId(id).addEventListener("click", () => { state.view = view; showDocument(); select(state.row, "finding"); });
  }
  byId("large").addEventListener("click", () => {
    byId("large").setAttribute("aria-pressed", String(byId("view").classList.toggle("large")));
    select(state.row, "finding");
  });
  byId("files").addEventListener("change", guarded(async () => { const { files } = byId("files"); await takeFiles(files); byId("files").value = ""; }));
  document.addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dropping"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    guarded(takeFiles)(event.dataTransfer.files);
  });
  document.addEventListener("keydown", onKey);
  addEventListener("beforeunload", (event) => { if (document.querySelector("form.value-form")?.isChanged()) event.preventDefault(); });
}

async function quit() {
  if (!mayLeave()) return;
  await ask("/api/quit", {});
  forget();
  for (const node of document.body.children) node.hidden = true; // an answer that is still under way finds its place
  document.body.append(make("main", "ended", say("ended")));
}

async function start() {
  listen();
  showSection("welcome");
  if (await enter()) await keepLooking();
}

start();
