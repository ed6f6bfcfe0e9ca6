/**
 * Crosswalk behind nginx, set up by the very files of docs/operating/proxy: TLS, live sockets, the visitor's address, a
 * path of a shared host, and requests that are made to be understood in two ways.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect as connectHttp2 } from "node:http2";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

// The packages of the crash test do for these sockets too.
const packages = createRequire(new URL("../crash/package.json", import.meta.url));
const WebSocket = packages("ws");
const Y = packages("yjs");

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = resolve(ROOT, process.env.CROSSWALK_BINARY ?? "target/debug/crosswalk");
const HOST = "crosswalk.example.org";
const SHARED = "example.org";
/** Whether to wait for what takes a minute, too. */
const PATIENT = process.env.CROSSWALK_PROXY_PATIENT === "1";

let work, nginx, https, http, ca;
/** One on a host of its own that trusts the proxy; one under a path that does not. */
const own = {}, shared = {};

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function serve(site, name, ...flags) {
  // The limits stay on: some of this is about them.
  const { CROSSWALK_LIMITS, ...env } = process.env;
  site.process = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0", "--data", join(work, name), ...flags], { env });
  let said = "";
  site.port = await new Promise((listening, failed) => {
    const hear = (chunk) => {
      said += chunk;
      const port = /Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port) listening(Number(port));
    };
    site.process.stdout.on("data", hear);
    site.process.stderr.on("data", hear);
    site.process.on("exit", () => failed(new Error(`the program ended:\n${said}`)));
  });
}

