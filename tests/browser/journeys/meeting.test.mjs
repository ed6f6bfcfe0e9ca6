/** A meeting in the room: the desk, the screen and phones, with and without a network. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, checkAccess, eventually, signIn, useSite } from "../harness.mjs";

const at = useSite();

/** Waits until the words can be seen on the page. */
const says = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** Rosa at the desk of a new meeting. */
async function desk() {
  const rosa = await at.person("Rosa");
  await signIn(at.site, rosa, `rosa-${Date.now()}@example.org`, "Rosa Medina");
  await rosa.open("/partnerships/new");
  await rosa.page.locator("[name=name]").fill("Milbrook");
  await rosa.page.locator("main form button").click();
  await rosa.page.waitForURL(/\/p\//);
  await rosa.open(`${new URL(rosa.page.url()).pathname}/meetings`);
  await rosa.page.getByRole("button", { name: "Start a meeting" }).click();
  await rosa.page.waitForURL(/\/meetings\//);
  const code = await rosa.page.locator(".code").innerText();
  return { rosa, code, screen: await rosa.window(`${new URL(rosa.page.url()).pathname}/screen`) };
}

async function phone(name, code, options = {}) {
  const person = await at.person(name, { viewport: PHONE, ...options });
  await person.open("/meet");
  await person.page.locator("[name=code]").fill(code.toLowerCase());
  await person.page.getByRole("button", { name: "Come in" }).click();
  await says(person.page, "You are in.");
  return person;
}

const tap = (person, answer) => person.page.getByRole("button", { name: answer, exact: true }).click();

test("phones answer, the screen counts, and everybody sees the spread when it is shown", async () => {
  const { rosa, code, screen } = await desk();
  const people = [await phone("Thuy", code), await phone("Ana", code), await phone("Marcus", code, { viewport: { width: 320, height: 568 } })];
  await says(screen, "3 phones are here");
  await says(rosa.page, "3 phones are here");
  await rosa.page.getByRole("button", { name: /^Next question/ }).click();
  for (const person of people) await says(person.page, "Tap your answer.");
  for (const [person, answer] of people.map((person, place) => [person, ["Not yet", "Not yet", "Yes"][place]])) {
    await tap(person, answer);
    await says(person.page, "Your answer is in.");
  }
  await says(screen, "3 answers");
  await says(rosa.page, "3 answers");
  assert.equal(await screen.locator(".spread li").count(), 0);
  await checkAccess(people[2].page, "a phone with a question");
  await rosa.page.getByRole("button", { name: "Show the answers" }).click();
  for (const page of [screen, ...people.map((person) => person.page)]) {
    await says(page, "Far apart");
    assert.equal(await page.locator(".spread li").count(), 5);
  }
  await checkAccess(people[0].page, "a phone with a spread");
  await checkAccess(screen, "the screen with a spread");
  await rosa.page.getByRole("radio", { name: "In progress" }).check();
  await rosa.page.getByRole("button", { name: "Write it into the workbook" }).click();
  for (const page of [rosa.page, screen, people[0].page]) await says(page, "Agreed: In progress");
  await rosa.page.getByText("End the meeting").first().click();
  await rosa.page.getByRole("button", { name: "End the meeting" }).click();
  for (const person of people) await says(person.page, "The meeting has ended.");
});

test("a tap without a network is taken back, and the phone comes back by itself to its place", async () => {
  const { rosa, code } = await desk();
  const thuy = await phone("Thuy", code);
  await rosa.page.getByRole("button", { name: /^Next question/ }).click();
  await says(thuy.page, "Tap your answer.");
  await tap(thuy, "Yes");
  await says(thuy.page, "Your answer is in.");
  await thuy.context.setOffline(true);
  await says(thuy.page, "No connection.");
  await tap(thuy, "Not yet");
  const pressed = (answer) => thuy.page.getByRole("button", { name: answer, exact: true, pressed: true });
  await eventually(() => pressed("Yes").count(), "the answer that is written down");
  await thuy.context.setOffline(false);
  await says(thuy.page, "Your answer is in.");
  await tap(thuy, "In progress");
  await says(rosa.page, "1 answer");
  await eventually(() => pressed("In progress").count(), "the new answer");
});

test("everything works without scripts", async () => {
  const { rosa, code } = await desk();
  await rosa.page.getByRole("button", { name: /^Next question/ }).click();
  const person = await at.person("Dana", { viewport: PHONE, javaScript: false });
  await person.open("/meet");
  await person.page.locator("[name=code]").fill(code);
  await person.page.getByRole("button", { name: "Come in" }).click();
  await tap(person, "I don’t know");
  await says(person.page, "Your answer is in.");
  await says(rosa.page, "1 answer");
  await rosa.page.getByRole("button", { name: "Show the answers" }).click();
  await person.page.getByRole("link", { name: "Look again" }).click();
  await says(person.page, "Too few answered to show how.");
});
