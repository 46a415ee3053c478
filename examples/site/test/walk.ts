// A walk through every page, in a real browser, against a real server: `API_BINARY=… npm run walk [FOLDER OF SCREENSHOTS]`.
// It fails on an error in the console, a request that fails or goes elsewhere, a page that is too wide for a phone, and what
// axe finds to be inaccessible.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { freePort, PASSWORD, startApi } from "./server";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MANIFEST = new URL("../src/gql/persisted-documents.json", import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), "bretagne-creative-walk-"));
const shots = process.argv[2] ?? join(folder, "screenshots");
mkdirSync(shots, { recursive: true });

const port = await freePort();
const site = `http://127.0.0.1:${port}`;
const api = await startApi(
  [
    { name: "Ana Kervella", email: "ana@example.org", role: "contributor", territory: "commune:29019" },
    { name: "Erwan Riou", email: "erwan@example.org", role: "editor", territory: "pays:pays-de-brest" },
  ],
  {
    BC_SITE_URL: site,
    BC_ENTRY_URL: `${site}/{kind}/{slug}`,
    BC_DESK_URL: `${site}/ecrire/{id}`,
    BC_PREVIEW_URL: `${site}/apercu/{id}#{token}`,
    BC_DOCUMENTS: MANIFEST,
    BC_DOCUMENTS_ONLY: "true",
  },
);
Object.assign(process.env, { VITE_API_URL: api.url, VITE_TRUSTED: "true" });
const outDir = join(folder, "site");
await build({ logLevel: "warn", build: { outDir, emptyOutDir: true } });
const served = await preview({ build: { outDir }, preview: { host: "127.0.0.1", port, strictPort: true } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // a container's root may not use the sandbox
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

const wrong: string[] = [];
let pages = 0;

/** A browser of somebody's own: nothing is shared with others, and everything that goes wrong in it is written down. */
async function somebody(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: "fr-FR", timezoneId: "Europe/Paris" });
  context.setDefaultTimeout(30_000);
  const own = [site, new URL(api.url).origin, "http://127.0.0.1:8000"];
  context.on("console", (it) => {
    if (["error", "warning"].includes(it.type())) wrong.push(`console: ${it.text()} at ${it.location().url}`);
  });
  context.on("weberror", (it) => wrong.push(`page: ${it.error().message}`));
  context.on("requestfailed", (it) => {
    // a request that its page no longer waits for is not a failure
    if (it.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`failed: ${it.url()} ${it.failure()?.errorText}`);
  });
  context.on("response", (it) => {
    if (it.status() >= 400) wrong.push(`${it.status()}: ${it.url()}`);
  });
  context.on("request", (it) => {
    const { origin, protocol } = new URL(it.url());
    if (["http:", "https:"].includes(protocol) && !own.includes(origin)) wrong.push(`goes elsewhere: ${it.url()}`);
  });
  return { context, page: await context.newPage() };
}

/** Looks at the page that is open, wide and narrow. */
async function look(page: Page, name: string): Promise<void> {
  pages += 1;
  assert.equal(await page.locator("h1").count(), 1, `${name} has one heading of the first level`);
  assert.notEqual(await page.title(), "", `${name} has a title`);
  for (const [kind, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) wrong.push(`${name}: ${width} px wide on a ${kind} of ${viewport.width} px`);
    await page.screenshot({ path: join(shots, `${name}-${kind}.png`), fullPage: true });
  }
  await page.setViewportSize(DESKTOP);
  await page.evaluate(AXE);
  const found = (await page.evaluate("axe.run()")) as AxeResults;
  for (const { id, help, nodes } of found.violations) wrong.push(`${name}: ${id}: ${help}: ${nodes[0]?.html}`);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.locator("main").getByRole("button", { name: "Se connecter" }).click();
}