/** A self-made authority, and a certificate of it for both hosts. */
function certificates() {
  const openssl = (...args) => {
    const done = spawnSync("openssl", args, { cwd: work, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
  };
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test authority");
  openssl("req", ...key, "-keyout", "site.key", "-out", "site.csr", "-subj", `/CN=${HOST}`);
  spawnSync("sh", ["-c", `printf 'subjectAltName=DNS:${HOST},DNS:${SHARED}' > site.ext`], { cwd: work });
  openssl("x509", "-req", "-in", "site.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "site.pem", "-days", "2", "-extfile", "site.ext");
}

/** The examples with this test's ports and files in place of the ones to be written in. */
async function configuration() {
  const example = (name) => readFile(join(ROOT, "docs/operating/proxy", name), "utf8");
  const fit = (text) =>
    text
      .replace(/^ *listen \[::\].*\n/gm, "")
      .replaceAll("listen 80;", `listen 127.0.0.1:${http};`)
      .replaceAll("listen 443 ssl", `listen 127.0.0.1:${https} ssl`)
      .replace(/ssl_certificate .*;/, `ssl_certificate ${work}/site.pem;`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${work}/site.key;`)
      .replace(/error_log .* crit;/, `error_log ${work}/error.log info;`);
  const site = fit(await example("crosswalk.nginx.conf")).replace("127.0.0.1:8080", `127.0.0.1:${own.port}`);
  const path = fit(await example("crosswalk-path.nginx.conf")).replace("http://crosswalk;", `http://127.0.0.1:${shared.port};`);
  assert.ok(site.includes(`127.0.0.1:${own.port}`) && path.includes(`127.0.0.1:${shared.port}`));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${work}/${kind};`).join(" ");
  return `pid ${work}/nginx.pid; error_log ${work}/error.log info; events {} http { ${temporary}
${site}
server {
  listen 127.0.0.1:${https} ssl; server_name ${SHARED};
  ssl_certificate ${work}/site.pem; ssl_certificate_key ${work}/site.key;
  location / { return 200 "another program\\n"; }
${path}
} }`;
}

before(async () => {
  work = await mkdtemp(join(tmpdir(), "crosswalk-proxy-"));
  await mkdir(join(work, "logs"));
  certificates();
  ca = await readFile(join(work, "ca.pem"));
  [https, http] = [await freePort(), await freePort()];
  await Promise.all([
    serve(own, "own", "--public-url", `https://${HOST}`, "--behind-proxy"),
    serve(shared, "shared", "--public-url", `https://${SHARED}/crosswalk`),
  ]);
  await writeFile(join(work, "nginx.conf"), await configuration());
  const checked = spawnSync("nginx", ["-t", "-p", work, "-c", join(work, "nginx.conf")], { encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stderr);
  nginx = spawn("nginx", ["-p", work, "-c", join(work, "nginx.conf"), "-g", "daemon off;"], { stdio: "inherit" });
  for (let tries = 0; ; tries += 1) {
    try {
      connect(https, "127.0.0.1").on("error", () => {}).end();
      if ((await ask("GET", "/healthz")).status === 200) return;
    } catch {
      assert.ok(tries < 100, "nginx does not serve");
      await sleep(50);
    }
  }
});

after(async () => {
  for (const child of [nginx, own.process, shared.process]) {
    if (!child || child.exitCode !== null) continue;
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await rm(work, { recursive: true, force: true });
});

/** A connection to nginx by TLS, to nginx without, or to a program itself. */
function line(to = { host: HOST }) {
  if (to.port) return connect(to.port, "127.0.0.1");
  return connectTls({ host: "127.0.0.1", port: https, servername: to.host, ca, ALPNProtocols: ["http/1.1"] });
}

/** Sends bytes as they are, and answers all that comes back until the other side hangs up or is quiet. */
function exchange(bytes, to, quiet = 700) {
  return new Promise((done, failed) => {
    const socket = line(to);
    let got = "";
    const end = () => (socket.destroy(), done(got));
    socket.setTimeout(quiet, end);
    socket.on("data", (chunk) => (got += chunk.toString("latin1")));
    socket.on("close", () => done(got));
    socket.on("error", (error) => (got || error.code === "ECONNRESET" || error.code === "EPIPE" ? done(got) : failed(error)));
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

/** One honest request. */
async function ask(method, path, { to = { host: HOST }, headers = {}, body = "" } = {}) {
  const host = to.host ?? `127.0.0.1:${to.port}`;
  const all = { Host: host, Connection: "close", ...(body ? { "Content-Length": Buffer.byteLength(body) } : {}), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const text = await exchange(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`, to, 10_000);
  const [top, ...rest] = text.split("\r\n\r\n");
  const values = {};
  for (const pair of top.split("\r\n").slice(1)) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(pair);
    (values[name.toLowerCase()] ??= []).push(value);
  }
  return { status: Number(top.split(" ")[1]), headers: values, body: rest.join("\r\n\r\n"), text };
}

const create = (options = {}) =>
  ask("POST", "/api/v1/workbooks", { ...options, headers: { "Content-Type": "application/json", ...options.headers }, body: '{"title":"Riverside"}' });

/** The JSON of an answer, whose body may be in chunks. */
const json = (answer) => JSON.parse(answer.body.slice(answer.body.indexOf("{"), answer.body.lastIndexOf("}") + 1));

test("people come by https, and only to the host that the certificate names", async () => {
  const plain = await ask("GET", "/help?x=1", { to: { port: http }, headers: { Host: HOST } });
  assert.equal(plain.status, 301);
  assert.deepEqual(plain.headers.location, [`https://${HOST}/help?x=1`]);
  const secure = await ask("GET", "/help");
  assert.equal(secure.status, 200);
  assert.match(secure.headers["strict-transport-security"][0], /max-age=31536000/);
  await assert.rejects(ask("GET", "/", { to: { host: "other.example.org" } }), /handshake|unrecognized/i);
  // Browsers ask for HTTP/2, in which the host stands in :authority.
  const session = connectHttp2(`https://${HOST}`, { createConnection: () => connectTls({ host: "127.0.0.1", port: https, servername: HOST, ca, ALPNProtocols: ["h2"] }) });
  const page = session.request({ ":path": "/help" });
  const [headers] = await once(page, "response");
  assert.equal(headers[":status"], 200);
  page.resume();
  await once(page, "end");
  session.close();
});

test("nothing for developers is open behind a proxy, and no method echoes", async () => {
  for (const to of [{ host: HOST }, { port: own.port }, { port: shared.port }]) {
    for (const path of ["/dev/outbox", "/dev/gallery"]) assert.equal((await ask("GET", path, { to, headers: { Host: HOST } })).status, 404, path);
    for (const method of ["TRACE", "TRACK", "CONNECT"]) {
      const answer = await ask(method, "/", { to, headers: { Host: HOST, "X-Secret": "echo" } });
      assert.ok(answer.status >= 400 && !answer.text.includes("echo"), `${method} ${answer.status}`);
    }
  }
});

/** What a socket hears, until `enough` is among it. */
function hears(socket, enough) {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error("nothing came")), 10_000);
    socket.on("message", (data) => {
      const bytes = new Uint8Array(data);
      if (!enough(bytes)) return;
      clearTimeout(late);
      done(bytes);
    });
  });
}

for (const [name, host, site, live] of [
  ["on a host of its own", HOST, own, (path) => path],
  ["under a path", SHARED, shared, (path) => path],
]) {
  test(`what one person types another sees, through nginx, ${name}`, async () => {
    const prefix = site === shared ? "/crosswalk" : "";
    const made = await ask("POST", `${prefix}/api/v1/workbooks`, {
      to: { host },
      headers: { "Content-Type": "application/json" },
      body: '{"title":"Riverside"}',
    });
    assert.equal(made.status, 201, made.text);
    const workbook = json(made);
    assert.ok(workbook.edit.url.startsWith(`https://${host}${prefix}/w/`), workbook.edit.url);
    assert.ok(workbook.live.startsWith(`${prefix}/live/`), workbook.live);
    const open = (origin) =>
      new WebSocket(`wss://127.0.0.1:${https}${live(workbook.live)}?v=1`, { ca, servername: host, headers: { Host: host }, origin });
    const [rosa, thuy] = [open(`https://${host}`), open(`https://${host}`)];
    const doc = new Y.Doc();
    const arrived = hears(thuy, (bytes) => bytes[0] === 0 && bytes[1] === 2 && Buffer.from(bytes).includes("typed by Rosa"));
    await Promise.all([once(rosa, "open"), once(thuy, "open")]);
    // "What do you have?" – after which the server also passes on what others do.
    for (const socket of [rosa, thuy]) socket.send(Buffer.from([0, 0, 1, 0]));
    const saved = hears(rosa, (bytes) => bytes[0] === 100);
    doc.getText("notes/assess").insert(0, "typed by Rosa");
    const update = Y.encodeStateAsUpdate(doc);
    assert.ok(update.length < 128, "one byte says how long it is");
    rosa.send(Buffer.concat([Buffer.from([0, 2, update.length]), update]));
    await Promise.all([saved, arrived]);
    for (const socket of [rosa, thuy]) socket.close();
    // A page of another site opens none.
    const foreign = open("https://evil.example");
    const [, refused] = await once(foreign, "unexpected-response");
    assert.equal(refused.statusCode, 403);
  });
}

test("under a path, every address and cookie stays under it", async () => {
  const to = { host: SHARED };
  const at = (path, more = {}) => ask("GET", path, { to, ...more });
  assert.equal((await at("/")).body.trim(), "another program");
  assert.match((await at("/crosswalk")).headers.location[0], /^(https:\/\/example\.org[:\d]*)?\/crosswalk\/$/);
  const seen = new Set();
  const open = ["/crosswalk/", "/crosswalk/es", "/crosswalk/workbooks", "/crosswalk/toolkit", "/crosswalk/toolkit/assess", "/crosswalk/sign-in", "/crosswalk/api", "/crosswalk/es/help"];
  for (const path of open) {
    const page = await at(path);
    assert.equal(page.status, 200, path);
    for (const [, address] of page.body.matchAll(/(?:href|src|action|data-live|data-challenge)="(\/[^"]*|https:\/\/example\.org[^"]*)"/g)) {
      const own = address.replace(/^https:\/\/example\.org/, "");
      assert.match(own, /^\/crosswalk(\/|$)/, `${address} on ${path}`);
      if (/\/assets\/|manifest|\.svg$/.test(own)) seen.add(own);
    }
  }
  assert.ok(seen.size >= 5, [...seen].join(" "));
  for (const path of seen) assert.equal((await at(path)).status, 200, path);
  const manifest = json(await at("/crosswalk/manifest.webmanifest"));
  assert.deepEqual([manifest.scope, manifest.start_url], ["/crosswalk/", "/crosswalk/workbooks"]);
  assert.equal((await at("/crosswalk/sw.js")).status, 200);
  const style = await at([...seen].find((path) => path.endsWith(".css")));
  for (const [, url] of style.body.matchAll(/url\("?([^")]+)/g)) assert.match(url, /^(\.\/|data:)/, url);
  assert.equal(json(await at("/crosswalk/api/v1/openapi.json")).servers[0].url, "/crosswalk/api/v1");
  const made = await ask("POST", "/crosswalk/es/workbooks", {
    to,
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
    body: "title=Riverside",
  });
  assert.equal(made.status, 303);
  assert.match(made.headers.location[0], /^\/crosswalk\/es\/w\//);
  for (const cookie of made.headers["set-cookie"]) assert.match(cookie, /; Path=\/crosswalk(\/[a-z/]*)?;/, cookie);
  const page = await at(made.headers.location[0]);
  assert.match(page.body, /https:\/\/example\.org\/crosswalk\/es\/w\//, "the link to pass on");
  assert.match(page.body, /\/crosswalk\/live\//);
});

test("the Host header makes no address, whatever it says", async () => {
  for (const headers of [
    { Host: "evil.example" },
    { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", Forwarded: "host=evil.example" },
  ]) {
    for (const path of ["/", "/workbooks", "/toolkit", "/nowhere", "/favicon.ico", "/api/v1/openapi.json"]) {
      const page = await ask("GET", path, { to: { port: own.port }, headers: { Host: HOST, ...headers } });
      assert.ok(!page.text.includes("evil.example"), `${path} ${JSON.stringify(headers)}`);
    }
    const made = await create({ to: { port: own.port }, headers: { Host: HOST, ...headers, "X-Forwarded-For": "192.0.2.77" } });
    assert.equal(made.status, 201);
    assert.ok(json(made).edit.url.startsWith(`https://${HOST}/w/`));
    assert.ok(!made.text.includes("evil.example"));
  }
  const whole = await ask("GET", "http://evil.example/help", { to: { port: own.port }, headers: { Host: HOST } });
  assert.ok(!whole.text.includes("evil.example"), whole.text.slice(0, 300));
  // Through nginx a name that is not ours comes to nobody.
  const strange = await ask("GET", "/", { headers: { Host: "evil.example" } });
  assert.ok(strange.status >= 400 && !strange.text.includes("Crosswalk"), strange.text.slice(0, 300));
});

/** How many of 31 workbooks from as many claimed addresses are taken: an address may start 30 at once. */
async function taken(to, claim, prefix = "") {
  let count = 0;
  for (let n = 1; n <= 31; n += 1) {
    const made = await ask("POST", `${prefix}/api/v1/workbooks`, {
      to,
      headers: { "Content-Type": "application/json", "X-Forwarded-For": claim(n) },
      body: "{}",
    });
    if (made.status === 201) count += 1;
    else {
      assert.equal(made.status, 429);
      assert.ok(Number(made.headers["retry-after"][0]) > 0);
    }
  }
  return count;
}

test("limits count the address that the proxy names, and nobody else's word for it", async () => {
  const many = (n) => `203.0.113.${n}`;
  assert.equal(await taken({ port: own.port }, many), 31, "the proxy's word counts");
  assert.equal(await taken({ port: own.port }, (n) => `${many(n)}, 198.51.100.7`), 30, "the last entry is the proxy's own");
  // Some were started through nginx above.
  assert.ok((await taken({ host: HOST }, many)) < 31, "what a visitor claims is replaced by nginx");
  assert.ok((await taken({ port: shared.port }, many)) < 31, "without behind_proxy the header means nothing");
});

const HEAD = `POST /preferences HTTP/1.1\r\nHost: ${HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
const SECOND = `GET /healthz HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const CHUNKED = `0\r\n\r\n${SECOND}`;
/** What is sent; whether nginx must refuse it; whether Crosswalk must. What is not refused must be one request. */
const TWO_WAYS = [
  ["a length beside chunks", `${HEAD}Content-Length: ${CHUNKED.length}\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`, true, false],
  ["chunks beside a length", `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${CHUNKED}`, true, false],
  ["two lengths", `${HEAD}Content-Length: 0\r\nContent-Length: ${SECOND.length}\r\n\r\n${SECOND}`, true, true],
  ["two lengths on a line", `${HEAD}Content-Length: 0, ${SECOND.length}\r\n\r\n${SECOND}`, true, true],
  ["a signed length", `${HEAD}Content-Length: +${SECOND.length}\r\n\r\n${SECOND}`, true, true],
  ["a negative length", `${HEAD}Content-Length: -1\r\n\r\n${SECOND}`, true, true],
  ["unknown coding", `${HEAD}Transfer-Encoding: xchunked\r\n\r\n${CHUNKED}`, true, true],
  ["chunks within", `${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n${CHUNKED}`, true, true],
  ["a space before the colon", `${HEAD}Transfer-Encoding : chunked\r\n\r\n${CHUNKED}`, true, true],
  ["a vertical tab", `${HEAD}Transfer-Encoding:\x0bchunked\r\n\r\n${CHUNKED}`, true, true],
  ["a folded header", `${HEAD}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n${CHUNKED}`, true, true],
  ["a bare return", `${HEAD}X-A: b\rTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`, true, true],
  ["a zero byte", `${HEAD}X-A: b\0c\r\nContent-Length: 0\r\n\r\n`, true, true],
  ["an odd chunk size", `${HEAD}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${SECOND}`, true, true],
  ["a huge chunk size", `${HEAD}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${SECOND}`, true, true],
  ["a chunk without its end", `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\nxx0\r\n\r\n${SECOND}`, true, true],
];

const statuses = (text) => [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));

for (const [name, bytes, nginxRefuses, programRefuses] of TWO_WAYS) {
  test(`${name}: understood in one way or not at all`, async () => {
    const through = statuses(await exchange(bytes));
    assert.ok(through.length <= 1, `nginx answers twice: ${through}`);
    if (nginxRefuses) assert.ok(through.every((status) => status >= 400), `nginx answers ${through}`);
    const direct = statuses(await exchange(bytes, { port: own.port }));
    if (programRefuses) assert.ok(direct.length <= 1 && direct.every((status) => status >= 400), `the program answers ${direct}`);
    // Whoever comes next gets their own answer.
    for (let n = 0; n < 3; n += 1) {
      const next = await ask("GET", "/manifest.webmanifest");
      assert.equal(json(next).short_name, "Crosswalk");
    }
  });
}

test("bare line ends are ends to both, so that nothing hides behind them", async () => {
  const bytes = `${HEAD}X-A: b\nContent-Length: 0\n\n`;
  for (const to of [{ host: HOST }, { port: own.port }]) {
    const got = statuses(await exchange(bytes, to));
    assert.equal(got.length, 1, `${JSON.stringify(to)} ${got}`);
  }
});

/** How long the program keeps a connection on which `drip` arrives every half second, in milliseconds. */
function kept(bytes, drip, most) {
  return new Promise((done) => {
    const begun = Date.now();
    const socket = connect(own.port, "127.0.0.1");
    const pace = setInterval(() => socket.writable && socket.write(drip), 500);
    const end = () => {
      clearInterval(pace);
      clearTimeout(late);
      socket.destroy();
      done(Date.now() - begun);
    };
    const late = setTimeout(end, most);
    socket.on("error", () => {});
    socket.on("end", end);
    socket.on("close", end);
    socket.resume();
    socket.write(bytes);
  });
}

test("who sends a head slowly is cut off by the program itself, and holds up nobody", async () => {
  const slow = Array.from({ length: 50 }, () => kept(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-A: `, "a", 20_000));
  const begun = Date.now();
  assert.equal((await ask("GET", "/help", { to: { port: own.port } })).status, 200);
  assert.ok(Date.now() - begun < 5_000);
  for (const time of await Promise.all(slow)) assert.ok(time < 19_000, `${time} ms`);
});

test("a head without end is refused", async () => {
  const got = statuses(await exchange(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-A: ${"a".repeat(64 * 1024)}\r\n\r\n`, { port: own.port }));
  assert.deepEqual(got, [431]);
});

test("who sends a body slowly is cut off too", { skip: PATIENT ? false : "takes a minute: make proxy-test" }, async () => {
  const time = await kept(`${HEAD}Content-Length: 100000\r\n\r\n`, "a", 75_000);
  assert.ok(time < 70_000, `${time} ms`);
});
