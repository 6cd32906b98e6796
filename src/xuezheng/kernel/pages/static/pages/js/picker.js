// The picker of units: a combobox whose popup is a tree, filled level by level, or a flat list while something is typed.
// The box that the server rendered keeps the code and is sent; a second box, made here, shows the name and takes the typing.
import { text } from "./texts.js";

const WAIT = 150;
let made = 0;

export function startPickers() {
  const equip = (root) => {
    for (const box of root.querySelectorAll?.("[data-picker]:not([data-ready])") || []) new Picker(box);
  };
  equip(document);
  document.body.addEventListener("htmx:afterSettle", (event) => equip(event.target));
}

class Picker {
  constructor(box) {
    box.dataset.ready = "yes";
    this.box = box;
    this.address = box.dataset.picker;
    this.number = ++made;
    this.code = box.querySelector("input");
    this.note = box.querySelector("[data-chosen]");
    this.makeInput();
    this.makePanel();
    this.showChosen();
  }

  makeInput() {
    const input = this.code.cloneNode();
    const hadFocus = document.activeElement === this.code;
    input.removeAttribute("name");
    input.value = "";
    this.code.id += "_code";
    this.code.hidden = true;
    this.code.required = false;
    const roles = { role: "combobox", "aria-haspopup": "tree", "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries({ ...roles, "aria-controls": `picker-${this.number}` })) input.setAttribute(name, value);
    input.placeholder = text("pick");
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => {
      if (this.panel.hidden) input.select(); // releasing the button takes back what focusing had selected
      this.open();
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(input.value.trim()), WAIT);
    });
    input.addEventListener("blur", () => setTimeout(() => this.leave(), 150));
    this.code.addEventListener("draft:restored", () => this.showChosen());
    this.code.after(input);
    this.input = input;
    if (hadFocus) input.focus();
  }

  makePanel() {
    this.panel = document.createElement("div");
    this.panel.className = "panel";
    this.panel.hidden = true;
    this.tree = document.createElement("ul");
    this.tree.setAttribute("role", "tree");
    this.tree.id = `picker-${this.number}`;
    this.tree.setAttribute("aria-label", text("pick"));
    this.hint = document.createElement("p");
    this.panel.append(this.tree, this.hint);
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.panel.addEventListener("click", (event) => this.clicked(event));
    this.box.append(this.panel);
  }

  async ask(parameters) {
    const answer = await fetch(`${this.address}?${new URLSearchParams(parameters)}`, { headers: { "X-Fragment": "picker" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async showChosen() {
    this.chosen = "";
    this.note.textContent = "";
    this.input.value = "";
    if (!this.code.value) return;
    try {
      const { nodes } = await this.ask({ code: this.code.value });
      this.say(nodes[0] || { code: this.code.value, name: this.code.value });
    } catch {
      this.say({ code: this.code.value, name: this.code.value });
    }
  }

  say(node) {
    this.chosen = node.name;
    this.input.value = node.name;
    this.note.dataset.data = "";
    this.note.textContent = node.note ? `${node.code} · ${node.note}` : node.code;
  }

  async open() {
    if (!this.panel.hidden) return;
    await this.fillTop();
  }

  show(open) {
    this.panel.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  fillTop() {
    return this.fill({ under: "" }, async () => {
      const [only, second] = this.tree.children;
      if (only && !second && only.hasAttribute("aria-expanded")) await this.expand(only);
    });
  }

  look(words) {
    if (!words) {
      this.code.value = "";
      this.note.textContent = "";
      return this.fillTop();
    }
    return this.fill({ q: words });
  }

  async fill(parameters, after) {
    const mine = (this.asked = (this.asked || 0) + 1);
    this.flat = "q" in parameters;
    this.hint.textContent = text("loading");
    this.show(true);
    try {
      const { nodes, more } = await this.ask(parameters);
      if (mine !== this.asked) return;
      this.tree.replaceChildren(...nodes.map((node) => this.item(node, 1)));
      this.hint.textContent = nodes.length ? (more ? text("narrow") : "") : text("nothing");
      this.hint.hidden = !this.hint.textContent;
      this.mark(this.tree.firstElementChild);
      await after?.();
    } catch {
      if (mine === this.asked) this.hint.textContent = text("failed");
    }
  }

  item(node, level) {
    const item = document.createElement("li");
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-level", String(level));
    item.setAttribute("aria-selected", String(node.code === this.code.value));
    if (node.has_children && !this.flat) item.setAttribute("aria-expanded", "false");
    item.id = `picker-${this.number}-${node.code}`;
    item.node = node;
    const row = document.createElement("div");
    row.className = "node";
    row.dataset.data = "";
    const twist = Object.assign(document.createElement("span"), { className: "twist", ariaHidden: "true" });
    twist.textContent = node.has_children && !this.flat ? "▸" : "";
    const name = Object.assign(document.createElement("span"), { textContent: node.name });
    const note = Object.assign(document.createElement("small"), { textContent: node.note });
    row.append(twist, name, note);
    item.append(row);
    return item;
  }

  async expand(item) {
    if (item.getAttribute("aria-expanded") !== "false") return;
    item.setAttribute("aria-expanded", "true");
    item.querySelector(".twist").textContent = "▾";
    const group = item.querySelector(":scope > [role=group]");
    if (group) return void (group.hidden = false);
    const { nodes, more } = await this.ask({ under: item.node.code });
    const list = document.createElement("ul");
    list.setAttribute("role", "group");
    list.append(...nodes.map((node) => this.item(node, Number(item.getAttribute("aria-level")) + 1)));
    item.append(list);
    if (more) {
      this.hint.textContent = text("narrow");
      this.hint.hidden = false;
    }
  }

  collapse(item) {
    if (item.getAttribute("aria-expanded") !== "true") return false;
    item.setAttribute("aria-expanded", "false");
    item.querySelector(".twist").textContent = "▸";
    item.querySelector(":scope > [role=group]").hidden = true;
    return true;
  }

  shown() {
    return [...this.tree.querySelectorAll("[role=treeitem]")].filter((item) => !item.parentElement.closest("[role=group][hidden]"));
  }

  mark(item) {
    this.tree.querySelector(".active")?.classList.remove("active");
    this.active = item;
    if (!item) return void this.input.removeAttribute("aria-activedescendant");
    item.classList.add("active");
    this.input.setAttribute("aria-activedescendant", item.id);
    item.querySelector(".node").scrollIntoView({ block: "nearest" });
  }

  choose(item) {
    this.code.value = item.node.code;
    this.code.dispatchEvent(new Event("change", { bubbles: true }));
    this.say(item.node);
    this.show(false);
  }

  clicked(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item) return;
    if (event.target.closest(".twist") && item.hasAttribute("aria-expanded")) this.collapse(item) || this.expand(item);
    else this.choose(item);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.panel.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.open();
      }
      return;
    }
    const act = this.actions(event)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  actions() {
    const step = (by) => {
      const all = this.shown();
      this.mark(all[(all.indexOf(this.active) + by + all.length) % all.length]);
    };
    const browsing = !this.flat && this.active;
    return {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ArrowRight: browsing && (() => (this.active.getAttribute("aria-expanded") === "true" ? step(1) : this.expand(this.active))),
      ArrowLeft: browsing && (() => this.collapse(this.active) || this.mark(this.active.parentElement.closest("[role=treeitem]") || this.active)),
      Enter: this.active && (() => this.choose(this.active)),
      Escape: () => {
        this.show(false);
        this.input.value = this.chosen;
      },
    };
  }

  // Words that chose nothing are not a unit: the name of the chosen one comes back.
  leave() {
    if (document.activeElement === this.input) return;
    this.show(false);
    if (this.code.value) this.input.value = this.chosen;
    else this.input.value = this.chosen = "";
  }
}
