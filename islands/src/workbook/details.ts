import { around, find, setText, show } from "../shared/dom";
import { say } from "../shared/say";
import { takeText } from "./limits";
import type { Page } from "./page";

const FIELDS = ["title", "community"] as const;

/** Shows the workbook's title and community. */
export function paintDetails(page: Page): void {
  const title = page.model.get("meta", "title")?.text ?? "";
  const community = page.model.get("meta", "community")?.text ?? "";
  setText(find(document, "[data-title]"), title || page.words.t("untitled"));
  const line = find(document, "[data-community]");
  setText(line, community);
  show(line, community !== "");
}

/** Lets people change title and community in place. */
export function listenForDetails(page: Page, root: HTMLElement): void {
  const form = find<HTMLFormElement>(root, "[data-details]");
  const link = find(root, "[data-edit-details]");
  if (!form || !link) return;
  const input = (name: string) => find<HTMLInputElement>(form, `[name=${name}]`);
  const close = () => {
    show(form, false);
    show(link, true);
    link.focus();
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const name of FIELDS) {
      const field = input(name);
      if (field) field.value = page.model.get("meta", name)?.text ?? field.defaultValue;
    }
    show(form, true);
    show(link, false);
    input("title")?.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const name of FIELDS) {
      const field = input(name);
      if (!field) continue;
      const text = field.value.trim() ? takeText(page.words, field) : "";
      if (text === undefined) return;
      if (text !== (page.model.get("meta", name)?.text ?? "")) page.model.setText(name, text, page.name());
    }
    close();
    say(page.words.t("details-kept"));
  });
  form.addEventListener("click", (event) => around(event, "[data-details-leave]") && close());
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
}
