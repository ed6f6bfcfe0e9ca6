import { around, find, findAll, fromTemplate, setText } from "../shared/dom";
import { say } from "../shared/say";
import { questionElement, questionOf } from "./answers";
import { takeText } from "./limits";
import { keepInOrder } from "./lists";
import type { CommentEntry } from "./model";
import type { Page } from "./page";

/** Stand-ins in the page's templates. The first is the tail of the second, which must be replaced before it. */
const COMMENT_ID = "0000000000000000";
export const QUESTION_KEY = `own-${COMMENT_ID}`;

/** Shows the comments on one question. Before the document is loaded, those from the server stay. */
export function paintComments(page: Page, key: string, loaded: boolean): void {
  const list = find(questionElement(key) ?? document.createElement("p"), "[data-note-list]");
  if (!list) return;
  const comments = page.model.commentsOn(key);
  const byId = new Map(comments);
  const threads = new Map<string, string[]>();
  for (const [id] of comments) {
    const first = firstOf(id, byId);
    const replies = threads.get(first) ?? [];
    threads.set(first, first === id ? replies : [...replies, id]);
  }
  const elements = paintList(page, list, comments.map(([id]) => id).filter((id) => firstOf(id, byId) === id), byId, !loaded);
  for (const element of elements) {
    const replies = find(element, "[data-replies]");
    if (replies) paintList(page, replies, threads.get(element.dataset.comment ?? "") ?? [], byId, !loaded);
  }
  paintCount(page, key, list);
}

/** The first comment of the thread that `id` hangs under. A reply whose first comment is gone stands for itself. */
export function firstOf(id: string, comments: ReadonlyMap<string, Pick<CommentEntry, "parent">>): string {
  const seen = new Set<string>();
  let first = id;
  for (;;) {
    seen.add(first);
    const parent = comments.get(first)?.parent;
    if (!parent || !comments.has(parent) || seen.has(parent)) return first;
    first = parent;
  }
}

function paintList(page: Page, list: HTMLElement, ids: string[], comments: Map<string, CommentEntry>, onlyAdd: boolean): HTMLElement[] {
  const question = questionOf(list) ?? "";
  const make = (id: string) => fromTemplate(list.matches("[data-replies]") ? "t-reply" : "t-comment", { [QUESTION_KEY]: question, [COMMENT_ID]: id });
  const elements = keepInOrder(list, "data-comment", ids, make, onlyAdd);
  for (const element of elements) {
    const comment = comments.get(element.dataset.comment ?? "");
    if (comment) paintComment(page, element, comment);
  }
  return elements;
}

function paintComment(page: Page, element: HTMLElement, comment: CommentEntry): void {
  setText(find(element, "[data-text]"), comment.text);
  const date = page.words.date(comment.at);
  const name = comment.by || page.words.t("someone");
  setText(find(element, "[data-by]"), `${name}, ${date}`);
  for (const whose of findAll(element, ":scope > .by [data-whose], :scope > .reply > summary [data-whose]")) setText(whose, page.words.t("whose-note", { name }));
}

function paintCount(page: Page, key: string, list: HTMLElement): void {
  const n = findAll(list, "[data-comment]").length;
  const text = n ? page.words.count("notes", n) : page.words.t(page.editable ? "add-note" : "no-notes");
  setText(find(questionElement(key) ?? document, "[data-note-count]"), text);
}

/** Lets people add notes, reply, and remove. */
export function listenForComments(page: Page, root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const send = around(event, "[data-send]");
    if (send) return add(page, send, event);
    const remove = around(event, "[data-remove-comment]");
    if (remove) return removeComment(page, remove, event);
  });
}

function add(page: Page, button: HTMLElement, event: Event): void {
  event.preventDefault();
  const write = button.closest<HTMLElement>("[data-write]");
  const box = write && find<HTMLTextAreaElement>(write, "textarea");
  const question = questionOf(button);
  const text = box ? takeText(page.words, box) : undefined;
  if (!write || !box || !question || !text) return;
  const parent = write.closest<HTMLElement>("[data-comment]")?.dataset.comment ?? null;
  page.model.addComment(question, parent, text, page.name());
  box.value = "";
  say(page.words.t("note-added"));
  const reply = write.closest<HTMLDetailsElement>("details[data-reply]");
  if (reply) reply.open = false;
  if (reply) find(reply, "summary")?.focus();
  else box.focus();
  page.askName(write);
}

function removeComment(page: Page, button: HTMLElement, event: Event): void {
  event.preventDefault();
  const id = button.closest<HTMLElement>("[data-comment]")?.dataset.comment;
  const question = questionElement(questionOf(button) ?? "");
  if (!id) return;
  page.model.setRemoved("comments", id, true);
  find(question ?? document, "[data-notes] > summary")?.focus();
  page.offerUndo(page.words.t("note-removed"), () => {
    page.model.setRemoved("comments", id, false);
    document.getElementById(`c-${id}`)?.querySelector<HTMLElement>("summary")?.focus();
  });
}
