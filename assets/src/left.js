// What was typed last as a page was left is sent after it, and nobody hears whether it arrived. It is noted on this computer,
// and the next page sends it once more, from the same window: only its answer says that it was saved, and as which version.
// A page of the same draft waits for it before it saves, for it may have been served with the version before.

/** As what is kept (keep.js): it goes when the user signs out. */
const PREFIX = "safewell-kept:left-";
const WAIT_AT_MOST_MS = 10_000;
/** It can never be saved as it is: taken over, saved elsewhere, sent, or not readable. */
const FOR_GOOD = [404, 409, 422];

/** What is sent again, by draft. */
const underWay = new Map();

/** The draft that a form saves. */
export function draftOf(form) {
  return form.elements.draft?.value || form.querySelector("[data-autosave]").dataset.autosave.split("/")[2];
}

const keyOf = (form) => `${PREFIX}${draftOf(form)}-${form.dataset.keep}`;

/** Who is signed in: another's words are not sent in their name. */
const user = () => document.querySelector(".sw-header__who")?.textContent;

/** Notes all that stands in a form whose page is left, and under what it is kept as text. */
export function noteLeft(form, address, keptUnder) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("csrf");
  try {
    const kept = localStorage.getItem(keptUnder);
    localStorage.setItem(keyOf(form), JSON.stringify({ user: user(), draft: draftOf(form), address, body: body.toString(), keptUnder, kept }));
  } catch { /* no room */ }
}

/** The form was saved or sent since: what was noted is older. */
export function forgetLeft(form) {
  try { localStorage.removeItem(keyOf(form)); } catch { /* nothing noted */ }
}

/** What the server says of the last words of a draft that were left: nothing where none were, null where they are not saved. */
export function arrived(draft) {
  return underWay.get(draft);
}

async function sendAgain(key, { address, body, keptUnder, kept }, csrf) {
  const whole = new URLSearchParams(body);
  whole.set("csrf", csrf);
  try {
    const answer = await fetch(address, {
      method: "POST", body: whole, credentials: "same-origin",
      headers: { Accept: "application/json" }, signal: AbortSignal.timeout(WAIT_AT_MOST_MS),
    });
    const saved = answer.ok && !answer.redirected;
    if (!saved && !FOR_GOOD.includes(answer.status)) return null;
    localStorage.removeItem(key);
    if (!saved) return null;
    if (localStorage.getItem(keptUnder) === kept) localStorage.removeItem(keptUnder);
    return await answer.json();
  } catch { return null; }
}

export function startSendingAgain() {
  const csrf = document.querySelector('form[action="/sign-out"]')?.elements.csrf?.value;
  if (!csrf) return;
  try {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const left = JSON.parse(localStorage.getItem(key));
      if (left.user !== user()) continue;
      const before = underWay.get(left.draft) ?? Promise.resolve(null);
      underWay.set(left.draft, before.then(async (answer) => (await sendAgain(key, left, csrf)) ?? answer));
    }
  } catch { /* nothing noted */ }
}
