/** From the home page to a workbook, and back to it from the same device. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { shows, useSite } from "../harness.mjs";

const at = useSite();

test("one click starts a workbook, with no form before it", async () => {
  const rosa = await at.person("Rosa");
  await rosa.open("/");
  await rosa.page.getByRole("button", { name: "Start the readiness workbook" }).first().click();
  await rosa.page.waitForURL(/\/w\/[\w-]{43}$/);
  await shows(rosa.workbook.overall(), /0 of 26/);
  assert.equal(await rosa.page.locator(".q[data-q]").count(), 26);
  await rosa.picture("workbook-new");
});

test("the device remembers its workbooks until it is told to forget", async () => {
  const rosa = await at.person("Rosa");
  await rosa.open("/");
  await rosa.page.getByRole("button", { name: "Start the readiness workbook" }).first().click();
  await rosa.page.waitForURL(/\/w\//);
  const path = new URL(rosa.page.url()).pathname;

  await rosa.open("/workbooks");
  const link = rosa.page.locator(`a[href="${path}"]`);
  await link.first().click();
  await rosa.page.waitForURL(`**${path}`);

  await rosa.open("/workbooks");
  await rosa.page.getByRole("button", { name: /forget/i }).first().click();
  await link.first().waitFor({ state: "detached" });
  await rosa.open("/workbooks");
  assert.equal(await link.count(), 0);
});

test("a link that leads nowhere says so and shows a way out", async () => {
  const rosa = await at.person("Rosa");
  const response = await rosa.open(`/w/${"x".repeat(43)}`);
  assert.equal(response.status(), 404);
  await rosa.page.getByRole("heading", { level: 1 }).waitFor();
  assert.ok((await rosa.page.locator("main a").count()) > 0);
});
