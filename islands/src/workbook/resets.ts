import { around, find, findAll, focusOn, setText } from "../shared/dom";
import { say } from "../shared/say";
import type { AnswerEntry } from "./model";
import type { Page } from "./page";

/** Lets people clear the answers of a stage, or of all, and take that back. */
export function listenForResets(page: Page, root: HTMLElement): void {
  root.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "[data-reset]");
    if (!form) return;
    event.preventDefault();
    reset(page, String(new FormData(form).get("stage")));
  });
}

function reset(page: Page, stage: string): void {
  const scope = stage === "all" ? "[data-stage]" : `[data-stage="${CSS.escape(stage)}"]`;
  const before = new Map<string, AnswerEntry>();
  for (const question of findAll(document, `${scope} .q[data-q]`)) {
    const key = question.dataset.q ?? "";
    const entry = page.model.get("answers", key);
    if (entry?.value) before.set(key, entry);
  }
  page.model.together(() => {
    for (const key of before.keys()) page.model.setAnswer(key, null, page.name());
  });
  if (before.size === 0) return tell(page, "nothing-to-clear");
  const number = document.querySelector<HTMLElement>(scope)?.dataset.number ?? "";
  const text = stage === "all" ? page.words.t("all-cleared") : page.words.t("stage-cleared", { number });
  page.offerUndo(text, () => restore(page, before, scope));
}

function tell(page: Page, word: string): void {
  const text = page.words.t(word);
  setText(find(document, "[data-reset] [data-told]"), text);
  say(text);
}

/** Answers that somebody gave since stay. */
function restore(page: Page, before: ReadonlyMap<string, AnswerEntry>, scope: string): void {
  page.model.together(() => {
    for (const [key, { value, by }] of before) {
      if (page.model.answer(key) === undefined) page.model.setAnswer(key, value, by);
    }
  });
  focusOn(document.querySelector<HTMLElement>(`${scope} > summary`));
}
