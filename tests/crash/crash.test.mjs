/**
 * Several people type, answer, name owners and ask for letters, over the live socket, the API and forms, while the server is
 * killed again and again, also while it starts; on PostgreSQL the database is killed under it too. After each round all that
 * was called saved must be there, every workbook must open, and `crosswalk check` must find nothing. In the end every letter
 * that was promised has arrived, and one that arrived twice has the same Message-ID twice.
 */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres } from "../postgres.mjs";
import { Site, eventually } from "../site.mjs";
import { Typist } from "./typist.mjs";

const CRASHES = Number(process.env.CROSSWALK_CRASHES ?? 1000);
const ENGINES = (process.env.CROSSWALK_CRASH_ENGINES ?? "sqlite,postgres").split(",");
const WORKBOOKS = 2;
const TYPISTS_EACH = 3;
/** After so many rounds people go on in new workbooks, so that a round costs the same at the end as at the beginning. */
const ROUNDS_IN_A_WORKBOOK = 20;
/** The server lives this long under load before it is killed: at least, and at most on top, in milliseconds. */
const LIFE_MS = 40;
const LIFE_MORE_MS = 400;
/** One letter, in milliseconds. */
const LETTER_MS = 60;
/** How long the letters may take after the last crash, in milliseconds. */
const POST_MS = 60_000;

/** What people were promised in one engine's run, and the people who were promised it. */
class Load {
  books = [];
  letters = [];
  #letter = 0;
  #working = false;

  constructor(site, engine) {
    Object.assign(this, { site, engine });
  }

  /** People leave what they have and begin new workbooks. Those of before must still hold everything. */
  async newWorkbooks() {
    for (let n = 0; n < WORKBOOKS; n += 1) {
      const { edit } = await this.site.workbook({ title: `Crash ${this.books.length}` });
      this.books.push({ token: edit.token, marks: [], owner: 0 });
    }
  }

  get open() {
    return this.books.slice(-WORKBOOKS);
  }

  /** Everybody works until `end`; ends by itself with the server. */
  begin(round) {
    this.#working = true;
    this.typists = this.open.flatMap((book) =>
      Array.from({ length: TYPISTS_EACH }, (_, n) => ({ book, person: new Typist(this.site, book.token, `${round}.${n}`) })),
    );
    this.work = Promise.all([
      ...this.typists.map(({ person }) => person.type()),
      ...this.open.map((book) => this.#nameOwners(book)),
      this.#askForLetters(),
    ]);
  }

  /** The server is gone, or was in trouble: what it had called saved until now must be there from now on. */
  async end() {
    this.#working = false;
    for (const { person } of this.typists) person.stop();
    await this.work;
    for (const { book, person } of this.typists) {
      assert.equal(person.refused, undefined, "an honest edit was refused");
      book.marks.push(...person.saved.filter(Boolean));
    }
  }

  /** Names owners over the API, counting up. A number that failed may be there or not. */
  async #nameOwners(book) {
    for (let n = book.owner + 1; this.#working; n += 1) {
      const taken = await this.site.api("PUT", `/${book.token}/owners/goal-setting`, { name: `owner ${n}` }).then(
        () => true,
        () => false,
      );
      if (taken) book.owner = n;
      else await sleep(20);
    }
  }

  async #askForLetters() {
    while (this.#working) {
      const address = `letter${(this.#letter += 1)}.${this.engine}@example.org`;
      const form = new URLSearchParams({ to: address });
      const answer = await fetch(`${this.site.url}/w/${this.open[0].token}/link-mail`, { method: "POST", body: form }).catch(() => {});
      if (answer?.status === 200) this.letters.push(address);
      await sleep(LETTER_MS);
    }
  }

  /** Everything that was called saved is there. */
  async verify(books, when) {
    for (const book of books) {
      const { notes, owners } = await this.site.read(book.token);
      const text = notes.assess ?? "";
      const there = new Set(text.match(/\[[^\]]*\]/g));
      const lost = book.marks.filter((mark) => !there.has(mark) && !text.includes(mark));
      assert.deepEqual(lost, [], `${when}: ${lost.length} of ${book.marks.length} saved marks are gone`);
      const last = Number(owners["goal-setting"]?.name.split(" ")[1] ?? 0);
      assert.ok(last >= book.owner, `${when}: owner ${book.owner} was taken, ${last} is there`);
      book.owner = Math.max(book.owner, last);
    }
    assert.match(await this.site.check(), /^Looked at \d+ workbooks\.$/, `${when}: crosswalk check`);
  }

  /** Letters by address: the Message-IDs that came, each as often as it came. */
  async arrived() {
    const ids = new Map();
    for (const name of await readdir(this.site.inbox)) {
      if (!name.endsWith(".eml")) continue;
      const head = await readFile(join(this.site.inbox, name), "latin1");
      const to = /^To: .*?([\w.]+@example\.org)/im.exec(head)?.[1];
      ids.set(to, [...(ids.get(to) ?? []), /^Message-ID: (.*)/im.exec(head)?.[1]]);
    }
    return ids;
  }
}

