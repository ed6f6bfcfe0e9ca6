/**
 * Three nodes on one PostgreSQL serve one workbook. People type at each of them while one node after the other is killed, in
 * good order or without a word. Those at the other nodes go on undisturbed, those of the dead one come back elsewhere, and on
 * every node everything is there that any of them called saved. With CROSSWALK_OLD_BINARY the first node is the program of the
 * release before, as during an update node by node: it comes first, and the second one brings the tables up to date.
 */
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres } from "../postgres.mjs";
import { Site, eventually } from "../site.mjs";
import { Typist } from "./typist.mjs";

const KILLS = Number(process.env.CROSSWALK_NODE_KILLS ?? 200);
const NODES = 3;
const PEOPLE_AT_EACH = 2;
/** After so many kills people go on in a new workbook, so that a round costs the same at the end as at the beginning. */
const ROUNDS_IN_A_WORKBOOK = 10;
/** A node lives this long under load before it is killed: at least, and at most on top, in milliseconds. */
const LIFE_MS = 150;
const LIFE_MORE_MS = 500;

let postgres;
let folder;
const nodes = [];
after(async () => {
  for (const node of nodes) await node.stop();
  await postgres?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Each node has a data folder of its own, with the same secret. */
async function openNodes() {
  folder = await mkdtemp(join(tmpdir(), "crosswalk-nodes-"));
  for (let n = 0; n < NODES; n += 1) {
    const data = join(folder, String(n));
    await mkdir(data, { mode: 0o700 });
    if (n > 0) await copyFile(join(folder, "0", "secret"), join(data, "secret"));
    const binary = n === 0 ? process.env.CROSSWALK_OLD_BINARY : undefined;
    nodes.push(await Site.open({ data, binary, settings: ["--database", postgres.url] }));
  }
}

/** The people at one node, who type until it is gone. */
class Table {
  constructor(node, token, name) {
    this.people = Array.from({ length: PEOPLE_AT_EACH }, (_, n) => new Typist(node, token, `${name}.${n}`));
    this.typing = Promise.all(this.people.map((person) => person.type()));
  }

  get saved() {
    return this.people.flatMap((person) => person.saved.filter(Boolean));
  }

  async end() {
    for (const person of this.people) person.stop();
    await this.typing;
    for (const person of this.people) assert.equal(person.refused, undefined, "an honest edit was refused");
    return this.saved;
  }
}

async function everythingIsOn(node, token, marks, when) {
  const text = (await node.read(token)).notes.assess ?? "";
  const there = new Set(text.match(/\[[^\]]*\]/g));
  // Two marks typed at the same place can stand inside each other; one that is whole in the text is there.
  const lost = marks.filter((mark) => !there.has(mark) && !text.includes(mark));
  assert.deepEqual(lost, [], `${when}: ${lost.length} of ${marks.length} saved marks are gone`);
}

test(`${KILLS} nodes of three are killed under one workbook, and nothing saved is lost`, async (t) => {
  const began = Date.now();
  postgres = await Postgres.open();
  await openNodes();
  let token;
  let marks = [];
  let total = 0;
  let startedOver = 0;

  for (let round = 0; round < KILLS; round += 1) {
    if (round % ROUNDS_IN_A_WORKBOOK === 0) {
      token = (await nodes[round % NODES].workbook({ title: `Nodes ${round}` })).edit.token;
      marks = [];
    }
    const tables = nodes.map((node, n) => new Table(node, token, `${round}.${n}`));
    await sleep(LIFE_MS + Math.random() * LIFE_MORE_MS);
    const dead = round % NODES;
    const orderly = round % 5 === 4;
    await nodes[dead].kill(orderly ? "SIGTERM" : "SIGKILL");
    const promised = tables[dead].saved;
    // The others go on, and see what the dead one had called saved.
    for (const [n, node] of nodes.entries()) {
      if (n === dead) continue;
      const before = tables[n].saved.length;
      await eventually(() => tables[n].saved.length > before || tables[n].people.some((person) => person.closed), `round ${round}: people at node ${n} go on`);
      await everythingIsOn(node, token, promised, `round ${round}, node ${n}, while people type`);
    }
    await nodes[dead].start();
    for (const [n, table] of tables.entries()) {
      const codes = table.people.map((person) => person.closed).filter((code) => n !== dead && code !== undefined);
      // A room may start over when a log entry overtakes it: its people are asked to come back, and nothing else.
      assert.ok(codes.every((code) => code === 1012), `round ${round}: people at node ${n} were sent away with ${codes}`);
      startedOver += codes.length;
      marks.push(...(await table.end()));
    }
    for (const [n, node] of nodes.entries()) await everythingIsOn(node, token, marks, `round ${round}, node ${n}`);
    total += tables.reduce((sum, table) => sum + table.saved.length, 0);
  }
  const texts = await Promise.all(nodes.map(async (node) => (await node.read(token)).notes.assess));
  assert.ok(texts.every((text) => text === texts[0]), "the nodes show different texts");
  assert.match(await nodes[1].check(), /^Looked at \d+ workbooks\.$/);
  assert.ok(total > KILLS * 5, `${total} edits: the load was no load`);
  const seconds = Math.round((Date.now() - began) / 1000);
  t.diagnostic(`${KILLS} kills in ${seconds} s: ${total} saved edits, all there on all nodes; ${startedOver} people were asked to come back by a living node`);
});
