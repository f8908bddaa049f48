// Typed text is kept in this browser tab until it is saved, and offered back after a lost session or connection. It
// goes when the tab is closed, when it is saved, and when the user signs out.
import { word } from "asset:words.js";

const PREFIX = "safewell-kept:";
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

/** Whether the form holds already all that was kept: a page that came back with what is wrong holds it as it was sent. */
function holds(form, kept) {
  const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
  return kept.every(([name, value]) => {
    const fields = fieldsOf(form).filter((field) => field.name === name);
    if (Array.isArray(value)) return !value[1] || fields.some((field) => field.value === value[0] && field.checked);
    return plain(value) === "" || fields.some((field) => plain(field.value) === plain(value));
  });
}

function read(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

function write(key, value) {
  try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* no room */ }
}

/** Offers back what was typed and not saved. */
function offer(form, key, kept) {
  const box = document.createElement("div");
  box.className = "sw-kept";
  box.setAttribute("role", "region");
  const text = document.createElement("p");
  text.textContent = word("keptOffer");
  const yes = button(word("keptRestore"), "govuk-button");
  const no = button(word("keptDiscard"), "govuk-button govuk-button--secondary");
  yes.addEventListener("click", () => { restore(form, JSON.parse(kept)); box.remove(); fieldsOf(form)[0]?.focus(); });
  no.addEventListener("click", () => { write(key, null); box.remove(); });
  box.append(text, yes, no);
  form.prepend(box);
}

function button(text, classes) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.textContent = text;
  return made;
}

function keep(form) {
  const key = PREFIX + form.dataset.keep;
  const asServed = JSON.stringify(valuesOf(form));
  const kept = read(key);
  let dirty = false, sending = false;
  if (kept && kept !== asServed && !holds(form, JSON.parse(kept))) offer(form, key, kept);
  form.addEventListener("input", () => {
    const values = JSON.stringify(valuesOf(form));
    dirty = values !== asServed;
    write(key, dirty ? values : null);
  });
  // What is sent stays kept until a page comes that shows that it was saved.
  form.addEventListener("submit", () => {
    sending = true;
    write(PREFIX + "sent", form.dataset.keep);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sending) event.preventDefault();
  });
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
  forms.forEach(keep);
  for (const form of document.querySelectorAll('form[action="/sign-out"]')) {
    form.addEventListener("submit", () => {
      try {
        Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
      } catch { /* nothing kept */ }
    });
  }
}
