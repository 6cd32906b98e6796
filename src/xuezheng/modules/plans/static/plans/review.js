// The document and the cards made of it: what is chosen here is shown there. Corrections open in a dialog over the page.
// Without this script every mark is a link to its card, and every correction a page of its own.
const PHONE = matchMedia("(max-width: 860px)");
const FIELDS = "input, textarea, select, [contenteditable], dialog";
let current = "";

const root = () => document.querySelector("[data-review]");
const cards = () => [...root().querySelectorAll(".item")];
const card = () => document.getElementById(current);
const corrector = () => document.getElementById("corrector");
const bar = () => document.getElementById("selection-bar");

function choose(key, { part = "", from = "" } = {}) {
  const chosen = document.getElementById(key);
  if (!chosen?.matches(".item")) return;
  current = key;
  for (const item of cards()) item.toggleAttribute("aria-current", item === chosen);
  chosen.setAttribute("aria-current", "true");
  for (const old of root().querySelectorAll(".sel")) old.classList.remove("sel");
  const marks = [...root().querySelectorAll(".mark")];
  const named = marks.filter((mark) => mark.dataset.part === (part || key));
  const shown = named.length ? named : marks.filter((mark) => mark.dataset.card === key).slice(0, 1);
  for (const mark of shown) mark.classList.add("sel");
  if (part) chosen.querySelector(`[data-part="${part}"]`)?.classList.add("sel");
  if (from !== "document") showInDocument(shown[0]);
  if (from !== "card") showCard(chosen, part);
}

function showInDocument(mark) {
  const sheet = document.getElementById("sheet");
  if (!mark || !sheet || PHONE.matches) return;
  const gap = mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
  if (gap < 20 || gap > sheet.clientHeight - 60) sheet.scrollTop += gap - sheet.clientHeight / 3;
}

function showCard(chosen, part) {
  if (PHONE.matches) show("structure");
  const row = part && chosen.querySelector(`[data-part="${part}"]`);
  (row || chosen).scrollIntoView({ block: row ? "center" : "nearest" });
  chosen.focus({ preventScroll: true });
}

