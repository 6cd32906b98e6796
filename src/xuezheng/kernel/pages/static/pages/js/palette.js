// ⌘K: a combobox over the search page; the answer is the page's own list of hits, so it works the same without script.
import { text } from "./texts.js";

const WAIT = 120;
let wanted = 0;

export function startPalette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const results = dialog.querySelector(".results");
  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    if (!results.childElementCount) look(dialog, input, results);
  };
  document.addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-palette]") || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open();
  });
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(dialog, input, results), WAIT);
  });
  input.addEventListener("keydown", (event) => {
    // Chromium keeps the first Escape for emptying a search field; here it closes, as the foot of the box says.
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      dialog.close();
    } else move(event, input, results);
  });
}

async function look(dialog, input, results) {
  const mine = ++wanted;
  const address = `${dialog.dataset.address}?q=${encodeURIComponent(input.value)}`;
  try {
    const answer = await fetch(address, { headers: { "X-Fragment": "hits" }, credentials: "same-origin" });
    const html = await answer.text();
    if (mine !== wanted) return;
    if (!answer.ok) throw new Error(String(answer.status));
    results.innerHTML = html;
    input.setAttribute("aria-expanded", String(options(results).length > 0));
    mark(input, options(results), 0);
  } catch {
    if (mine === wanted) say(results, text("failed"));
  }
}

function say(results, sentence) {
  const words = document.createElement("p");
  words.className = "none";
  words.textContent = sentence;
  results.replaceChildren(words);
}

const options = (results) => [...results.querySelectorAll("[role=option]")];

function move(event, input, results) {
  const all = options(results);
  const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) {
    event.preventDefault();
    mark(input, all, (at + step + all.length) % all.length);
  } else if (event.key === "Enter" && !event.isComposing && all[at]) {
    event.preventDefault();
    all[at].click();
  }
}

function mark(input, all, index) {
  for (const [place, item] of all.entries()) {
    item.id = `hit-${place}`;
    item.setAttribute("aria-selected", String(place === index));
  }
  if (all[index]) {
    input.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}
