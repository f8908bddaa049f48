import { word } from "asset:words.js";

let serverAheadMs = 0;

/** Takes the server's clock from an instant that the server has just said. */
export function setServerTime(instant) {
  const said = Date.parse(instant);
  if (!Number.isNaN(said)) serverAheadMs = said - Date.now();
}

/** The present by the server's clock, in milliseconds. */
export function serverNow() {
  return Date.now() + serverAheadMs;
}

/** The local time of day at the server's clock: "14:05". */
export function clockNow() {
  return new Date(serverNow()).toLocaleTimeString("en-GB", {
    hour: "2-digit", minute: "2-digit", timeZone: "Europe/London",
  });
}

function counted(one, other, count) {
  return count === 1 ? word(one) : word(other, { count });
}

function duration(ms) {
  const total = Math.floor(Math.abs(ms) / 60000);
  const days = Math.floor(total / 1440), hours = Math.floor(total / 60) % 24, minutes = total % 60;
  if (total === 0) return word("underAMinute");
  if (days > 0) return counted("day", "days", days) + (hours ? " " + counted("hour", "hours", hours) : "");
  if (hours > 0) return counted("hour", "hours", hours) + (minutes ? " " + counted("minute", "minutes", minutes) : "");
  return counted("minute", "minutes", minutes);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tickDue(element) {
  const ahead = Date.parse(element.dataset.due) - serverNow();
  const overdue = ahead <= -60000, now = !overdue && ahead < 60000;
  element.classList.toggle("sw-countdown--overdue", overdue);
  element.classList.toggle("sw-countdown--now", now);
  element.closest(".sw-duty")?.classList.toggle("sw-duty--overdue", overdue);
  setText(element, now ? word("now") : word(overdue ? "overdue" : "ahead", { time: duration(ahead) }));
}

/** Brings every time inside an element up to date. On a page of a past moment time stands still. */
export function tickClocks(root = document) {
  if (document.body.dataset.past !== undefined) return;
  for (const element of root.querySelectorAll("time[data-due]")) tickDue(element);
  for (const element of root.querySelectorAll("time[data-since]")) {
    setText(element, duration(Math.max(0, serverNow() - Date.parse(element.dataset.since))));
  }
}

export function startClocks() {
  setServerTime(document.querySelector('meta[name="server-time"]')?.content);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  tickClocks();
  setInterval(tickClocks, 10000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tickClocks(); });
}
