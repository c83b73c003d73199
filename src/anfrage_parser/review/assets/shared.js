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

function safe(text) {
  const out = document.createDocumentFragment();
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
  return out;
}

const one = (text) => safe(text).textContent;

function tell(text) { byId("said").textContent = text; }
