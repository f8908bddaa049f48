// Rows walked by keys: j and k, Enter to open, ? for the list of keys. Never while the user is typing.
import { word } from "asset:words.js";

function rows() {
  return [...document.querySelectorAll("[data-rows] > *")].filter((row) => row.offsetParent !== null);
}

function reach(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("sw-row-reached"));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all.forEach((row) => row.classList.remove("sw-row-reached"));
  all[next].classList.add("sw-row-reached");
  const link = all[next].querySelector("a[href]");
  link?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

function helpDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "sw-keys";
  const title = document.createElement("h2");
  title.className = "govuk-heading-m";
  title.textContent = word("keysTitle");
  title.id = "sw-keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const list = document.createElement("dl");
  for (const [key, name] of [["j", "keysNext"], ["k", "keysPrevious"], ["Enter", "keysOpen"], ["?", "keysHelp"]]) {
    const term = document.createElement("dt"), meaning = document.createElement("dd");
    term.textContent = key;
    meaning.textContent = word(name);
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

export function startKeys() {
  let help;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?") {
      help ??= helpDialog();
      help.open ? help.close() : help.showModal();
    } else if (help?.open) {
      return;
    } else if (event.key === "j" || event.key === "k") {
      reach(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === document.body) {
      document.querySelector(".sw-row-reached a[href]")?.click();
    } else {
      return;
    }
    if (event.key !== "Enter") event.preventDefault();
  });
}
