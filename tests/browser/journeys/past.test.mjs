/** What was: history, an earlier state brought back, snapshots side by side, a deleted workbook brought back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, shows, useSite } from "../harness.mjs";

const at = useSite();

async function changed() {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  const put = (value) => at.site.api("PUT", `/${edit.token}/answers/goal-setting`, { value });
  await put("not_yet");
  await at.site.api("POST", `/${edit.token}/snapshots`, { name: "Spring" });
  await put("yes");
  await at.site.api("POST", `/${edit.token}/snapshots`, { name: "Fall" });
  return edit.token;
}

test("history shows each change, and brings back an earlier state that others then see", async () => {
  const token = await changed();
  const [rosa, thuy] = [await at.person("Rosa"), await at.person("Thuy")];
  await thuy.open(`/w/${token}`);
  await thuy.workbook.stage("assess");
  await rosa.open(`/w/${token}/history`);
  await shows(rosa.page.locator("main"), /Goal setting/);
  const earlier = rosa.page.locator(`main a[href*="/history/"]`);
  await earlier.last().click();
  await rosa.page.waitForURL(/\/history\/\d+/);
  await rosa.page.locator('main form[action$="/restorations"] button').click();
  await eventually(async () => (await at.site.read(token)).answers["goal-setting"]?.value !== "yes", "the earlier state");
  await eventually(async () => !(await thuy.workbook.question("goal-setting").radio("yes").isChecked()), "the earlier state at Thuy's");
});

test("two snapshots stand side by side", async () => {
  const token = await changed();
  const rosa = await at.person("Rosa");
  await rosa.open(`/w/${token}/snapshots`);
  await shows(rosa.page.locator("main"), /Spring/);
  await rosa.page.locator('main a.btn[href*="/compare"]').click();
  await rosa.page.waitForURL(/\/compare/);
  await shows(rosa.page.locator("main"), /Spring[\s\S]*Fall|Fall[\s\S]*Spring/);
});

test("a deleted workbook is closed for all, and comes back within its time", async () => {
  const token = await changed();
  const rosa = await at.person("Rosa");
  await rosa.open(`/w/${token}/deletion`);
  const form = rosa.page.locator('main form[action$="/deletion"]');
  await form.locator("[name=title]").fill("Riverside");
  await form.getByRole("button").click();
  const bo = await at.person("Bo");
  await bo.open(`/w/${token}`);
  assert.equal(await bo.page.locator(".q[data-q]").count(), 0);
  await rosa.open(`/w/${token}/deletion`);
  await rosa.page.locator('main form[action$="/deletion/undo"] button').click();
  await bo.open(`/w/${token}`);
  assert.equal(await bo.page.locator(".q[data-q]").count(), 26);
});
