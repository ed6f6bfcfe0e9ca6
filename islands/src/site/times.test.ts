import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LOCAL_TIMES, inZone } from "./times";

process.env.TZ = "America/Chicago";

test("a moment stands in the zone of the device", () => {
  assert.equal(inZone("en", "2026-11-19T03:42:00Z", "datetime"), "Nov 18, 2026, 9:42 PM");
  assert.equal(inZone("es", "2026-11-19T03:42:00Z", "date"), "18 nov 2026");
});

test("what can't be read stays as the server wrote it", () => {
  assert.equal(inZone("en", "soon", "datetime"), undefined);
  assert.equal(inZone("en", "2026-11-19T03:42:00Z", undefined), undefined);
});

test("the server marks times by the name that is looked for", () => {
  const when = readFileSync("../crates/ui/src/when.rs", "utf8");
  const mark = /\[(data-[a-z]+)\]$/.exec(LOCAL_TIMES)?.[1];
  assert.ok(mark && when.includes(`<time datetime=\\"{}\\" ${mark}=\\"{local}\\">`), mark);
});
