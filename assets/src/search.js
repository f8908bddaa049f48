// People found as a name is typed: the server's own list of matches, below the field. The form sends it without.
import { announce, word } from "asset:words.js";

const WAIT_MS = 250;
const SHORTEST = 2;
// The bar at the lower edge that says when a draft was saved.
const BAR_PX = 40;

function attach(input) {
  const matches = document.createElement("div");
  matches.className = "sw-matches";
  matches.id = input.id + "-matches";
  input.closest(".govuk-form-group").after(matches);
  input.setAttribute("autocomplete", "off");
  let timer, asked;
  // What else is typed of somebody says who of a name is meant.
  const also = (input.dataset.searchWith ?? "").split(" ").flatMap((name) => input.form?.elements[name] ?? []);
  for (const field of [input, ...also]) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => search(input.value.trim()), WAIT_MS);
    });
  }

  async function search(text) {
    asked?.abort();
    if (text.length < SHORTEST) { matches.replaceChildren(); return; }
    asked = new AbortController();
    try {
      // The name travels in the body, never in an address that a log would keep.
      const body = new URLSearchParams({ q: text, csrf: input.form?.elements.csrf?.value ?? "" });
      for (const field of also) body.set(field.name, field.value);
      const answer = await fetch(input.dataset.search, {
        method: "POST", body, credentials: "same-origin", signal: asked.signal,
        headers: { Accept: "text/html" },
      });
      if (!answer.ok || answer.redirected) throw new Error("no list");
      const list = new DOMParser().parseFromString(await answer.text(), "text/html");
      matches.replaceChildren(...list.body.childNodes);
      bringIntoSight();
      tell(matches.querySelectorAll("li").length, matches.querySelector("[data-say]")?.dataset.say);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      matches.textContent = word("searchFailed");
      announce(word("searchFailed"));
    }
  }

  // A list below the lower edge is one that nobody sees: the field goes up, and with it the first of those found.
  function bringIntoSight() {
    const first = matches.querySelector("li");
    if (first && first.getBoundingClientRect().bottom > window.innerHeight - BAR_PX) {
      input.closest(".govuk-form-group").scrollIntoView({ block: "start" });
    }
  }

  // The server says more than a count where somebody in the list is likely the one who is typed.
  function tell(count, said) {
    if (count === 0 && !matches.textContent.trim()) matches.textContent = word("searchNone");
    announce(said ? said : count === 0 ? word("searchNone") : count === 1 ? word("searchFoundOne") : word("searchFoundOther", { count }));
  }
}

export function startSearch() {
  document.querySelectorAll("input[data-search]").forEach(attach);
}
