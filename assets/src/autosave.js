// A draft is saved at most a second after a key press. The server's answer says when, which version it is now and what is
// still unanswered; a form sent later names that version. While saving fails it is tried again, and the line says since when
// nothing was saved; the text stays in the form and on this computer (keep.js).
import { keptUnder, markSaved, snapshot } from "asset:keep.js";
import { arrived, draftOf, forgetLeft, noteLeft, startSendingAgain } from "asset:left.js";

// Says which open window saves. A copy of the window, made by the browser, runs this anew and is another.
const WINDOW = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");

const AT_MOST_MS = 800;
const AGAIN_MS = 2000;
const WAIT_AT_MOST_MS = 3000;

function attach(status) {
  const form = status.closest("form");
  let timer = null, saving = null, unsaved = false, sent = false, released = false, refused = false;
  let savedAt = status.dataset.savedAt ?? "";

  form.addEventListener("formdata", (event) => event.formData.set("window", WINDOW));
  form.addEventListener("input", () => {
    unsaved = true;
    if (!refused) plan(AT_MOST_MS);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = null;
    forgetLeft(form);
    // Sent while a draft is being saved, the form would name the version before and seem to clash with itself.
    if (underWay() && !released) {
      event.preventDefault();
      const enough = new Promise((done) => setTimeout(done, WAIT_AT_MOST_MS));
      if (!sent) Promise.race([underWay(), enough]).then(() => { released = true; form.requestSubmit(event.submitter); });
    }
    sent = true;
  });
  // Back from the next page, the form can be changed and sent again.
  window.addEventListener("pageshow", () => { sent = false; released = false; });
  window.addEventListener("online", () => { if (unsaved) save(); });
  // A link pressed within a second of the last key press waits for the last words: the next page then knows them, and
  // names the version that they made.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const leads = link && !link.target && link.origin === location.origin && !link.getAttribute("href").startsWith("#");
    if (!leads || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(unsaved || saving) || sent || refused || isTroubled()) return;
    event.preventDefault();
    const enough = new Promise((done) => setTimeout(done, WAIT_AT_MOST_MS));
    Promise.race([flush(), enough]).then(() => location.assign(link.href));
  });
  // Left in another way, the last words go after it, and stay kept on this computer until a page hears that they are saved.
  window.addEventListener("pagehide", () => {
    if (refused || !(saving || (unsaved && !sent))) return;
    noteLeft(form, status.dataset.autosave, keptUnder(form));
    if (!sent) post(true).catch(() => {});
  });
  let lastWords = arrived(draftOf(form))?.then((answer) => {
    lastWords = null;
    if (answer?.version !== undefined) form.elements.version.value = answer.version;
    if (unsaved && !refused) plan(AT_MOST_MS);
  });

  // The first key press sets the time, not the last: whoever types without a pause is saved all the same.
  function plan(ms) {
    timer ??= setTimeout(() => { timer = null; save(); }, ms);
  }

  const underWay = () => saving ?? lastWords;
  const isTroubled = () => status.classList.contains("sw-saved--not");

  async function flush() {
    await lastWords;
    if (saving) await saving;
    clearTimeout(timer);
    timer = null;
    if (unsaved) await save();
  }

  async function save() {
    if (sent || refused || underWay()) return;
    unsaved = false;
    saving = saveOnce();
    const saved = await saving;
    saving = null;
    if (!saved) unsaved = true;
    if (unsaved && !refused) plan(saved ? AT_MOST_MS : AGAIN_MS);
  }

  function post(keepalive) {
    return fetch(status.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      keepalive,
    });
  }

  async function saveOnce() {
    const taken = snapshot(form);
    try {
      const answer = await post(false);
      if (answer.status === 409) return refuse((await answer.json()).message);
      // The session has ended, or the server is not itself: the form, once sent, says which.
      if (!answer.ok || answer.redirected) throw new Error("not saved");
      accept(await answer.json(), taken);
      return true;
    } catch {
      say(savedAt ? status.dataset.offline.replace("{time}", savedAt) : status.dataset.offlineAtOnce, true);
      return false;
    }
  }

  function accept({ version, time, message, unanswered, age }, taken) {
    forgetLeft(form);
    if (version === undefined) return; // nothing stands on the page yet
    form.elements.version.value = version;
    savedAt = time;
    say(message, false);
    markSaved(form, taken);
    showUnanswered(unanswered);
    const understood = document.getElementById("age-understood");
    if (understood && understood.textContent !== age) understood.textContent = age;
  }

  // Saved in another window, or taken over by a colleague: nothing more is sent until the user has seen it.
  function refuse(message) {
    refused = true;
    say(message, true);
    return false;
  }

  function say(text, trouble) {
    status.classList.toggle("sw-saved--not", trouble);
    if (status.textContent !== text) status.textContent = text;
  }
}

/** The list beside the form, as it is after the save. It stays as it is while somebody reads in it. */
function showUnanswered(html) {
  const place = document.getElementById("report-unanswered");
  if (!place || !html || place.contains(document.activeElement)) return;
  const open = place.querySelector("details")?.open ?? true;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  place.replaceChildren(...fresh.body.childNodes);
  const fold = place.querySelector("details");
  if (fold) fold.open = open;
}

export function startSaving() {
  startSendingAgain();
  document.querySelectorAll("form [data-autosave]").forEach(attach);
}
