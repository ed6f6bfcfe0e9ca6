/**
 * Lets workbooks open without a network. Assets carry their content's hash, so they come from the device first; pages
 * come from the network first, and from the device when that takes too long. Nothing else is touched or kept.
 */
import { assetsIn, isKept, isToolkit, pathIn } from "./pages";

declare const self: ServiceWorkerGlobalScope;
/** Put in by build.mjs: the name of every asset of this build, and of the style sheet among them. */
declare const NAMES: readonly string[];
declare const STYLE: string;

/** Where the site stands on its host, with a slash at both ends. */
const BASE = new URL(self.registration.scope).pathname;
const ASSETS = NAMES.map((name) => `${BASE}assets/${name}`);

/** The path of an address as the server's routes name it. */
const pathOf = (url: URL): string => pathIn(BASE, url.pathname);

const ASSETS_CACHE = "assets";
/** `PAGES_CACHE` of shared/device.ts, which deletes from it. */
const PAGES_CACHE = "pages";
/** `TOOLKIT_CACHE` of shared/device.ts. Pages of the toolkit: those of one language come together, the first time that one of them is opened. */
const TOOLKIT_CACHE = "toolkit";
/** How long the network may take before the device's page is shown, in milliseconds. */
const PATIENCE_MS = 3_000;
/** A kept page of the toolkit that nobody opened since is fetched again after so long, in milliseconds. */
const FRESH_MS = 24 * 60 * 60 * 1_000;
/** Most pages that are kept; the oldest go first. */
const PAGES_MAX = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(ASSETS_CACHE);
      const missing: string[] = [];
      for (const asset of ASSETS) if (!(await cache.match(asset))) missing.push(asset);
      await cache.addAll(missing);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await dropOldAssets();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (pathOf(url).startsWith("/assets/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

/** A page of the toolkit asks for the rest of it: addresses, of which those that are not kept yet are fetched one by one. */
self.addEventListener("message", (event) => {
  const { keep: pages } = event.data as { keep?: unknown };
  if (Array.isArray(pages)) event.waitUntil(keepToolkit(pages.filter((page): page is string => typeof page === "string")));
});

async function keepToolkit(pages: string[]): Promise<void> {
  const cache = await caches.open(TOOLKIT_CACHE);
  for (const page of pages) {
    const url = new URL(page, self.location.origin);
    if (url.origin !== self.location.origin || !isToolkit(pathOf(url))) continue;
    const address = url.origin + url.pathname;
    const kept = await cache.match(address);
    if (kept && Date.now() - Date.parse(kept.headers.get("date") ?? "") < FRESH_MS) continue;
    try {
      const response = await fetch(address);
      if (response.ok && !response.redirected) await cache.put(address, response);
    } catch {
      return; // Offline again: the next visit goes on.
    }
  }
}

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: ASSETS_CACHE });
  return kept ?? fetch(request);
}

async function page(event: FetchEvent, url: URL): Promise<Response> {
  const kept = isKept(pathOf(url));
  const network = fetch(event.request).then((response) => {
    if (kept) event.waitUntil(keep(event.request, response.clone()));
    return response;
  });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await (kept ? Promise.race([network, late]) : network);
    return first ?? (await keptPage(url)) ?? (await network);
  } catch {
    return (await keptPage(url)) ?? startPage(url);
  } finally {
    event.waitUntil(network.catch(() => {}));
  }
}

/** The address counts without what follows `?` and `#`: those only say how to show the page. */
function keptPage(url: URL): Promise<Response | undefined> {
  if (!isKept(pathOf(url))) return Promise.resolve(undefined);
  return caches.match(url.origin + url.pathname, { cacheName: cacheOf(url) });
}

function cacheOf(url: URL): string {
  return isToolkit(pathOf(url)) ? TOOLKIT_CACHE : PAGES_CACHE;
}

async function keep(request: Request, response: Response): Promise<void> {
  const html = response.headers.get("content-type")?.startsWith("text/html");
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  const cache = await caches.open(cacheOf(url));
  if (response.status === 404 || response.status === 410) await cache.delete(address);
  if (!response.ok || response.type !== "basic" || response.redirected || !html) return;
  // Taken out first, so that the list stays in order of use.
  await cache.delete(address);
  await cache.put(address, response);
  if (isToolkit(pathOf(url))) return;
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - PAGES_MAX)).map((old) => cache.delete(old)));
}

/** A kept page needs the assets it was made with, so an old one goes only when no kept page names it. */
async function dropOldAssets(): Promise<void> {
  const needed = new Set(ASSETS);
  for (const name of [PAGES_CACHE, TOOLKIT_CACHE]) {
    const pages = await caches.open(name);
    for (const request of await pages.keys()) {
      const html = await (await pages.match(request))?.text();
      for (const asset of assetsIn(html ?? "")) needed.add(BASE + asset.slice(1));
    }
  }
  const assets = await caches.open(ASSETS_CACHE);
  for (const request of await assets.keys()) {
    if (!needed.has(new URL(request.url).pathname)) await assets.delete(request);
  }
}

/** Shown for a page that is not on the device: says so, and leads to the workbooks that are. */
async function startPage(url: URL): Promise<Response> {
  const spanish = /^\/es(\/|$)/.test(pathOf(url));
  const words = spanish
    ? { lang: "es", title: "No hay conexión", text: "Esta página no está guardada en este dispositivo. Vuelva a intentarlo cuando tenga conexión.", list: "Cuadernos guardados en este dispositivo:", again: "Volver a intentarlo" }
    : { lang: "en", title: "You are offline", text: "This page is not saved on this device. Try again when you are back online.", list: "Workbooks saved on this device:", again: "Try again" };
  const books = await keptBooks();
  const list = books.length > 0 ? `<p>${words.list}</p><ul>${books.join("")}</ul>` : "";
  const body = `<!doctype html><html lang="${words.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${words.title}</title><meta name="color-scheme" content="light dark"><link rel="stylesheet" href="${BASE}assets/${STYLE}"><main><div class="wrap"><h1>${words.title}</h1><p>${words.text}</p>${list}<p><a class="btn" href="">${words.again}</a></p></div></main></html>`;
  return new Response(body, {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'",
    },
  });
}

async function keptBooks(): Promise<string[]> {
  const cache = await caches.open(PAGES_CACHE);
  const books: string[] = [];
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (!/^(\/es)?\/w\/[^/]+$/.test(pathOf(url))) continue;
    const html = await (await cache.match(request))?.text();
    // The title comes out of a page of ours, in which it is already escaped.
    const title = /<title>([^<]*)<\/title>/.exec(html ?? "")?.[1] ?? pathOf(url);
    books.push(`<li><a href="${url.pathname}">${title}</a></li>`);
  }
  return books;
}
