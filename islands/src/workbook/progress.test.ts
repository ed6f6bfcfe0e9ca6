import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "./progress";

test("\"I don't know\" stays in the total and counts as answered, \"doesn't apply\" leaves it", () => {
  assert.deepEqual(count(["yes", "dont_know", "not_applicable", undefined]), { answered: 2, total: 3 });
  assert.deepEqual(count(["dont_know", "dont_know"]), { answered: 2, total: 2 });
});
