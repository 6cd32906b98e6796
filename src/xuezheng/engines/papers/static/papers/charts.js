/* Draws every figure's chart from the specification beside it, without evaluating text as code: Vega is given the parsed
   expressions and interprets them. Regions and marks with an address lead there; the table holds the same links. */

const waiting = new Map();

function fetched(address) {
  if (!waiting.has(address)) {
    waiting.set(
      address,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.addEventListener("load", () => resolve(window.vegaEmbed));
        script.addEventListener("error", () => reject(new Error(`no script at ${address}`)));
        document.head.append(script);
      }),
    );
  }
  return waiting.get(address);
}

function tip() {
  let found = document.getElementById("chart-tip");
  if (!found) {
    found = document.createElement("div");
    found.id = "chart-tip";
    found.setAttribute("aria-hidden", "true");
    document.body.append(found);
  }
  return found;
}

function tell(_handler, event, _item, value) {
  const box = tip();
  if (value === null || value === undefined || value === "") {
    box.classList.remove("shown");
    return;
  }
  const lines = typeof value === "object" ? Object.entries(value) : [["", value]];
  box.replaceChildren(
    ...lines.map(([name, text]) => {
      const line = document.createElement("div");
      line.textContent = name ? `${name}: ${text}` : String(text);
      return line;
    }),
  );
  box.classList.add("shown");
  const left = Math.min(event.clientX + 14, window.innerWidth - box.offsetWidth - 8);
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${Math.min(event.clientY + 14, window.innerHeight - box.offsetHeight - 8)}px`;
}

function follow(_event, item) {
  const address = item?.datum?.properties?.address ?? item?.datum?.address;
  if (typeof address === "string" && /^\/(?!\/)/.test(address)) {
    window.location.assign(address);
  }
}

async function draw(figure) {
  if (figure.dataset.drawn) {
    return;
  }
  figure.dataset.drawn = "begun";
  const view = figure.querySelector("[data-chart-view]");
  try {
    const embed = await fetched(figure.dataset.chart);
    const spec = JSON.parse(figure.querySelector("[data-chart-spec]").content.textContent);
    const result = await embed(view, spec, {
      mode: "vega-lite",
      ast: true,
      actions: false,
      defaultStyle: false,
      renderer: "svg",
      tooltip: tell,
    });
    view.querySelector("svg").setAttribute("aria-hidden", "true");
    result.view.addEventListener("click", follow);
    figure.dataset.drawn = "done";
  } catch (reason) {
    figure.dataset.drawn = "failed";
    figure.querySelector("[data-chart-failed]").hidden = false;
    figure.querySelector("details").open = true;
    console.error(reason);
  }
}

function drawAll(within) {
  if (within.matches?.("figure[data-chart]")) {
    draw(within);
  }
  within.querySelectorAll("figure[data-chart]").forEach(draw);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.target));
document.addEventListener("scroll", () => tell(null, null, null, null), { passive: true, capture: true });
