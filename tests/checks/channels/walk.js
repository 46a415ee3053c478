// Embeds and our own pages in a real browser, against a server that runs the demo: `node walk.js API [FOLDER OF SCREENSHOTS]`.
// Frames and web components stand inside of a page of another origin. It fails on an error in the console, a request that fails or
// goes to anybody but the API, a cookie, a page that is too wide for a phone, what axe finds to be inaccessible, and an explorer that
// cannot be used on a phone.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const api = (process.argv[2] ?? "http://127.0.0.1:8000").replace(/\/$/, "");
const shots = process.argv[3];
if (shots) mkdirSync(shots, { recursive: true });
const SITE = fileURLToPath(new URL("../../../examples/partner-site/", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const own = {
  // the sandbox of WordPress: scripts, and nothing else; its page opens links of the frame's own host
  "/wordpress.html": async () => {
    const told = await (await fetch(`${api}/oembed?url=${encodeURIComponent(`${api}/embed/recipe/organiser-un-repair-cafe`)}`)).json();
    const html = told.html.replace("<iframe", '<iframe sandbox="allow-scripts" security="restricted" data-secret="Abc123"');
    return `<!doctype html><html lang="fr"><title>WordPress</title><h1>WordPress</h1>${html.replace('?frame=wordpress"', '?frame=wordpress#?secret=Abc123"')}
<script>window.told = []; addEventListener("message", (it) => told.push(it.data));</script></html>`;
  },
  "/without-script.html": () =>
    `<!doctype html><html lang="fr"><title>Sans script</title><h1>Sans script</h1><iframe src="${api}/embed/event?limit=3" title="Agenda" width="100%" height="500"></iframe></html>`,
  "/components.html": () => `<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width"><title>Composants</title>
<main><h1>Composants</h1><script type="module" src="${api}/embed.js"></script>
<bretagne-creative-list kind="entry" limit="4" layout="cards"><a href="/">repli</a></bretagne-creative-list>
<bretagne-creative-entry kind="recipe" slug="organiser-un-repair-cafe"><a href="/">repli</a></bretagne-creative-entry>
<bretagne-creative-entry id="gone" kind="recipe" slug="jamais-vu"><a href="/">ce qui reste</a></bretagne-creative-entry></main></html>`,
};

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://partner.test").pathname;
  try {
    const made = own[path];
    const file = join(SITE, normalize(path === "/" ? "/index.html" : path));
    response.setHeader("content-type", TYPES[made ? ".html" : extname(file)] ?? "application/octet-stream");
    response.end(made ? await made() : readFileSync(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
// localhost is another origin, and another site, than 127.0.0.1
const partner = `http://localhost:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // a container's root may not use the sandbox
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const wrong = [];
let looked = 0;

async function context(options = {}) {
  const made = await browser.newContext({ viewport: SIZES.desktop, locale: "fr-FR", timezoneId: "Europe/Paris", ...options });
  made.setDefaultTimeout(20_000);
  const allowed = [new URL(api).origin, partner];
  made.on("console", (it) => {
    if (it.type() === "error" && !/jamais-vu|favicon/.test(it.location().url)) wrong.push(`console: ${it.text()} at ${it.location().url}`);
  });
  made.on("weberror", (it) => wrong.push(`page: ${it.error().message}`));
  made.on("request", (it) => {
    const { origin, protocol } = new URL(it.url());
    if (protocol.startsWith("http") && !allowed.includes(origin)) wrong.push(`goes elsewhere: ${it.url()}`);
  });
  made.on("response", (it) => {
    if (it.status() >= 400 && !/jamais-vu|favicon/.test(it.url())) wrong.push(`${it.status()}: ${it.url()}`);
  });
  return made;
}

/** Looks at the page that is open: wide, narrow, with axe, in all of its frames. */
async function look(page, name) {
  looked += 1;
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(150);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) wrong.push(`${name}: ${wide} pixels too wide (${size})`);
    if (shots) await page.screenshot({ path: join(shots, `${name}-${size}.png`), fullPage: true });
    for (const frame of page.frames()) {
      if (!frame.url().startsWith(api) && frame !== page.mainFrame()) continue;
      await frame.evaluate(AXE).catch(() => {});
      const found = await frame.evaluate(() => globalThis.axe?.run(document, { iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const it of found?.violations ?? []) wrong.push(`${name} (${size}): ${it.id}: ${it.nodes.map((node) => node.html).join(" | ").slice(0, 300)}`);
    }
  }
  await page.setViewportSize(SIZES.desktop);
}

const somebody = await context();
const page = await somebody.newPage();
const slug = async (query) => Object.values((await (await fetch(`${api}/graphql?query=${encodeURIComponent(query)}`)).json()).data)[0].nodes[0]?.slug;
const event = await slug("{ events(first: 1) { nodes { slug } } }");
const initiative = await slug("{ initiatives(first: 1) { nodes { slug } } }");

for (const [name, path] of Object.entries({
  "front-door": "/?language=fr",
  "front-door-br": "/?language=br",
  "json": "/api?language=fr",
  "json-en": "/api?language=en",
  "json-list": "/api/explore/initiatives?language=fr&first=3",
  "composer": "/embed?language=fr&kind=initiative&limit=4",
  "composer-mistake": "/embed?language=en&territory=nowhere",
  "about": "/embed/about?language=en",
  "recipe": "/embed/recipe/organiser-un-repair-cafe",
  "event": `/embed/event/${event}`,
  "initiative": `/embed/initiative/${initiative}`,
  "cards": "/embed/entry?limit=6",
  "cards-dark": "/embed/entry?limit=6&scheme=dark&language=en",
  "list": "/embed/article?layout=list&limit=5&language=br",
  "agenda": "/embed/event",
  "places": "/embed/entry?layout=map-list&limit=10",
})) {
  const answer = await page.goto(`${api}${path}`);
  const expected = name === "composer-mistake" ? 400 : 200;
  assert.equal(answer.status(), expected, path);
  await look(page, name);
  if (expected === 400) wrong.splice(0, wrong.length, ...wrong.filter((it) => !it.includes("nowhere")));
}

// the documentation: every page that its own lists name
const manuals = new Set(["/docs/fr/partenaires", "/docs/en/partners"]);
for (const path of manuals) {
  const answer = await page.goto(`${api}${path}`);
  assert.equal(answer.status(), 200, path);
  for (const link of await page.locator("nav a").evaluateAll((them) => them.map((it) => it.getAttribute("href")))) manuals.add(link);
  await look(page, path.slice(1).replaceAll("/", "-"));
}
assert.ok(manuals.size >= 18, [...manuals].join(" "));

// the partner's page: frames and components of another origin
await page.goto(`${partner}/?api=${api}`);
await page.waitForFunction(() => document.querySelector("bretagne-creative-list").shadowRoot?.querySelector("[part=item]"));
await page.waitForFunction(() => document.querySelectorAll("#feed li").length === 5 && document.querySelectorAll("#map a").length >= 0);
for (const name of ["cadre", "agenda"]) {
  await page.locator(`#${name} iframe`).scrollIntoViewIfNeeded();
  await page.frameLocator(`#${name} iframe`).locator("[part=credit]").first().waitFor();
}
if (shots) await page.locator("#cadre").screenshot({ path: join(shots, "partner-frame.png") });
await look(page, "partner");
const credits = await page.evaluate(() => [...document.querySelector("bretagne-creative-list").shadowRoot.querySelectorAll("[part=credit]")].map((it) => it.textContent));
assert.equal(credits.length, 3);
assert.ok(credits.every((it) => /CC|licence|domaine/i.test(it)), `${credits}`);

// components: sized by themselves, coloured by the page, with a link where nothing can be shown
await page.goto(`${partner}/components.html`);
await page.waitForFunction(() => [...document.querySelectorAll("bretagne-creative-list, bretagne-creative-entry:not(#gone)")].every((it) => it.shadowRoot?.querySelector("[part=credit]")));
assert.ok((await page.locator("bretagne-creative-entry").first().boundingBox()).height > 300);
assert.ok(await page.locator("#gone a").isVisible(), "what stands inside of the element stays");
await page.addStyleTag({ content: "bretagne-creative-list::part(item) { outline: 3px solid rgb(1, 2, 3) } bretagne-creative-list { --bc-ink: rgb(4, 5, 6) }" });
const looks = await page.evaluate(() => {
  const root = document.querySelector("bretagne-creative-list").shadowRoot;
  return [getComputedStyle(root.querySelector("[part=item]")).outlineColor, getComputedStyle(root.querySelector("[part=frame]")).color];
});
assert.deepEqual(looks, ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]);
await look(page, "components");
await page.evaluate(() => document.querySelector("bretagne-creative-list").setAttribute("kind", "recipe"));
await page.waitForFunction(() => [...document.querySelector("bretagne-creative-list").shadowRoot.querySelectorAll("[part=kind]")].every((it) => it.textContent === "Recette"));

// with the keyboard alone: the first link of a list is reached, and seen to be
await page.goto(`${api}/embed/entry?limit=3`);
await page.keyboard.press("Tab");
assert.equal(await page.evaluate(() => document.activeElement.closest("[part=item]") !== null), true);
assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");

// WordPress: height and clicks by messages, to the frame's own host
await page.goto(`${partner}/wordpress.html`);
await page.waitForFunction(() => told.some((it) => it.message === "height" && it.secret === "Abc123" && it.value > 300));
const frame = page.frames().find((it) => it.url().includes("frame=wordpress"));
await frame.locator("h1 a").click();
await page.waitForFunction(() => told.some((it) => it.message === "link"));
const link = await page.evaluate(() => told.find((it) => it.message === "link").value);
assert.equal(new URL(link).origin, new URL(api).origin);
const led = await fetch(link, { redirect: "manual" });
assert.equal(led.status, 302, `${link}: ${await led.text()}`);

// without a script, and with a pen: the frame shows the same
const plain = await context({ javaScriptEnabled: false });
const still = await plain.newPage();
await still.goto(`${partner}/without-script.html`);
assert.ok(await still.frameLocator("iframe").locator("h1").isVisible());
await still.emulateMedia({ media: "print" });
await still.goto(`${api}/embed/recipe/organiser-un-repair-cafe`);
if (shots) await still.pdf({ path: join(shots, "recipe.pdf") });
assert.ok(await still.locator("[part=credit]").isVisible());

// the composer: what is chosen is shown at once
await page.goto(`${api}/embed?language=fr`);
await Promise.all([page.waitForURL(/kind=recipe/), page.selectOption("#kind", "recipe")]);
assert.ok(await page.frameLocator("#preview").locator("[part=item]").first().isVisible());
assert.match(await page.locator("textarea").first().inputValue(), /embed\/recipe\?/);

// the explorer on a phone. It is a program of others, so that axe does not look at it: what one needs is in reach, and a query runs
const pocket = await context({ viewport: SIZES.phone, isMobile: true, hasTouch: true });
const explorer = await pocket.newPage();
/** Whether something is wholly inside of the window, and a finger that touches its middle touches it. */
const reached = (selector) =>
  explorer.locator(selector).first().evaluate((it) => {
    const { left, top, right, bottom } = it.getBoundingClientRect();
    const touched = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right - left > 30 && bottom - top > 30 && it.contains(touched);
  });
const [EDITOR, RUN, ANSWER] = [".graphiql-query-editor .CodeMirror", ".graphiql-execute-button", ".graphiql-response"];
async function inReach(when, selectors) {
  const wide = await explorer.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) wrong.push(`the explorer (${when}) is ${wide} pixels too wide`);
  for (const it of selectors) if (!(await reached(it))) wrong.push(`the explorer (${when}): ${it} is out of reach`);
  if (shots) await explorer.screenshot({ path: join(shots, `explorer-${when.replaceAll(/\W+/g, "-")}.png`) });
}
for (const [when, path] of Object.entries({
  "examples": "/graphiql?language=fr",
  "a query in the address": `/graphiql?language=en&query=${encodeURIComponent("{ network { name } }")}`,
})) {
  await explorer.goto(`${api}${path}`);
  await explorer.locator(EDITOR).first().waitFor();
  await inReach(when, [EDITOR, RUN, ANSWER]);
  await explorer.locator(RUN).tap();
  await explorer.waitForFunction((it) => document.querySelector(it).textContent.includes('"data"'), ANSWER);
  await inReach(`${when} answered`, [EDITOR, RUN, ANSWER]);
  looked += 1;
}
// the keyboard of a phone takes half of it
await explorer.setViewportSize({ width: SIZES.phone.width, height: 450 });
await inReach("keyboard", [EDITOR, RUN]);
await explorer.locator(ANSWER).scrollIntoViewIfNeeded();
await inReach("keyboard, scrolled", [ANSWER]);
await explorer.setViewportSize(SIZES.phone);
for (const pane of ["Documentation Explorer", "History"]) {
  await explorer.getByLabel(`Show ${pane}`).tap();
  await inReach(pane, [".graphiql-plugin"]);
  assert.ok((await explorer.locator(".graphiql-plugin").boundingBox()).width > 300, `${pane} has the whole width`);
  await explorer.getByLabel(`Hide ${pane}`).tap();
  await inReach(`after ${pane}`, [EDITOR, RUN, ANSWER]);
}

for (const it of [somebody, plain, pocket]) {
  const cookies = await it.cookies();
  if (cookies.length) wrong.push(`cookies: ${cookies.map((cookie) => cookie.name)}`);
}
await browser.close();
server.close();
assert.deepEqual([...new Set(wrong)], []);
console.log(`${looked} pages looked at, wide and narrow: accessible, no request to anybody else, no cookie`);
