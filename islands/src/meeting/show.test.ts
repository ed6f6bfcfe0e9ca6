import assert from "node:assert/strict";
import { test } from "node:test";
import { left } from "./show";

test("the timer reads as on the server", () => {
  assert.equal(left(65_000), "1:05");
  assert.equal(left(60_500), "1:01");
  assert.equal(left(-3), "0:00");
});
