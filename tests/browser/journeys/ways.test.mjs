/** Other ways to use the site: in Spanish, by keyboard alone, on a phone, without scripts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, eventually, shows, useSite } from "../harness.mjs";

const at = useSite();

test("in Spanish from the home page to an answer, and the switch keeps the page", async () => {
  const ana = await at.person("Ana", { locale: "es-MX" });
  await ana.open("/es/");
  assert.match(await ana.page.locator("html").getAttribute("lang"), /^es/);
  await ana.page.getByRole("button", { name: "Empezar el cuaderno de preparación" }).first().click();
  await ana.page.waitForURL(/\/es\/w\/[\w-]{43}$/);
  await ana.workbook.stage("assess");
  await ana.workbook.question("goal-setting").at.getByText("Todavía no").click();
  await shows(ana.workbook.overall(), /1 de 26/);
  await ana.workbook.saved();
  await ana.page.locator('a[hreflang="en"]').first().click();
  await ana.page.waitForURL(/\/w\/[\w-]{43}$/);
  assert.match(await ana.page.locator("html").getAttribute("lang"), /^en/);
  await ana.workbook.stage("assess");
  assert.ok(await ana.workbook.question("goal-setting").radio("not_yet").isChecked());
});

/** Presses Tab until the element with the keyboard's place matches; gives up after a while. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

test("a whole turn by keyboard alone", async () => {
  const dana = await at.person("Dana");
  const { page, workbook } = dana;
  await dana.open("/");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip to main content/);
  await page.keyboard.press("Enter");
  await tabTo(page, "main button, main [type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/w\//);

  await tabTo(page, '[data-stage="assess"] .seg input');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => (await workbook.question("goal-setting").at.locator(".seg input:checked").count()) === 1, "an answer");
  const ringed = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    const label = getComputedStyle(document.activeElement.closest("label"));
    return [style, label].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
  });
  assert.ok(ringed, "the keyboard's place can be seen");

  await tabTo(page, '[data-stage="assess"] textarea[data-stage-notes]');
  await page.keyboard.type("By keyboard.");
  await workbook.saved();
});

test("on a phone everything fits and answers are easy to hit", async () => {
  const { edit } = await at.site.workbook();
  const lee = await at.person("Lee", { viewport: PHONE, hasTouch: true, isMobile: true });
  await lee.open(`/w/${edit.token}`);
  await lee.workbook.stage("assess");
  const boxes = await lee.workbook.question("goal-setting").at.locator(".seg label").evaluateAll((labels) =>
    labels.map((label) => label.getBoundingClientRect().height),
  );
  assert.ok(boxes.every((height) => height >= 44), `heights: ${boxes}`);
  await lee.workbook.question("goal-setting").answer("yes");
  await lee.workbook.saved();
  await lee.picture("workbook-phone");
});

test("without JavaScript the plain forms do it all", async () => {
  const jo = await at.person("Jo", { javaScript: false });
  const { page } = jo;
  await jo.open("/");
  await page.getByRole("button", { name: "Start the readiness workbook" }).first().click();
  await page.waitForURL(/\/w\/[\w-]{43}/);
  const token = /\/w\/([\w-]{43})/.exec(page.url())[1];

  const stage = page.locator('details[data-stage="assess"]');
  const open = async () => (await stage.getAttribute("open")) ?? (await stage.locator("> summary").click());
  await open();
  await stage.locator('input[name="answer.goal-setting"][value=yes]').check();
  await stage.locator('input[name="answer.local-conditions"][value=not_yet]').check();
  await stage.locator("textarea[name=notes]").fill("Without scripts.");
  await stage.locator(".save-stage button").click();
  await page.waitForLoadState();
  const saved = await at.site.read(token);
  assert.equal(saved.answers["goal-setting"].value, "yes");
  assert.equal(saved.answers["local-conditions"].value, "not_yet");
  assert.equal(saved.notes.assess, "Without scripts.");
});

test("without JavaScript notes, own questions, title, resets and snapshots work too, each with its Undo", async () => {
  const { edit } = await at.site.workbook();
  const jo = await at.person("Jo", { javaScript: false });
  const { page } = jo;
  const w = `/w/${edit.token}`;
  const book = () => at.site.read(edit.token);
  const unfold = async (details) => (await details.getAttribute("open")) ?? (await details.locator("> summary").click());
  const stage = page.locator('details[data-stage="assess"]');
  const question = page.locator('.q[data-q="goal-setting"]');

  await jo.open(w);
  await unfold(stage);
  await unfold(question.locator("details[data-notes]"));
  await question.locator("details[data-notes] > [data-write] textarea").fill("A plain note");
  await question.locator("details[data-notes] > [data-write] [data-send]").click();
  assert.equal((await book()).comments[0].text, "A plain note");

  await jo.open(w);
  await unfold(stage);
  await unfold(question.locator("details[data-notes]"));
  await question.locator("[data-remove-comment]").click();
  assert.equal((await book()).comments.length, 0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  assert.equal((await book()).comments.length, 1);

  await jo.open(w);
  await unfold(stage);
  await unfold(stage.locator("[data-add-own]"));
  await stage.locator("[data-add-own] textarea").fill("Our own question?");
  await stage.locator("[data-add-own] [data-add]").click();
  assert.equal((await book()).questions[0].text, "Our own question?");

  await jo.open(`${w}/details`);
  await page.locator("[name=title]").fill("Milbrook");
  await page.locator('form:has([name="title"])').getByRole("button").first().click();
  assert.equal((await book()).title.text, "Milbrook");

  await jo.open(w);
  await unfold(stage);
  await stage.locator('input[name="answer.goal-setting"][value=yes]').check();
  await stage.locator(".save-stage button").click();
  await unfold(page.locator("details:has(form[data-reset])").last());
  await page.locator("form[data-reset]").getByRole("button").click();
  assert.deepEqual((await book()).answers, {});
  await page.getByRole("button", { name: "Undo" }).first().click();
  assert.equal((await book()).answers["goal-setting"].value, "yes");

  await jo.open(w);
  const hidden = page.locator("details:has(form[data-snapshot])").last();
  if (await hidden.count()) await unfold(hidden);
  await page.locator("form[data-snapshot] [name=name]").fill("Spring");
  await page.locator("form[data-snapshot]").getByRole("button").click();
  await jo.open(`${w}/snapshots`);
  await shows(page.locator("main"), /Spring/);
});
