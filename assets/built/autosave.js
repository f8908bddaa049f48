// A draft is saved at each pause in typing. The server's answer says when, and which version it is now; a form sent
// later names that version. Where saving fails, the text stays in the form and the button saves it.
const PAUSE_MS = 1200;
const WAIT_AT_MOST_MS = 3000;

function attach(status) {
  const form = status.closest("form");
  let timer, saving = null, again = false, sent = false, released = false;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    // Sent while a draft is being saved, the form would name the version before and seem to clash with itself.
    if (saving && !released) {
      event.preventDefault();
      const enough = new Promise((done) => setTimeout(done, WAIT_AT_MOST_MS));
      if (!sent) Promise.race([saving, enough]).then(() => { released = true; form.requestSubmit(event.submitter); });
    }
    sent = true;
  });
  // Back from the next page, the form can be changed and sent again.
  window.addEventListener("pageshow", () => { sent = false; released = false; });

  async function save() {
    if (sent) return;
    if (saving) { again = true; return; }
    saving = saveOnce();
    await saving;
    saving = null;
    if (again) { again = false; save(); }
  }

  async function saveOnce() {
    try {
      const answer = await fetch(status.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      // Another window has saved meanwhile, or the session has ended: the page says so when the form is sent.
      if (answer.ok && !answer.redirected) {
        const { version, message } = await answer.json();
        form.elements.version.value = version;
        status.textContent = message;
      }
    } catch { /* the connection is away: the next pause tries again */ }
  }
}

export function startSaving() {
  document.querySelectorAll("form [data-autosave]").forEach(attach);
}
