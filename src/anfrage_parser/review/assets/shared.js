"use strict";
// What the review page and the desk share: words, nodes, and text of documents, which reaches a page through textContent alone.

const byId = (id) => document.getElementById(id);
const dataOf = (id) => { const at = byId(id); return at ? JSON.parse(at.textContent) : null; };

const words = dataOf("words");
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(tag, className = "", text = null) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.append(safe(text));
  return node;
}

function button(className, text, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

// Controls, direction marks and other characters without a shape of their own are spelled out, so that none of them acts.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

// A word longer than any real one. A browser looks again through all of a word for each line that it breaks it into: ten times as long a
// word costs a hundred times as much. So each stretch of it is followed by a place to break, which is no text; marks stay at their letter.
const GIANT = /(?<![^ \t\n])[^ \t\n]{401,}/gu;
const STRETCH = /[^]{1,400}\p{M}{0,40}/gu;

function safe(text) {
  const out = document.createDocumentFragment();
  let done = 0;
  for (const word of text.matchAll(GIANT)) {
    spellInto(out, text.slice(done, word.index));
    for (const [stretch] of word[0].matchAll(STRETCH)) { spellInto(out, stretch); out.append(document.createElement("wbr")); }
    done = word.index + word[0].length;
  }
  spellInto(out, text.slice(done));
  return out;
}

function spellInto(out, text) {
  let done = 0;
  for (const found of text.matchAll(UNSAFE)) {
    out.append(text.slice(done, found.index));
    const sign = document.createElement("span");
    sign.className = "ctl";
    sign.textContent = "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    out.append(sign);
    done = found.index + found[0].length;
  }
  out.append(text.slice(done));
}

// Words into a field that people type in, where no place to break can stand: lines with such a word are not broken.
function fillArea(area, text) {
  area.wrap = text.search(GIANT) >= 0 ? "off" : "soft";
  area.value = text;
}

const one = (text) => safe(text).textContent;

function tell(text) { byId("said").textContent = text; }
