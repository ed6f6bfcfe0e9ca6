import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, diff, moveCaret, rebase } from "./textdiff";

test("finds the smallest edit", () => {
  assert.equal(diff("same", "same"), undefined);
  assert.deepEqual(diff("", "new"), { at: 0, remove: 0, insert: "new" });
  assert.deepEqual(diff("one two", "one big two"), { at: 4, remove: 0, insert: "big " });
  assert.deepEqual(diff("one two", "two"), { at: 0, remove: 4, insert: "" });
});

test("the caret tells which of several places was meant", () => {
  assert.equal(diff("aaaa", "aaaaa", 2)?.at, 1);
  assert.equal(diff("aaaa", "aaaaa", 5)?.at, 4);
  assert.equal(diff("aaaa", "aaa", 1)?.at, 1);
});

test("never cuts a surrogate pair", () => {
  // U+1F600 and U+1F601 share their first half, U+1F600 and U+1FA00 their last.
  for (const [before, after] of [["a😀b", "a😁b"], ["a\u{1F600}b", "a\u{1FA00}b"], ["😀😀", "😀"]] as const) {
    const edit = diff(before, after);
    assert.ok(edit);
    assert.doesNotMatch(edit.insert, /\p{Surrogate}/u);
    assert.doesNotMatch(before.slice(edit.at, edit.at + edit.remove), /\p{Surrogate}/u);
    assert.equal(apply(before, [edit]), after);
  }
});

test("any change comes out right, wherever the caret is said to be", () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const text = () => Array.from({ length: random(8) }, () => "ab\n"[random(3)]).join("");
  for (let round = 0; round < 5000; round += 1) {
    const [before, after] = [text(), text()];
    const edit = diff(before, after, random(after.length + 1));
    assert.equal(edit ? apply(before, [edit]) : before, after);
  }
});

test("two people's edits of one text keep what both inserted", () => {
  const base = "The school and the housing office meet.";
  const cases = [
    ["The school and the housing office meet in May.", "Our school and the housing office meet."],
    ["The school and housing meet.", "The school and the good housing office meet."],
    ["Everything new", "The school and the HOUSING office meet."],
    ["The school, the library and the housing office meet.", "Nothing left but this"],
  ] as const;
  for (const [mine, theirs] of cases) {
    const [m, t] = [diff(base, mine), diff(base, theirs)];
    assert.ok(m && t);
    const merged = apply(theirs, rebase(m, t));
    assert.ok(merged.includes(m.insert), `${merged} keeps mine`);
    assert.ok(merged.includes(t.insert), `${merged} keeps theirs`);
  }
});

test("the caret stays by its word", () => {
  const edit = { at: 4, remove: 2, insert: "xyz" };
  assert.deepEqual([0, 4, 5, 6, 9].map((position) => moveCaret(position, edit)), [0, 4, 4, 7, 10]);
});
