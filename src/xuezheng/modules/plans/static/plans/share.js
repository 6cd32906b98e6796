/* "Share this view" copies its own address; where the browser allows no copying the link opens the view, whose address can be copied. */

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-share]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  if (await copied(link.href)) {
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: link.dataset.share, level: "success" } }));
  } else {
    window.location.assign(link.href);
  }
});
