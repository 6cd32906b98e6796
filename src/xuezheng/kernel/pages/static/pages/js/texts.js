// What the scripts say, handed over by the page in the reader's language.
const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");

export function text(key, values = {}) {
  return (texts[key] || key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
