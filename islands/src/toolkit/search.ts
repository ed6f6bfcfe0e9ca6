/** Results while one types. */
import { find } from "../shared/dom";

/** How long a person may pause before the results are asked for, in milliseconds. */
const PAUSE_MS = 150;

/** Fetches the results page for what is typed and puts its results into this one. */
export function watchSearch(form: HTMLFormElement, say: (text: string) => void): void {
  const box = find(form, "input[name=q]");
  const results = document.getElementById("results");
  if (!(box instanceof HTMLInputElement) || !results) return;
  // Said once a result is there, not at every letter.
  results.removeAttribute("aria-live");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const search = async () => {
    const address = `${form.action}?${new URLSearchParams({ q: box.value })}`;
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(address, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = response.ok ? page.getElementById("results") : null;
      if (!fresh) return;
      results.replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", address);
      document.title = page.title;
      say((find(results, "h2") ?? find(results, "p"))?.textContent?.trim() ?? "");
    } catch {
      // A newer question took its place, or there is no network: the form still works.
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void search();
  });
}
