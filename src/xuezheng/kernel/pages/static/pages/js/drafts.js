// Drafts of forms that survive a lost connection, and the guard against sending twice.
// A draft lies in localStorage under the account; it goes when the server accepted the form and when the person signs out.
import { text } from "./texts.js";
import { toast } from "./toasts.js";

const PREFIX = "draft:";
const SENT = "draft-sent";
const PROBE_MS = 4000;
// A draft stays based on what its writer was shown, so that it meets later changes instead of covering them.
const BASIS = ["version", "version-read"];

const account = () => document.body.dataset.account;
const keyOf = (form) => `${PREFIX}${account()}:${form.dataset.draft}`;

export function startDrafts() {
  settleSent();
  for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
  document.addEventListener("submit", guard);
  document.addEventListener("click", settleClash);
  addEventListener("pageshow", (event) => event.persisted && release());
  for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", forget);
}

function mayKeep(form) {
  return account() && !form.querySelector("input[type=password]");
}

function watch(form) {
  if (!mayKeep(form)) return;
  const empty = JSON.stringify(values(form));
  const kept = localStorage.getItem(keyOf(form));
  if (kept && kept !== empty && !form.querySelector(".error-summary")) {
    fill(form, JSON.parse(kept));
    notice(form, JSON.parse(empty));
  }
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
}

function keep(form) {
  if (mayKeep(form)) localStorage.setItem(keyOf(form), JSON.stringify(values(form)));
}

function values(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

function fill(form, pairs) {
  const given = Map.groupBy ? Map.groupBy(pairs, ([name]) => name) : grouped(pairs);
  for (const input of form.elements) {
    if (!input.name || ["file", "submit", "button"].includes(input.type)) continue;
    if (input.type === "hidden" && !BASIS.includes(input.name)) continue;
    set(input, (given.get(input.name) || []).map(([, value]) => value));
  }
}

function set(input, wanted) {
  if (["checkbox", "radio"].includes(input.type)) input.checked = wanted.includes(input.value);
  else if (input.type === "select-multiple") for (const option of input.options) option.selected = wanted.includes(option.value);
  else if (wanted.length) input.value = wanted[0];
  input.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
}

// Beside what was typed the form shows what somebody else wrote meanwhile: it is put into the field, or all of one's own goes.
function settleClash(event) {
  const button = event.target.closest?.("[data-take]");
  const form = event.target.closest?.("form");
  if (button) {
    for (const input of form.elements) if (input.name === button.dataset.take) set(input, JSON.parse(button.dataset.values));
    button.disabled = true;
    keep(form);
  } else if (event.target.closest?.("[data-drop-draft]") && form?.dataset.draft) localStorage.removeItem(keyOf(form));
}

function grouped(pairs) {
  const groups = new Map();
  for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) || []), pair]);
  return groups;
}

function notice(form, before) {
  const note = document.createElement("div");
  note.className = "note warn draft-note";
  note.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = text("draft");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn small";
  discard.textContent = text("discard");
  discard.addEventListener("click", () => {
    fill(form, before);
    localStorage.removeItem(keyOf(form));
    note.remove();
  });
  note.append(words, discard);
  form.prepend(note);
}

// A form that was sent and did not come back with errors was accepted: its draft goes.
function settleSent() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const same = [...document.querySelectorAll("form[data-draft]")].find((form) => keyOf(form) === sent);
  const refused = document.body.dataset.error || same?.querySelector(".error-summary");
  if (!refused) localStorage.removeItem(sent);
}

function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${PREFIX}${account()}:`)) localStorage.removeItem(key);
}

// Before a guarded form leaves, a small request tells whether the server is there; if not, the input stays where it is.
async function guard(event) {
  const form = event.target;
  if (!form.matches("form[data-guard]") || event.defaultPrevented) return;
  if (form.dataset.cleared) return void delete form.dataset.cleared;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const submitter = event.submitter;
  submitter?.setAttribute("aria-disabled", "true");
  keep(form);
  if (!(await reachable())) {
    release();
    return void toast(text("offline"), "error");
  }
  if (form.dataset.draft) sessionStorage.setItem(SENT, keyOf(form));
  form.dataset.cleared = "yes";
  form.requestSubmit(submitter);
}

async function reachable() {
  try {
    const address = document.querySelector("link[rel=icon]").href;
    const answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

function release() {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    delete form.dataset.cleared;
    for (const button of form.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
  }
}
