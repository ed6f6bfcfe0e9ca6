/** The toolkit as a newcomer reads it: on a phone, with a keyboard, without a network, without scripts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, eventually, letters, linkIn, shows, useSite } from "../harness.mjs";

const at = useSite({ mail: true });

test("on a phone a guide is read, a term looked up in place, and the way goes on", async () => {
  const { page } = await at.person("Newcomer", { viewport: PHONE });
  await page.goto("/");
  await page.getByRole("link", { name: /Assess Existing Conditions/ }).click();
  await page.waitForURL("**/toolkit/assess");
  const term = page.getByRole("button", { name: "gateway", exact: true });
  const meaning = page.locator("#t-gateway");
  await meaning.waitFor({ state: "hidden" });
  await term.click();
  assert.equal(await term.getAttribute("aria-expanded"), "true");
  await shows(meaning, /^Gateway:/);
  // The meaning stands right after the paragraph, in reading order.
  assert.ok(await term.evaluate((button) => button.closest("p").nextElementSibling.id === "t-gateway"));
  await page.keyboard.press("Escape");
  await meaning.waitFor({ state: "hidden" });
  const note = page.getByRole("link", { name: "Footnote 1", exact: true }).first();
  await note.click();
  await page.waitForURL("**#n1");
  await page.getByRole("link", { name: "Back to the text for footnote 1" }).first().click();
  await page.waitForURL("**#r1");
  await page.getByRole("link", { name: /Next page: Engage partners/ }).click();
  await shows(page.locator("h1"), /Identify and engage partners/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(wide, false, "nothing runs off the side");
});

test("without scripts a term is a link, and the lists can be narrowed", async () => {
  const { page } = await at.person("No scripts", { javaScript: false });
  await page.goto("/toolkit/assess");
  await page.locator("a.term").first().click();
  await page.waitForURL("**/toolkit/key-terms#gateway");
  await page.goto("/toolkit/explore-outcomes");
  await page.getByLabel("Sector").selectOption("housing");
  await page.getByRole("button", { name: "Show" }).click();
  await shows(page.locator(".count"), /5 of 12 shown/);
  await page.goto("/toolkit");
  await page.getByRole("searchbox").fill("cronic absense");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "chronic absence", exact: true }).click();
  await shows(page.locator("#results"), /Chronic absence/);
});

test("a question leads to the paragraph that helps, and the paragraph back, with the answer beside it", async () => {
  const rosa = await at.person("Rosa");
  const { page } = rosa;
  const { edit } = await at.site.workbook({ title: "Riverside" });
  await rosa.open(`/w/${edit.token}`);
  await rosa.workbook.stage("engage");
  await rosa.workbook.question("power-and-agency").answer("in_progress");
  await rosa.workbook.saved();
  await page.getByRole("link", { name: "How to do this Power and agency" }).click();
  await page.waitForURL("**/toolkit/engage#power-and-agency");
  const helps = page.locator("#power-and-agency + .helps");
  await shows(helps, /In progress/);
  await helps.getByRole("link").click();
  await page.waitForURL(`**/w/${edit.token}#q-power-and-agency`);
  await eventually(() => rosa.workbook.question("power-and-agency").radio("in_progress").isChecked(), "the question");
});

test("results come while one types, and typos are put right", async () => {
  const { page } = await at.person("Searcher");
  await page.goto("/toolkit/search");
  const box = page.getByRole("searchbox");
  await box.pressSequentially("chronic abs", { delay: 20 });
  // The link is among the results of "ch" already, so the address tells when all was asked for.
  await page.waitForURL(/q=chronic\+abs$/);
  await page.locator(".hits").getByRole("link", { name: "Chronic absence", exact: true }).waitFor();
  await box.fill("cronic absense");
  await shows(page.locator("#results"), /Did you mean chronic absence/);
  await box.fill("zzzzqqqq");
  await shows(page.locator("#results"), /Nothing was found/);
});

test("the explorer narrows at once, opens and closes, and a link opens its outcome", async () => {
  const { page } = await at.person("Explorer");
  await page.goto("/toolkit/explore-outcomes");
  await page.getByLabel("Sector").selectOption("education");
  await shows(page.locator(".count"), /7 of 12 shown/);
  await page.waitForURL(/sector=education/);
  assert.equal(await page.locator("details.outcome:visible").count(), 7);
  await page.getByRole("link", { name: "Open all" }).click();
  assert.equal(await page.locator("details.outcome[open]").count(), 12);
  await page.getByRole("button", { name: "Close all" }).click();
  assert.equal(await page.locator("details.outcome[open]").count(), 0);
  await page.goto("/toolkit/explore-outcomes#housing-quality");
  await page.locator("#housing-quality[open]").waitFor();
});

test("a section is sent to a colleague after the sender confirms", async () => {
  const { page } = await at.person("Sender");
  await page.goto("/toolkit/engage#power-and-agency");
  const side = page.getByRole("complementary");
  assert.match(await side.getByLabel("Link to this page").inputValue(), /\/toolkit\/engage#power-and-agency$/);
  await side.getByLabel("Their email address").fill("ana@example.org");
  await side.getByRole("button", { name: "Send this page" }).click();
  await page.getByLabel("Your own email address").fill("rosa.toolkit@example.org");
  await page.getByRole("button", { name: "Send this page" }).click();
  await page.getByText("Please confirm your address rosa.toolkit@example.org.").waitFor();
  const status = page.url();
  const [ask] = await letters(at.site, "rosa.toolkit@example.org");
  await page.goto(linkIn(ask, "/confirm/"));
  await page.locator("main form button").click();
  const [letter] = await letters(at.site, "ana@example.org");
  assert.match(linkIn(letter, "/toolkit/"), /\/toolkit\/engage#power-and-agency$/);
  await page.goto(status);
  await shows(page.locator("#share-status"), /Sent/);
});

test("after one visit the whole toolkit opens without a network, in that language", async () => {
  const reader = await at.person("Offline");
  const { page } = reader;
  await page.goto("/es/toolkit/how-to-use");
  const kept = () => caches.open("toolkit").then((cache) => cache.keys()).then((keys) => keys.length);
  await eventually(async () => (await page.evaluate(kept)) >= 24, "the toolkit on the device", 60_000);
  await reader.offline();
  await page.goto("/es/toolkit/tacoma");
  await shows(page.locator("h1"), /Tacoma/);
  await page.goto("/es/toolkit/key-terms#equity");
  await page.locator("#equity").waitFor();
  await page.goto("/es/toolkit");
  await shows(page.locator("h1"), /Guía práctica/);
});

test("on paper there is the page alone, with what is folded and without what only a screen can use", async () => {
  const { page } = await at.person("Printer");
  await page.goto("/toolkit/data-sharing-checklist");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".guide > aside", ".guide > nav", ".ends", ".pages"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  assert.ok(await page.locator("article h1").isVisible());
  assert.ok(await page.locator(".notes").first().isVisible());
});
