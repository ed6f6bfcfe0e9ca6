import { find, findAll, fromTemplate, setText, show } from "../shared/dom";
import { recall, remember } from "../shared/device";
import { questionElement } from "./answers";
import type { Page } from "./page";

/** Words of the person's that could not be saved. */
export interface Rescued {
  label: string;
  text: string;
}

/** The words behind changes that the server does not have. `changes` are names such as `notes/assess`. */
export function rescue(page: Page, changes: readonly string[]): Rescued[] {
  return changes.flatMap((change) => {
    const [root, key = ""] = change.split("/");
    const words = root ? wordsOf(page, root, key) : undefined;
    return words?.text ? [words] : [];
  });
}

/** Words that stand half-written in boxes; a reload would take them. */
export function drafts(): Rescued[] {
  return findAll<HTMLTextAreaElement>(document, "[data-write] textarea")
    .filter((box) => box.value.trim() !== "")
    .map((box) => ({ label: box.labels[0]?.textContent?.trim() ?? "", text: box.value }));
}

function wordsOf(page: Page, root: string, key: string): Rescued | undefined {
  const { model, words } = page;
  switch (root) {
    case "notes": {
      const stage = document.querySelector<HTMLElement>(`[data-stage="${CSS.escape(key)}"]`);
      return { label: words.t("rescue-notes", { number: stage?.dataset.number ?? "" }), text: model.notes(key).toString() };
    }
    case "comments": {
      const comment = model.get("comments", key);
      return comment && { label: words.t("rescue-note", { topic: topicOf(comment.question) }), text: comment.text };
    }
    case "questions":
      return { label: words.t("rescue-question"), text: model.get("questions", key)?.text ?? "" };
    case "owners":
      return { label: words.t("rescue-owner", { topic: topicOf(key) }), text: model.get("owners", key)?.name ?? "" };
    case "meta":
      return { label: words.t("rescue-details"), text: model.get("meta", key as "title")?.text ?? "" };
    case "answers":
      return { label: words.t("rescue-answer", { topic: topicOf(key) }), text: answerWord(key) };
  }
  return undefined;
}

const topicOf = (key: string) => find(questionElement(key) ?? document.createElement("p"), ".topic")?.textContent?.trim() ?? "";

const answerWord = (key: string) =>
  questionElement(key)?.querySelector(".seg input:checked")?.closest("label")?.textContent?.trim() ?? "";

/** Keeps rescued words over a reload. Says whether that worked. */
export function keepRescued(page: Page, rescued: readonly Rescued[], reason: string): boolean {
  const earlier = recall<{ items: Rescued[] }>(page.data.id, "rescued")?.items ?? [];
  const items = [...earlier, ...rescued];
  return items.length === 0 || remember(page.data.id, "rescued", { items, reason });
}

/** Shows rescued words until the person says that they have copied them. */
export function showRescued(page: Page, now?: { items: Rescued[]; reason: string }): void {
  const kept = now ?? recall<{ items: Rescued[]; reason: string }>(page.data.id, "rescued");
  const panel = find(document, "[data-rescue]");
  if (!kept || kept.items.length === 0 || !panel) return;
  setText(find(panel, "[data-reason]"), kept.reason);
  const list = find(panel, "[data-rescue-list]");
  list?.replaceChildren(
    ...kept.items.map(({ label, text }, index) => {
      const item = fromTemplate("t-rescued");
      const box = find<HTMLTextAreaElement>(item, "textarea");
      const title = find<HTMLLabelElement>(item, "label");
      if (box && title) {
        box.id = title.htmlFor = `rescued-${index}`;
        box.value = text;
        setText(title, label);
      }
      return item;
    }),
  );
  show(panel, true);
  panel.focus();
  find(panel, "[data-rescue-copy]")?.addEventListener("click", () => {
    const text = kept.items.map((item) => `${item.label}\n${item.text}`).join("\n\n");
    void navigator.clipboard?.writeText(text).then(() => setText(find(panel, "[data-rescue-copied]"), page.words.t("copied")));
  });
  find(panel, "[data-rescue-done]")?.addEventListener("click", () => {
    remember(page.data.id, "rescued", undefined);
    show(panel, false);
  });
}
