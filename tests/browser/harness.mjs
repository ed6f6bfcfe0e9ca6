/**
 * A site of its own for each test file, and people who visit it in a real browser. A person's visit fails the test when a
 * page asks another site for anything, breaks its content security policy, or throws.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import PostalMime from "postal-mime";
import { Site, eventually } from "../site.mjs";

export { eventually, freePort } from "../site.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const RESULTS = join(import.meta.dirname, "results");
/** How long a page may take for anything, in milliseconds. */
const PATIENCE_MS = 15_000;

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Waits for `count` letters from the site to `address` and reads them, the oldest first. */
export async function letters(site, address, count = 1) {
  const found = new Map();
  const theirs = () => [...found.values()].filter((letter) => letter.to?.[0]?.address === address);
  await eventually(async () => {
    const names = await readdir(site.inbox).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(".eml") && !found.has(name))) {
      found.set(name, await PostalMime.parse(await readFile(join(site.inbox, name))));
    }
    return theirs().length >= count;
  }, `${count} letters to ${address}`);
  return theirs().sort((a, b) => a.date.localeCompare(b.date));
}

/** The first address in a letter that goes to `path`, as a path on the site. */
export function linkIn(letter, path) {
  const link = letter.text.match(new RegExp(`https?://[^\\s]*(${path}[^\\s]*)`))?.[1];
  assert.ok(link, `no link to ${path} in: ${letter.text}`);
  return link;
}

/**
 * Signs a person in by the link in a letter. The page to sign in is open, or they come there by themselves; `from` is how many
 * letters the address has then, this one included.
 */
export async function signIn(site, person, address, name, { from = 1 } = {}) {
  const { page } = person;
  if (!new URL(page.url(), site.url).pathname.endsWith("/sign-in")) await person.open("/sign-in");
  await page.getByLabel("Your email address").fill(address);
  await page.getByRole("button", { name: "Email me a link" }).click();
  const letter = (await letters(site, address, from)).at(-1);
  await person.open(linkIn(letter, "/sign-in/"));
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.includes("/sign-in"));
}

