// A draft is saved at each pause in typing. The server's answer says when, and which version it is now; a form sent
// later names that version. Where saving fails, the text stays in the form and the button saves it.
const PAUSE_MS = 1200;

function attach(status) {
  const form = status.closest("form");
  let timer, saving = false, again = false, sent = false;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });

  async function save() {
    if (sent) return;
    if (saving) { again = true; return; }
    saving = true;
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
    saving = false;
    if (again) { again = false; save(); }
  }
}

export function startSaving() {
  document.querySelectorAll("form [data-autosave]").forEach(attach);
}
