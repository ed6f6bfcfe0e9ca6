import { around, find, setText } from "../shared/dom";
import { say } from "../shared/say";
import type { Page } from "./page";

/** Takes a snapshot without leaving the page. It needs the server, so offline it says so and keeps the name typed. */
export function listenForSnapshots(page: Page, root: HTMLElement): void {
  root.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "[data-snapshot]");
    if (!form) return;
    event.preventDefault();
    void take(page, form);
  });
}

async function take(page: Page, form: HTMLFormElement): Promise<void> {
  const tell = (word: string) => {
    const text = page.words.t(word);
    setText(find(document, "[data-snapshot-told]"), text);
    say(text);
  };
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (!response.ok && response.type !== "opaqueredirect") return tell("snapshot-failed");
    form.reset();
    form.closest("details")?.removeAttribute("open");
    tell("snapshot-taken");
  } catch {
    tell("snapshot-offline");
  }
}
