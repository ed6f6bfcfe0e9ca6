import { setText } from "../shared/dom";
import { clean, cleanLine } from "../shared/text";
import type { Words } from "../shared/words";

/** The share of a limit from which on the characters left are shown. */
const NEAR = 0.9;

/** Shows below a box how many characters are left, or by how many it is too long. `over` is negative while it fits. */
export function showLength(words: Words, box: HTMLTextAreaElement | HTMLInputElement, over: number, limit: number): void {
  const near = over > -limit * (1 - NEAR);
  const field = box.closest(".field");
  const existing = field?.querySelector<HTMLElement>("[data-length]");
  if (!field || (!near && !existing)) return;
  const message = existing ?? addMessage(box);
  message.className = over > 0 ? "msg" : "hint";
  field.classList.toggle("err", over > 0);
  if (over > 0) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
  setText(message, over > 0 ? words.count("too-long", over) : near ? words.count("left", -over) : "");
}

function addMessage(box: HTMLElement): HTMLElement {
  const message = document.createElement("span");
  message.dataset.length = "";
  message.id = `${box.id}-length`;
  box.before(message);
  box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), message.id].filter(Boolean).join(" "));
  return message;
}

/**
 * What stands in a box that is about to be sent, tidied; none when it is empty or too long, which the box then shows
 * and gets the focus for.
 */
export function takeText(words: Words, box: HTMLTextAreaElement | HTMLInputElement): string | undefined {
  const oneLine = box instanceof HTMLInputElement || box.dataset.line !== undefined;
  const text = oneLine ? cleanLine(box.value) : clean(box.value).trim();
  const limit = Number(box.dataset.limit);
  if (text.length > limit) showLength(words, box, text.length - limit, limit);
  if (!text || text.length > limit) {
    box.focus();
    return undefined;
  }
  return text;
}

/** Watches every box with a `data-limit` except the live notes, which watch themselves. */
export function watchLimits(words: Words, root: HTMLElement): void {
  root.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return;
    const limit = Number(box.dataset.limit);
    if (limit) showLength(words, box, box.value.trim().length - limit, limit);
  });
}
