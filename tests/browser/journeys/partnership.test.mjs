/**
 * A partnership at work: three people of three organizations go through a whole round at once, a workbook that was
 * started without an account is brought in, and organizations come in from a table. What half a year changes is looked
 * at in the demonstration.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, checkAccess, eventually, letters, linkIn, shows, signIn, useSite } from "../harness.mjs";

const at = useSite();
const later = useSite({ demo: true });

/** Starts a partnership by its form. Gives the path of its home. */
async function startPartnership(rosa, name) {
  await rosa.open("/partnerships/new");
  await rosa.page.getByLabel("Name of the partnership").fill(name);
  await rosa.page.getByRole("button", { name: "Start it" }).click();
  await rosa.page.waitForURL(/\/p\/[\w-]+$/);
  return new URL(rosa.page.url()).pathname;
}

const ORGANIZATIONS = [
  { name: "Milbrook Housing Authority", sector: "housing", kind: "public-housing-authority" },
  { name: "Milbrook Public Schools", sector: "education", kind: "school-district" },
  { name: "Parents of Garfield School", sector: "residents", kind: "parents-association" },
];

/** Comes in by the letter: signs in on the way, and joins. */
async function comeIn(person, address, name) {
  const [invitation] = await letters(at.site, address);
  await person.open(linkIn(invitation, "/join/"));
  await person.page.getByRole("link", { name: "Sign in and join" }).click();
  await signIn(at.site, person, address, name, { from: 2 });
  await person.page.getByRole("button", { name: "Join" }).click();
  await person.page.waitForURL(/\/p\/[\w-]+$/);
}

