// Typed text is kept in this browser until it is saved, and given back after a lost session, connection or browser. In most
// forms it is kept in the tab and goes when that is closed; a draft of a report, which is saved as it is typed, and what a
// home has sent and nobody has confirmed are kept so that they outlive the browser. It goes when it is saved, and when the
// user signs out.
import { arrived } from "asset:left.js";
import { word } from "asset:words.js";

const PREFIX = "safewell-kept:";
/** At the end of the address of a form: what is kept of it is to be sent. */
const SEND = "#send";
const HIDDEN = new Set(["csrf", "idempotency_key", "version"]);

function fieldsOf(form) {
  return [...form.elements].filter((field) =>
    field.name && !HIDDEN.has(field.name) && !["hidden", "password", "submit", "button", "file"].includes(field.type));
}

function valuesOf(form) {
  return fieldsOf(form).map((field) =>
    [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value]);
}

function restore(form, kept) {
  for (const [name, value] of kept) {
    for (const field of fieldsOf(form).filter((field) => field.name === name)) {
      if (Array.isArray(value)) { if (field.value === value[0]) field.checked = value[1]; }
      else field.value = value;
    }
  }
  fieldsOf(form).forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
  fieldsOf(form).filter((field) => field.checked).forEach((field) => field.dispatchEvent(new Event("click", { bubbles: true })));
}

/**
 * Whether the form holds already all that was kept: a page that came back with what is wrong holds it as it was sent, and one
 * that shows once more what will be recorded holds it in fields that are not shown.
 */
function holds(form, kept) {
  const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
  return typedIn(kept).every(([name, value]) => {
    const fields = [...form.elements].filter((field) => field.name === name);
    const chosen = (field) => field.value === value[0] && (field.checked || field.type === "hidden");
    if (Array.isArray(value)) return !value[1] || fields.some(chosen);
    return plain(value) === "" || fields.some((field) => plain(field.value) === plain(value));
  });
}

/** What somebody typed or chose of all that was kept: not what the form proposed by itself. */
function typedIn({ values, typed }) {
  return typed ? values.filter(([name]) => typed.includes(name)) : values;
}

/** The names of the fields that can be seen and are not as they were served. */
function typedNames(form, served) {
  const before = JSON.parse(served);
  const hidden = (field) => field.closest('[class*="__conditional--hidden"]');
  const fields = fieldsOf(form);
  return valuesOf(form)
    .filter((now, place) => !hidden(fields[place]) && JSON.stringify(now) !== JSON.stringify(before[place]))
    .map(([name]) => name);
}

/** All that stands in the form, as a text that can be compared. */
export function snapshot(form) {
  return JSON.stringify(valuesOf(form));
}

/** Says that what stood in the form was saved. What was typed since is still kept. */
export function markSaved(form, taken) {
  form.dispatchEvent(new CustomEvent("draftsaved", { detail: taken }));
}

function read(key) {
  try { return sessionStorage.getItem(key) ?? localStorage.getItem(key); } catch { return null; }
}

function write(key, value, store) {
  try {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
    if (value !== null) store.setItem(key, value);
  } catch { /* no room */ }
}

/** Under what the text of a form is kept. */
export function keptUnder(form) {
  return PREFIX + form.dataset.keep;
}

/** Where the text of a form is kept: a draft outlives the browser. */
function storeOf(form) {
  return form.querySelector("[data-autosave]") ? localStorage : sessionStorage;
}

/**
 * Keeps what a home sends until a page says that it was recorded: with when it was sent, and under the key that it was sent
 * with, so that it counts once however often it is sent.
 */
export function keepPressed(form, time) {
  if (!form.elements.pressed_at) return;
  const kept = {
    at: time.getTime(), pressed: time.toISOString(), key: form.elements.idempotency_key.value,
    values: valuesOf(form), typed: typedNames(form, servedAs.get(form)),
  };
  write(PREFIX + form.dataset.keep, JSON.stringify(kept), localStorage);
}

/** What is kept: the text, when it was typed, and to which draft and version of it that belongs. */
function parse(kept) {
  try {
    const found = JSON.parse(kept);
    return Array.isArray(found?.values) ? found : null;
  } catch { return null; }
}

/** Offers back what was typed and not saved: what it is, and from when. */
function offer(form, key, kept) {
  const box = document.createElement("div");
  box.className = "sw-kept";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", word("keptOffer"));
  const text = document.createElement("p");
  text.textContent = `${word("keptOffer")} (${timeOf(kept)})`;
  const yes = button(word("keptRestore"), "govuk-button");
  const no = button(word("keptDiscard"), "govuk-button govuk-button--secondary");
  yes.addEventListener("click", () => { restore(form, kept.values); box.remove(); fieldsOf(form)[0]?.focus(); });
  no.addEventListener("click", () => { write(key, null); box.remove(); });
  box.append(text, listOf(form, typedIn(kept)), yes, no);
  form.prepend(box);
}

