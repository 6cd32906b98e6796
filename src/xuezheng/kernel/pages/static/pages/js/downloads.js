// A button whose answer is a file: the page would stand there as if nothing had happened, and invite a second press.
// The server sets a cookie with the answer ([data-then] tells where to go once it is there), which this waits for.
const COOKIE = "answered";
const EVERY_MS = 250;

export function startDownloads() {
  document.addEventListener("submit", (event) => {
    const then = event.submitter?.dataset.then;
    if (!then) return;
    if (event.target.dataset.waiting) return void event.preventDefault();
    event.target.dataset.waiting = "yes";
    const mark = crypto.getRandomValues(new Uint32Array(2)).join("-"); // randomUUID is missing where the page came by plain http
    markField(event.target).value = mark;
    const timer = setInterval(() => {
      if (!document.cookie.split("; ").includes(`${COOKIE}=${mark}`)) return;
      clearInterval(timer);
      document.cookie = `${COOKIE}=; max-age=0; path=/`;
      location.assign(then);
    }, EVERY_MS);
  });
}

function markField(form) {
  let field = form.querySelector(`input[name=${COOKIE}]`);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: COOKIE });
    form.append(field);
  }
  return field;
}
