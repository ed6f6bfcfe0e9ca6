import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "./ledger";

test("a change waits until the message that carries it is saved", () => {
  const ledger = new Ledger();
  assert.ok(ledger.settled);
  ledger.touch("answers/goal-setting");
  assert.equal(ledger.waiting, 1);
  ledger.messageSent();
  ledger.touch("notes/assess");
  ledger.messageSent();
  ledger.messagesSaved(1);
  assert.deepEqual(ledger.changes(), ["notes/assess"]);
  ledger.messagesSaved(1);
  assert.ok(ledger.settled);
});

test("typing in one box counts once and is settled by its last message", () => {
  const ledger = new Ledger();
  for (let key = 0; key < 3; key += 1) {
    ledger.touch("notes/assess");
    ledger.messageSent();
  }
  assert.equal(ledger.waiting, 1);
  ledger.messagesSaved(2);
  assert.ok(!ledger.settled);
  ledger.messagesSaved(1);
  assert.ok(ledger.settled);
});

test("a message without changes, as after joining, has to be confirmed too", () => {
  const ledger = new Ledger();
  ledger.messageSent();
  assert.ok(!ledger.settled);
  ledger.messagesSaved(1);
  assert.ok(ledger.settled);
});

test("a lost connection makes everything unconfirmed wait for the next one", () => {
  const ledger = new Ledger(["comments/00ff00ff00ff00ff"]);
  ledger.touch("answers/goal-setting");
  ledger.messageSent();
  ledger.disconnected();
  assert.equal(ledger.waiting, 2);
  ledger.messagesSaved(1);
  assert.equal(ledger.waiting, 2);
  ledger.messageSent();
  ledger.messagesSaved(1);
  assert.ok(ledger.settled);
});