function timeOf(kept) {
  return new Date(kept.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Europe/London" });
}

/** Each text that was kept and does not stand in the form. */
function listOf(form, values) {
  const list = document.createElement("dl");
  for (const [name, value] of values) {
    const field = fieldsOf(form).find((field) => field.name === name);
    if (!field || Array.isArray(value) || value.trim() === "" || field.value === value) continue;
    const term = document.createElement("dt"), said = document.createElement("dd");
    term.textContent = field.labels?.[0]?.textContent.trim() ?? name;
    said.textContent = value;
    list.append(term, said);
  }
  return list;
}

function button(text, classes) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.textContent = text;
  return made;
}

/** How each form came from the server. */
const servedAs = new WeakMap();

function keep(form) {
  const key = keptUnder(form);
  const store = storeOf(form);
  const served = snapshot(form), before = parse(read(key))?.typed ?? [];
  servedAs.set(form, served);
  let asSaved = served, dirty = false, sending = false;
  const keepNow = () => {
    const values = snapshot(form);
    dirty = values !== asSaved;
    const typed = [...before, ...typedNames(form, served)];
    write(key, dirty ? JSON.stringify({ at: Date.now(), ...whose(form), values: JSON.parse(values), typed }) : null, store);
  };
  form.addEventListener("input", keepNow);
  // What was typed since belongs to the version that was saved.
  form.addEventListener("draftsaved", ({ detail }) => {
    asSaved = detail;
    keepNow();
  });
  // What is sent stays kept until a page comes that shows that it was saved.
  form.addEventListener("submit", () => {
    sending = true;
    const pressed = form.elements.pressed_at;
    if (pressed) keepPressed(form, pressed.value ? new Date(pressed.value) : new Date());
    else write(PREFIX + "sent", form.dataset.keep, sessionStorage);
  });
  // A draft is saved when it is left, and outlives the browser: whoever takes another call is asked nothing.
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sending && store !== localStorage) event.preventDefault();
  });
  giveBack(form, key);
}

/** The draft to which the text belongs, and its version. */
function whose(form) {
  return { draft: form.elements.draft?.value ?? "", version: form.elements.version?.value ?? "" };
}

/** What was kept and is not in the form: a draft that is as it was goes on where it stopped, anything else is offered. */
function giveBack(form, key) {
  const text = read(key);
  const kept = text && parse(text);
  if (!kept) return;
  if (location.hash === SEND && form.elements.pressed_at) { sendNow(form, kept); return; }
  if (holds(form, kept)) return;
  const { draft, version } = whose(form);
  if (kept.draft && kept.draft !== draft) goOnInIts(form, key, kept);
  else if (storeOf(form) === localStorage && kept.version === version) restore(form, kept.values);
  else offer(form, key, kept);
}

/**
 * A first page has another draft each time. What was sent as its page was left stands in the draft in which it was typed; what
 * was not sent goes on in it, as the version that it was.
 */
function goOnInIts(form, key, kept) {
  const sentAgain = arrived(kept.draft);
  if (sentAgain) { sentAgain.then((saved) => { if (!saved) offer(form, key, kept); }); return; }
  form.elements.draft.value = kept.draft;
  form.elements.version.value = kept.version;
  restore(form, kept.values);
}

/** Sends what was sent before and did not arrive, as it was sent then; what was only typed is put back, to be sent. */
function sendNow(form, kept) {
  restore(form, kept.values);
  const button = form.querySelector("button[type=submit], button:not([type])");
  if (!kept.pressed) { button.focus(); return; }
  form.elements.pressed_at.value = kept.pressed;
  form.elements.idempotency_key.value = kept.key;
  form.requestSubmit(button);
}

/** Says on the page of a home what was not sent: the page has a line for each form, and shows those that are kept. */
function showUnsent() {
  for (const line of document.querySelectorAll("[data-unsent]")) {
    line.hidden = !parse(read(PREFIX + line.dataset.unsent));
  }
}

function startUnsent() {
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  for (const line of document.querySelectorAll("[data-unsent]")) {
    const key = PREFIX + line.dataset.unsent;
    // An earlier page, gone back to, speaks of an earlier sending.
    if ("recorded" in line.dataset && !back) write(key, null);
    line.querySelector("button").addEventListener("click", () => { write(key, null); showUnsent(); });
  }
  showUnsent();
  window.addEventListener("pageshow", showUnsent);
  window.addEventListener("storage", showUnsent);
}

/** Forgets what was saved: the page says so, or the form that was sent has not come back. */
function forgetSaved(forms) {
  const sent = read(PREFIX + "sent");
  if (sent === null) return;
  const became = document.body.dataset.kept;
  const cameBack = forms.some((form) => form.dataset.keep === sent);
  if (became === "saved" || (became !== "not-saved" && !cameBack)) write(PREFIX + sent, null);
  write(PREFIX + "sent", null);
}

export function startKeeping() {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  forgetSaved(forms);
  startUnsent();
  forms.forEach(keep);
  for (const form of document.querySelectorAll('form[action="/sign-out"]')) {
    form.addEventListener("submit", () => {
      try {
        for (const store of [sessionStorage, localStorage]) {
          Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => store.removeItem(key));
        }
      } catch { /* nothing kept */ }
    });
  }
}
