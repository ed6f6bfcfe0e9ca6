/** PostgreSQL hangs, is shut down, takes no writes: people are told, nothing saved is lost, and it goes on by itself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres } from "../postgres.mjs";
import { Site } from "../site.mjs";
import { Room, saysUnavailable, servesAgain, staysQuiet } from "./rough.mjs";

/** How long the database is away, in milliseconds: a minute or more by hand, less in CI. */
const AWAY_MS = Number(process.env.CROSSWALK_AWAY_MS ?? 5_000);
/** How long the server may take to end while the database hangs, in milliseconds. */
const END_MS = 25_000;

let postgres;
let site;
before(async () => {
  postgres = await Postgres.open();
  site = await Site.open({ settings: ["--database", postgres.url] });
});
after(async () => {
  await site?.stop();
  await postgres?.close();
});

/** Somebody works in a workbook that nobody else has open while `breaks` happens, until `mends`. */
async function troubled(breaks, mends, meanwhile = async () => {}) {
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

test("a database that is shut down for a while", async () => {
  const { ready, more } = await troubled(
    () => postgres.stop(),
    () => postgres.start(),
    async (token) => {
      await saysUnavailable(site, token);
      // Somebody who is signed in is not taken for a stranger.
      const cookie = `cw_session=${"a".repeat(42)}A`;
      const page = await fetch(`${site.url}/partnerships`, { headers: { cookie }, redirect: "manual" });
      if (!process.env.ROUGH_OLD) assert.equal(page.status, 503);
    },
  );
  assert.equal(ready, 503);
  assert.equal(more, 0, "nothing was called saved meanwhile");
});

test("a database that takes no writes", async () => {
  const { more, room } = await troubled(
    async () => {
      postgres.query("ALTER SYSTEM SET default_transaction_read_only = on");
      postgres.query("SELECT pg_reload_conf()");
    },
    async () => {
      postgres.query("ALTER SYSTEM RESET default_transaction_read_only");
      postgres.query("SELECT pg_reload_conf()");
    },
    (token) => saysUnavailable(site, token),
  );
  assert.equal(more, 0);
  assert.ok(room.notices.has("not-written"), "the page is told why");
});

test("a database that hangs with its connections open", async () => {
  const { ready, more } = await troubled(
    () => postgres.freeze(),
    () => postgres.thaw(),
    (token) => saysUnavailable(site, token),
  );
  assert.equal(ready, 503);
  assert.equal(more, 0);
});

test("the server ends in time while the database hangs", async () => {
  const { edit } = await site.workbook({ title: "Riverside" });
  const room = new Room(site, edit.token, "thuy");
  await room.savesMore("it works before");
  postgres.freeze();
  await sleep(500);
  const began = Date.now();
  await site.kill("SIGTERM");
  const took = Date.now() - began;
  postgres.thaw();
  assert.ok(took < END_MS, `it took ${took} ms`);
  await site.start();
  await room.savesMore("after the start");
  await room.stop();
  await room.verify();
});
