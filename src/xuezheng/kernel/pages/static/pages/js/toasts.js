// Short notices at the corner: those that came with the page, and those that answers of htmx or other parts bring.
import { text } from "./texts.js";

const STAY = { error: 0, warning: 15000 };
const STAY_OTHERWISE = 7000;

export function toast(message, level = "info") {
  const box = document.getElementById("toasts");
  const item = document.createElement("div");
  item.className = `toast ${level}`;
  const words = document.createElement("span");
  words.textContent = message;
  item.append(words);
  box.append(item);
  equip(item, level);
}

function equip(item, level) {
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "✕";
  close.setAttribute("aria-label", text("close"));
  close.addEventListener("click", () => item.remove());
  item.append(close);
  const stay = STAY[level] ?? STAY_OTHERWISE;
  if (stay) setTimeout(() => item.matches(":hover, :focus-within") || item.remove(), stay);
}

export function startToasts() {
  for (const item of document.querySelectorAll("#toasts .toast")) {
    const level = ["error", "warning"].find((name) => item.classList.contains(name)) || "info";
    equip(item, level);
  }
  document.body.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));
  document.body.addEventListener("htmx:sendError", () => toast(text("offline"), "error"));
  document.body.addEventListener("htmx:timeout", () => toast(text("failed"), "error"));
}
