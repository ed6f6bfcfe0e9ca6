/** Several people in one workbook at once, with and without a network. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, shows, useSite } from "../harness.mjs";

const at = useSite();

async function twoPeople() {
  const { edit, read } = await at.site.workbook({ title: "Riverside" });
  const people = [await at.person("Rosa"), await at.person("Thuy")];
  for (const person of people) {
    await person.open(`/w/${edit.token}`);
    await person.workbook.stage("assess");
    await synced(person);
  }
  return [...people, edit.token, read.token];
}

/** The page has joined, and the device keeps what it needs to open without a network. */
async function synced(person) {
  const kept = () => navigator.serviceWorker.getRegistration().then((worker) => worker?.active?.state === "activated");
  await eventually(() => person.page.evaluate(kept), "a service worker");
  await person.page.locator("[data-offline]").waitFor({ state: "hidden" });
}

const valueOf = (box) => box.inputValue();

test("answers and notes reach the other person without a reload", async () => {
  const [rosa, thuy] = await twoPeople();
  await rosa.workbook.question("goal-setting").answer("yes");
  await eventually(() => thuy.workbook.question("goal-setting").radio("yes").isChecked(), "Rosa's answer at Thuy's");
  await thuy.workbook.question("goal-setting").note("From Thuy");
  await rosa.workbook.question("goal-setting").at.getByText("From Thuy").waitFor({ state: "attached" });
});

test("two people type into the same notes at once", async () => {
  const [rosa, thuy] = await twoPeople();
  const [mine, theirs] = [await rosa.workbook.notes("assess"), await thuy.workbook.notes("assess")];
  await mine.fill("Start. End.");
  await eventually(async () => (await valueOf(theirs)) === "Start. End.", "the first text");
  await mine.evaluate((box) => box.setSelectionRange(6, 6));
  await theirs.evaluate((box) => box.setSelectionRange(11, 11));
  await Promise.all([mine.pressSequentially(" From Rosa.", { delay: 20 }), theirs.pressSequentially(" From Thuy.", { delay: 20 })]);
  for (const box of [mine, theirs]) {
    await eventually(async () => (await valueOf(box)) === "Start. From Rosa. End. From Thuy.", "both texts").catch(async (error) => {
      throw new Error(`${error.message}: ${await valueOf(box)}`);
    });
  }
});

test("a read-only link follows along and cannot write", async () => {
  const [rosa, , , readToken] = await twoPeople();
  const marcus = await at.person("Marcus");
  await marcus.open(`/w/${readToken}`);
  await marcus.workbook.stage("assess");
  await rosa.workbook.question("goal-setting").answer("in_progress");
  await eventually(() => marcus.workbook.question("goal-setting").radio("in_progress").isChecked(), "the answer").catch(() =>
    shows(marcus.workbook.question("goal-setting").at, /In progress/),
  );
  assert.equal(await marcus.page.locator("textarea:enabled:not([readonly]):visible, .seg input:enabled:visible").count(), 0);
});

test("offline the page opens, works, says so, and merges on return", async () => {
  const [rosa, thuy, token] = await twoPeople();
  await rosa.page.reload();
  await rosa.workbook.stage("assess");
  await rosa.offline();
  await rosa.page.locator("[data-offline]").waitFor({ state: "visible" });
  await rosa.workbook.question("goal-setting").answer("yes");
  await (await rosa.workbook.notes("assess")).pressSequentially("Rosa, offline. ");
  await shows(rosa.page.locator("[data-offline]"), /\d/);

  await rosa.page.reload();
  await rosa.workbook.stage("assess");
  await eventually(() => rosa.workbook.question("goal-setting").radio("yes").isChecked(), "the answer from the device");

  await thuy.workbook.question("local-conditions").answer("not_yet");
  await (await thuy.workbook.notes("assess")).pressSequentially("Thuy, online. ");
  await thuy.workbook.saved();

  await rosa.offline(false);
  for (const person of [rosa, thuy]) {
    await eventually(() => person.workbook.question("goal-setting").radio("yes").isChecked(), `Rosa's answer at ${person.name}'s`);
    await eventually(() => person.workbook.question("local-conditions").radio("not_yet").isChecked(), `Thuy's answer at ${person.name}'s`);
  }
  await eventually(async () => {
    const { notes } = await at.site.read(token);
    return notes.assess.includes("Rosa, offline. ") && notes.assess.includes("Thuy, online. ");
  }, "both texts on the server");
});

test("words that the device had no time to write survive a reload", async () => {
  const [rosa, thuy, token] = await twoPeople();
  await rosa.offline();
  await rosa.page.locator("[data-offline]").waitFor({ state: "visible" });
  await rosa.page.evaluate(keepDeviceBusy);
  await (await rosa.workbook.notes("assess")).pressSequentially("The last words.");
  await rosa.page.reload();
  const box = await rosa.workbook.notes("assess");
  await eventually(async () => (await valueOf(box)) === "The last words.", "the words from the device");
  await rosa.offline(false);
  await eventually(async () => (await valueOf(await thuy.workbook.notes("assess"))) === "The last words.", "the words at Thuy's");
  assert.equal((await at.site.read(token)).notes.assess, "The last words.");
});

/** Runs in the page: holds the document's store, so that nothing is written to it until the page is gone. */
async function keepDeviceBusy() {
  const [{ name }] = (await indexedDB.databases()).filter(({ name }) => /^crosswalk-.*-edit$/.test(name));
  await new Promise((busy) => {
    indexedDB.open(name).onsuccess = ({ target }) => {
      const store = target.result.transaction("updates", "readwrite").objectStore("updates");
      const again = () => {
        store.count().onsuccess = again;
        busy();
      };
      again();
    };
  });
}

test("a killed server loses nothing that was shown as saved, and the page sends the rest again", async () => {
  const [rosa, , token] = await twoPeople();
  await rosa.workbook.question("goal-setting").answer("yes");
  await rosa.workbook.saved();
  await at.site.kill();
  await rosa.workbook.question("local-conditions").answer("in_progress");
  await rosa.page.locator("[data-offline]").waitFor({ state: "visible" });
  await at.site.start();
  await rosa.page.locator("[data-offline]").waitFor({ state: "hidden" });
  await rosa.workbook.saved();
  const { answers } = await at.site.read(token);
  assert.equal(answers["goal-setting"].value, "yes");
  assert.equal(answers["local-conditions"].value, "in_progress");
});
