// What scripts add to pages that work without them. Each part looks for its own attribute and leaves the rest alone:
// data-due and data-since (times that count), data-live (lists kept current), data-keep (typed text kept until
// it is saved, or sent when there is a connection again), data-autosave (a draft saved at each pause), data-search (people found as a name is typed), data-rows
// (rows walked by keys).
import { initAll } from "asset:govuk-frontend.js";
import { startClocks, tickClocks } from "asset:clocks.js";
import { startKeeping } from "asset:keep.js";
import { startSearch } from "asset:search.js";
import { startKeys } from "asset:keys.js";
import { startSaving } from "asset:autosave.js";
import { startSendingLater } from "asset:later.js";

function startAlerts() {
  for (const button of document.querySelectorAll(".moj-alert[data-dismissible] .moj-alert__dismiss")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest(".moj-alert").remove();
      document.getElementById("main-content")?.focus();
    });
  }
}

/** What hides behind an answer that was not given is not sent: nobody can see it, and it would contradict. */
function startHiding() {
  const hidden = () => document.querySelectorAll('[class*="__conditional--hidden"] :is(input, select, textarea)');
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) hidden().forEach((field) => { field.disabled = true; });
  });
  window.addEventListener("pageshow", () => hidden().forEach((field) => { field.disabled = false; }));
}

initAll();
startSendingLater();
startHiding();
startAlerts();
startClocks();
// Fetched only where a list is kept current: the page to sign in, the first that a telephone at night has to load, has none.
if (document.querySelector("[data-live]")) {
  import("asset:live.js").then(({ startLive }) => startLive((region) => tickClocks(region)));
}
// Before the text that was kept is given back, so that it is saved.
startSaving();
startKeeping();
startSearch();
startKeys();
