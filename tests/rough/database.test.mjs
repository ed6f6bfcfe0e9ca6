/** PostgreSQL is shut down, or takes no writes: people are told, nothing saved is lost, and it goes on by itself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Postgres } from "../postgres.mjs";
import { Site } from "../site.mjs";
import { saysUnavailable, troubled } from "./rough.mjs";

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

test("a database that is shut down for a while", async () => {
  const { ready, more } = await troubled(
    site,
    () => postgres.stop(),
    () => postgres.start(),
    async (token) => {
      await saysUnavailable(site, token);
      // Somebody who is signed in is not taken for a stranger.
      const cookie = `cw_session=${"a".repeat(42)}A`;
      const page = await fetch(`${site.url}/partnerships`, { headers: { cookie }, redirect: "manual" });
      assert.equal(page.status, 503);
    },
  );
  assert.equal(ready, 503);
  assert.equal(more, 0, "nothing was called saved meanwhile");
});

test("a database that takes no writes", async () => {
  const { more, room } = await troubled(
    site,
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
