import assert from "node:assert/strict";
import { test } from "node:test";
import { toBytes, toText } from "./bytes";

test("bytes come back as they were", () => {
  for (const bytes of [[], [0], [251, 255, 191], [1, 2, 3, 4]]) {
    assert.deepEqual([...new Uint8Array(toBytes(toText(Uint8Array.from(bytes).buffer)))], bytes);
  }
  assert.equal(toText(Uint8Array.from([251, 255, 191, 0]).buffer), "-_-_AA");
});

test("what is no such text is refused", () => {
  assert.throws(() => toBytes("a"));
  assert.throws(() => toBytes("ñ"));
});
