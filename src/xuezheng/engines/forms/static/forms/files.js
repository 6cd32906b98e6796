// Files as answers: handed in as soon as they are chosen, taken back by their button. Without this script the same forms post as
// they are, and the page comes back at the field.
const root = document.querySelector("[data-report]");

root.dataset.live = "";
root.addEventListener("change", (event) => {
  if (event.target.matches("[data-files-form] input[type=file]")) event.target.form.requestSubmit();
});

root.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-files-form]")) return;
  event.preventDefault();
  send(event.target);
});

async function send(form) {
  const line = form.closest("[data-line]");
  const body = new FormData(form);
  const held = [...line.querySelectorAll("[data-files-form] button, [data-files-form] input[type=file]")];
  for (const control of held) control.disabled = true;
  say(line, root.dataset.saidSaving, []);
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!answer.headers.get("Content-Type")?.includes("json")) return say(line, "", [root.dataset.saidSignedOut]);
    const told = await answer.json();
    if (!answer.ok) return say(line, "", [told.detail]);
    line.querySelector("[data-files]").outerHTML = told.files;
    root.dispatchEvent(new CustomEvent("told", { detail: told }));
    say(line, root.dataset.saidSaved, told.detail ? [told.detail] : []);
    line.querySelector("input[type=file]").focus();
  } catch {
    say(line, "", [root.dataset.saidFilesUnsent]);
  } finally {
    for (const control of held) control.disabled = false;
  }
}

function say(line, state, mistakes) {
  line.querySelector("[data-state]").textContent = state;
  if (!mistakes.length && state !== root.dataset.saidSaving) return;
  const shown = mistakes.map((words) => {
    const made = document.createElement("p");
    made.className = "msg";
    made.textContent = words;
    return made;
  });
  line.querySelector("[data-says]").replaceChildren(...shown);
}
