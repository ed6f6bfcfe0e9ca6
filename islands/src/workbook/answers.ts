import { around, find, findAll, fromTemplate, setText, show } from "../shared/dom";
import { say } from "../shared/say";
import { cleanLine } from "../shared/text";
import type { Answer } from "./model";
import type { Page } from "./page";
import { overall, paintProgress } from "./progress";

/** The key of the question that an event happened in. */
export const questionOf = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>("[data-q]")?.dataset.q;

/** The question with this key on the page. Own ones may not be there yet. */
export const questionElement = (key: string): HTMLElement | null =>
  document.getElementById(`q-${key}`);

/** Shows one question's answer and who gave it. */
export function paintAnswer(page: Page, key: string): void {
  const question = questionElement(key);
  if (!question) return;
  const entry = page.model.get("answers", key);
  const value = entry?.value ?? null;
  if (value === "dont_know") showDontKnow(question);
  for (const input of findAll<HTMLInputElement>(question, ".seg input")) input.checked = input.value === value;
  show(find(question, "[data-clear]"), value !== null);
  const answered = find(question, "[data-answered]");
  show(answered, value !== null);
  if (entry && value) {
    const date = page.words.date(entry.at);
    setText(answered, entry.by ? page.words.t("answered-by", { name: entry.by, date }) : page.words.t("answered", { date }));
  }
  const stage = question.closest<HTMLElement>("[data-stage]");
  if (stage) paintProgress(page, stage);
}

/**
 * Where a question does not offer "I don't know" and somebody gave that answer all the same, the choice joins the others,
 * so that no answer is hidden. It stays until the page is loaded again: whoever leaves it can come back to it.
 */
function showDontKnow(question: HTMLElement): void {
  show(find(document, "[data-dont-know]"), true);
  const inputs = findAll<HTMLInputElement>(question, ".seg input");
  const last = inputs.at(-1);
  if (!last || inputs.some((input) => input.value === "dont_know")) return;
  const choice = fromTemplate("t-dont-know");
  const input = find<HTMLInputElement>(choice, "input");
  if (input) input.name = last.name;
  last.closest("label")?.before(choice);
}

/** Shows one question's owner. A box that the person is typing in is left alone. */
export function paintOwner(page: Page, key: string): void {
  const question = questionElement(key);
  const name = page.model.get("owners", key)?.name ?? "";
  setText(question && find(question, "[data-owner-text]"), name ? page.words.t("owner", { name }) : page.words.t("no-owner"));
  question?.querySelector("[data-owner]")?.classList.toggle("none", !name);
  const input = question && find<HTMLInputElement>(question, "[data-owner-input]");
  if (input && input !== document.activeElement) input.value = name;
}

/** Lets people answer, clear an answer, and name an owner. */
export function listenForAnswers(page: Page, root: HTMLElement): void {
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const key = questionOf(input);
    if (!key) return;
    if (input.matches(".seg input")) answer(page, key, input);
    if (input.matches("[data-owner-input]")) own(page, key, cleanLine(input.value));
  });
  root.addEventListener("click", (event) => {
    const button = around(event, "[data-clear]");
    const key = questionOf(button);
    if (button && key) clear(page, key, event);
    const done = around(event, "[data-owner-done]");
    if (done) closeOwner(done, event);
  });
  root.addEventListener("keydown", (event) => {
    const input = around<HTMLInputElement>(event, "[data-owner-input]");
    if (!input || (event.key !== "Enter" && event.key !== "Escape")) return;
    if (event.key === "Escape") input.value = page.model.get("owners", questionOf(input) ?? "")?.name ?? "";
    closeOwner(input, event);
  });
}

function answer(page: Page, key: string, input: HTMLInputElement): void {
  page.model.setAnswer(key, input.value as Answer, page.name());
  say(overall(page));
  const seg = input.closest(".seg");
  if (seg) page.askName(seg);
}

function clear(page: Page, key: string, event: Event): void {
  event.preventDefault();
  const before = page.model.get("answers", key);
  page.model.setAnswer(key, null, page.name());
  find(questionElement(key) ?? document, ".seg input")?.focus();
  if (before?.value) {
    const { value, by } = before;
    page.offerUndo(page.words.t("answer-cleared"), () => page.model.setAnswer(key, value, by));
  }
}

function own(page: Page, key: string, name: string): void {
  if (name === (page.model.get("owners", key)?.name ?? "")) return;
  page.model.setOwner(key, name.slice(0, page.data.limits.owner), page.name());
  say(name ? page.words.t("owner", { name }) : page.words.t("no-owner"));
}

/** Leaving the box is what keeps the owner, so closing its disclosure does. */
function closeOwner(inside: Element, event: Event): void {
  event.preventDefault();
  const details = inside.closest("details");
  if (!details) return;
  details.open = false;
  find(details, "summary")?.focus();
}
