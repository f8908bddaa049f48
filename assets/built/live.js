import { announce, word } from "asset:words.js";
import { clockNow, setServerTime } from "asset:clocks.js";

/** The server is heard at least so often while there is a connection: two of its beats, and a little (live.rs). */
const SILENT_AT_MOST_MS = 45_000;
const AGAIN_MS = 5000;

let lastUpdated = "";
let notice = null;

function showLost() {
  if (!notice) {
    notice = document.createElement("p");
    notice.className = "sw-connection";
    notice.setAttribute("role", "alert");
    document.getElementById("main-content").append(notice);
  }
  notice.textContent = word("connectionLost", { time: lastUpdated });
}

function showConnected() {
  lastUpdated = clockNow();
  notice?.remove();
  notice = null;
}

/** What a part says, row by row, without the words of its clocks, which change by themselves. */
function rowsOf(region) {
  const copy = region.cloneNode(true);
  copy.querySelectorAll(".sw-changes").forEach((element) => element.remove());
  copy.querySelectorAll("time[data-due], time[data-since]").forEach((time) => {
    time.textContent = "";
    time.removeAttribute("class");
  });
  copy.querySelectorAll("input[name=idempotency_key]").forEach((key) => key.removeAttribute("value"));
  copy.querySelectorAll("details[open]").forEach((fold) => fold.removeAttribute("open"));
  copy.querySelectorAll(".sw-changed, .sw-row-reached, .sw-duty--overdue").forEach((row) => {
    row.classList.remove("sw-changed", "sw-row-reached", "sw-duty--overdue");
  });
  const rows = new Map();
  copy.querySelectorAll("[id]").forEach((row) => rows.set(row.id, row.outerHTML));
  rows.set("", copy.innerHTML.replace(/ tabindex="-?\d"/g, ""));
  return rows;
}

/** What is no longer as it was shown: changed, new or gone, and what has changed its place among the others. */
function differences(before, after) {
  const ids = [...after.keys()].filter((id) => id && before.get(id) !== after.get(id));
  const fresh = ids.filter((id) => !before.has(id));
  const gone = [...before.keys()].filter((id) => id && !after.has(id));
  return { ids, fresh, gone };
}

/** The rows of a part that may be brought up to date where they stand, and its figures, which have no place to change. */
function standing(root) {
  return [...root.querySelectorAll("[data-rows] > [id], [data-in-place][id]")];
}

/** Rows that stand in another order than before, among those that stand in both. */
function moved(shown, fresh) {
  const ids = (root) => standing(root).map((row) => row.id);
  const before = ids(shown), after = ids(fresh);
  const both = (list, other) => list.filter((id) => other.includes(id));
  const [was, is] = [both(before, after), both(after, before)];
  return is.filter((id, place) => was[place] !== id);
}

function isDirty(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    const chosen = [...field.options].some((option) => option.defaultSelected);
    return chosen ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.selectedIndex > 0;
  }
  return field.value !== field.defaultValue;
}

/** Whether something was typed or chosen in an element and not sent. */
function holdsTyping(element) {
  return [...element.querySelectorAll("input, textarea, select")].some(isDirty);
}

/** Folds that were opened stay open: each known by the row that it stands in, and its place there. */
function openFolds(root) {
  const key = (fold) => `${fold.closest("[id]")?.id} ${fold.querySelector("summary")?.textContent.trim()}`;
  const open = new Set([...root.querySelectorAll("details[open]")].map(key));
  return (fresh) => fresh.querySelectorAll("details").forEach((fold) => { if (open.has(key(fold))) fold.open = true; });
}

class LiveRegion {
  constructor(element, afterSwap) {
    this.element = element;
    this.afterSwap = afterSwap;
    this.shown = rowsOf(element);
    this.waiting = null;
    this.fetching = false;
    this.again = false;
    element.addEventListener("pointerleave", () => setTimeout(() => this.settle()));
    element.addEventListener("focusout", () => setTimeout(() => this.settle()));
  }

  isUnderHand(element) {
    return element.matches(":hover") || element.contains(document.activeElement);
  }

  inUse() {
    return this.isUnderHand(this.element) || this.button?.matches(":hover") || holdsTyping(this.element);
  }

  async refresh() {
    if (this.fetching) { this.again = true; return; }
    this.fetching = true;
    try {
      const headers = { "safewell-refresh": "1" };
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store", headers });
      if (!answer.ok || answer.redirected) throw new Error("not the page");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      setServerTime(page.querySelector('meta[name="server-time"]')?.content);
      const fresh = page.getElementById(this.element.id);
      if (fresh) this.offer(fresh);
      showConnected();
    } catch {
      showLost();
    } finally {
      this.fetching = false;
      if (this.again) { this.again = false; this.refresh(); }
    }
  }

  offer(fresh) {
    const rows = rowsOf(fresh);
    if (rows.get("") === this.shown.get("")) { this.waiting = null; this.button?.remove(); return; }
    this.waiting = { fresh, rows };
    if (!this.inUse()) { this.swap(); return; }
    this.updateInPlace();
    this.tell();
  }

