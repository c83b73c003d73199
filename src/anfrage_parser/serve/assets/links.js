// Which papers belong together, and what is like a letter.

const papersOf = (row) => [row.title ?? row.name, row.title ? row.name : null, row.number, row.date].filter(Boolean).join(" · ");

function showLinks() {
  const list = byId("linked");
  list.replaceChildren();
  byId("papers").replaceChildren();
  byId("paper").value = "";
  byId("links").hidden = state.doc.links === null || !state.entry.r.length;
  const { rows, stale } = state.doc.links;
  for (const row of rows) {
    const item = make("li");
    const kind = say(`link_${row.side === "inquiry" ? "inquiry" : row.kind}`);
    const link = button("link", papersOf(row), guarded(() => openDocument(row.id)));
    const cut = button("", say("unlink"), guarded(() => decide("unpair", row)));
    cut.setAttribute("aria-label", `${say("unlink")}: ${one(papersOf(row))}`);
    item.append(make("span", "tag", row.by === "hand" ? `${kind} (${say("by_hand")})` : kind), link, " ", cut);
    list.append(item);
  }
  if (!rows.length) list.append(make("li", "note", say(stale ? "links_stale" : "no_links")));
}

async function decide(verb, row) {
  const side = row.side ?? (state.doc.kinds[0] === "answer" ? "inquiry" : "answer");
  const said = { verb, side, part: row.own_part ?? row.part ?? 1, other: row.id, other_part: row.other_part };
  redraw(await json(`/api/documents/${state.doc.id}/links`, said));
  tell(say("kept"));
}

let searching = 0;

async function findPapers() {
  const mine = ++searching;
  await new Promise((resume) => setTimeout(resume, 200));
  if (mine !== searching) return;
  const { rows } = await json(`/api/documents/${state.doc.id}/papers?q=${encodeURIComponent(byId("paper").value)}`);
  if (mine !== searching) return;
  const list = byId("papers");
  list.replaceChildren(...rows.map((row) => {
    const item = make("li");
    const link = button("", `${say("link")}: ${papersOf(row)}`, guarded(() => decide("pair", { id: row.id, own_part: 1, other_part: row.part })));
    item.append(link);
    return item;
  }));
  if (!rows.length) list.append(make("li", "note", say("nothing_found")));
}

async function showLike() {
  const box = byId("likes");
  const closed = !box.hidden;
  box.hidden = closed;
  byId("like").setAttribute("aria-expanded", String(!closed));
  if (closed) return;
  const { rows } = await json(`/api/documents/${state.doc.id}/like`);
  const list = make("ul", "findings");
  for (const row of rows) {
    const item = make("li");
    const link = button("", [row.title ?? row.name, row.number, row.party, row.date].filter(Boolean).join(" · "), guarded(() => openDocument(row.id)));
    const words = row.copy ? say("like_copy") : say("common", { words: row.common.join(", ") });
    link.append(make("span", "sub", row.answer ? `${words} · ${say("has_answer")}` : words));
    item.append(link);
    list.append(item);
  }
  box.replaceChildren(rows.length ? list : make("p", "note", say("nothing_found")));
}
