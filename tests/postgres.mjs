/** A PostgreSQL server of a test's own, which can crash, stop, hang and come back. Data are forced to disk. Needs no packages. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long the server may take to answer after it was started, in milliseconds. */
const START_MS = 30_000;

/** Debian keeps the server's programs out of PATH, in a folder for each version: the newest. */
function programs() {
  const all = "/usr/lib/postgresql";
  const versions = existsSync(all) ? readdirSync(all).sort((a, b) => Number(a) - Number(b)) : [];
  assert.ok(versions.length > 0, "PostgreSQL is not installed; on Debian: apt-get install postgresql");
  return join(all, versions.at(-1), "bin");
}

export class Postgres {
  #server;
  #said = "";

  /** A new, empty server, started. */
  static async open() {
    const postgres = new Postgres();
    postgres.bin = programs();
    postgres.folder = mkdtempSync(join(tmpdir(), "crosswalk-pg-"));
    // PostgreSQL refuses to run as root.
    postgres.as = [];
    if (process.getuid() === 0) {
      const id = (flag) => Number(execFileSync("id", [flag, "postgres"]));
      chownSync(postgres.folder, id("-u"), id("-g"));
      postgres.as = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];
    }
    const settings = ["--username=crosswalk", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
    execFileSync("setpriv", [...postgres.as, join(postgres.bin, "initdb"), `--pgdata=${postgres.folder}/data`, ...settings], { stdio: "pipe" });
    await postgres.start();
    return postgres;
  }

  /** Its address, as `--database` takes it. */
  get url() {
    return `postgres://crosswalk@/postgres?host=${this.folder}`;
  }

  async start() {
    const settings = ["listen_addresses=", "max_connections=100", "lc_messages=C", "restart_after_crash=on"].flatMap((one) => ["-c", one]);
    const command = [join(this.bin, "postgres"), "-D", join(this.folder, "data"), "-k", this.folder, ...settings];
    this.#server = spawn("setpriv", ["--pdeathsig", "QUIT", ...this.as, ...command], { stdio: ["ignore", "ignore", "pipe"] });
    this.#server.stderr.on("data", (chunk) => (this.#said = (this.#said + chunk).slice(-10_000)));
    for (const end = Date.now() + START_MS; Date.now() < end; await sleep(50)) {
      assert.ok(this.#server.exitCode === null, `PostgreSQL ended:\n${this.#said}`);
      try {
        execFileSync(join(this.bin, "pg_isready"), ["--quiet", "--host", this.folder, "--username", "crosswalk", "--dbname", "postgres"]);
        return;
      } catch {
        // Not yet.
      }
    }
    throw new Error(`PostgreSQL did not start:\n${this.#said}`);
  }

  /** Ends it as `pg_ctl stop -m fast` does; with SIGQUIT as `-m immediate`, which is a crash that its next start mends. */
  async stop(signal = "SIGINT") {
    if (!this.#server || this.#server.exitCode !== null || this.#server.signalCode !== null) return;
    const gone = once(this.#server, "exit");
    this.#server.kill(signal);
    await gone;
  }

  /** Ends it without a word, and starts it again. */
  async crash() {
    await this.stop("SIGQUIT");
    await this.start();
  }

  /** Every process of it stands still, with its connections open, until `thaw`. */
  freeze() {
    for (const pid of this.#processes()) process.kill(pid, "SIGSTOP");
  }

  thaw() {
    for (const pid of this.#processes()) process.kill(pid, "SIGCONT");
  }

  #processes() {
    const { pid } = this.#server;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return [pid, ...children.map(Number)];
  }

  /** Runs a statement and returns what it gives, as text. */
  query(sql) {
    const args = ["--host", this.folder, "--username", "crosswalk", "--dbname", "postgres", "--no-psqlrc", "--tuples-only", "--no-align"];
    return execFileSync(join(this.bin, "psql"), [...args, "--command", sql], {
      encoding: "utf8",
      env: { ...process.env, PGOPTIONS: "-c default_transaction_read_only=off" },
    }).trim();
  }

  /** Ends it and deletes its data. */
  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
