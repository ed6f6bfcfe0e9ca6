/**
 * A meeting under load: meeting.mjs URL SERVER-PID [PHONES] [SECONDS]. So many phones come in, each taps an answer about
 * once a second and changes it the next time; a screen watches. Prints as JSON how long it takes from a tap until the screen has a
 * state that counts it, until it is called saved, and how much of a core the server used. The server must be a
 * development one on loopback (letters in /dev/outbox) without limits (CROSSWALK_LIMITS=off).
 *
 * A second answer of a phone changes no count, so the time to the screen is measured on each phone's first tap to a new
 * question; a new question is asked every few seconds.
 */
import { readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const base = new URL(process.argv[2]);
const pid = process.argv[3];
const phones = Number(process.argv[4] ?? 300);
const seconds = Number(process.argv[5] ?? 20);
if (base.hostname !== "127.0.0.1" || phones > 1000 || seconds > 120) throw new Error("loopback only, at most 1000 phones and 120 s");

/** A round of taps to one question, in milliseconds. */
const ROUND_MS = 4_000;
const ANSWERS = ["not_yet", "in_progress", "yes", "dont_know", "not_applicable"];

/** A browser as far as cookies go. */
class Device {
  cookies = new Map();
  async ask(path, form) {
    const headers = { cookie: this.header() };
    const body = form && new URLSearchParams(form);
    const response = await fetch(new URL(path, base), { method: form ? "POST" : "GET", body, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      this.cookies.set(name, value);
    }
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    return { text, location: response.headers.get("location") };
  }
  header() {
    return [...this.cookies].map((pair) => pair.join("=")).join("; ");
  }
}

/** The client's side of a WebSocket: short binary frames. */
class Socket {
  arrived = Buffer.alloc(0);
  open = false;
  constructor(path, cookies, hear) {
    this.hear = hear;
    this.stream = createConnection(Number(base.port), base.hostname);
    this.stream.setNoDelay(true);
    this.stream.write(
      `GET ${path} HTTP/1.1\r\nHost: ${base.host}\r\nCookie: ${cookies}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    this.stream.on("data", (chunk) => this.read(chunk));
    this.stream.on("error", (error) => fail(`${path}: ${error.message}`));
  }
  read(chunk) {
    this.arrived = Buffer.concat([this.arrived, chunk]);
    if (!this.open) {
      const end = this.arrived.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!this.arrived.toString("latin1", 0, 12).endsWith("101")) fail(this.arrived.toString("latin1", 0, 40));
      this.open = true;
      this.arrived = this.arrived.subarray(end + 4);
    }
    for (;;) {
      if (this.arrived.length < 2) return;
      let [length, start] = [this.arrived[1], 2];
      if (length === 126) {
        if (this.arrived.length < 4) return;
        [length, start] = [this.arrived.readUInt16BE(2), 4];
      }
      if (this.arrived.length < start + length) return;
      const [kind, payload] = [this.arrived[0] & 15, this.arrived.subarray(start, start + length)];
      this.arrived = this.arrived.subarray(start + length);
      if (kind === 2) this.hear(JSON.parse(payload.toString()));
      if (kind === 9) this.send(payload, 0x8a);
    }
  }
  /** Masked with zeros: the server has to unmask all the same. */
  send(payload, first = 0x82) {
    this.stream.write(Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
  }
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

function cpuSeconds() {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const at = (sorted, part) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN) * 10) / 10;

/** Signs somebody in, starts a partnership and a meeting. */
async function start() {
  const rosa = new Device();
  const email = `rosa-${process.pid}@example.org`;
  await rosa.ask("/sign-in", { email });
  let link;
  for (let tries = 0; !link && tries < 100; tries++) {
    await sleep(200);
    const { text } = await rosa.ask("/dev/outbox");
    link = text.match(/\/sign-in\/[\w-]{43}/)?.[0];
  }
  await rosa.ask(link, { name: "Rosa Medina" });
  const home = (await rosa.ask("/partnerships", { name: "Milbrook Homes & Schools" })).location;
  const desk = (await rosa.ask(`${home}/meetings`, {})).location;
  const { text } = await rosa.ask(desk);
  const code = text.match(/class="?code"?>([A-Z0-9]{3}-[A-Z0-9]{3})/)[1].replace("-", "");
  const questions = [...text.matchAll(/name="question" value="([a-z-]+)"/g)].map(([, key]) => key);
  return { rosa, desk, code, questions: [...new Set(questions)] };
}

const { rosa, desk, code, questions } = await start();
/** For each question: when the nth tap was sent, and which counts the screen has seen. */
let sent = [];
let saved = new Map();
let question = "";
let frames = 0;
const [toScreen, toSaved] = [[], []];

const screen = new Socket(`${desk}/live`, rosa.header(), (state) => {
  frames += 1;
  if (state.question?.key !== question || state.phase !== "open") return;
  const now = performance.now();
  // Every tap that was sent is counted in order: the nth one is on the screen with a count of n at least.
  while (sent.length > 0 && sent.counted < state.count) toScreen.push(now - sent[sent.counted++]);
});
const sockets = [];
for (let number = 0; number < phones; number++) {
  const device = new Device();
  await device.ask(`/meet/${code}`);
  const own = number;
  const socket = new Socket(`/meet/${code}/live`, device.header(), (message) => {
    if (message.kind === "saved" && saved.has(own)) toSaved.push(performance.now() - saved.get(own));
  });
  sockets.push(socket);
}
while (!sockets.every((socket) => socket.open)) await sleep(50);
await sleep(500);

const [began, cpuBefore] = [performance.now(), cpuSeconds()];
let turn = 0;
while (performance.now() - began < seconds * 1000) {
  question = questions[turn++ % questions.length];
  sent = [];
  sent.counted = 0;
  saved = new Map();
  await rosa.ask(`${desk}/question`, { question });
  const round = performance.now();
  // Everybody taps within two seconds, as people do when a question comes up, and some change their mind after.
  const taps = sockets.flatMap((socket, own) => [
    { socket, own, first: true, due: round + Math.random() * 2_000 },
    { socket, own, first: false, due: round + 2_200 + Math.random() * (ROUND_MS - 2_600) },
  ]);
  taps.sort((a, b) => a.due - b.due);
  for (const { socket, own, first, due } of taps) {
    while (performance.now() < due) await sleep(1);
    const answer = ANSWERS[Math.floor(Math.random() * ANSWERS.length)];
    const now = performance.now();
    saved.set(own, now);
    if (first) sent.push(now);
    socket.send(Buffer.from(JSON.stringify({ question, answer })));
  }
  await sleep(Math.max(0, round + ROUND_MS - performance.now()));
  await rosa.ask(`${desk}/reveal`, {});
}
await sleep(500);
const [took, used] = [(performance.now() - began) / 1000, cpuSeconds() - cpuBefore];
toScreen.sort((a, b) => a - b);
toSaved.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    phones,
    taps: toSaved.length,
    counted: toScreen.length,
    screen_p50_ms: at(toScreen, 0.5),
    screen_p99_ms: at(toScreen, 0.99),
    saved_p50_ms: at(toSaved, 0.5),
    saved_p99_ms: at(toSaved, 0.99),
    screen_frames_per_s: Math.round((frames / took) * 10) / 10,
    cores: Math.round((used / took) * 1000) / 1000,
    rss_mb: Math.round(Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 102.4) / 10,
  }),
);
process.exit(0);
