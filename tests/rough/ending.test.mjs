/** Stopping in good order: what is under way is finished, sockets are told to come back, and slow clients hold nobody up. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Typist } from "../crash/typist.mjs";
import { Site, eventually } from "../site.mjs";

/** How long the server may take to end, whatever clients do, in milliseconds. */
const END_MS = 8_000;

let site;
before(async () => {
  site = await Site.open();
});
after(() => site?.stop());

/** A request of which only a part is sent. `rest` sends what is missing and gives the answer. */
async function begun(path, form, sent) {
  const socket = connect(site.port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => {});
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk));
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  socket.write(`${head}Content-Length: ${form.length}\r\n\r\n${form.slice(0, sent)}`);
  const closed = once(socket, "close");
  return {
    socket,
    async rest() {
      socket.write(form.slice(sent));
      await closed;
      return answer;
    },
  };
}

test("a form that is under way is taken, and the socket is told to come back", async () => {
  const { edit } = await site.workbook({ title: "Riverside" });
  const rosa = new Typist(site, edit.token, "rosa");
  const typing = rosa.type();
  await eventually(() => rosa.saved.filter(Boolean).length > 5, "Rosa's edits are saved");
  const form = await begun(`/w/${edit.token}/stages/engage`, "notes=Sent+while+it+stops", 10);
  await sleep(100);
  const ended = site.kill("SIGTERM");
  await sleep(300);
  assert.match(await form.rest(), /^HTTP\/1\.1 303 /);
  await ended;
  await typing;
  assert.equal(rosa.closed, 1012);
  assert.deepEqual(rosa.notices, ["restarting"]);
  await site.start();
  const { notes } = await site.read(edit.token);
  assert.equal(notes.engage, "Sent while it stops");
  assert.deepEqual(rosa.saved.filter((mark) => mark && !notes.assess.includes(mark)), []);
});

test("clients that never finish hold nobody up", async () => {
  const { edit } = await site.workbook({ title: "Riverside" });
  const slow = await begun(`/w/${edit.token}/stages/engage`, "notes=Never+ends", 4);
  const silent = connect(site.port, "127.0.0.1");
  await once(silent, "connect");
  // A reader that does not read: the socket of the workbook has more for it than the kernel takes.
  const reader = connect(site.port, "127.0.0.1");
  await once(reader, "connect");
  for (const socket of [silent, reader]) socket.on("error", () => {});
  reader.write(
    `GET /live/${edit.token}?v=1 HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  reader.pause();
  await sleep(200);
  const began = Date.now();
  await site.kill("SIGTERM");
  const took = Date.now() - began;
  assert.ok(took < END_MS, `it took ${took} ms`);
  for (const socket of [slow.socket, silent, reader]) socket.destroy();
  await site.start();
});
