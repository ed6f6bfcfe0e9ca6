import assert from "node:assert/strict";
import { test } from "node:test";
import { fits } from "./filter";

test("a row fits when it has every chosen word", () => {
  const row = { sector: "housing", age: "early-childhood school-age" };
  assert.ok(fits({ sector: "", age: "" }, row));
  assert.ok(fits({ sector: "housing", age: "school-age" }, row));
  assert.ok(!fits({ sector: "housing", age: "school" }, row));
  assert.ok(!fits({ sector: "education" }, row));
  assert.ok(!fits({ data: "acs" }, row));
});
