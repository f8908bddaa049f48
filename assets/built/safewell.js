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
if (document.querySelector("[data-live]")) {
  import("asset:live.js").then(({ startLive }) => startLive((region) => tickClocks(region)));
}
startSaving();
startKeeping();
startSearch();
startKeys();
