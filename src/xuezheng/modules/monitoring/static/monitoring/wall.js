/* The wall: shows the next target after the page's own number of seconds. Space pauses, arrows go on and back. Who asked for less
   motion begins paused. */

const seconds = Number(document.body.dataset.seconds) || 20;
let paused = matchMedia("(prefers-reduced-motion: reduce)").matches;
let timer = 0;

const find = (name) => document.querySelector(`[data-wall-${name}]`);

function plan() {
  clearTimeout(timer);
  if (!paused) {
    timer = setTimeout(() => find("next")?.click(), seconds * 1000);
  }
}

function show() {
  const button = find("pause");
  if (button) {
    button.textContent = paused ? button.dataset.run : button.dataset.pause;
    button.setAttribute("aria-pressed", String(paused));
  }
}

function turn() {
  paused = !paused;
  show();
  plan();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-wall-pause]")) {
    turn();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    find(event.key === "ArrowRight" ? "next" : "previous")?.click();
  } else if (event.key === " " && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    turn();
  }
});

/* A target that could not be fetched is tried again with the next turn. */
for (const name of ["htmx:afterSettle", "htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    show();
    plan();
  });
}

show();
plan();
