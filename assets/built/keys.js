import { announce, keys, word } from "asset:words.js";

/** So long after g or f the next key still belongs to it. */
const TOGETHER_MS = 1500;

/** Where the second of two keys leads. */
const PLACES = Object.fromEntries(
  keys.filter(([pressed, , page]) => page && pressed.startsWith("g ")).map(([pressed, , page]) => [pressed.slice(2), page]),
);

function rows() {
  return [...document.querySelectorAll("[data-rows] > *")].filter((row) => row.checkVisibility());
}

function reach(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("sw-row-reached"));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all.forEach((row) => row.classList.remove("sw-row-reached"));
  all[next].classList.add("sw-row-reached");
  const target = all[next].querySelector("input[type=checkbox], a[href], summary, button");
  target?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

/** What a page offers under a key of its own. */
function pressable(key) {
  return /^[a-z/]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null;
}

function open() {
  document.querySelector(".sw-row-reached a[href]")?.click();
}

/** Goes there, if the page leads there: nobody is led to a refusal. */
function go(address) {
  const link = document.querySelector(`.govuk-service-navigation a[href="${address}"], main a[href="${address}"]`);
  if (link) link.click();
  return Boolean(link);
}

function search() {
  const field = document.querySelector("main input[type=search], main input[data-search], main input[name=q]");
  if (field) { field.focus(); field.select(); } else go("/people");
}

function filter(number) {
  document.querySelector(`a[data-filter="${number}"]`)?.click();
}

/** Shows the changes that wait, as the button does. */
function changes() {
  document.querySelector("button.sw-changes")?.click();
}

const SINGLE = {
  j: () => reach(1),
  k: () => reach(-1),
  n: () => go("/reports/new"),
  ".": changes,
  "/": search,
};

function helpDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "sw-keys";
  const title = document.createElement("h2");
  title.className = "govuk-heading-m";
  title.textContent = word("keysTitle");
  title.id = "sw-keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const list = document.createElement("dl");
  for (const [pressed, does] of keys) {
    const term = document.createElement("dt"), meaning = document.createElement("dd");
    term.textContent = pressed;
    meaning.textContent = does;
    list.append(term, meaning);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "govuk-button govuk-button--secondary";
  close.textContent = word("keysClose");
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, close);
  document.body.append(dialog);
  return dialog;
}

function isTyping(target) {
  const field = target.closest("input, textarea, select, [contenteditable]");
  return field && !["checkbox", "radio", "button", "submit"].includes(field.type);
}

export function startKeys() {
  let help, first = null, since = 0;
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && event.code === "KeyN") {
      const another = document.querySelector('a[accesskey="n"]');
      if (another) { event.preventDefault(); another.click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (isTyping(event.target)) { first = null; return; }
    const began = first !== null && Date.now() - since < TOGETHER_MS ? first : null;
    first = null;
    if (event.key === "?") {
      help ??= helpDialog();
      help.open ? help.close() : help.showModal();
    } else if (help?.open) {
      return;
    } else if (began === "g" && PLACES[event.key]) {
      if (!go(PLACES[event.key])) announce(word("keysNotHere"));
    } else if (began === "f" && /^[1-9]$/.test(event.key)) {
      filter(event.key);
    } else if (event.key === "g" || event.key === "f") {
      [first, since] = [event.key, Date.now()];
    } else if (event.key === "Enter" && event.target === document.body) {
      open();
      return;
    } else if (event.key === "Enter" && event.target.matches("[data-rows] input[type=checkbox]")) {
      event.target.closest("[data-rows] > *").querySelector("summary")?.click();
    } else if (SINGLE[event.key]) {
      SINGLE[event.key]();
    } else if (pressable(event.key)) {
      pressable(event.key).click();
    } else {
      return;
    }
    event.preventDefault();
  });
}
