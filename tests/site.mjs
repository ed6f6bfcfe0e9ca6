/** A running Crosswalk with a data folder of its own, for tests that look at it from outside. Needs no packages. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const ROOT = resolve(import.meta.dirname, "..");
const BINARY = process.env.CROSSWALK_BINARY ? resolve(ROOT, process.env.CROSSWALK_BINARY) : join(ROOT, "target/debug/crosswalk");
/** How long the server may take to start, in milliseconds: a debug build on a busy machine. */
const START_MS = 30_000;

export class Site {
  #process;
  #said = "";
  #panicked = false;
  port = 0;

  /**
   * A site in a new folder, started. With `mail` it sends through the mail server of scripts/with-smtp-sink, or through the
   * one at the address given. With `namedAt`, a free port, people reach it as localhost instead of by its number. `settings`
   * are more flags; `neighbors` are origins of other sites that its people may visit. With `demo` it is the demonstration,
   * with its partnership. `data` is a folder to use instead of a new one; it stays. `binary` is another build of the program.
   */
  static async open({ mail = false, namedAt = 0, settings = [], neighbors = [], demo = false, data, binary = BINARY } = {}) {
    const site = new Site();
    Object.assign(site, { binary, port: namedAt, named: namedAt > 0, settings, neighbors, command: demo ? "demo" : "serve" });
    site.smtp = mail === true ? process.env.CROSSWALK_TEST_SMTP : mail || undefined;
    site.folder = await mkdtemp(join(tmpdir(), "crosswalk-site-"));
    site.data = data ?? join(site.folder, "data");
    await site.start();
    return site;
  }

  get url() {
    return `http://${this.named ? "localhost" : "127.0.0.1"}:${this.port}`;
  }

  /** Where its mail lands: with that mail server, else in its own outbox. */
  get inbox() {
    return this.smtp ? process.env.CROSSWALK_TEST_SMTP_INBOX : join(this.data, "outbox");
  }

  /** What it has printed and logged since it was started. */
  get said() {
    return this.#said;
  }

  get pid() {
    return this.#process.pid;
  }

  #spawn() {
    const args = [this.command, "--listen", `127.0.0.1:${this.port}`, "--data", this.data];
    if (this.named && !this.settings.includes("--public-url")) args.push("--public-url", this.url);
    args.push(...this.settings);
    this.#process = spawn(this.binary, args, {
      // An address with a password has no place on a command line.
      env: { ...process.env, CROSSWALK_LIMITS: "off", ...(this.smtp ? { CROSSWALK_SMTP: this.smtp } : {}) },
    });
    this.#said = "";
    return this.#process;
  }

  /** Starts the server and ends it at once after so many milliseconds, wherever it has come to. */
  async startAndKill(milliseconds) {
    const server = this.#spawn();
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => this.#hear(chunk));
    await sleep(milliseconds);
    await this.kill();
  }

  #hear(chunk) {
    this.#said += chunk;
    this.#panicked ||= this.#said.includes("panicked at");
  }

  /** Starts the server; after a `kill` on the same port, so that open pages find it again. */
  async start() {
    const server = this.#spawn();
    this.port = await new Promise((listening, failed) => {
      const late = setTimeout(() => failed(new Error(`the server did not start in ${START_MS} ms:\n${this.#said}`)), START_MS);
      const hear = (chunk) => {
        this.#hear(chunk);
        const port = /Listening on http:\/\/[^:\s]+:(\d+)/.exec(this.#said)?.[1];
        if (!port) return;
        clearTimeout(late);
        listening(Number(port));
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.once("error", failed);
      server.once("exit", () => {
        clearTimeout(late);
        failed(new Error(`the server ended:\n${this.#said}`));
      });
    });
  }

  /** The path of the link by which a person of the demonstration signs in. */
  linkFor(name) {
    const link = new RegExp(`${name},[^\\n]*\\n\\s*http://[^/]+(/\\S+)`).exec(this.#said)?.[1];
    if (!link) throw new Error(`no link for ${name} in:\n${this.#said}`);
    return link;
  }

  /** Ends the server at once, as a power cut would. */
  async kill(signal = "SIGKILL") {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((done) => server.once("exit", done));
    server.kill(signal);
    await gone;
  }

  /** Ends the server in good order and deletes its data. */
  async stop() {
    await this.kill("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
    assert.ok(!this.#panicked, `the server panicked:\n${this.#said}`);
  }

  /** What `crosswalk check` says of its data; it throws when that finds a fault. */
  async check() {
    const database = this.settings.indexOf("--database");
    const args = database < 0 ? ["--data", this.data] : this.settings.slice(database, database + 2);
    return (await promisify(execFile)(BINARY, ["check", ...args])).stdout.trim();
  }

  /** Makes a workbook through the API: `{ id, edit: { token, url }, read: { token, url } }`. */
  async workbook(details = {}) {
    return (await this.api("POST", "", details)).json();
  }

  /** What people wrote into a workbook, as the API gives it. */
  async read(token) {
    return (await (await this.api("GET", `/${token}`)).json()).workbook;
  }

  /** Asks the API for something below /api/v1/workbooks that must succeed. */
  async api(method, path, value) {
    const response = await fetch(`${this.url}/api/v1/workbooks${path}`, {
      method,
      headers: value === undefined ? {} : { "Content-Type": "application/json" },
      body: value === undefined ? undefined : JSON.stringify(value),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until `check` gives a true value, and returns it. */
export async function eventually(check, what, patience = 15_000) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(100)) {
    const value = await check();
    if (value) return value;
  }
  throw new Error(`not within ${patience} ms: ${what}`);
}
