// Saving a report field by field. What was typed lies in localStorage until the server has it, with what it was based on;
// where somebody else changed the field in the meantime both answers are shown, and a person chooses.
const root = document.querySelector("[data-report]");
const said = (name) => root.dataset[`said${name}`];
const KEY = `report:${document.body.dataset.account}:${root.dataset.report}`;
const RETRY_MS = 15000;
const PAUSE_MS = 400;
const waiting = new Map(Object.entries(stored()));
const bases = new Map();
const refused = new Map(); // why the server did not take what the page shows, while it keeps an earlier answer
const spoilt = new Map(); // of tables among these, the cell
let last = null; // what the server told last
let timer = 0;
let sending = null;

const lineOf = (code) => root.querySelector(`[data-line="${CSS.escape(code)}"]`);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function valueOf(input) {
  if (input.multiple) return [...input.selectedOptions].map((option) => option.value);
  return input.value === "" ? null : input.value;
}

function put(input, value) {
  if (input.multiple) for (const option of input.options) option.selected = (value || []).includes(option.value);
  else input.value = value === null || value === undefined ? "" : String(value);
}

function rowsOf(table) {
  return [...table.tBodies[0].rows].map((row) =>
    Object.fromEntries([...row.querySelectorAll("[data-cell]")].map((input) => [input.dataset.cell, valueOf(input)])),
  );
}

function present(code) {
  const input = root.querySelector(`[data-field="${CSS.escape(code)}"]`);
  return input ? valueOf(input) : rowsOf(root.querySelector(`[data-table="${CSS.escape(code)}"]`));
}

function show(code, value) {
  const input = root.querySelector(`[data-field="${CSS.escape(code)}"]`);
  if (input) return put(input, value);
  const line = lineOf(code);
  const body = line.querySelector("tbody");
  body.replaceChildren();
  for (const row of value || []) {
    const fresh = addRow(line);
    for (const cell of fresh.querySelectorAll("[data-cell]")) put(cell, row[cell.dataset.cell]);
  }
  number(line);
}

// Rows of nothing are not kept: the server counts without them.
const isBlank = (value) => value === null || !String(value).trim();
const filledRows = (line) =>
  [...line.querySelector("tbody").rows].filter((row) =>
    [...row.querySelectorAll("[data-cell]")].some((input) => !isBlank(valueOf(input))),
  );

function number(line) {
  for (const place of line.querySelectorAll("tbody [data-number]")) place.textContent = "";
  filledRows(line).forEach((row, place) => (row.querySelector("[data-number]").textContent = place + 1));
}

function addRow(line) {
  const fresh = line.querySelector("template").content.querySelector("tr").cloneNode(true);
  line.querySelector("tbody").append(fresh);
  return fresh;
}

function state(code, words) {
  const place = lineOf(code)?.querySelector("[data-state]");
  if (place) place.textContent = words;
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}");
  } catch {
    return {}; // what another program left there is no draft
  }
}

// Field by field: another tab keeps its own there. False where the device has no room.
function keep(codes) {
  const all = stored();
  for (const code of codes) {
    if (waiting.has(code)) all[code] = waiting.get(code);
    else delete all[code];
  }
  try {
    if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

function remember(code) {
  const base = waiting.has(code) ? waiting.get(code).base : bases.get(code);
  waiting.set(code, { base, value: present(code) });
  return keep([code]);
}

function changed(code) {
  state(code, said(remember(code) ? "Saving" : "Unkept"));
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE_MS);
}

function send() {
  if (sending) return sending.then(send);
  if (!waiting.size) return Promise.resolve();
  sending = exchange([...waiting]).finally(() => (sending = null));
  return sending;
}

async function exchange(batch) {
  const body = {
    changes: Object.fromEntries(batch.map(([code, one]) => [code, one.value])),
    based_on: Object.fromEntries(batch.map(([code, one]) => [code, one.base])),
  };
  try {
    const answer = await fetch(root.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...JSON.parse(document.body.getAttribute("hx-headers") || "{}") },
      body: JSON.stringify(body),
    });
    if (answer.status >= 500) return unsaved(batch, "Failed");
    if (!answer.headers.get("Content-Type")?.includes("json")) return unsaved(batch, "SignedOut");
    const told = await answer.json();
    if (answer.ok) settle(told, batch);
    else for (const [code] of batch) state(code, told.detail || answer.statusText);
  } catch {
    unsaved(batch, "Offline");
  }
}

