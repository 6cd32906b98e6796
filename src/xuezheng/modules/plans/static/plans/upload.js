// How much of a document has been sent, and that it is being read afterwards; a refusal comes back as the form itself.
document.body.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("progress");
  if (!bar || !event.detail.total) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
  bar.parentElement.querySelector("[data-reading]").hidden = event.detail.loaded < event.detail.total;
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
});

document.body.addEventListener("htmx:afterSettle", () => document.querySelector("[data-focus]")?.focus());
