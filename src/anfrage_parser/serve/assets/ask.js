// Asking the server. The key comes behind the "#" of the address, which no server and no log sees, and goes into a header.

const state = { rows: [], at: -1, doc: null, entry: null, text: [null, false], row: null, view: null, pictures: null, edits: new Map(), revision: -1, error: null };

const KEPT = "anfrage-key";
let key = null;

class Refusal extends Error {
  constructor(message, status) { super(message); this.status = status; }
}

async function ask(path, body, raw = null) {
  if (key === null && path !== "/api/enter") throw new Refusal(say("locked"), 401); // ended meanwhile
  const options = { headers: { "x-anfrage-key": key ?? "" }, cache: "no-store" };
  if (body !== undefined) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  if (raw) Object.assign(options, { method: "POST", body: raw.file, headers: { ...options.headers, "x-name": encodeURIComponent(raw.name) } });
  let answer;
  try { answer = await fetch(path, options); } catch { throw new Refusal(say("gone"), 0); }
  if (answer.ok) return answer;
  let why = "";
  try { why = (await answer.json()).error; } catch { /* no JSON: the status says it */ }
  if (answer.status === 401) { forget(); tell(say("locked")); }
  throw new Refusal(why || String(answer.status), answer.status);
}

const json = async (path, body) => (await ask(path, body)).json();

// The browser may forbid a page to keep anything; then only this window has the key.
function remember(found) { key = found; try { localStorage.setItem(KEPT, found); } catch { /* kept in this window */ } }
function forget() { key = null; try { localStorage.removeItem(KEPT); } catch { /* nothing is kept */ } }
function remembered() { try { return localStorage.getItem(KEPT); } catch { return null; } }

async function enter() {
  const given = location.hash.slice(1);
  if (given) {
    history.replaceState(null, "", "/");
    try { remember((await json("/api/enter", { key: given })).key); return true; } catch { /* a ticket that was used: perhaps there is a key */ }
  }
  key = remembered();
  if (key === null) { tell(say("locked")); return false; }
  return true;
}

const complain = (error) => { tell(error instanceof Refusal ? error.message : String(error)); };

// Runs what a button or a key starts; what goes wrong is said.
const guarded = (work) => (...given) => Promise.resolve().then(() => work(...given)).catch(complain);
