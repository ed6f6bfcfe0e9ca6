/** What the tests of failures share: people at work while something breaks, and what they may expect meanwhile. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Typist } from "../crash/typist.mjs";
import { eventually } from "../site.mjs";

/** Most of one core that a server may use while it can't work, and most bytes that it may log in a second. */
const IDLE_CORE = 0.3;
const LOG_BYTES_A_SECOND = 4_000;
/** How long a database is away, in milliseconds: a minute or more by hand, less in CI. */
const AWAY_MS = Number(process.env.CROSSWALK_AWAY_MS ?? 5_000);
/** How long the server may take to serve again once the cause is gone, in milliseconds. */
const BACK_MS = 30_000;
/** Linux counts a process's time in these, in seconds. */
const TICK = 0.01;

/** A stage of a workbook as its form is sent, without scripts. */
export function sendStage(site, token, notes, { language = "" } = {}) {
  const body = new URLSearchParams({ notes, "answer.goal-setting": "yes" });
  return fetch(`${site.url}${language}/w/${token}/stages/assess`, { method: "POST", body, redirect: "manual" });
}

/** Somebody who types into a workbook, and comes back whenever the socket ends, as a page does. */
export class Room {
  #going = true;
  #name;
  #visits = 0;
  saved = [];
  notices = new Set();
  codes = new Set();

  constructor(site, token, name) {
    this.site = site;
    this.token = token;
    this.#name = name;
    this.work = this.#visitAgainAndAgain();
  }

  async #visitAgainAndAgain() {
    while (this.#going) {
      const person = new Typist(this.site, this.token, `${this.#name}.${(this.#visits += 1)}`);
      const visit = person.type();
      while (this.#going && person.closed === undefined) {
        await sleep(20);
        this.saved.push(...person.saved.splice(0).filter(Boolean));
      }
      this.saved.push(...person.saved.splice(0).filter(Boolean));
      person.stop();
      await visit;
      assert.equal(person.refused, undefined, "an honest edit was refused");
      for (const notice of person.notices) this.notices.add(notice);
      this.codes.add(person.closed);
      await sleep(300);
    }
  }

  /** Waits until something more was called saved. */
  async savesMore(what) {
    const before = this.saved.length;
    await eventually(() => this.saved.length > before, what, BACK_MS);
  }

  async stop() {
    this.#going = false;
    await this.work;
  }

  /** All that was called saved is there. */
  async verify() {
    const { notes } = await this.site.read(this.token);
    const lost = this.saved.filter((mark) => !notes.assess.includes(mark));
    assert.deepEqual(lost, [], `${lost.length} of ${this.saved.length} saved marks are gone`);
  }
}

/** What a form and the API answer when nothing can be saved: that, in the person's language, and when to come back. */
export async function saysUnavailable(site, token) {
  const [form, api] = await Promise.all([
    sendStage(site, token, "Lo que escribí", { language: "/es" }),
    fetch(`${site.url}/api/v1/workbooks/${token}/owners/goal-setting`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Ana" }),
    }),
  ]);
  const page = await form.text();
  assert.equal(form.status, 503, page.slice(0, 400));
  assert.ok(Number(form.headers.get("retry-after")) > 0, "Retry-After");
  assert.match(page, /<html lang="es-US"/);
  assert.ok(page.includes('value="Lo que escribí"'), "the person's words are still on the page");
  assert.equal(api.status, 503, await api.clone().text());
  assert.ok(Number(api.headers.get("retry-after")) > 0, "Retry-After of the API");
  assert.match(api.headers.get("content-type"), /problem\+json/);
}

/** The server neither spins nor fills its log for `seconds` of trouble. */
export async function staysQuiet(site, seconds = 3) {
  const [used, said] = [processorTime(site.pid), site.said.length];
  await sleep(seconds * 1000);
  const cores = (processorTime(site.pid) - used) / seconds;
  assert.ok(cores < IDLE_CORE, `it uses ${cores.toFixed(2)} of a core while it can do nothing`);
  const logged = (site.said.length - said) / seconds;
  assert.ok(logged < LOG_BYTES_A_SECOND, `it logs ${Math.round(logged)} bytes a second: ${site.said.slice(-2000)}`);
}

/** The same process takes the form that it refused, without anybody's hand. */
export async function servesAgain(site, token) {
  await eventually(async () => (await sendStage(site, token, "Lo que escribí")).status === 303, "the form is taken again", BACK_MS);
  const { notes } = await site.read(token);
  assert.match(notes.assess, /Lo que escribí/);
}

/** Somebody works in a workbook that nobody else has open while `breaks` happens, until `mends`. */
export async function troubled(site, breaks, mends, meanwhile = async () => {}) {
  const { edit } = await site.workbook({ title: "Riverside" });
  const other = await site.workbook({ title: "Harbor" });
  const room = new Room(site, edit.token, "rosa");
  await room.savesMore("it works before");
  const began = Date.now();
  let ready, more;
  try {
    await breaks();
    await sleep(500);
    const saved = room.saved.length;
    const [readyz, healthz, home] = await Promise.all(["/readyz", "/healthz", "/es"].map((path) => fetch(site.url + path)));
    assert.equal(home.status, 200, "what needs no database is there");
    assert.equal(healthz.status, 200);
    ready = readyz.status;
    await meanwhile(other.edit.token);
    await staysQuiet(site);
    await sleep(Math.max(0, AWAY_MS - (Date.now() - began)));
    more = room.saved.length - saved;
  } finally {
    await mends();
  }
  await servesAgain(site, other.edit.token);
  await room.savesMore("the socket saves again");
  await room.stop();
  await room.verify();
  return { ready, more, room };
}

function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}