  /** Rows that stay where they are say what is so now; the one under the hand is left alone, and stays where it is. */
  updateInPlace() {
    const { fresh, rows } = this.waiting;
    const anchor = this.element.contains(document.activeElement)
      ? document.activeElement : standing(this.element).find((row) => row.matches(":hover"));
    const top = anchor?.getBoundingClientRect().top;
    for (const row of standing(this.element)) {
      const now = fresh.querySelector("#" + CSS.escape(row.id));
      if (!now || this.shown.get(row.id) === rows.get(row.id)) continue;
      if (this.isUnderHand(row) || holdsTyping(row)) continue;
      const reached = row.classList.contains("sw-row-reached");
      const reopen = openFolds(row);
      const copy = document.importNode(now, true);
      row.className = copy.className;
      row.classList.toggle("sw-row-reached", reached);
      row.classList.add("sw-changed");
      row.replaceChildren(...copy.childNodes);
      reopen(row);
      this.shown.set(row.id, rows.get(row.id));
      this.afterSwap(row);
    }
    if (anchor) window.scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /** How much is held back; said aloud when it begins, and not at each change after. */
  tell() {
    const { fresh, rows } = this.waiting;
    const left = differences(this.shown, rows);
    const places = moved(this.element, fresh).filter((id) => !left.ids.includes(id));
    const within = (id) => left.ids.some((other) =>
      other !== id && fresh.querySelector(`#${CSS.escape(id)} #${CSS.escape(other)}`));
    const count = left.ids.filter((id) => !within(id)).length + left.gone.length + places.length;
    const inPlace = count === 0 && standing(this.element).length > 0;
    if (inPlace) { this.button?.remove(); return; }
    const row = left.fresh.map((id) => fresh.querySelector("#" + CSS.escape(id))).find((row) => row?.querySelector("bdi"));
    const what = row && [".sw-risk", "bdi"].map((part) => row.querySelector(part)?.textContent.trim()).filter(Boolean).join(", ");
    const changes = count <= 1 ? word("changesOne") : word("changesOther", { count });
    const text = what ? `${word("changesNew", { what })} ${changes}` : changes;
    if (!this.button?.isConnected) {
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.className = "sw-changes";
      this.button.addEventListener("click", () => this.swap());
      this.button.addEventListener("pointerleave", () => setTimeout(() => this.settle()));
      this.element.before(this.button);
      announce(text);
    }
    this.button.textContent = text;
  }

  settle() {
    if (this.waiting && !this.inUse()) this.swap();
  }

  swap() {
    const { fresh, rows } = this.waiting;
    const { ids } = differences(this.shown, rows);
    const reached = this.element.querySelector(".sw-row-reached")?.id;
    const reopen = openFolds(this.element);
    this.waiting = null;
    this.button?.remove();
    this.element.replaceChildren(...fresh.childNodes);
    reopen(this.element);
    this.shown = rows;
    ids.forEach((id) => document.getElementById(id)?.classList.add("sw-changed"));
    if (reached) document.getElementById(reached)?.classList.add("sw-row-reached");
    this.afterSwap(this.element);
  }
}

export function startLive(afterSwap) {
  const regions = [...document.querySelectorAll("[data-live]")];
  if (!regions.length || !window.EventSource) return;
  lastUpdated = clockNow();
  const byAddress = Map.groupBy ? Map.groupBy(regions, (r) => r.dataset.live) : group(regions);
  for (const [address, elements] of byAddress) listen(address, elements.map((e) => new LiveRegion(e, afterSwap)));
}

function group(regions) {
  const groups = new Map();
  for (const region of regions) groups.set(region.dataset.live, [...(groups.get(region.dataset.live) ?? []), region]);
  return groups;
}

function listen(address, regions) {
  let source, retry, silence, lost = false;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENT_AT_MOST_MS);
  };
  const lose = () => {
    lost = true;
    showLost();
    clearTimeout(silence);
    source.close();
    clearTimeout(retry);
    retry = setTimeout(open, AGAIN_MS);
  };
  const open = () => {
    source = new EventSource(address);
    heard();
    source.addEventListener("alive", () => { heard(); if (!lost) showConnected(); });
    source.onopen = () => {
      heard();
      if (lost) regions.forEach((region) => region.refresh()); else showConnected();
      lost = false;
    };
    source.onmessage = () => regions.forEach((region) => region.refresh());
    source.addEventListener("changed", () => regions.forEach((region) => region.refresh()));
    source.onerror = () => {
      lost = true;
      showLost();
      if (source.readyState === EventSource.CLOSED) { clearTimeout(silence); clearTimeout(retry); retry = setTimeout(open, AGAIN_MS); }
    };
  };
  open();
  window.addEventListener("offline", lose);
  window.addEventListener("pagehide", () => { clearTimeout(silence); source.close(); });
}