let postgres;
const sites = [];
after(async () => {
  for (const site of sites) await site.stop();
  await postgres?.close();
});

/** What can be killed. Leaves the site running. */
const KILLS = {
  async node(site) {
    await site.kill();
    await site.start();
  },
  async "node while it starts"(site) {
    await site.kill();
    for (let n = 1 + Math.floor(Math.random() * 3); n > 0; n -= 1) await site.startAndKill(Math.random() * 250);
    await site.start();
  },
  async database() {
    await postgres.crash();
  },
  async both(site) {
    await Promise.all([site.kill(), postgres.crash()]);
    await site.start();
  },
};

/** What is killed, in turn. */
const TURNS = {
  sqlite: ["node", "node", "node while it starts"],
  postgres: ["node", "database", "node while it starts", "both"],
};

for (const engine of ENGINES) {
  test(`${CRASHES} crashes under load on ${engine} lose nothing that was called saved`, async (t) => {
    const began = Date.now();
    if (engine === "postgres") postgres = await Postgres.open();
    const site = await Site.open({ mail: true, settings: postgres && engine === "postgres" ? ["--database", postgres.url] : [] });
    sites.push(site);
    const load = new Load(site, engine);
    const kills = {};

    for (let round = 0; round < CRASHES; round += 1) {
      if (round % ROUNDS_IN_A_WORKBOOK === 0) await load.newWorkbooks();
      load.begin(round);
      await sleep(LIFE_MS + Math.random() * LIFE_MORE_MS);
      const kind = TURNS[engine][round % TURNS[engine].length];
      kills[kind] = (kills[kind] ?? 0) + 1;
      await KILLS[kind](site);
      await load.end();
      // Nobody helps: the server that runs now serves by itself, if not at once.
      await eventually(() => site.read(load.open[0].token).catch(() => undefined), `round ${round}: the server serves again after "${kind}"`);
      await load.verify(load.open, `round ${round}, ${kind}`);
    }
    await load.verify(load.books, "in the end");

    // A letter that was under way may be claimed for five minutes by a worker that is dead: as if they had passed.
    await site.kill();
    if (engine === "postgres") postgres.query("UPDATE jobs SET locked_until = 0 WHERE locked_until IS NOT NULL");
    await site.start();
    const missing = async () => {
      const arrived = await load.arrived();
      return load.letters.filter((address) => !arrived.has(address));
    };
    await eventually(async () => (await missing()).length === 0, "every letter arrives", POST_MS).catch(async (error) => {
      throw new Error(`${error.message}: ${(await missing()).length} of ${load.letters.length} are missing`);
    });
    const arrived = await load.arrived();
    const twice = load.letters.filter((address) => arrived.get(address).length > 1);
    for (const address of twice) assert.equal(new Set(arrived.get(address)).size, 1, `${address} got letters with different ids`);

    const marks = load.books.flatMap((book) => book.marks).length;
    const owners = load.books.reduce((sum, book) => sum + book.owner, 0);
    assert.ok(marks > CRASHES && load.letters.length > CRASHES / 4, `${marks} edits, ${load.letters.length} letters: the load was no load`);
    t.diagnostic(
      `${engine}: ${marks} saved edits, ${owners} owners and ${load.letters.length} letters (${twice.length} came twice) in ` +
        `${load.books.length} workbooks stood ${CRASHES} rounds (${JSON.stringify(kills)}) in ${Math.round((Date.now() - began) / 1000)} s`,
    );
  });
}
