import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { Model } from "./model";

function model(now = 1000) {
  const touched: string[] = [];
  return { model: new Model(new Y.Doc(), (change) => touched.push(change), () => now), touched };
}

test("a later write has the greater moment even when the clock stands still or goes back", () => {
  let now = 1000;
  const book = new Model(new Y.Doc(), () => {}, () => now);
  book.setAnswer("goal-setting", "yes", "Rosa");
  now = 400;
  book.setAnswer("goal-setting", null, "Rosa");
  assert.equal(book.get("answers", "goal-setting")?.at, 1001);
  assert.equal(book.answer("goal-setting"), undefined);
});

test("every answer is taken as it is", () => {
  const { model: book } = model();
  for (const answer of ["not_yet", "in_progress", "yes", "dont_know", "not_applicable"] as const) {
    book.setAnswer("goal-setting", answer, "Rosa");
    assert.equal(book.answer("goal-setting"), answer);
  }
});

test("entries have exactly the fields of the schema", () => {
  const { model: book, touched } = model();
  const id = book.addComment("goal-setting", null, "Ask Thuy", "");
  const key = book.addQuestion("assess", "Why did they leave?", "Rosa");
  book.setOwner("goal-setting", "Dana", "Rosa");
  book.setText("title", "Milbrook", "Rosa");
  assert.deepEqual(Object.keys(book.get("comments", id) ?? {}).sort(), ["at", "by", "parent", "question", "removed", "text"]);
  assert.deepEqual(Object.keys(book.get("questions", key) ?? {}).sort(), ["at", "by", "created", "removed", "stage", "text"]);
  assert.match(id, /^[0-9a-f]{16}$/);
  assert.match(key, /^own-[0-9a-f]{16}$/);
  assert.deepEqual(touched, [`comments/${id}`, `questions/${key}`, "owners/goal-setting", "meta/title"]);
});

test("what is removed is not listed, and comes back in its old place", () => {
  const { model: book } = model();
  const [first, second] = [book.addQuestion("assess", "One?", ""), book.addQuestion("assess", "Two?", "")];
  book.setRemoved("questions", first, true);
  assert.deepEqual(book.questionsOf("assess").map(([key]) => key), [second]);
  book.setRemoved("questions", first, false);
  assert.deepEqual(book.questionsOf("assess").map(([key]) => key), [first, second]);
});

test("keys that could not come from us are passed over", () => {
  const { model: book } = model();
  book.doc.getMap("comments").set('"><img', { question: "q", parent: null, text: "x", by: "", at: 1, removed: false });
  assert.deepEqual(book.commentsOn("q"), []);
});
