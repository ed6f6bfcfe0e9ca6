/** PostgreSQL hangs with its connections open: people are told, nothing saved is lost, it goes on by itself, and can be stopped. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres } from "../postgres.mjs";
import { Site } from "../site.mjs";
import { Room, saysUnavailable, troubled } from "./rough.mjs";

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

test("a database that hangs with its connections open", async () => {
  const { ready, more } = await troubled(
    site,
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
