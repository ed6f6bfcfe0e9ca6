import { around, find, findAll, focusOn, fromTemplate, setText, show } from "../shared/dom";
import { say } from "../shared/say";
import { paintAnswer, paintOwner, questionElement } from "./answers";
import { QUESTION_KEY, paintComments } from "./comments";
import { takeText } from "./limits";
import { keepInOrder } from "./lists";
import type { Page } from "./page";
import { paintProgress } from "./progress";

/** Shows a stage's own questions. */
export function paintOwnQuestions(page: Page, stage: HTMLElement, loaded: boolean): void {
  const list = find(stage, "[data-own-list]");
  const stageKey = stage.dataset.stage ?? "";
  if (!list) return;
  const questions = new Map(page.model.questionsOf(stageKey));
  const made: string[] = [];
  const make = (key: string) => {
    made.push(key);
    return fromTemplate("t-own", { [QUESTION_KEY]: key });
  };
  for (const element of keepInOrder(list, "data-own", [...questions.keys()], make, !loaded)) {
    const entry = questions.get(element.dataset.own ?? "");
    if (!entry) continue;
    setText(find(element, "[data-own-text]"), entry.text);
    setText(find(element, "[data-own-by]"), entry.by ? page.words.t("added-by", { name: entry.by }) : "");
  }
  for (const key of made) {
    paintAnswer(page, key);
    paintOwner(page, key);
    paintComments(page, key, loaded);
  }
  const full = questions.size >= page.data.limits.questions;
  show(find(stage, "[data-add-own] .field"), !full);
  show(find(stage, "[data-own-full]"), full);
  paintProgress(page, stage);
}

/** Lets people add, edit and remove own questions. */
export function listenForOwnQuestions(page: Page, root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const add = around(event, "[data-add]");
    if (add) addQuestion(page, add, event);
    const edit = around(event, "[data-edit-own]");
    if (edit) startEdit(page, edit, event);
    const keep = around(event, "[data-own-keep]");
    if (keep) endEdit(page, keep, event, true);
    const leave = around(event, "[data-own-leave]");
    if (leave) endEdit(page, leave, event, false);
    const remove = around(event, "[data-remove-own]");
    if (remove) removeQuestion(page, remove, event);
  });
  root.addEventListener("keydown", (event) => {
    const editor = around(event, "[data-own-editor]");
    if (editor && event.key === "Escape") endEdit(page, editor, event, false);
  });
}

const ownKey = (inside: Element) => inside.closest<HTMLElement>("[data-own]")?.dataset.own ?? "";

function addQuestion(page: Page, button: HTMLElement, event: Event): void {
  event.preventDefault();
  const stage = button.closest<HTMLElement>("[data-stage]");
  const details = button.closest<HTMLDetailsElement>("details");
  const box = details && find<HTMLTextAreaElement>(details, "textarea");
  const text = box ? takeText(page.words, box) : undefined;
  if (!stage?.dataset.stage || !box || !text) return;
  const key = page.model.addQuestion(stage.dataset.stage, text, page.name());
  box.value = "";
  details.open = false;
  say(page.words.t("question-added"));
  const question = questionElement(key);
  find(question ?? document, ".seg input")?.focus();
  const near = question && find(question, ".seg");
  if (near) page.askName(near);
}

function startEdit(page: Page, link: HTMLElement, event: Event): void {
  event.preventDefault();
  const own = link.closest<HTMLElement>("[data-own]");
  if (!own || find(own, "[data-own-editor]")) return;
  const editor = fromTemplate("t-own-editor", { [QUESTION_KEY]: ownKey(link) });
  const box = find<HTMLTextAreaElement>(editor, "textarea");
  if (!box) return;
  box.value = page.model.get("questions", ownKey(link))?.text ?? "";
  find(own, ".meta")?.before(editor);
  box.focus();
}

function endEdit(page: Page, inside: HTMLElement, event: Event, keep: boolean): void {
  event.preventDefault();
  const key = ownKey(inside);
  const own = inside.closest<HTMLElement>("[data-own]");
  const editor = inside.closest("[data-own-editor]");
  const box = editor && find<HTMLTextAreaElement>(editor, "textarea");
  const text = keep && box ? takeText(page.words, box) : undefined;
  if (!own || !editor || (keep && !text)) return;
  if (text && text !== page.model.get("questions", key)?.text) page.model.editQuestion(key, text, page.name());
  editor.remove();
  find(own, "[data-edit-own]")?.focus();
}

function removeQuestion(page: Page, button: HTMLElement, event: Event): void {
  event.preventDefault();
  const key = ownKey(button);
  const stage = button.closest<HTMLElement>("[data-stage]");
  const next = nextQuestion(stage, key);
  page.model.setRemoved("questions", key, true);
  focusOn(next);
  page.offerUndo(page.words.t("question-removed"), () => {
    page.model.setRemoved("questions", key, false);
    find(questionElement(key) ?? document, ".seg input")?.focus();
  });
}

/** What the keyboard goes to when a question is removed: the next one's text, or the stage's "add" link. */
function nextQuestion(stage: HTMLElement | null, key: string): HTMLElement | null {
  if (!stage) return null;
  const questions = findAll(stage, ".q[data-q]");
  const next = questions[questions.findIndex((question) => question.dataset.q === key) + 1];
  return next ? find(next, "legend .text") : find(stage, "[data-add-own] > summary");
}
