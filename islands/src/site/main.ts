/** What every page gets from scripts. All pages work without. */
import { base } from "../shared/base";
import { around, find, findAll, setText, show } from "../shared/dom";
import { forget, writeCookie } from "../shared/device";
import { say } from "../shared/say";
import { problemsIn, split } from "./addresses";
import { LOCAL_TIMES, inZone } from "./times";

const locale = document.documentElement.lang;

/** Shows what only works with scripts, and hides what they make needless. */
function revealScripted(root: ParentNode): void {
  for (const element of findAll(root, "[data-js]")) show(element, true);
  for (const element of findAll(root, "[data-nojs]")) show(element, false);
}

/** Escape closes the phone menu and gives the keyboard's place back. */
function closeMenusOnEscape(): void {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of findAll<HTMLDetailsElement>(document, "details.mnav[open]")) {
      menu.open = false;
      find(menu, "summary")?.focus();
    }
  });
}

/** Puts times into the zone of the reader's device. "5 minutes ago" is right everywhere and stays. */
function localiseTimes(root: ParentNode): void {
  for (const element of findAll<HTMLTimeElement>(root, LOCAL_TIMES)) {
    const text = inZone(locale, element.dateTime, element.dataset.local);
    if (text) setText(element, text);
  }
}

/** Changes the colors at once. The server learns of it by the cookie. */
function switchThemeInPlace(): void {
  document.addEventListener("change", (event) => {
    const choice = around<HTMLSelectElement>(event, "[data-theme-form] [name=theme]");
    if (!choice) return;
    writeCookie("cw_theme", choice.value);
    if (choice.value) document.documentElement.dataset.theme = choice.value;
    else delete document.documentElement.dataset.theme;
  });
}

/** `data-copy` names the element whose value or text is copied; `data-copied` is said then. */
function copyOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = around(event, "[data-copy]");
    const source = button && find(document, button.dataset.copy ?? "");
    if (!button || !source) return;
    const text = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : source.textContent;
    void copy(text?.trim() ?? "", source).then((copied) => copied && say(button.dataset.copied ?? ""));
  });
}

/** Without permission to copy, at least selects the text, so that the person can. */
async function copy(text: string, source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) source.select();
    return false;
  }
}

/** Names the mistakes in a list of addresses while it is typed, after a pause, and counts the people. */
function checkAddresses(): void {
  for (const box of findAll<HTMLTextAreaElement | HTMLInputElement>(document, "[data-addresses]")) {
    const words = JSON.parse(box.dataset.words ?? "{}") as Record<string, string>;
    const message = document.getElementById(`${box.id}-error`);
    const button = find(document, box.dataset.addressCount ?? "#none");
    const labels = JSON.parse(box.dataset.countWords ?? "{}") as Record<string, string>;
    const check = () => {
      const wrong = problemsIn(box.value);
      const texts = wrong.map(({ address, mistake }) => (words[mistake] ?? "{address}").replaceAll("{address}", address));
      setText(message, texts.join(" "));
      show(message, texts.length > 0);
      box.closest(".field")?.classList.toggle("err", texts.length > 0);
      if (texts.length > 0) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    };
    const count = () => {
      const n = split(box.value).length;
      const form = n === 0 ? "none" : new Intl.PluralRules(locale).select(n);
      const label = labels[form] ?? labels.other;
      if (label) setText(button && (find(button, "[data-label]") ?? button), label.replaceAll("{n}", String(n)));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    box.addEventListener("input", () => {
      count();
      clearTimeout(timer);
      timer = setTimeout(check, 700);
    });
    box.addEventListener("change", check);
    count();
  }
}

/** Fetches a part of the page again until the server says that nothing in it is pending. */
function refreshPending(): void {
  for (const part of findAll(document, "[data-refresh][data-pending]")) refresh(part, 2_000);
}

function refresh(part: HTMLElement, wait: number): void {
  setTimeout(async () => {
    let fresh: HTMLElement | null = null;
    try {
      const response = await fetch(part.dataset.refresh || location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      fresh = response.ok ? page.getElementById(part.id) : null;
    } catch {
      // Offline for a moment: the next round tries again.
    }
    if (fresh && fresh.textContent !== part.textContent) {
      localiseTimes(fresh);
      revealScripted(fresh);
      part.replaceChildren(...fresh.childNodes);
      say(find(part, "h2")?.textContent?.trim() ?? "");
    }
    if (!fresh || fresh.hasAttribute("data-pending")) refresh(part, Math.min(wait * 1.5, 15_000));
  }, wait);
}

/** Deletes this device's copy of a workbook before the form tells the server to forget it. */
function forgetOnSubmit(): void {
  document.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "form[data-forget]");
    if (!form || form.dataset.forgotten !== undefined) return;
    event.preventDefault();
    form.dataset.forgotten = "";
    const paths = (form.dataset.forgetPaths ?? "").split(" ").filter(Boolean);
    void forget(form.dataset.forget ?? "", paths).finally(() => form.submit());
  });
}

document.documentElement.classList.add("js");
revealScripted(document);
closeMenusOnEscape();
localiseTimes(document);
switchThemeInPlace();
copyOnClick();
checkAddresses();
refreshPending();
forgetOnSubmit();
if ("serviceWorker" in navigator && navigator.serviceWorker.controller) void navigator.serviceWorker.register(`${base()}sw.js`).catch(() => {});
