const words = JSON.parse(document.getElementById("script-words")?.textContent ?? "{}");

/** The words of this name, with {name} replaced by the values given. */
export function word(name, values = {}) {
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** What the keyboard does: the key as it is shown, what it does, and the page to which it leads, if any. */
export const keys = words.keys ?? [];

/** Whom to ring where nothing can be sent: the number, and whose it is. */
export const numbers = words.numbers ?? [];

/** Tells a screen reader, politely. */
export function announce(text) {
  const announcer = document.querySelector(".sw-announcer");
  if (announcer) announcer.textContent = text;
}
