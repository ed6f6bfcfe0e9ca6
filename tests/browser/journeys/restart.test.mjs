/** The server is restarted twice under an open workbook, with somebody on a phone who is offline in between. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { PHONE, eventually, useSite } from "../harness.mjs";

const at = useSite();

/** What the page may say about being saved and connected while the server starts again. */
const GOOD_NEWS = /^(Saving|Saved|Everything is saved|The server starts again|You are offline|You are back online)/;

/** Everything that the page said about being saved or connected, and every box of errors that it showed. */
async function listen(person) {
  await person.page.evaluate(() => {
    const told = (window.told = new Set());
    const look = () => {
      for (const found of document.querySelectorAll("[data-save] [data-text], [data-offline], [role=alert], .alert")) {
        if (found.checkVisibility()) told.add(found.textContent.trim().replace(/\s+/g, " "));
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}

test("two restarts under an open workbook lose nothing and show no error", async () => {
  const { edit } = await at.site.workbook({ title: "Riverside" });
  const rosa = await at.person("Rosa");
  const thuy = await at.person("Thuy", { viewport: PHONE });
  for (const person of [rosa, thuy]) {
    await person.open(`/w/${edit.token}`);
    await person.workbook.stage("assess");
    await person.workbook.stage("engage");
    await person.page.locator("[data-offline]").waitFor({ state: "hidden" });
    await listen(person);
  }
  const [mine, hers] = [await rosa.workbook.notes("assess"), await thuy.workbook.notes("engage")];

  // Rosa types all the time; the server stops in good order and comes back under it, twice.
  const sentence = "We meet on the second Tuesday of the month, at the library, and bring food. ";
  const typing = mine.pressSequentially(sentence.repeat(2), { delay: 50, timeout: 60_000 });
  await hers.pressSequentially("Thuy, before. ");
  await sleep(800);
  await at.site.kill("SIGTERM");
  await thuy.workbook.question("goal-setting").answer("yes");
  await at.site.start();

  await eventually(async () => (await hers.inputValue()).length > 0 && (await saved(thuy)), "Thuy's answer is saved");
  await thuy.offline();
  await hers.pressSequentially("Thuy, offline. ");
  await at.site.kill("SIGTERM");
  await sleep(2_500);
  await at.site.start();
  await thuy.offline(false);
  await typing;

  for (const person of [rosa, thuy]) await person.workbook.saved();
  const both = [rosa, thuy];
  for (const person of both) {
    const box = await person.workbook.notes("engage");
    await eventually(async () => (await box.inputValue()) === "Thuy, before. Thuy, offline. ", `Thuy's notes at ${person.name}'s`);
  }
  await eventually(async () => (await (await thuy.workbook.notes("assess")).inputValue()) === sentence.repeat(2), "Rosa's notes at Thuy's");
  const { notes, answers } = await at.site.read(edit.token);
  assert.equal(notes.assess, sentence.repeat(2));
  assert.equal(notes.engage, "Thuy, before. Thuy, offline. ");
  assert.equal(answers["goal-setting"].value, "yes");

  for (const person of both) {
    const told = await person.page.evaluate(() => [...window.told]);
    const odd = told.filter((text) => text && !GOOD_NEWS.test(text));
    assert.deepEqual(odd, [], `${person.name} is told nothing that sounds like an error`);
    assert.ok(told.some((text) => /^Saved/.test(text)), told.join(" | "));
  }
});

/** Whether nothing of a person's waits to be sent. */
async function saved(person) {
  return person.page.evaluate(() => Object.keys(localStorage).every((key) => !key.endsWith(":unsent")));
}
