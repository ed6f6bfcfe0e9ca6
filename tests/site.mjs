/** A running Crosswalk with a data folder of its own, for tests that look at it from outside. Needs no packages. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "..");
const BINARY = process.env.CROSSWALK_BINARY ? resolve(ROOT, process.env.CROSSWALK_BINARY) : join(ROOT, "target/debug/crosswalk");
/** How long the server may take to start, in milliseconds: a debug build on a busy machine. */
const START_MS = 30_000;

export class Site {
  #process;
  #said = "";
  port = 0;

  /**
   * A site in a new folder, started. With `mail` it sends through the mail server of scripts/with-smtp-sink. With
   * `namedAt`, a free port, people reach it as localhost instead of by its number. `settings` are more flags; `neighbors`
   * are origins of other sites that its people may visit. With `demo` it is the demonstration, with its partnership.
   */
  static async open({ mail = false, namedAt = 0, settings = [], neighbors = [], demo = false } = {}) {
    const site = new Site();
    Object.assign(site, { port: namedAt, named: namedAt > 0, settings, neighbors, command: demo ? "demo" : "serve" });
    site.smtp = mail ? process.env.CROSSWALK_TEST_SMTP : undefined;
    site.folder = await mkdtemp(join(tmpdir(), "crosswalk-site-"));
    await site.start();
    return site;
  }

  get url() {
    return `http://${this.named ? "localhost" : "127.0.0.1"}:${this.port}`;
  }

  /** Where its mail lands: with that mail server, else in its own outbox. */
  get inbox() {
    return this.smtp ? process.env.CROSSWALK_TEST_SMTP_INBOX : join(this.folder, "data/outbox");
  }

  /** Starts the server; after a `kill` on the same port, so that open pages find it again. */
  async start() {
    const args = [this.command, "--listen", `127.0.0.1:${this.port}`, "--data", join(this.folder, "data")];
    if (this.smtp) args.push("--smtp", this.smtp);
    if (this.named) args.push("--public-url", this.url);
    args.push(...this.settings);
    const server = spawn(BINARY, args, {
      env: { ...process.env, CROSSWALK_LIMITS: "off" },
    });
    this.#process = server;
    this.#said = "";
    this.port = await new Promise((listening, failed) => {
      const late = setTimeout(() => failed(new Error(`the server did not start in ${START_MS} ms:\n${this.#said}`)), START_MS);
      const hear = (chunk) => {
        this.#said += chunk;
        const port = /Listening on http:\/\/[^:\s]+:(\d+)/.exec(this.#said)?.[1];
        if (!port) return;
        clearTimeout(late);
        listening(Number(port));
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.once("error", failed);
      server.once("exit", () => failed(new Error(`the server ended:\n${this.#said}`)));
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
    assert.doesNotMatch(this.#said, /panicked at/, "the server panicked");
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