function unsaved(batch, why) {
  const isKept = keep(batch.map(([code]) => code));
  for (const [code] of batch) state(code, said(isKept ? why : "Unkept"));
  setTimeout(send, RETRY_MS);
}

function settle(told, batch) {
  const clashing = new Map(told.clashes.map((one) => [one.field, one]));
  for (const [code, sent] of batch) {
    spoilt.delete(code);
    const newer = !same(waiting.get(code)?.value, sent.value);
    if (told.refused[code] && lineOf(code)) refused.set(code, told.refused[code]);
    else refused.delete(code);
    if (!clashing.has(code) && !told.refused[code]) bases.set(code, told.saved[code] ?? sent.value);
    if (clashing.has(code)) {
      clash(clashing.get(code), sent.value);
      continue; // kept on this device until a person chose
    }
    if (newer) waiting.get(code).base = bases.get(code);
    else waiting.delete(code);
    state(code, refused.has(code) ? "" : said("Saved"));
  }
  keep(batch.map(([code]) => code));
  tell(told);
}

function clash(one, mine) {
  const line = lineOf(one.field);
  line.querySelector(".clash")?.remove();
  state(one.field, "");
  const box = document.createElement("div");
  box.className = "clash";
  box.setAttribute("role", "alert");
  if (one.rows?.length) box.append(said("Clash"), rowsShown(line, one.rows));
  else box.append(`${said("Clash")} ${one.shown || "—"}`);
  bases.set(one.field, one.present);
  box.append(
    button(said("Theirs"), () => {
      waiting.delete(one.field);
      keep([one.field]);
      show(one.field, one.present);
      tellRows(line);
      box.remove();
    }),
    button(said("Mine"), () => {
      waiting.delete(one.field);
      show(one.field, mine);
      box.remove();
      changed(one.field);
    }),
  );
  line.append(box);
}

