// List pages: filters apply as they change, the choice of columns sends itself, a swap is announced.
export function startLists() {
  document.addEventListener("change", (event) => {
    if (event.target.closest?.("form[data-columns]")) event.target.form.requestSubmit();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const list = event.target.closest?.("[data-list]");
    const count = list?.querySelector("[data-count]");
    if (count) announce(count.textContent.trim());
  });
}

function announce(words) {
  const region = document.getElementById("announce");
  if (region) region.textContent = words;
}
