import assert from "node:assert/strict";
import { test } from "node:test";
import { Words } from "./words";

const messages = { "here-one": "[n] person", "here-other": "[n] people", "is-here": "[name] is here" };

test("puts values in their places", () => {
  const words = new Words("en", messages);
  assert.equal(words.t("is-here", { name: "[n] $& Thuy" }), "[n] $& Thuy is here");
  assert.equal(words.t("missing"), "missing");
});

test("counts in the language's own forms, and falls back to the last", () => {
  assert.equal(new Words("en", messages).count("here", 1), "1 person");
  assert.equal(new Words("en", messages).count("here", 1040), "1,040 people");
  assert.equal(new Words("es", messages).count("here", 1_000_000), "1,000,000 people");
});
