// Lists kept current. A message from the server makes the script fetch the page again and take the part out of it.
// Nothing moves under the pointer or the focus: there the user is told how much has changed, and asks for it.
import { announce, word } from "asset:words.js";
import { clockNow, setServerTime } from "asset:clocks.js";

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
  copy.querySelectorAll(".sw-changed, .sw-row-reached, .sw-duty--overdue").forEach((row) => {
    row.classList.remove("sw-changed", "sw-row-reached", "sw-duty--overdue");
  });
  const rows = new Map();
  copy.querySelectorAll("[id]").forEach((row) => rows.set(row.id, row.outerHTML));
  // Keys that this script gives to rows are no change.
  rows.set("", copy.innerHTML.replace(/ tabindex="-?\d"/g, ""));
  return rows;
}

function changedIds(before, after) {
  const ids = [...after.keys()].filter((id) => id && before.get(id) !== after.get(id));
  const gone = [...before.keys()].filter((id) => id && !after.has(id));
  return { ids, count: Math.max(1, ids.length + gone.length) };
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

  inUse() {
    // The button lies over the list: the pointer on it is still a pointer on the list.
    const under = this.element.matches(":hover") || this.button?.matches(":hover");
    return under || this.element.contains(document.activeElement);
  }

  async refresh() {
    if (this.fetching) { this.again = true; return; }
    this.fetching = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
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
    if (this.inUse()) this.tell(); else this.swap();
  }

  tell() {
    const { count } = changedIds(this.shown, this.waiting.rows);
    const text = count === 1 ? word("changesOne") : word("changesOther", { count });
    if (!this.button?.isConnected) {
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.className = "sw-changes";
      this.button.addEventListener("click", () => this.swap());
      this.button.addEventListener("pointerleave", () => setTimeout(() => this.settle()));
      this.element.after(this.button);
    }
    this.button.textContent = text;
    announce(text);
  }

  settle() {
    if (this.waiting && !this.inUse()) this.swap();
  }

  swap() {
    const { fresh, rows } = this.waiting;
    const { ids } = changedIds(this.shown, rows);
    const reached = this.element.querySelector(".sw-row-reached")?.id;
    this.waiting = null;
    this.button?.remove();
    this.element.replaceChildren(...fresh.childNodes);
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
  let source, retry, lost = false;
  const open = () => {
    source = new EventSource(address);
    source.onopen = () => {
      // What happened while nobody was listening is fetched now.
      if (lost) regions.forEach((region) => region.refresh()); else showConnected();
      lost = false;
    };
    source.onmessage = () => regions.forEach((region) => region.refresh());
    source.addEventListener("changed", () => regions.forEach((region) => region.refresh()));
    source.onerror = () => {
      lost = true;
      showLost();
      // A browser gives up after some errors (a session that has ended, say); we do not.
      if (source.readyState === EventSource.CLOSED) { clearTimeout(retry); retry = setTimeout(open, 5000); }
    };
  };
  open();
  window.addEventListener("pagehide", () => source.close());
}
