import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, cleanLine } from "./text";

test("what the server would refuse is taken out", () => {
  assert.equal(clean("a\r\nb\rc\u0000\u007f\td"), "a\nb\nc\td");
  assert.equal(cleanLine("  a\r\nb\tc "), "a b c");
});
