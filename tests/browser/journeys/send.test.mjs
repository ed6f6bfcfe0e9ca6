/** Sending a workbook on by mail, downloading it, and taking its data in and out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, letters, linkIn, shows, useSite } from "../harness.mjs";

const at = useSite({ mail: true });

async function openSending(person) {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  await person.open(`/w/${edit.token}/shares`);
}

/** Fills in the form and sends it. */
async function send(page, from, to, message = "") {
  const form = page.locator('main form:has([name="to"])');
  await form.locator("[name=to]").fill(to);
  await form.locator("[name=message]").fill(message);
  await form.locator("[name=from]").fill(from);
  await form.locator("[name=name]").fill("Rosa Medina");
  await form.getByRole("button").last().click();
}

/** Opens the newest letter that asks `from` to confirm, and confirms. */
async function confirm(person, from) {
  const asked = await letters(at.site, from);
  await person.open(linkIn(asked.at(-1), "/confirm/"));
  await person.page.locator("main form button").click();
}

test("a mistake in an address is named, and the rest of the form stays", async () => {
  const rosa = await at.person("Rosa");
  await openSending(rosa);
  await send(rosa.page, "rosa@example.org", "thuy@example.org, marcus@milbrook", "Please look at stage 2.");
  await shows(rosa.page.locator("main"), /marcus@milbrook.*\.org/s);
  assert.equal(await rosa.page.locator("[name=message]").inputValue(), "Please look at stage 2.");
});

test("the first mail waits until the sender confirms, then goes to each address with link and PDF", async () => {
  const rosa = await at.person("Rosa");
  await openSending(rosa);
  await send(rosa.page, "rosa@example.org", "thuy@example.com; Marcus B <marcus@example.com>", "See https://elsewhere.example.net please");
  await confirm(rosa, "rosa@example.org");

  for (const address of ["thuy@example.com", "marcus@example.com"]) {
    const [letter] = await letters(at.site, address);
    assert.equal(letter.replyTo[0].address, "rosa@example.org");
    assert.match(letter.text, /elsewhere\[\.\]example\[\.\]net/);
    assert.equal(letter.attachments[0].mimeType, "application/pdf");
    assert.equal(Buffer.from(letter.attachments[0].content).subarray(0, 5).toString(), "%PDF-");
    linkIn(letter, "/stop/");
    const reader = await at.person(address);
    const response = await reader.open(linkIn(letter, "/w/"));
    assert.equal(response.status(), 200);
  }

  await openSending(rosa);
  await send(rosa.page, "rosa@example.org", "again@example.com");
  await letters(at.site, "again@example.com");
  assert.equal((await letters(at.site, "rosa@example.org")).length, 1, "the sender confirms once");
});

test("the page shows what became of each mail", async () => {
  const rosa = await at.person("Rosa");
  await openSending(rosa);
  await send(rosa.page, "status@example.org", "bo@example.com");
  await rosa.page.waitForURL(/\/shares\/[\w-]+$/);
  const status = rosa.page.url();
  await shows(rosa.page.locator("#share-status"), /status@example\.org/);
  await confirm(rosa, "status@example.org");
  await letters(at.site, "bo@example.com");
  await eventually(async () => {
    await rosa.page.goto(status);
    return (await rosa.page.locator("#share-status .tag.good").count()) === 1;
  }, "the mail is shown as sent");
});

test("a person who stops the mail gets no more of it", async () => {
  const rosa = await at.person("Rosa");
  await openSending(rosa);
  await send(rosa.page, "stop@example.org", "kim@example.com");
  await confirm(rosa, "stop@example.org");
  const [letter] = await letters(at.site, "kim@example.com");

  const kim = await at.person("Kim");
  await kim.open(linkIn(letter, "/stop/"));
  await kim.page.locator("main form button").click();

  await openSending(rosa);
  await send(rosa.page, "stop@example.org", "kim@example.com, lee@example.com");
  await letters(at.site, "lee@example.com");
  assert.equal((await letters(at.site, "kim@example.com")).length, 1);
});

test("the workbook downloads as PDF, filled and blank", async () => {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  const rosa = await at.person("Rosa");
  await rosa.open(`/w/${edit.token}`);
  for (const link of [`a[href*="/workbook.pdf"]`, `a[href*="/blank.pdf"]`]) {
    const href = await rosa.page.locator(link).first().getAttribute("href");
    const response = await rosa.context.request.get(href);
    assert.equal(response.status(), 200);
    assert.equal(response.headers()["content-type"], "application/pdf");
    assert.equal((await response.body()).subarray(0, 5).toString(), "%PDF-");
  }
});

test("an export comes in again as the same workbook", async () => {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  const rosa = await at.person("Rosa");
  await rosa.open(`/w/${edit.token}`);
  await rosa.workbook.stage("assess");
  await rosa.workbook.question("goal-setting").answer("yes");
  await rosa.workbook.saved();
  const exported = await (await rosa.context.request.get(`/w/${edit.token}/export.json`)).body();

  await rosa.open("/workbooks/import");
  await rosa.page.locator("input[type=file]").setInputFiles({ name: "riverside.json", mimeType: "application/json", buffer: exported });
  await rosa.page.locator("form:has(input[type=file]) button").last().click();
  await rosa.page.waitForURL(/\/w\/[\w-]{43}$/);
  assert.ok(!rosa.page.url().includes(edit.token));
  await rosa.workbook.stage("assess");
  assert.ok(await rosa.workbook.question("goal-setting").radio("yes").isChecked());
});