function show(side) {
  root().querySelector(".reading-pair").dataset.shown = side;
  for (const tab of root().querySelectorAll(".pair-tabs a")) {
    if (tab.dataset.side === side) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

function step(by) {
  const all = cards();
  if (!all.length) return;
  const place = all.findIndex((item) => item.id === current);
  const next = all[Math.min(all.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
  choose(next.id);
}

function correct(address) {
  const slot = document.getElementById("correction-slot");
  if (!slot || !globalThis.htmx) return void location.assign(address);
  slot.replaceChildren();
  htmx.ajax("GET", address, { target: "#correction-slot", select: "#correction", swap: "innerHTML" });
}

function opened(slot) {
  const dialog = corrector();
  if (!dialog.open) dialog.showModal();
  const field = slot.querySelector("[data-focus], .form :is(input:not([type=hidden]), select, textarea), .form button");
  field?.focus();
}

function refresh(part) {
  const sheet = document.getElementById("sheet");
  const kept = { scroll: sheet?.scrollTop || 0, y: scrollY, side: root().querySelector(".reading-pair").dataset.shown };
  // Settled at once: settling later would put back the classes that choosing sets.
  htmx.ajax("GET", location.pathname, { target: "#review", select: "#review", swap: "outerHTML settle:0ms" }).then(() => {
    show(kept.side);
    const fresh = document.getElementById("sheet");
    if (fresh) fresh.scrollTop = kept.scroll;
    scrollTo(0, kept.y);
    const element = part ? document.getElementById(part) : null;
    const owner = element?.closest(".item");
    if (owner) choose(owner.id, { part: element === owner ? "" : part });
    else if (card()) choose(current);
  });
}

function selectedSpan() {
  const selection = getSelection();
  const sheet = document.getElementById("sheet");
  if (!sheet || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!sheet.contains(range.startContainer) || !sheet.contains(range.endContainer)) return null;
  const [start, end] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  return start !== null && end !== null && start < end ? { start, end, node: range.startContainer } : null;
}

function placeOf(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  return piece ? Number(piece.dataset.at) + (node.nodeType === Node.TEXT_NODE ? offset : 0) : null;
}

// The task that words belong to: the nearest mark before them says whose they are.
function cardAt(node) {
  let found = "";
  for (const mark of document.querySelectorAll("#sheet .mark.t")) {
    if (node.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) break;
    found = mark.dataset.card;
  }
  return found;
}

function fromSelection(key) {
  const span = selectedSpan();
  const owner = document.getElementById((span && cardAt(span.node)) || current);
  const link = owner?.querySelector(`[data-key="${key}"]`);
  const address = link ? link.getAttribute("href") : key === "a" ? root().dataset.add : "";
  if (!address) return;
  const words = span ? `start=${span.start}&end=${span.end}` : "";
  bar().hidden = true;
  correct(words ? `${address}${address.includes("?") ? "&" : "?"}${words}` : address);
}

function undecided(kind) {
  const all = [...root().querySelectorAll(kind)];
  const here = card()?.querySelector(kind);
  const next = here || all.find((chip) => !card() || card().compareDocumentPosition(chip) & Node.DOCUMENT_POSITION_FOLLOWING) || all[0];
  if (!next) return;
  choose(next.closest(".item").id);
  correct(next.getAttribute("href"));
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  u: () => undecided("[data-unresolved]"),
  i: () => undecided("[data-unmeasured]"),
  s: () => fromSelection("s"),
  a: () => fromSelection("a"),
  t: () => fromSelection("t"),
  r: () => fromSelection("r"),
  l: () => fromSelection("l"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !root()) return;
  if (event.target.closest(FIELDS) || event.target.closest(".side, .top")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const correcting = Boolean(corrector());
  if (key === "Enter" && event.target.closest("a, button, summary")) return;
  const moves = key === "ArrowDown" || key === "ArrowUp";
  if (!moves && !correcting) return;
  const act = KEYS[key] || (card()?.querySelector(`[data-key="${key}"]`) && (() => fromSelection(key)));
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("a, button, .item");
  if (!target || !root()) return;
  if (target.matches("[data-correct]") && document.getElementById("correction-slot")) {
    event.preventDefault();
    return void correct(target.getAttribute("href"));
  }
  if (target.matches("[data-cancel]") && corrector()?.contains(target)) {
    event.preventDefault();
    return void corrector().close();
  }
  if (target.matches("[data-from]")) return void fromSelection(target.dataset.from);
  if (target.matches("[data-side]")) {
    event.preventDefault();
    return void show(target.dataset.side);
  }
  if (target.matches(".mark")) {
    event.preventDefault();
    if (target.dataset.card === "not-understood") return void document.getElementById(target.dataset.part)?.scrollIntoView({ block: "center" });
    return void choose(target.dataset.card, { part: target.dataset.part, from: "document" });
  }
  if (target.matches("[data-show]")) {
    event.preventDefault();
    if (PHONE.matches) show("document");
    const mark = document.getElementById(target.getAttribute("href").slice(1));
    mark?.scrollIntoView({ block: "center" });
    return void mark?.focus({ preventScroll: true });
  }
  if (target.matches(".item")) choose(target.id, { part: event.target.closest("[data-part]")?.dataset.part || "", from: "card" });
});

document.addEventListener("selectionchange", () => {
  if (bar()) bar().hidden = !selectedSpan();
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  const slot = document.getElementById("correction-slot");
  if (slot && (event.target === slot || slot.contains(event.target))) opened(slot);
});

document.body.addEventListener("corrected", (event) => {
  corrector()?.close();
  document.getElementById("correction-slot")?.replaceChildren();
  refresh(event.detail.part);
});

if (root()) {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const owner = wanted?.closest(".item");
  if (owner) choose(owner.id, { part: wanted === owner ? "" : wanted.id });
}
