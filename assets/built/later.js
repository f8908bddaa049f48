import { keepPressed } from "asset:keep.js";
import { numbers, word } from "asset:words.js";

const TRY_AGAIN_MS = 3000;

/** The time as the fields of a form hold it: by the clocks of the country. */
function partsOf(time) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London", day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
}

/** Puts in when it was sent, where the form says when something happened and nobody has said otherwise. */
function date(form, time) {
  const sent = form.elements.pressed_at;
  if (sent) { sent.value ||= time.toISOString(); return; }
  const then = form.querySelector('input[name="happened_at-when"][value="then"]');
  if (!then || form.querySelector('input[name="happened_at-when"][value="now"]')?.checked === false) return;
  const { day, month, year, hour, minute } = partsOf(time);
  then.click();
  for (const [part, value] of Object.entries({ day, month, year, time: `${hour}:${minute}` })) {
    const field = form.elements[`happened_at-${part}`];
    if (field) field.value = value;
  }
}

function tell(form, button, time) {
  const said = form.querySelector(".sw-not-sent") ?? document.createElement("div");
  said.className = "sw-not-sent";
  said.setAttribute("role", "alert");
  const { hour, minute } = partsOf(time), text = document.createElement("p");
  text.textContent = word("notSent", { time: `${hour}:${minute}` });
  said.replaceChildren(text, numbersToRing());
  (button?.closest(".govuk-button-group") ?? button ?? form.lastElementChild).before(said);
  said.scrollIntoView({ block: "center" });
}

/** The numbers, to be pressed where it says that they are to be rung: those of the page, which knows the area. */
function numbersToRing() {
  const box = document.createElement("div");
  box.className = "sw-numbers";
  const ofPage = document.querySelectorAll("nav.sw-numbers a");
  if (ofPage.length) box.append(...[...ofPage].map((link) => link.cloneNode(true)));
  else box.append(...numbers.map(numberLink));
  return box;
}

function numberLink([number, whose]) {
  const link = document.createElement("a"), strong = document.createElement("strong");
  link.href = `tel:${number}`;
  strong.textContent = number;
  link.append(strong, ` ${whose}`);
  return link;
}

/** Whether the service answers: a telephone can believe in a connection that leads nowhere. */
async function answers() {
  if (!navigator.onLine) return false;
  try { return (await fetch("/healthz", { cache: "no-store" })).ok; } catch { return false; }
}

function attach(form) {
  let waiting = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || navigator.onLine || form.enctype === "multipart/form-data") return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nothing is sent yet: other scripts must not believe so
    if (waiting) return;
    waiting = true;
    const time = new Date(), button = event.submitter;
    keepPressed(form, time);
    tell(form, button, time);
    const again = setInterval(async () => {
      if (!waiting || !(await answers()) || !waiting) return;
      waiting = false;
      clearInterval(again);
      date(form, time);
      form.requestSubmit(button);
    }, TRY_AGAIN_MS);
  }, { capture: true });
}

export function startSendingLater() {
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    if (!form.querySelector("[data-autosave]")) attach(form);
  });
}
