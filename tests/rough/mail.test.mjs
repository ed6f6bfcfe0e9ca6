/** The mail server hangs, answers half a line, or is down: letters wait, people are told, and nothing else slows down. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, test } from "node:test";
import { Site, eventually, freePort } from "../site.mjs";
import { staysQuiet } from "./rough.mjs";

/** How long the server may take to end while the mail server hangs, in milliseconds. */
const END_MS = 8_000;

const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

/** A mail server that does to each connection what `behave` says. Counts its callers. */
async function mailServer(behave, port = 0) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    behave(socket);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  };
  return { sockets, stop, port: server.address().port };
}

/** Takes every letter, as far as the protocol goes, and keeps it. */
function taking(letters) {
  return (socket) => {
    let letter;
    socket.write("220 ready\r\n");
    let rest = "";
    socket.on("data", (chunk) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop();
      for (const line of lines) {
        if (letter && line === ".") {
          letters.push(letter.join("\n"));
          letter = undefined;
          socket.write("250 taken\r\n");
        } else if (letter) letter.push(line);
        else if (/^DATA/i.test(line)) {
          letter = [];
          socket.write("354 go on\r\n");
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  };
}

async function siteWith(port) {
  const site = await Site.open({ mail: `smtp://127.0.0.1:${port}?tls=none` });
  closing.push(() => site.stop());
  return { site, token: (await site.workbook({ title: "Riverside" })).edit.token };
}

/** Asks for the link by mail, as the form does. */
async function askForLink(site, token, to) {
  const answer = await fetch(`${site.url}/w/${token}/link-mail`, { method: "POST", body: new URLSearchParams({ to }) });
  assert.equal(answer.status, 200, "the letter is on its way, whatever the mail server does");
}

const TROUBLES = {
  "says nothing": () => {},
  "answers half a line": (socket) => socket.write("220 rea"),
  "hangs in the middle": (socket) => {
    socket.write("220 ready\r\n");
    socket.once("data", () => socket.write("250 o"));
  },
};

for (const [trouble, behave] of Object.entries(TROUBLES)) {
  test(`a mail server that ${trouble}`, async () => {
    const mail = await mailServer(behave);
    closing.push(mail.stop);
    const { site, token } = await siteWith(mail.port);
    await askForLink(site, token, "rosa@example.org");
    await eventually(() => mail.sockets.size > 0, "it calls the mail server");
    const began = Date.now();
    const { status } = await fetch(`${site.url}/w/${token}`);
    assert.equal(status, 200);
    assert.ok(Date.now() - began < 2_000, "pages do not wait for the mail");
    await staysQuiet(site, 2);
    const ending = Date.now();
    await site.kill("SIGTERM");
    assert.ok(Date.now() - ending < END_MS, `it took ${Date.now() - ending} ms to end`);
    assert.doesNotMatch(site.said, /rosa@example/);
    // The mail server is well again: the letter that was cut off goes out by itself.
    await mail.stop();
    const letters = [];
    const well = await mailServer(taking(letters), mail.port);
    closing.push(well.stop);
    await site.start();
    await eventually(() => letters.length === 1, "the letter arrives");
    assert.match(letters[0], /^To: rosa@example\.org/im);
  });
}

test("a mail server that is down, and comes back", async () => {
  const port = await freePort();
  const { site, token } = await siteWith(port);
  await askForLink(site, token, "rosa@example.org");
  await eventually(() => /tried again/.test(site.said), "the log says so once a try");
  await staysQuiet(site, 2);
  const letters = [];
  const well = await mailServer(taking(letters), port);
  closing.push(well.stop);
  await askForLink(site, token, "thuy@example.org");
  await eventually(() => letters.length >= 2, "both letters, the first after its pause of 15 seconds", 45_000);
  assert.equal(new Set(letters.map((letter) => /^Message-ID: (.*)/im.exec(letter)[1])).size, 2);
});