function rowsShown(line, rows) {
  const frame = document.createElement("div");
  frame.className = "scroll";
  const table = frame.appendChild(document.createElement("table"));
  table.append(line.querySelector("[data-table] thead").cloneNode(true));
  const body = table.createTBody();
  rows.forEach((cells, place) => {
    const row = body.insertRow();
    for (const text of [place + 1, ...cells.map((cell) => cell || "—"), ""]) row.insertCell().textContent = text;
  });
  return frame;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function tell(told) {
  last = told;
  for (const one of told.refused_cells) spoilt.set(one.table, one);
  for (const [code, text] of Object.entries(told.computed)) {
    const place = root.querySelector(`[data-value="${CSS.escape(code)}"]`);
    if (place) place.textContent = text || "—";
  }
  const sentences = new Map();
  for (const one of told.findings) for (const code of one.about) sentences.set(code, [...(sentences.get(code) || []), one]);
  for (const [code, sentence] of refused)
    sentences.set(code, [...(sentences.get(code) || []), { sentence, severity: "error" }]);
  for (const line of root.querySelectorAll("[data-line]")) {
    const found = sentences.get(line.dataset.line) || [];
    line.querySelector("[data-says]").replaceChildren(...found.map(message));
    line.querySelector(".in")?.classList.toggle("wrong", found.length > 0);
  }
  for (const table of root.querySelectorAll("[data-table]")) tellRows(lineOf(table.dataset.table));
  root.querySelector("[data-far]").textContent =
    `${said("Missing")} ${told.missing} · ${said("Mistakes")} ${told.mistakes}`;
  root.querySelector("[data-progress]").value = told.done;
  for (const place of root.querySelectorAll("[data-section]"))
    place.textContent = place.textContent.replace(/^\d+/, told.sections[place.dataset.section]);
  for (const input of document.querySelectorAll("[data-submit-report] input[name=version]")) input.value = told.version;
}

// Computed cells and marks are of what the server keeps: where the page shows other rows, only the refused cell is known.
function tellRows(line) {
  const code = line.dataset.line;
  const rows = filledRows(line);
  number(line);
  unmark(line);
  if (refused.has(code)) return mark("wrong", cellsOf(rows, spoilt.get(code)));
  if (!last || waiting.has(code)) return;
  rows.forEach((row, place) => {
    for (const [column, text] of Object.entries(last.cells[code]?.[place] || {}))
      row.querySelector(`[data-computed="${CSS.escape(column)}"]`).textContent = text || "—";
  });
  const about = last.findings.filter((one) => one.row !== null && one.about.includes(code));
  for (const one of about.filter(({ severity }) => severity === "warning")) mark("doubted", cellsOf(rows, one));
  for (const one of about.filter(({ severity }) => severity === "error")) mark("wrong", cellsOf(rows, one));
}

function cellsOf(rows, one) {
  const row = one && rows[one.row];
  if (!row) return [];
  const places = [...row.querySelectorAll("[data-cell], [data-computed]")];
  return places.filter(({ dataset }) => one.columns.includes(dataset.cell || dataset.computed));
}

function unmark(line) {
  for (const cell of line.querySelectorAll("tbody td")) cell.classList.remove("wrong", "doubted");
  for (const input of line.querySelectorAll("tbody [data-cell]")) input.removeAttribute("aria-invalid");
}

function mark(tone, cells) {
  for (const cell of cells) {
    cell.closest("td").classList.add(tone);
    if (tone === "wrong" && cell.matches("[data-cell]")) cell.setAttribute("aria-invalid", "true");
  }
}

// What would go up is not what the page shows there.
function holdUp(line) {
  const words = said(refused.has(line.dataset.line) ? "Refused" : "Unsent");
  document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: words, level: "warning" } }));
  line.scrollIntoView({ block: "center" });
  const wrong = line.querySelector("[aria-invalid=true]") || line.querySelector("[data-field], [data-cell]");
  wrong?.focus({ preventScroll: true });
}

function message(finding) {
  const made = document.createElement("p");
  made.className = finding.severity === "warning" ? "msg soft" : "msg";
  made.textContent = finding.sentence;
  return made;
}

for (const input of root.querySelectorAll("[data-field]")) {
  bases.set(input.dataset.field, valueOf(input));
  input.addEventListener("input", () => remember(input.dataset.field));
  input.addEventListener("change", () => changed(input.dataset.field));
}
for (const table of root.querySelectorAll("[data-table]")) {
  bases.set(table.dataset.table, JSON.parse(lineOf(table.dataset.table).querySelector("script").textContent));
  table.addEventListener("input", () => remember(table.dataset.table));
  table.addEventListener("change", () => changed(table.dataset.table));
}
for (const adding of root.querySelectorAll("[data-add-row]"))
  adding.addEventListener("click", () => addRow(adding.closest("[data-line]")).querySelector("[data-cell]")?.focus());
root.addEventListener("click", (event) => {
  const removing = event.target.closest("[data-remove-row]");
  if (!removing) return;
  const line = removing.closest("[data-line]");
  removing.closest("tr").remove();
  line.querySelector("[data-add-row]").focus();
  number(line);
  changed(line.dataset.line);
});
for (const [code, one] of waiting) if (lineOf(code)) show(code, one.value);
for (const form of document.querySelectorAll("[data-submit-report]"))
  form.addEventListener("submit", async (event) => {
    if (!waiting.size && !sending && !refused.size) return;
    event.preventDefault();
    clearTimeout(timer);
    await send();
    const held = [...root.querySelectorAll("[data-line]")].find(({ dataset: { line } }) => waiting.has(line) || refused.has(line));
    if (held) holdUp(held);
    else if (!waiting.size) form.submit();
  });
root.addEventListener("told", (event) => tell(event.detail));
addEventListener("online", send);
send();