/** A site and a browser for the tests of one file. Options as in `Site.open`, or a function that makes them. */
export function useSite(options = {}) {
  const stage = { site: undefined, browser: undefined, person: newPerson };
  const people = [];

  async function newPerson(name, options = {}) {
    const person = await Person.arrive(stage.site, stage.browser, name, options);
    people.push(person);
    return person;
  }
  before(async () => {
    stage.site = await Site.open(typeof options === "function" ? await options() : options);
    stage.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  after(async () => {
    await stage.browser?.close();
    await stage.site?.stop();
    assert.deepEqual(people.flatMap((person) => person.problems), []);
  });
  return stage;
}

/** Somebody with a browser profile of their own. */
export class Person {
  problems = [];

  static async arrive(site, browser, name, { viewport = DESKTOP, javaScript = true, ...options } = {}) {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport,
      javaScriptEnabled: javaScript,
      acceptDownloads: true,
      locale: "en-US",
      timezoneId: "America/Los_Angeles",
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const person = new Person(site, context, name);
    context.on("request", (request) => person.#watchRequest(request.url()));
    context.on("console", (message) => person.#watchConsole(message.text()));
    context.on("weberror", (error) => person.problems.push(`${name}: ${error.error()}`));
    person.page = await context.newPage();
    return person;
  }

  constructor(site, context, name) {
    this.site = site;
    this.context = context;
    this.name = name;
  }

  #watchRequest(url) {
    const { protocol, origin } = new URL(url);
    if (["data:", "blob:", "about:"].includes(protocol) || [this.site.url, ...this.site.neighbors].includes(origin)) return;
    this.problems.push(`${this.name}: asked another site: ${url}`);
  }

  #watchConsole(text) {
    if (/Content Security Policy/i.test(text)) this.problems.push(`${this.name}: ${text}`);
  }

  /** Opens an address of the site, and waits for a workbook to be live where scripts run. */
  async open(path) {
    const response = await this.page.goto(path);
    return response;
  }

  /** Another window of the same person, on the same device. */
  async window(path) {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  get workbook() {
    return new WorkbookPage(this.page);
  }

  async offline(off = true) {
    await this.context.setOffline(off);
  }

  /** A picture of the whole page under tests/browser/results. */
  async picture(name) {
    await mkdir(RESULTS, { recursive: true });
    await this.page.screenshot({ path: join(RESULTS, `${name}.png`), fullPage: true });
  }
}

/** The workbook page as a person sees it. */
export class WorkbookPage {
  constructor(page) {
    this.page = page;
  }

  /** One question by its key. */
  question(key) {
    return new Question(this.page.locator(`.q[data-q="${key}"]`));
  }

  /** One stage by its key, opened. */
  async stage(key) {
    const stage = this.page.locator(`details[data-stage="${key}"]`);
    if ((await stage.getAttribute("open")) === null) await stage.locator("> summary").click();
    return stage;
  }

  /** The live notes of a stage. */
  async notes(key) {
    return (await this.stage(key)).locator("textarea[data-stage-notes]");
  }

  /** Waits until everything is on the server's disk: the device remembers nothing unsent, and the page says "Saved". */
  async saved() {
    const unsent = () => Object.keys(localStorage).filter((key) => key.endsWith(":unsent")).length;
    await eventually(async () => (await this.page.evaluate(unsent)) === 0, "nothing unsent");
    await this.page.locator('[data-save] [data-icon="saved"]').waitFor({ state: "visible" });
  }

  /** The words about progress, such as "1 of 26 answered". */
  overall() {
    return this.page.locator("[data-overall]").first();
  }

  /** Shows something that lies in a closed disclosure, and returns it. */
  async unfolded(selector) {
    const place = this.page.locator(selector).first();
    await place.evaluate((element) => {
      for (let at = element.closest("details:not([open])"); at; at = at.parentElement.closest("details:not([open])")) at.open = true;
    });
    return place;
  }

  /** Takes back what was just done. */
  async undo() {
    await this.page.locator("#toasts [data-undo]").click();
  }
}

/** One question on the workbook page. */
export class Question {
  constructor(at) {
    this.at = at;
  }

  radio(value) {
    return this.at.locator(`.seg input[value="${value}"]`);
  }

  /** Answers, the way a finger does: on the label. */
  async answer(value) {
    await this.at.locator(`.seg label:has(input[value="${value}"])`).click();
  }

  /** Adds a note and waits to see it. */
  async note(text) {
    const notes = this.at.locator("details[data-notes]");
    if ((await notes.getAttribute("open")) === null) await notes.locator("> summary").click();
    const write = notes.locator("> [data-write]");
    await write.locator("textarea").fill(text);
    await write.locator("[data-send]").click();
    await this.at.getByText(text).waitFor();
  }
}

/** Asserts that axe finds nothing on the page as it stands, and that it does not scroll sideways. */
export async function checkAccess(page, what) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told, [], what);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(excess <= 0, `${what}: scrolls sideways by ${excess} px`);
}

/** axe on every page in every state that the gallery shows, in one language, at one width, light or dark. */
export async function checkSamples(t, at, prefix, viewport, colorScheme) {
  const { page } = await at.person(`axe gallery ${prefix}`);
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.goto(`${prefix}/dev/gallery`);
  const links = await page.locator('a[href*="/dev/gallery?page="]').evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")));
  const samples = new Set(links);
  for (const path of samples) {
    await page.goto(path);
    await checkAccess(page, `${path} (${await page.title()}) ${viewport.width} ${colorScheme}`);
  }
  t.diagnostic(`${samples.size} samples`);
  assert.ok(samples.size > 0);
}

/** Waits until the text of `locator` matches. */
export async function shows(locator, pattern) {
  let seen = "";
  await eventually(async () => pattern.test((seen = (await locator.textContent()) ?? "")), `${pattern}`).catch((error) => {
    throw new Error(`${error.message}; it shows "${seen.trim().slice(0, 200)}"`);
  });
}
