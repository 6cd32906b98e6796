// <dialog> opened by [data-dialog="id"] and closed by [data-close]; a dialog marked data-open shows itself.
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) return void document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest?.("[data-close]")) return void event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  });
  const open = () => {
    for (const dialog of document.querySelectorAll("dialog[data-open]:not([open])")) dialog.showModal();
  };
  open();
  document.body.addEventListener("htmx:afterSettle", open);
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
