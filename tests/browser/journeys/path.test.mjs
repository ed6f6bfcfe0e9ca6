/** The site under a path of its host, as behind a proxy that it shares with others: pages, live, offline, cookies. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, freePort, useSite } from "../harness.mjs";

let port;
const at = useSite(async () => {
  port = await freePort();
  return { namedAt: port, settings: ["--public-url", `http://localhost:${port}/crosswalk`] };
});

test("under a path a workbook is live, opens offline, and keeps to its path", async () => {
  const { edit, read } = await at.site.workbook({ title: "Riverside" });
  assert.ok(edit.url.startsWith(`http://localhost:${port}/crosswalk/w/`), edit.url);
  const rosa = await at.person("Rosa");
  const thuy = await at.person("Thuy");
  const outside = [];
  rosa.context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/crosswalk")) outside.push(pathname);
  });
  await rosa.open(new URL(edit.url).pathname);
  await thuy.open(new URL(read.url).pathname);
  await rosa.workbook.question("goal-setting").answer("yes");
  await rosa.workbook.saved();
  await eventually(() => thuy.page.locator('.q[data-q="goal-setting"] input[value="yes"]').isChecked(), "Rosa's answer at Thuy's");

  // By now the service worker looks after this path, and after no other.
  const scope = await rosa.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, `http://localhost:${port}/crosswalk/`);
  await rosa.page.reload();
  await rosa.offline();
  await rosa.page.reload();
  await rosa.workbook.stage("assess");
  await eventually(() => rosa.workbook.question("goal-setting").radio("yes").isChecked(), "the answer from the device");
  await rosa.page.goto("/crosswalk/es/help");
  await rosa.page.getByRole("link", { name: /Riverside/ }).click();
  await rosa.page.waitForURL(new URL(edit.url).pathname);
  await rosa.offline(false);

  await rosa.open("/crosswalk/es");
  await rosa.page.getByLabel("Colores").selectOption("dark");
  const cookies = await rosa.context.cookies();
  assert.ok(cookies.length >= 3);
  for (const { name, path } of cookies) assert.equal(path, "/crosswalk", name);
  await rosa.page.reload();
  assert.equal(await rosa.page.locator("html").getAttribute("data-theme"), "dark");
  assert.deepEqual(outside, []);
});
