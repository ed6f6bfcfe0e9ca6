/**
 * What a first and a second visit of an address cost: weight.mjs URL. A proxy between browser and server counts every
 * byte that comes down and every request that goes up, the service worker's included. Prints JSON.
 */
import { createConnection, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

/** After this long without a byte a visit is over, in milliseconds. */
const QUIET_MS = 2_000;
const REQUEST = /^(?:GET|POST) (\S+) HTTP\/1\.1\r$/gm;

const target = new URL(process.argv[2]);
let visit = { bytes: 0, requests: [], live: 0 };
let last = 0;

const proxy = createServer((browser) => {
  const server = createConnection(Number(target.port), target.hostname);
  let upgraded = false;
  browser.on("data", (chunk) => {
    if (upgraded) return;
    for (const [, path] of chunk.toString("latin1").matchAll(REQUEST)) {
      upgraded ||= path.startsWith("/live/");
      visit.requests.push(path);
    }
  });
  server.on("data", (chunk) => {
    visit[upgraded ? "live" : "bytes"] += chunk.length;
    last = performance.now();
  });
  browser.pipe(server).pipe(browser);
  browser.on("error", () => server.destroy());
  server.on("error", () => browser.destroy());
});
await new Promise((listening) => proxy.listen(0, "127.0.0.1", listening));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext();

async function measure() {
  visit = { bytes: 0, requests: [], live: 0 };
  last = performance.now();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${proxy.address().port}${target.pathname}`);
  while (performance.now() - last < QUIET_MS) await sleep(100);
  await page.close();
  return visit;
}
const [first, second] = [await measure(), await measure()];
await browser.close();
proxy.close();
console.log(JSON.stringify({ first, second }));
process.exit(0);
