/** Pages of the toolkit: meanings in place, lists that narrow at once, results while one types. All work without. */
import { base } from "../shared/base";
import { around, find, findAll, setText, show } from "../shared/dom";
import { say } from "../shared/say";
import { fits, type Wanted } from "./filter";
import { watchSearch } from "./search";

/** Links to the glossary become buttons that open the meaning after the paragraph. */
function openTermsInPlace(): void {
  for (const link of findAll<HTMLAnchorElement>(document, "a[data-term]")) {
    const meaning = document.getElementById(link.dataset.term ?? "");
    if (!meaning) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "term";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", meaning.id);
    button.append(...link.childNodes);
    link.replaceWith(button);
  }
  document.addEventListener("click", (event) => {
    const button = around<HTMLButtonElement>(event, "button.term");
    if (button) toggle(button, button.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = findAll<HTMLButtonElement>(document, "button.term[aria-expanded=true]");
    const inside = open.find((button) => meaningOf(button)?.contains(document.activeElement));
    for (const button of open) toggle(button, false);
    inside?.focus();
  });
}

function meaningOf(button: HTMLButtonElement): HTMLElement | null {
  return document.getElementById(button.getAttribute("aria-controls") ?? "");
}

function toggle(button: HTMLButtonElement, open: boolean): void {
  const meaning = meaningOf(button);
  // Several words can share one meaning; it moves to the one that was asked.
  for (const other of findAll<HTMLButtonElement>(document, "button.term[aria-expanded=true]")) {
    if (meaningOf(other) === meaning) other.setAttribute("aria-expanded", "false");
  }
  button.setAttribute("aria-expanded", String(open));
  if (meaning && open) {
    const item = button.closest("li");
    if (item) item.append(meaning);
    else (button.closest("p, table, blockquote, dd") ?? button).after(meaning);
  }
  show(meaning, open);
}

/** A list narrows as soon as something is chosen; the address says what, so that it can be passed on. */
function filterAtOnce(): void {
  for (const form of findAll<HTMLFormElement>(document, "form[data-filter]")) {
    form.addEventListener("change", () => narrow(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      narrow(form);
    });
  }
}

function narrow(form: HTMLFormElement): void {
  const wanted: Wanted = {};
  const query = new URLSearchParams();
  for (const select of findAll<HTMLSelectElement>(form, "select")) {
    wanted[select.name] = select.value;
    if (select.value) query.set(select.name, select.value);
  }
  const rows = findAll(document, "[data-row]");
  let shown = 0;
  for (const row of rows) {
    const fit = fits(wanted, row.dataset);
    show(row, fit);
    if (fit) shown += 1;
  }
  const count = find(document, "[data-count]");
  setText(count, (count?.dataset.count ?? "").replace("{n}", String(shown)).replace("{total}", String(rows.length)));
  show(find(document, "[data-none]"), shown === 0);
  history.replaceState(null, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}`);
}

function openAndCloseAll(): void {
  const all = () => findAll<HTMLDetailsElement>(document, "details.outcome");
  find(document, "[data-open-all]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const one of all()) one.open = true;
  });
  find(document, "[data-close-all]")?.addEventListener("click", () => {
    for (const one of all()) one.open = false;
  });
}

/** What the address points at is opened, and the keyboard goes on from there. */
function goToPlace(): void {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  const folded = place.closest("details");
  if (folded instanceof HTMLDetailsElement) {
    folded.open = true;
    place.scrollIntoView();
  }
  const section = find(document, "select[data-section]");
  if (section instanceof HTMLSelectElement && [...section.options].some((option) => option.value === place.id)) {
    section.value = place.id;
    linkToSection(section);
  }
}

/** The link to copy follows the chosen section. */
function linkToSection(section: HTMLSelectElement): void {
  const link = find(document, "[data-page-link]");
  if (!(link instanceof HTMLInputElement)) return;
  link.value = link.value.replace(/#.*/, "") + (section.value ? `#${section.value}` : "");
}

function followSection(): void {
  const section = find(document, "select[data-section]");
  if (section instanceof HTMLSelectElement) section.addEventListener("change", () => linkToSection(section));
}

/** How long somebody stays before the rest of the toolkit is asked for, in milliseconds: a glance should not cost 300 kB. */
const KEEP_AFTER_MS = 8_000;

/** Asks the service worker to keep the whole toolkit, unless the person saves data. */
function keepForOffline(): void {
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection;
  if (!("serviceWorker" in navigator) || connection?.saveData || !find(document, "[data-toolkit]")) return;
  const pages = new Set(findAll<HTMLAnchorElement>(document, ".crumb a, .gnav a, .shelf a").map((link) => new URL(link.href).pathname));
  pages.add(location.pathname);
  setTimeout(async () => {
    try {
      await navigator.serviceWorker.register(`${base()}sw.js`);
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage({ keep: [...pages] });
    } catch {
      // Without a service worker the toolkit needs a network, as any site.
    }
  }, KEEP_AFTER_MS);
}

openTermsInPlace();
filterAtOnce();
openAndCloseAll();
followSection();
goToPlace();
addEventListener("hashchange", goToPlace);
for (const form of findAll<HTMLFormElement>(document, "form[data-search]")) watchSearch(form, say);
keepForOffline();
