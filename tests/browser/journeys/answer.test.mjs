/** Answering, owners, notes and own questions: what one person does in a workbook. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { shows, useSite } from "../harness.mjs";

const at = useSite();

async function openNew(name) {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  const person = await at.person(name);
  await person.open(`/w/${edit.token}`);
  return [person, edit.token];
}

test("an answer is saved, counted, and there after a reload", async () => {
  const [rosa, token] = await openNew("Rosa");
  const { workbook } = rosa;
  await workbook.stage("assess");
  await workbook.question("goal-setting").answer("yes");
  await shows(workbook.overall(), /1 of 26/);
  await workbook.saved();
  assert.equal((await at.site.read(token)).answers["goal-setting"].value, "yes");

  await rosa.page.reload();
  await workbook.stage("assess");
  assert.ok(await workbook.question("goal-setting").radio("yes").isChecked());
});

test("an answer that does not apply leaves the total", async () => {
  const [rosa] = await openNew("Rosa");
  await rosa.workbook.stage("assess");
  await rosa.workbook.question("goal-setting").answer("not_applicable");
  await shows(rosa.workbook.overall(), /0 of 25/);
});

test("an answer that the page does not offer joins the others where it stands", async () => {
  const [rosa, token] = await openNew("Rosa");
  const { workbook, page } = rosa;
  await workbook.stage("assess");
  const question = workbook.question("goal-setting");
  assert.equal(await question.at.getByRole("radio").count(), 4);
  await at.site.api("PUT", `/${token}/answers/goal-setting`, { value: "dont_know" });
  await shows(workbook.overall(), /1 of 26/);
  assert.ok(await question.radio("dont_know").isChecked());
  assert.equal(await question.at.getByRole("radio").count(), 5);
  assert.equal(await workbook.question("local-conditions").at.getByRole("radio").count(), 4);
  // It can be left and come back to.
  await question.answer("yes");
  await question.answer("dont_know");
  await workbook.saved();
  await page.reload();
  await workbook.stage("assess");
  assert.ok(await question.radio("dont_know").isChecked());
});

test("a cleared answer comes back with Undo", async () => {
  const [rosa] = await openNew("Rosa");
  const { workbook } = rosa;
  await workbook.stage("assess");
  const question = workbook.question("goal-setting");
  await question.answer("in_progress");
  await question.at.locator("[data-clear]").click();
  await shows(workbook.overall(), /0 of 26/);
  await workbook.undo();
  assert.ok(await question.radio("in_progress").isChecked());
});

test("the name is asked for once and signs what comes after", async () => {
  const [rosa, token] = await openNew("Rosa");
  const { workbook, page } = rosa;
  await workbook.stage("assess");
  await workbook.question("goal-setting").answer("yes");
  const ask = page.locator("[data-name-ask]");
  await ask.getByRole("textbox").fill("Rosa M.");
  await ask.locator("[data-name-keep]").click();
  await workbook.question("local-conditions").answer("not_yet");
  await shows(workbook.question("local-conditions").at.locator("[data-answered]"), /Rosa M\./);
  assert.equal(await ask.count(), 0);
  await workbook.saved();
  assert.equal((await at.site.read(token)).answers["local-conditions"].by, "Rosa M.");
});

test("a question has an owner", async () => {
  const [rosa] = await openNew("Rosa");
  const { workbook, page } = rosa;
  await workbook.stage("assess");
  const owner = workbook.question("goal-setting").at.locator("details").filter({ has: page.locator("[data-owner-input]") });
  await owner.locator("summary").click();
  await owner.locator("[data-owner-input]").fill("Marcus B.");
  await owner.locator("[data-owner-input]").press("Enter");
  await shows(workbook.question("goal-setting").at.locator("[data-owner-text]"), /Marcus B\./);
  await workbook.saved();
  await page.reload();
  await shows(workbook.question("goal-setting").at.locator("[data-owner-text]"), /Marcus B\./);
});

test("a note is added, removed and brought back", async () => {
  const [rosa] = await openNew("Rosa");
  const { workbook } = rosa;
  await workbook.stage("assess");
  const question = workbook.question("target-populations");
  const text = "Are these the same children? <b>& more</b> 你好";
  await question.note(text);
  await shows(question.at.locator("[data-note-count]"), /1/);
  await question.at.locator("[data-remove-comment]").first().click();
  await question.at.getByText(text).waitFor({ state: "detached" });
  await workbook.undo();
  await question.at.getByText(text).waitFor();
});

test("the notes of a stage are kept as typed", async () => {
  const [rosa, token] = await openNew("Rosa");
  const notes = await rosa.workbook.notes("engage");
  await notes.pressSequentially("Ask Thuy to bring two residents.\n¿Cuándo? 👋");
  await rosa.workbook.saved();
  await rosa.page.reload();
  const again = await rosa.workbook.notes("engage");
  assert.equal(await again.inputValue(), "Ask Thuy to bring two residents.\n¿Cuándo? 👋");
  assert.equal((await at.site.read(token)).notes.engage, "Ask Thuy to bring two residents.\n¿Cuándo? 👋");
});

test("an own question is added, answered, changed, removed and brought back, and counted apart", async () => {
  const [rosa] = await openNew("Rosa");
  const { workbook, page } = rosa;
  const stage = await workbook.stage("assess");
  const add = stage.locator("[data-add-own]");
  await add.locator("> summary").click();
  await add.locator("textarea").fill("Have we asked families who moved away?");
  await add.locator("[data-add]").click();
  const own = stage.locator("[data-own]");
  await own.getByText("Have we asked families who moved away?").waitFor();

  await own.locator(".seg label").nth(2).click();
  await shows(workbook.overall(), /0 of 26/);
  await shows(page.locator("[data-own-overall]"), /1/);

  await own.locator("[data-edit-own]").click();
  await own.locator("[data-own-editor] textarea").fill("Why did families move away?");
  await own.locator("[data-own-keep]").click();
  await own.getByText("Why did families move away?").waitFor();

  await own.locator("[data-remove-own]").click();
  await own.waitFor({ state: "detached" });
  await workbook.undo();
  await own.getByText("Why did families move away?").waitFor();
  assert.ok(await own.locator('.seg input[value="yes"]').isChecked());
});

test("a reset clears a stage, Undo brings it back, and history tells both", async () => {
  const [rosa] = await openNew("Rosa");
  const { workbook, page } = rosa;
  await workbook.stage("assess");
  await workbook.question("goal-setting").answer("yes");
  await workbook.question("local-conditions").answer("not_yet");
  await workbook.saved();

  const reset = await workbook.unfolded("form[data-reset]");
  await reset.locator("select[name=stage]").selectOption("assess");
  await reset.getByRole("button").click();
  await shows(workbook.overall(), /0 of 26/);
  await workbook.undo();
  await shows(workbook.overall(), /2 of 26/);
  assert.ok(await workbook.question("goal-setting").radio("yes").isChecked());
  await workbook.saved();

  await page.goto(`${page.url().split("#")[0]}/history`);
  await shows(page.locator("main"), /Goal setting/);
});
