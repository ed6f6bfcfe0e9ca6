/** What this device keeps of a workbook, under names that `forget` finds again. */
import { base } from "./base";

export type Mode = "edit" | "read";

/** The name of the IndexedDB database that holds a workbook's document. Each link's mode has its own. */
export const databaseName = (workbook: string, mode: Mode) => `crosswalk-${workbook}-${mode}`;

const prefix = (workbook: string) => `crosswalk:${workbook}:`;

/** The cache in which the service worker keeps pages. */
export const PAGES_CACHE = "pages";
/** The cache of the toolkit's pages. They can show answers of the workbook that was opened last, with its link. */
export const TOOLKIT_CACHE = "toolkit";

/** Reads a value that `remember` kept; none when there is none or the browser keeps nothing. */
export function recall<T>(workbook: string, what: string): T | undefined {
  try {
    const text = localStorage.getItem(prefix(workbook) + what);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Keeps a value on the device, or forgets it (`undefined`). Says whether it worked: private windows may refuse. */
export function remember(workbook: string, what: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix(workbook) + what);
    else localStorage.setItem(prefix(workbook) + what, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Deletes all that the device has of a workbook: documents, stored words and the cached pages under `paths`. */
export async function forget(workbook: string, paths: readonly string[]): Promise<void> {
  await Promise.all([
    deleteDatabase(databaseName(workbook, "edit")),
    deleteDatabase(databaseName(workbook, "read")),
    forgetPages(paths),
    forgetToolkit(),
  ]);
  for (const key of storedKeys()) if (key.startsWith(prefix(workbook))) localStorage.removeItem(key);
}

async function forgetToolkit(): Promise<void> {
  try {
    await caches.delete(TOOLKIT_CACHE);
  } catch {
    // No caches here, so nothing is in them.
  }
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** Resolves when the database is gone, and also when it cannot be: a page that still has it open lets go on unload. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
}

async function forgetPages(paths: readonly string[]): Promise<void> {
  if (!("caches" in globalThis) || paths.length === 0) return;
  const cache = await caches.open(PAGES_CACHE);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (paths.some((path) => pathname === path || pathname.startsWith(`${path}/`))) await cache.delete(request);
  }
}

const isSecure = () => location.protocol === "https:";

/** The path of our cookies: that of the site. */
const cookiePath = () => base().replace(/(.)\/$/, "$1");

/** The name of a cookie in the browser: over https with the prefix that `guard.rs` takes off again. */
function cookieName(name: string): string {
  if (!isSecure()) return name;
  return `${cookiePath() === "/" ? "__Host-" : "__Secure-"}${name}`;
}

/** The person's name, as the device keeps it. */
export function readCookie(name: string): string {
  const start = `${cookieName(name)}=`;
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(start));
  try {
    return found ? decodeURIComponent(found.slice(start.length)) : "";
  } catch {
    return "";
  }
}

/** Keeps a cookie for a year, or drops it when `value` is empty. */
export function writeCookie(name: string, value: string): void {
  const age = value ? 31_536_000 : 0;
  const secure = isSecure() ? "; Secure" : "";
  document.cookie = `${cookieName(name)}=${encodeURIComponent(value)}; Path=${cookiePath()}; Max-Age=${age}; SameSite=Lax${secure}`;
}
