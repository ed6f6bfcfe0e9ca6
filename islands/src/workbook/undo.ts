import { find, fromTemplate, setText } from "../shared/dom";
import { say } from "../shared/say";
import type { Words } from "../shared/words";

/** Shows what was done with an Undo button, until it is used, closed, or the next one comes. */
export function offerUndo(words: Words, text: string, undo: () => void): void {
  const holder = document.getElementById("toasts");
  if (!holder) return;
  const toast = fromTemplate("t-toast");
  setText(find(toast, "[data-text]"), text);
  find(toast, "[data-undo]")?.addEventListener("click", () => {
    toast.remove();
    undo();
    say(words.t("undone"));
  });
  find(toast, "[data-close]")?.addEventListener("click", () => toast.remove());
  holder.replaceChildren(toast);
  say(text);
}
