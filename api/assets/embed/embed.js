// Web components that show content of the network: <bretagne-creative-list> and <bretagne-creative-entry>.
// No dependency, no cookie, no request but to the server that this file comes from. This file never changes its meaning: a new one
// would be /embed.v2.js. Attributes: those of the addresses /embed/{kind} and /embed/{kind}/{slug}. Looks: the custom properties
// --bc-font, --bc-ink, --bc-paper, --bc-soft, --bc-line, --bc-tint, --bc-accent, --bc-padding, and ::part(…).
const source = new URL(import.meta.url);
const api = source.href.slice(0, source.href.lastIndexOf("/embed.js"));

class Embed extends HTMLElement {
  static observedAttributes = ["kind", "slug", "territory", "theme", "author", "member", "licence", "is-free-cultural",
    "permits-adaptation", "permits-commercial-use", "search", "near", "within", "bbox", "published-after", "published-before",
    "updated-after", "updated-before", "layout", "limit", "language", "content-language", "scheme"];

  #asked = 0;

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  // attributes often change together: they are asked for once
  async #show() {
    const turn = ++this.#asked;
    await Promise.resolve();
    if (turn !== this.#asked || !this.isConnected) return;
    const address = this.address();
    if (!address) return;
    try {
      const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).trim()}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn === this.#asked) this.#fill(page);
    } catch (cause) {
      // what stands inside of the element, a link as a rule, stays to be seen
      console.warn(`${this.localName}: ${cause.message}`);
      this.dispatchEvent(new CustomEvent("bretagne-creative-error", { detail: cause.message, bubbles: true }));
    }
  }

  #fill(page) {
    const main = page.querySelector("main");
    if (!main) return;
    for (const heading of main.querySelectorAll("h1, h2, h3, h4, h5")) {
      // below the headings of the page around it
      heading.setAttribute("role", "heading");
      heading.setAttribute("aria-level", Number(heading.localName[1]) + 1);
    }
    // the page around it has a main part of its own
    const box = document.createElement("div");
    for (const { name, value } of main.attributes) box.setAttribute(name, value);
    box.lang = page.documentElement.lang;
    box.append(...document.importNode(main, true).childNodes);
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { display: block; } ${page.querySelector("style")?.textContent ?? ""}`);
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(box);
    this.dispatchEvent(new CustomEvent("bretagne-creative-load", { bubbles: true }));
  }

  query(names) {
    const given = names.filter((it) => this.hasAttribute(it));
    // parameters are written as one word, but for that of the language of the entries
    const name = (it) => it === "content-language" ? "content_language" : it.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const pairs = given.map((it) => [name(it), this.getAttribute(it)]);
    return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
  }
}

class List extends Embed {
  address() {
    const kind = encodeURIComponent(this.getAttribute("kind") ?? "entry");
    return `${api}/embed/${kind}${this.query(Embed.observedAttributes.slice(2))}`;
  }
}

class Entry extends Embed {
  address() {
    const [kind, slug] = ["kind", "slug"].map((it) => this.getAttribute(it));
    if (!kind || !slug) return null;
    return `${api}/embed/${encodeURIComponent(kind)}/${encodeURIComponent(slug)}${this.query(["language", "scheme"])}`;
  }
}

for (const [name, component] of [["bretagne-creative-list", List], ["bretagne-creative-entry", Entry]]) {
  if (!customElements.get(name)) customElements.define(name, component);
}
