/** axe on every page in every state that the gallery shows. A file of its own, so that it runs beside the others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, checkAccess, useSite } from "../harness.mjs";

const at = useSite();

test("no sample of a page has a fault, the ones with errors and the crowded ones included", async (t) => {
  const person = await at.person("axe gallery");
  const { page } = person;
  await person.open("/dev/gallery");
  const links = await page.locator('a[href*="/dev/gallery?page="]').evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")));
  const samples = new Set(links);
  for (const path of samples) {
    await page.goto(path);
    for (const [viewport, colorScheme] of [[DESKTOP, "light"], [PHONE, "dark"]]) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await checkAccess(page, `${path} (${await page.title()}) ${viewport.width} ${colorScheme}`);
    }
  }
  t.diagnostic(`${samples.size} samples`);
  assert.ok(samples.size > 0);
});