/** Answers a few questions in one's own copy, on a phone. */
async function answerAlone(person, round, words, answers) {
  await person.open(round);
  await person.page.getByRole("button", { name: words.begin }).click();
  await person.page.waitForURL(/\/w\//);
  for (const [stage, own] of Object.entries(answers)) {
    await person.workbook.stage(stage);
    for (const [question, answer] of Object.entries(own)) await person.workbook.question(question).answer(answer);
  }
  await person.workbook.saved();
}

test("three people answer alone on their phones, see together where they differ, and make work of it", async () => {
  const rosa = await at.person("Rosa");
  await signIn(at.site, rosa, "rosa@bridgeway.example", "Rosa Medina");
  const home = await startPartnership(rosa, "Milbrook Homes & Schools");
  for (const form of ORGANIZATIONS) await rosa.page.request.post(`${home}/partners`, { form });
  const guests = ["dana@housing.example", "marcus@schools.example", "luz@garfield.example"];
  await rosa.open(`${home}/people`);
  const speakFor = rosa.page.getByLabel("They speak for");
  const organizations = await Promise.all(ORGANIZATIONS.map(({ name }) => speakFor.locator("option", { hasText: name }).first().getAttribute("value")));
  await rosa.page.getByLabel("Email addresses").fill(guests[0]);
  await speakFor.selectOption(organizations[0]);
  await rosa.page.getByRole("button", { name: "Send the invitation" }).click();
  await rosa.page.getByText(guests[0]).filter({ visible: true }).first().waitFor();
  for (const place of [1, 2]) {
    await rosa.page.request.post(`${home}/invitations`, { form: { to: guests[place], organization: organizations[place] } });
  }
  const people = await Promise.all(["Dana Whitfield", "Marcus Bell", "Luz Rey"].map((name) => at.person(name, { viewport: PHONE })));
  const [dana, marcus, luz] = people;
  await Promise.all(people.map((person, place) => comeIn(person, guests[place], person.name)));

  await rosa.open(`${home}/rounds/new`);
  await rosa.page.getByLabel("Name of the round").fill("Fall 2026");
  await rosa.page.getByRole("radio", { name: /^Names/ }).check();
  await rosa.page.getByRole("button", { name: "Open the round" }).click();
  await rosa.page.waitForURL(/\/rounds\/[\w-]+$/);
  const round = new URL(rosa.page.url()).pathname;

  const [english, spanish] = [{ begin: "Start your copy" }, { begin: /copia/ }];
  await Promise.all([
    answerAlone(dana, round, english, { assess: { "goal-setting": "yes", "community-voice": "yes" }, engage: { "power-and-agency": "yes" } }),
    answerAlone(marcus, round, english, { assess: { "goal-setting": "yes", "community-voice": "in_progress" }, engage: { "power-and-agency": "dont_know" } }),
    answerAlone(luz, `/es${round}`, spanish, { assess: { "goal-setting": "yes", "community-voice": "not_yet" }, engage: { "power-and-agency": "not_yet" } }),
  ]);
  const said = "Nadie nos dijo qué se hizo con la encuesta.";
  await luz.workbook.question("community-voice").note(said);
  await luz.workbook.saved();
  await checkAccess(luz.page, "an own copy in Spanish on a phone");
  // Only Dana says that she is done; what the others wrote counts all the same.
  await dana.open(round);
  await dana.page.getByRole("button", { name: "I am done" }).click();
  await dana.page.getByText("Your answers are in.").waitFor();
  await marcus.open(`${round}/results`);
  await shows(marcus.page.locator("main"), /1 of 3 people answered/);
  assert.equal(await marcus.page.getByText(said).count(), 0, "nobody's answer is seen before the close");

  await rosa.open(round);
  await rosa.page.getByText("Close the round now").click();
  await rosa.page.getByRole("button", { name: "Yes, close it for everybody" }).click();
  await rosa.page.getByRole("heading", { name: "Readiness results" }).waitFor();
  await shows(rosa.page.locator("main"), /From 3 of the 3 partners we asked/);
  const gap = rosa.page.locator("#q-community-voice");
  await shows(gap, /Far apart/);
  await luz.open(`/es${round}/results`);
  await shows(luz.page.locator("#q-community-voice"), new RegExp(said));
  await checkAccess(luz.page, "results in Spanish on a phone");

  await gap.getByRole("button", { name: /Add to the agenda/ }).click();
  await rosa.page.waitForURL(/\/agenda/);
  const item = rosa.page.locator("section", { has: rosa.page.getByRole("heading", { name: /Community voice/ }) });
  await item.waitFor();
  await rosa.open(`${round}/results`);
  await rosa.page.locator("#q-community-voice").getByRole("link", { name: /The team’s answer/ }).click();
  await rosa.page.waitForURL(/\/w\//);
  await rosa.workbook.stage("assess");
  await rosa.workbook.question("community-voice").answer("in_progress");
  await rosa.workbook.saved();

  await rosa.open(`${home}/agenda`);
  await shows(item, /In progress/);
  await item.getByRole("link", { name: /Add a next step/ }).click();
  await rosa.page.getByLabel("What to do").fill("Tell families what became of their answers");
  await rosa.page.getByLabel("Who sees to it").selectOption("Luz Rey");
  await rosa.page.getByRole("button", { name: "Add a next step" }).click();
  const open = rosa.page.locator("[aria-labelledby=open-steps]");
  await shows(open, /Tell families what became of their answers.*Luz Rey/s);
  await luz.open(`/es${home}`);
  await shows(luz.page.locator("main"), /Tell families what became of their answers/);
});

test("half a year later the results say what moved and who moved", async () => {
  const rosa = await later.person("Rosa", { viewport: PHONE });
  await rosa.open(later.site.linkFor("Rosa Medina"));
  await rosa.page.getByRole("button", { name: "Sign in" }).click();
  await rosa.page.getByRole("heading", { name: "Milbrook Homes & Schools", level: 1 }).waitFor();
  await checkAccess(rosa.page, "the home of the demonstration on a phone");
  await rosa.open(`${new URL(rosa.page.url()).pathname}/rounds`);
  await rosa.page.locator("main li", { hasText: "Closed" }).first().getByRole("link").first().click();
  await rosa.page.getByRole("heading", { name: "Over time" }).waitFor();
  const change = rosa.page.locator("section", { has: rosa.page.locator("#change") });
  await shows(change, /Assess conditions.*up from \d/s);
  await shows(change, /Northside Tenants Council\s*\d+ questions toward yes/);
  await checkAccess(rosa.page, "results of the demonstration on a phone");
});

test("a workbook that was started without an account becomes the team’s, and nothing of it is lost", async () => {
  const rosa = await at.person("Rosa again");
  await rosa.open("/");
  await rosa.page.getByRole("button", { name: /Start the readiness workbook/ }).first().click();
  await rosa.page.waitForURL(/\/w\//);
  const workbook = new URL(rosa.page.url()).pathname;
  await rosa.workbook.stage("assess");
  const question = rosa.workbook.question("goal-setting");
  await question.answer("yes");
  await question.note("We wrote it down in May.");
  await (await rosa.workbook.notes("assess")).fill("Bring the moves data.");
  await rosa.workbook.saved();
  await rosa.page.request.post(`${workbook}/snapshots`, { form: { name: "Before we met" } });

  await rosa.open(`${workbook}/claim`);
  await signIn(at.site, rosa, "rosa.again@bridgeway.example", "Rosa Medina");
  await rosa.page.getByLabel("Name of the partnership").fill("Riverside");
  await rosa.page.getByRole("button", { name: "Bring it in" }).click();
  await rosa.page.waitForURL(/\/p\/[\w-]+$/);
  const home = new URL(rosa.page.url()).pathname;
  await rosa.open(`${home}/workbook`);
  assert.equal(new URL(rosa.page.url()).pathname, workbook, "it is the same workbook by the same link");
  await rosa.workbook.stage("assess");
  await eventually(() => question.radio("yes").isChecked(), "the answer");
  await shows(question.at, /We wrote it down in May\./);
  assert.equal(await (await rosa.workbook.notes("assess")).inputValue(), "Bring the moves data.");
  await rosa.open(`${workbook}/snapshots`);
  await shows(rosa.page.locator("main"), /Before we met/);
  await rosa.open(`${workbook}/history`);
  await shows(rosa.page.locator("main"), /Goal setting/);
});

const SHEET = `Organization,Sector,Website,Main contact,Main contact: email
Milbrook Public Schools,Education,https://schools.example,Marcus Bell,marcus@schools.example
Milbrook Schools (district office),Education,https://www.schools.example/office,Ana Ruiz,ana@schools.example
Harlan Community Fund,Funders,https://harlan.example,Neil Ode,neil@harlan
Eastgate Community Homes,Housing,https://eastgate.example,Carla Núñez,carla@eastgate.example
`;

test("a table of organizations is looked at row by row, duplicates are found, and what was chosen comes in", async () => {
  const rosa = await at.person("Rosa with a table");
  await signIn(at.site, rosa, "rosa.table@bridgeway.example", "Rosa Medina");
  const home = await startPartnership(rosa, "Milbrook");
  await rosa.page.request.post(`${home}/partners`, { form: { ...ORGANIZATIONS[1], website: "https://schools.example" } });
  await rosa.open(`${home}/partners/import`);
  const file = { name: "partners.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) };
  await rosa.page.locator("input[type=file]").setInputFiles(file);
  await rosa.page.locator("main form button").first().click();
  await rosa.page.locator("#f-rows").waitFor();
  const row = (name) => rosa.page.locator("form tr", { has: rosa.page.getByRole("rowheader", { name }) });
  // The name that is there already is left out, what looks like it is pointed out, a wrong address is told.
  const choice = (name) => row(name).getByRole("combobox");
  assert.equal(await choice("Milbrook Public Schools").inputValue(), "skip");
  await shows(row("district office"), /Milbrook Public Schools/);
  await shows(rosa.page.locator("[aria-labelledby=bad]"), /neil@harlan/);
  await checkAccess(rosa.page, "the preview of a table");
  const same = await choice("district office").locator("option", { hasText: "Milbrook Public Schools" }).first().getAttribute("value");
  await choice("district office").selectOption(same);
  await rosa.page.getByRole("button", { name: "Import", exact: true }).click();
  await rosa.page.waitForURL(/\/partners\?imported=2/);
  const list = rosa.page.locator("main table").first();
  await shows(list, /Eastgate Community Homes/);
  assert.equal(await list.getByRole("rowheader").count(), 2, "one new organization beside the one that was there");
});
