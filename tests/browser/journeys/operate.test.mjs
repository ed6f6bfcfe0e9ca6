/** Whoever runs the site looks after it in the browser: a wrong setting comes back with its words, a right one holds at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, checkAccess, shows, signIn, useSite } from "../harness.mjs";

const at = useSite({ settings: ["--operators", "olga@example.org"] });

test("an operator sees how the site is and gives it the town's color", async () => {
  const olga = await at.person("Olga");
  const { page } = olga;
  await signIn(at.site, olga, "olga@example.org", "Olga Perez");
  await olga.open("/account");
  await page.getByRole("link", { name: "Running this site" }).click();
  await shows(page.getByRole("region", { name: "Program" }), /Version/);
  await shows(page.getByRole("region", { name: "Backups" }), /None are made by themselves/);
  await page.getByRole("navigation", { name: "Pages for running this site" }).getByRole("link", { name: "Settings" }).click();

  const color = page.getByLabel("Color of the header");
  await color.fill("#ffce2e");
  await page.getByLabel("Name of the site").fill("Milbrook Homes & Schools");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("White text is hard to read on this color").first().waitFor();
  assert.equal(await color.inputValue(), "#ffce2e");
  assert.equal(await page.getByLabel("Name of the site").inputValue(), "Milbrook Homes & Schools");
  await checkAccess(page, "settings with a mistake");

  await color.fill("#0e4c92");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const header = page.locator("header.top");
  assert.equal(await header.evaluate((element) => getComputedStyle(element).backgroundColor), "rgb(14, 76, 146)");
  await shows(page.getByRole("region", { name: "Changes" }), /Color of the header: from nothing to “#0e4c92”.*Olga Perez/s);
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await checkAccess(page, `settings ${viewport.width}`);
  }

  // Everybody sees it at once, on pages that were kept too.
  const guest = await at.person("Guest");
  await guest.open("/");
  await shows(guest.page.locator("header.top"), /Milbrook Homes & Schools/);
  const color0 = await guest.page.locator("header.top").evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(color0, "rgb(14, 76, 146)");
  assert.equal((await guest.open("/operate")).url().includes("/sign-in"), true);
});

test("a site of one language leads there from every link", async () => {
  const olga = await at.person("Olga 2");
  const { page } = olga;
  await signIn(at.site, olga, "olga@example.org", "Olga Perez", { from: 2 });
  await olga.open("/operate/settings");
  await page.getByLabel("Languages of pages").selectOption("es");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/es\/operate\/settings/);
  await page.getByText("Guardado").first().waitFor();
  const guest = await at.person("Guest 2");
  await guest.open("/help");
  assert.equal(new URL(guest.page.url()).pathname, "/es/help");
  assert.equal(await guest.page.getByText("In English").count(), 0);
  await page.getByRole("button", { name: /Volver.*Idiomas de las páginas/ }).click();
  await shows(page.getByRole("region", { name: "Cambios" }), /Idiomas de las páginas: de “es” al valor del archivo/);
  await guest.open("/help");
  assert.equal(new URL(guest.page.url()).pathname, "/help");
});
