"""What every page must hold, asked of the page as the browser shows it. Each check answers with sentences, none if well.

Names and other data are not judged for their language where they stand inside an element with `data-data` or its own `lang`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = Axe()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}

LANGUAGE_NAMES = {"中文", "English"}
NOT_WORDS = {
    "android", "apache", "api", "chrome", "chromium", "cio", "csv", "ctrl", "docx", "edge", "english", "esc",
    "etag", "excel", "firefox", "gb", "gib", "html", "http", "https", "id", "ios", "ip", "json", "kb", "linux",
    "macos", "mb", "md", "merkle", "ms", "oidc", "openapi", "otp", "parquet", "passkey", "pdf", "pinyin", "png", "postgresql",
    "python", "rest", "rls", "safari", "sha", "sql", "svg", "totp", "url", "utc", "utf", "uuid", "webauthn",
    "windows", "word", "xls", "xlsx", "xuezheng", "yaml",
}  # fmt: skip
"""Latin words that Chinese pages use as they are."""

TEXTS = """(html) => {
  const document = html ? new DOMParser().parseFromString(html, 'text/html') : window.document;
  const own = document.documentElement.lang;
  const skip = 'script, style, code, pre, kbd, svg, [data-data], [hidden]';
  const foreign = (element) => { const near = element.closest('[lang]'); return near && near.lang !== own; };
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.closest(skip) && !foreign(element) && walker.currentNode.data.trim()) out.push(walker.currentNode.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label],[placeholder],[title],[alt],[data-label]')) {
    if (element.closest(skip.replace(', svg', '')) && !element.hasAttribute('data-label') || foreign(element)) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-label'])
      if (element.getAttribute(name)?.trim()) out.push(element.getAttribute(name).trim());
  }
  return out;
}"""

PARTS = """(html) => {
  const document = new DOMParser().parseFromString(html, 'text/html');
  const told = (element) => [...element.attributes].map((one) => one.name).filter((name) => !name.startsWith('data-'));
  return [...document.querySelectorAll('body *')].filter((element) => !element.closest('svg'))
    .map((element) => [element.tagName, element.className, element.type || '', ...told(element)].join(' '));
}"""

LINKED = """([html, selector]) => {
  const document = new DOMParser().parseFromString(html, 'text/html');
  return [...document.querySelectorAll(selector)].filter((a) => !a.hasAttribute('download'))
    .map((a) => new URL(a.getAttribute('href'), window.location.href).href);
}"""

OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > wide + 1 && !element.closest('.scroll, dialog:not([open])'))
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
}"""

REACH = """() => {
  const shown = (element) => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length;
  const parts = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [hx-get], [hx-post], [data-dialog]';
  const inside = '[role=listbox], [role=tree], [role=menu], [role=radiogroup]';
  const out = [];
  for (const element of document.querySelectorAll(parts)) {
    if (!shown(element) || element.disabled || element.matches('form, details, [hx-trigger*=load]')) continue;
    if (element.closest(inside)) continue;
    if (element.tabIndex < 0 && !element.matches('[aria-hidden=true]')) { out.push(element.outerHTML.slice(0, 160)); continue; }
    element.focus();
    if (document.activeElement !== element && element.tabIndex >= 0) out.push(element.outerHTML.slice(0, 160));
  }
  return out;
}"""


@dataclass(kw_only=True)
class Watch:
    """Listens to a page: what its console, its requests and its answers say while it is open."""

    page: Page
    host: str
    heard: list[str] = field(default_factory=list)
    status: int = 0

    def start(self) -> "Watch":
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        return self

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.heard.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.heard.append(f"{response.status} for {response.url}")

    def said(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard


def accessibility(page: Page, *, but: Sequence[str] = ()) -> list[str]:
    """Axe is put into a page once, and tells only what it finds wrong: what it finds right is long."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(
        "([rules, but]) => axe.run({exclude: but.map((one) => [one])}, rules).then((found) => found.violations)",
        [RULES, list(but)],
    )
    return [f"axe {item['id']}: {node['html'][:160]} {_why(node)}" for item in found for node in item["nodes"][:3]]


def _why(node: dict[str, list[dict[str, str]]]) -> str:
    return "; ".join(reason["message"] for reason in [*node["any"], *node["all"], *node["none"]])[:160]


def overflow(page: Page) -> list[str]:
    return [f"wider than the window: {element}" for element in page.evaluate(OVERFLOW)]


def untranslated(page: Page, language: str) -> list[str]:
    return untranslated_in(page, "", language)


def untranslated_in(page: Page, html: str, language: str) -> list[str]:
    """Of a page as the server sent it; of the one that is open where no text of a page is given."""
    judge = _english_in if language == "zh-hans" else _chinese_in
    texts = set(page.evaluate(TEXTS, html)) - LANGUAGE_NAMES
    return [f"not in {language}: {text[:90]}" for text in sorted(texts) if judge(text)]


def _english_in(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\S*[@/_.\d]\S*", " ", text))
    return any(word.lower() not in NOT_WORDS for word in words)


def _chinese_in(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def parts_of(page: Page, html: str) -> set[str]:
    """Every sort of element that the sent page holds, whatever is written in it and however often."""
    return set(page.evaluate(PARTS, html))


def links_in(page: Page, html: str, selector: str) -> list[str]:
    """Absolute addresses of a sent page's links, without downloads."""
    return list(page.evaluate(LINKED, [html, selector]))


def reachable(page: Page) -> list[str]:
    return [f"not reachable by keyboard: {element}" for element in page.evaluate(REACH)]
