import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "./backoff";

test("waits longer each time, up to half a minute", () => {
  assert.deepEqual([1, 2, 3, 4].map((n) => backoff(n, () => 1)), [400, 800, 1600, 3200]);
  assert.equal(backoff(1000, () => 1), 30_000);
  assert.equal(backoff(1000, () => 0), 15_000);
});
