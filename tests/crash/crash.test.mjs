/**
 * Several people type, answer and name owners, over the live socket and over the API, while the server is killed again
 * and again. After each start, all that it had called saved must be there.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { Site } from "../site.mjs";

const CRASHES = Number(process.env.CROSSWALK_CRASHES ?? 40);
const WORKBOOKS = 3;
const TYPISTS_EACH = 3;
/** The server lives this long before it is killed: at least, and at most on top, in milliseconds. */
const LIFE_MS = 150;
const LIFE_MORE_MS = 700;
/** One edit of a typist, in milliseconds. */
const PACE_MS = 4;

const SYNC = 0;
const SAVED = 100;
const REFUSED = 101;

/** A person with a live socket. Each edit appends a mark that nobody else writes. */
class Typist {
  #doc = new Y.Doc();
  #sent = [];
  /** Marks that the server has called saved. */
  saved = [];
  refused = undefined;

  constructor(site, token, name) {
    this.name = name;
    this.#doc.on("update", (update, origin) => origin !== this && this.#send(2, update));
    this.socket = new WebSocket(`${site.url.replace("http", "ws")}/live/${token}?v=1`);
    this.socket.binaryType = "arraybuffer";
    this.socket.on("message", (data) => this.#hear(new Uint8Array(data)));
    this.socket.on("error", () => {});
  }

  async type() {
    const ended = new Promise((done) => this.socket.once("close", done));
    const text = this.#doc.getText("notes/assess");
    for (let n = 0; this.socket.readyState <= WebSocket.OPEN; n += 1) {
      if (this.greeted) {
        this.mark = `[${this.name}.${n}]`;
        text.insert(text.length, this.mark);
      }
      await Promise.race([sleep(PACE_MS), ended]);
    }
  }

  #hear(bytes) {
    const message = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(message);
    if (kind === SAVED) this.saved.push(...this.#sent.splice(0, decoding.readVarUint(message)));
    if (kind === REFUSED) this.refused = decoding.readVarString(message);
    if (kind !== SYNC) return;
    const step = decoding.readVarUint(message);
    const payload = decoding.readVarUint8Array(message);
    if (step !== 0) return Y.applyUpdate(this.#doc, payload, this);
    this.mark = undefined;
    this.greeted = true;
    this.#send(1, Y.encodeStateAsUpdate(this.#doc, payload));
    this.#write(0, Y.encodeStateVector(this.#doc));
  }

  #send(step, payload) {
    this.#sent.push(this.mark);
    this.#write(step, payload);
  }

  #write(step, payload) {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    const message = encoding.createEncoder();
    encoding.writeVarUint(message, SYNC);
    encoding.writeVarUint(message, step);
    encoding.writeVarUint8Array(message, payload);
    this.socket.send(encoding.toUint8Array(message));
  }
}

/** Names owners over the API, counting up, until the server is gone. Returns the last number that it took. */
async function nameOwners(site, token, question, start) {
  for (let n = start; ; n += 1) {
    try {
      await site.api("PUT", `/${token}/owners/${question}`, { name: `owner ${n}` });
    } catch {
      return n - 1;
    }
  }
}

let site;
before(async () => {
  site = await Site.open();
});
after(() => site?.stop());

test(`${CRASHES} crashes under load lose nothing that was called saved`, async (t) => {
  const tokens = [];
  for (let n = 0; n < WORKBOOKS; n += 1) tokens.push((await site.workbook({ title: `Crash ${n}` })).edit.token);
  const promised = tokens.map(() => []);
  const owners = tokens.map(() => 0);

  for (let crash = 0; crash < CRASHES; crash += 1) {
    const typists = tokens.flatMap((token, w) =>
      Array.from({ length: TYPISTS_EACH }, (_, p) => ({ w, person: new Typist(site, token, `${crash}.${p}`) })),
    );
    const work = Promise.all([
      ...typists.map(({ person }) => person.type()),
      ...tokens.map(async (token, w) => (owners[w] = await nameOwners(site, token, "goal-setting", owners[w] + 1))),
    ]);
    await sleep(LIFE_MS + Math.random() * LIFE_MORE_MS);
    await site.kill();
    await work;
    for (const { w, person } of typists) {
      assert.equal(person.refused, undefined, "an honest edit was refused");
      promised[w].push(...person.saved.filter(Boolean));
    }

    await site.start();
    for (const [w, token] of tokens.entries()) {
      const { notes, owners: named } = await site.read(token);
      const lost = promised[w].filter((mark) => !(notes.assess ?? "").includes(mark));
      assert.deepEqual(lost, [], `crash ${crash}: ${lost.length} of ${promised[w].length} saved marks are gone`);
      const last = Number(named["goal-setting"]?.name.split(" ")[1] ?? 0);
      assert.ok(last >= owners[w], `crash ${crash}: owner ${owners[w]} was taken, ${last} is there`);
      owners[w] = last;
    }
  }
  const marks = promised.flat().length;
  assert.ok(marks > CRASHES, `only ${marks} edits were saved: the load was no load`);
  t.diagnostic(`${marks} saved edits and ${owners.reduce((sum, n) => sum + n)} owners stood ${CRASHES} crashes`);
});