async function asVisitor(page: Page): Promise<void> {
  await page.goto(site);
  await page.getByRole("heading", { name: "Nouveautés" }).waitFor();
  assert.equal(await page.locator(".card").count(), 6);
  await look(page, "home");

  await page.getByRole("link", { name: "Initiatives", exact: true }).click();
  await page.getByRole("status").getByText(/^\d+ initiatives\.$/).waitFor();
  const all = Number.parseInt(await page.getByRole("status").innerText());
  const first = await page.locator(".card a").first().innerText();
  await look(page, "initiatives");
  await page.getByRole("link", { name: "Suivantes" }).click();
  await page.getByRole("link", { name: "Précédentes" }).click();
  await page.locator(".card a").first().getByText(first, { exact: true }).waitFor();

  await page.getByLabel("Thème").selectOption("alimentation");
  await page.getByLabel("Territoire").selectOption("pays:pays-de-brest");
  await page.getByLabel("Licence libre").check();
  await page.getByRole("button", { name: "Filtrer" }).click();
  await page.waitForURL(/theme=alimentation&territoire=pays%3Apays-de-brest&libre=oui/);
  const some = async () => Number.parseInt(await page.getByRole("status").innerText());
  while ((await some()) === all) await page.waitForTimeout(50);
  assert.ok((await some()) > 0 && (await some()) < all);
  await page.reload();
  // the address keeps the filter
  await page.locator("select[name=theme] option:checked[value=alimentation]").waitFor({ state: "attached" });
  await look(page, "initiatives-filtered");

  await page.goto(`${site}/initiative/heol`);
  await page.getByRole("complementary", { name: "Réutiliser ce contenu" }).waitFor();
  const credit = await page.locator(".credit").innerText();
  assert.match(credit, /sous licence CC BY/);
  // the entry, and what it shows under another licence
  assert.ok((await page.locator(".credit a[rel~=license]").count()) >= 1);
  assert.ok((await page.locator(`.credit a[href="${site}/initiative/heol"]`).count()) > 0, "the credit leads to this page");
  const cover = page.locator(".picture img");
  const width = await cover.evaluate((it: HTMLImageElement) => it.decode().then(() => it.naturalWidth));
  assert.ok(width > 0, "the picture is shown");
  assert.match((await cover.getAttribute("alt")) ?? "", /^Dessin/);
  assert.match(await page.locator(".picture figcaption").innerText(), /CC0/);
  await look(page, "initiative");

  await page.locator(".entry .meta a").first().click();
  await page.waitForURL(/\/membre\//);
  await page.locator(".card").first().waitFor();
  await look(page, "member");

  await page.goto(`${site}/agenda?mois=2025-05`);
  await page.getByRole("link", { name: "Cyclotopie, de Plessé à Saint-Malo" }).waitFor();
  await look(page, "agenda");
  await page.getByRole("link", { name: "avril 2025" }).click();
  await page.waitForURL(/mois=2025-04/);
  await page.getByRole("link", { name: "mai 2025" }).click();
  await page.getByRole("link", { name: "Cyclotopie, de Plessé à Saint-Malo" }).click();
  await page.getByText("jeudi 1 – mardi 20 mai 2025").waitFor();
  await look(page, "event");

  await page.goto(`${site}/recipe/organiser-un-repair-cafe`);
  await page.getByRole("heading", { name: "Étapes" }).waitFor();
  await look(page, "recipe");

  await page.goto(`${site}/article97.html`);
  await page.getByRole("heading", { name: "Cette page n’existe pas" }).waitFor();
  await look(page, "not-found");
}

/** The page with which the guide begins, opened as a file; it asks the API at the address of the guide. */
async function firstPage(page: Page): Promise<void> {
  const open = await startApi([]);
  await page.route("http://127.0.0.1:8000/**", (route) =>
    route.continue({ url: route.request().url().replace("http://127.0.0.1:8000/graphql", open.url) }),
  );
  try {
    await page.goto(new URL("../../first-page.html", import.meta.url).href);
    await page.getByRole("heading", { level: 1, name: "Heol" }).waitFor();
    await page.locator("footer a[rel=license]").first().waitFor();
    await look(page, "first-page");
    await page.unrouteAll();
  } finally {
    await open.stop();
  }
}

/** Ana writes; what she has not handed in is hers alone. The address of a preview. */
async function asContributor(page: Page): Promise<string> {
  await page.goto(`${site}/ecrire`);
  await page.waitForURL(/connexion\?retour=%2Fecrire/);
  const shouted = wrong.length;
  await signIn(page, "ana@example.org", "far breton sans pruneaux");
  await page.getByRole("alert").waitFor();
  assert.equal(wrong.length, shouted, "a wrong password is no failed request");
  await look(page, "sign-in");
  await signIn(page, "ana@example.org", PASSWORD);

  await page.getByRole("heading", { name: "Raconter une initiative" }).waitFor();
  await page.getByLabel("Titre").fill("Le four à pain du quartier");
  await page.getByLabel("Résumé").fill("x".repeat(300));
  await page.getByLabel("Territoire").fill("Brest");
  await page.locator("#places option[value=Brest]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Créer le brouillon" }).click();
  const summary = page.getByLabel("Résumé");
  await page.locator(".field", { has: summary }).locator(".problem").waitFor();
  assert.equal(await summary.getAttribute("aria-invalid"), "true", "the problem stands beside its field");
  await look(page, "write-problem");

  await summary.fill("Un four partagé au pied des immeubles.");
  await page.getByLabel("Thème").selectOption("alimentation");
  await page.getByRole("button", { name: "Créer le brouillon" }).click();
  await page.waitForURL(/\/ecrire\/[0-9a-f-]{36}$/);
  assert.equal(await page.getByRole("button", { name: "Soumettre" }).isEnabled(), false, "a text is missing");
  await page.getByLabel("Texte").fill("## Une idée simple\n\nTous les **samedis**, on cuit le pain ensemble.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByRole("status").getByText("Enregistré.").waitFor();
  await look(page, "write");

  // the page is loaded again: the access token is gone from memory, and renewed
  await page.reload();
  await page.getByRole("button", { name: "Créer un aperçu" }).click();
  const link = page.locator(".notice a");
  await link.waitFor();
  await page.getByRole("button", { name: "Soumettre" }).click();
  await page.getByRole("status").getByText("Soumis.").waitFor();
  return (await link.getAttribute("href")) ?? "";
}

async function asGuest(page: Page, preview: string): Promise<void> {
  await page.goto(preview);
  await page.getByRole("heading", { name: "Le four à pain du quartier" }).waitFor();
  assert.match(await page.locator(".text").innerText(), /Tous les samedis/);
  await look(page, "preview");
  await page.goto("about:blank");
  await page.goto(preview.replace(/#.*/, ""));
  await page.getByText("Cet aperçu est terminé").waitFor();
}

async function asEditor(page: Page, note: string | null): Promise<void> {
  await page.goto(`${site}/bureau`);
  if (await page.getByLabel("Mot de passe").isVisible()) await signIn(page, "erwan@example.org", PASSWORD);
  const item = page.locator(".item", { hasText: "Le four à pain du quartier" });
  await item.waitFor();
  await item.getByText("Lire le texte").click();
  if (note) {
    await look(page, "queue");
    await item.getByText("Demander des changements").click();
    await item.getByLabel("Ce qu’il faudrait changer").fill(note);
    await item.getByRole("button", { name: "Rendre aux auteurs" }).click();
    await page.getByRole("status").getByText("est rendu à ses auteurs").waitFor();
  } else {
    await item.getByRole("button", { name: "Publier" }).click();
    await page.getByRole("status").getByText("est publié").waitFor();
    await item.waitFor({ state: "detached" });
    await look(page, "queue-empty");
    await page.getByRole("link", { name: "Voir la page" }).click();
    await page.waitForURL(`${site}/initiative/le-four-a-pain-du-quartier`);
    await page.getByRole("heading", { name: "Le four à pain du quartier" }).waitFor();
  }
}

try {
  const [visitor, ana, guest, erwan] = [await somebody(), await somebody(), await somebody(), await somebody()];
  await firstPage(visitor.page);
  await asVisitor(visitor.page);
  const preview = await asContributor(ana.page);
  await asGuest(guest.page, preview);
  await asEditor(erwan.page, "Donnez les horaires du four.");

  await ana.page.getByRole("link", { name: "Mon bureau" }).click();
  await ana.page.getByRole("link", { name: "Le four à pain du quartier" }).click();
  await ana.page.getByLabel("Texte").fill("Tous les **samedis**, de 9 h à midi, on cuit le pain ensemble.");
  await ana.page.getByRole("button", { name: "Enregistrer" }).click();
  await ana.page.getByRole("status").getByText("Enregistré.").waitFor();
  await ana.page.getByRole("button", { name: "Soumettre" }).click();
  await ana.page.getByRole("status").getByText("Soumis.").waitFor();
  await ana.page.getByRole("link", { name: "Mon bureau" }).click();
  await ana.page.getByText("Soumis, en attente").waitFor();
  await look(ana.page, "desk");

  await asEditor(erwan.page, null);
  await visitor.page.goto(site);
  await visitor.page.getByRole("link", { name: "Le four à pain du quartier" }).click();
  await visitor.page.getByText("de 9 h à midi").waitFor();
  await visitor.page.getByRole("link", { name: "Ana Kervella" }).first().waitFor();

  await ana.page.getByRole("button", { name: "Se déconnecter" }).click();
  await ana.page.getByRole("link", { name: "Se connecter" }).waitFor();
  await ana.page.goto(`${site}/bureau`);
  await ana.page.waitForURL(/connexion/);
  assert.deepEqual(wrong, []);
  console.log(`${pages} pages were looked at, wide and narrow; screenshots: ${process.argv[2] ?? "not kept"}`);
} catch (cause) {
  console.error(wrong.join("\n"));
  console.error(cause);
  process.exitCode = 1;
} finally {
  await browser.close();
  await served.close();
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
}
