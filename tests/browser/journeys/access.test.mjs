/**
 * axe on every page: follows the links of the site from a few starting points, each kind of page once a language, at two
 * widths, light and dark.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, checkAccess, useSite } from "../harness.mjs";

const at = useSite();
/** More kinds of pages than this means that the kinds are told apart wrongly. */
const KINDS_MAX = 80;

/** What kind of page an address leads to: tokens, ids, numbers and questions are all alike. */
function kindOf(path) {
  return path
    .replace(/^\/es(?=\/|$)\/?/, "/")
    .replace(/[\w-]{43,}/g, "T")
    .replace(/own-[0-9a-f]{16}/g, "OWN")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .replace(/\/\d+(?=\/|$)/g, "/N")
    .replace(/=[^&]*/g, "=");
}

/** A workbook with something of everything in it. */
async function crowded() {
  const { edit, read } = await at.site.workbook({ title: "Riverside" });
  const api = (method, path, body) => at.site.api(method, `/${edit.token}${path}`, body);
  for (const [question, value] of [["goal-setting", "yes"], ["local-conditions", "in_progress"], ["racial-equity", "not_applicable"]]) {
    await api("PUT", `/answers/${question}`, { value });
  }
  await api("PUT", "/notes/assess", { text: "Need the 2025 data." });
  await api("POST", "/comments", { question: "goal-setting", text: "A note" });
  await api("POST", "/questions", { stage: "assess", text: "An own question?" });
  await api("POST", "/snapshots", { name: "Spring" });
  await api("PUT", "/answers/goal-setting", { value: "not_yet" });
  await api("POST", "/snapshots", { name: "Fall" });
  return { edit: edit.token, read: read.token };
}

async function linksOn(page, origin) {
  const links = await page.locator("a[href]").evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
  return links
    .map((link) => new URL(link))
    .filter((url) => url.origin === origin && !/\.(pdf|json|csv|eml|ftl|png|svg)$|^\/api\/|^\/assets\//.test(url.pathname))
    .map((url) => url.pathname + url.search);
}

for (const language of ["en", "es"]) {
  test(`no page has an accessibility fault (${language})`, async (t) => {
    const person = await at.person(`axe ${language}`);
    const { page } = person;
    const { edit, read } = await crowded();
    const prefix = language === "es" ? "/es" : "";
    const w = `${prefix}/w/${edit}`;
    const waiting = [
      `${prefix}/`, `${prefix}/workbooks`, `${prefix}/workbooks/import`, w, `${prefix}/w/${read}?read`,
      ...["reading", "history", "snapshots", "details", "shares", "deletion", "link-mail"].map((part) => `${w}/${part}`),
      ...["accessibility", "privacy", "help", "api", "dev/gallery", "dev/outbox", "no-such-page"].map((part) => `${prefix}/${part}`),
    ];
    const seen = new Set();
    while (waiting.length > 0) {
      const path = waiting.shift();
      const kind = kindOf(path);
      if (seen.has(kind) || path.startsWith("/es") !== (language === "es")) continue;
      if (seen.size >= KINDS_MAX) throw new Error(`more than ${KINDS_MAX} kinds of pages: ${[...seen].join(" ")}`);
      seen.add(kind);
      await t.test(kind, async () => {
        const response = await page.goto(path);
        if (response && response.status() >= 500) throw new Error(`${kind}: ${response.status()}`);
        // The languages share markup and styles, so each is checked in two of the four ways: all four are over both.
        // Pages of the toolkit are all made alike: each is checked once a language.
        const many = kind.startsWith("/toolkit/");
        const ways = language === "en" ? [[DESKTOP, "light"], [PHONE, "dark"]] : [[PHONE, "light"], [DESKTOP, "dark"]];
        for (const [viewport, colorScheme] of many ? ways.slice(0, 1) : ways) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          await checkAccess(page, `${kind} ${viewport.width} ${colorScheme}`);
        }
        waiting.push(...(await linksOn(page, at.site.url)));
      });
    }
    t.diagnostic(`${seen.size} kinds of pages: ${[...seen].join(" ")}`);
  });
}

test("an open workbook has no fault with every stage, note and form unfolded", async () => {
  const person = await at.person("axe open");
  const { edit } = await crowded();
  await person.open(`/w/${edit}`);
  await person.page.locator("[data-open-all]").click();
  await person.page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
  for (const viewport of [DESKTOP, PHONE]) {
    await person.page.setViewportSize(viewport);
    await checkAccess(person.page, `open workbook ${viewport.width}`);
  }
});
