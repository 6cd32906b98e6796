// The drawer of the navigation on phones and the small menus of the header: Escape, a click elsewhere, and focus.
export function startMenus() {
  startDrawer();
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.pillmenu[open]")) if (!open.contains(event.target)) open.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.pillmenu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("toggle", closeOthers, true);
}

const HEADER_HEIGHT = 64;

// A menu at the foot of a list opens upward where there is room for it, else downward.
function place(menu) {
  if (!menu.closest(".pager")) return;
  const room = menu.getBoundingClientRect().top - HEADER_HEIGHT;
  menu.classList.toggle("up", menu.querySelector(".panel").offsetHeight < room);
}

function closeOthers(event) {
  if (!event.target.matches?.("details.pillmenu[open]")) return;
  place(event.target);
  for (const open of document.querySelectorAll("details.pillmenu[open]")) if (open !== event.target) open.open = false;
}

function startDrawer() {
  const drawer = document.getElementById("menu");
  const button = document.querySelector(".menu-button");
  if (!drawer || !button) return;
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  const show = (open) => {
    drawer.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    (open ? drawer.querySelector("a[aria-current]") || drawer.querySelector(".close") : button).focus();
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    show(true);
  });
  for (const closer of document.querySelectorAll(".side .close, .scrim"))
    closer.addEventListener("click", (event) => {
      event.preventDefault();
      show(false);
    });
  drawer.addEventListener("keydown", (event) => {
    if (!drawer.classList.contains("open")) return;
    if (event.key === "Escape") show(false);
    if (event.key === "Tab") keepInside(drawer, event);
  });
}

function keepInside(drawer, event) {
  const links = [...drawer.querySelectorAll("a")];
  const edge = event.shiftKey ? links[0] : links.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? links.at(-1) : links[0]).focus();
}
