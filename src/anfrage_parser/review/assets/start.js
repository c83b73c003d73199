"use strict";
// What the parts below share. Text of a document reaches the page through textContent alone, never as markup.

const byId = (id) => document.getElementById(id);
const dataOf = (id) => { const at = byId(id); return at ? JSON.parse(at.textContent) : null; };

// Documents stand in chunks, two lines for each: its record, its text.
const CHUNK = Number(byId("main").dataset.chunk);
let held = { number: -1, lines: [] };

function linesOf(number) {
  const chunk = Math.floor(number / CHUNK);
  if (held.number !== chunk) held = { number: chunk, lines: byId(`c${chunk}`).textContent.split("\n") };
  return held.lines.slice(2 * (number % CHUNK), 2 * (number % CHUNK) + 2);
}

const words = dataOf("words");
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

// [number, name, title, reference, parties, date, errors, warnings, hints, codes, failure], worst first
const index = dataOf("index");

const state = { shown: index, at: -1, number: null, entry: null, text: null, row: null, edits: new Map() };

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
