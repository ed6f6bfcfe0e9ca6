import type * as Y from "yjs";
import { apply, diff, rebase } from "./textdiff";
import { clean } from "../shared/text";
import { LOCAL } from "./model";

/** What a notes box tells the page. */
export interface NotesListener {
  /** Makes a change of the person's. */
  change(make: () => void): void;
  /** The box's text is too long by so many characters, or fits (0 or less: so many are left). */
  length(over: number): void;
  /** The person's words could not be put into the document yet; keep them. `undefined`: they are in it now. */
  pending(words: { base: string; text: string } | undefined): void;
}

/**
 * Ties a textarea to a live text. Typing becomes the smallest edit of the text; others' edits come into the box without
 * moving the caret from its word.
 *
 * While the person composes a letter with an input method, while the box holds more than the limit, and until the
 * document is loaded, the box is left alone; afterwards both sides' edits are put together.
 */
export class NotesBox {
  /** The text that box and document last agreed on. */
  private base: string;
  private composing = false;
  private over = false;
  private ready = false;

  constructor(
    private readonly text: Y.Text,
    private readonly box: HTMLTextAreaElement,
    private readonly limit: number,
    private readonly listener: NotesListener,
  ) {
    this.base = box.value;
    box.addEventListener("input", () => this.typed());
    box.addEventListener("compositionstart", () => (this.composing = true));
    box.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
    });
    text.observe((event, transaction) => {
      if (transaction.origin !== LOCAL && !this.held) this.receive(event);
    });
  }

  /** Puts words back that an earlier visit could not put into the document. Before `load`. */
  restore(words: { base: string; text: string }): void {
    this.base = words.base;
    this.box.value = words.text;
  }

  /** The document is loaded: from now on box and text are one. */
  load(): void {
    if (this.ready) return;
    this.ready = true;
    this.commit();
    if (!this.over) this.listener.pending(undefined);
  }

  private get held(): boolean {
    return !this.ready || this.composing || this.over;
  }

  private typed(): void {
    if (this.composing) return;
    if (!this.ready) return this.listener.pending({ base: this.base, text: this.box.value });
    this.commit();
  }

  /** Brings what the person did since `base` into the text, and what the others did into the box. */
  private commit(): void {
    const typed = this.cleanBox();
    if (this.tooLong(typed.length)) return;

    const shared = this.text.toString();
    const mine = diff(this.base, typed, this.box.selectionEnd);
    const theirs = diff(this.base, shared);
    if (mine) {
      const edits = theirs ? rebase(mine, theirs) : [mine];
      if (this.tooLong(apply(shared, edits).length)) return;
      this.listener.change(() => {
        for (const edit of edits) {
          if (edit.remove > 0) this.text.delete(edit.at, edit.remove);
          if (edit.insert) this.text.insert(edit.at, edit.insert);
        }
      });
    }
    this.base = this.text.toString();
    this.fill();
  }

  /** Pasted control characters leave the box, too, or box and text would differ. */
  private cleanBox(): string {
    const typed = this.box.value;
    const cleaned = clean(typed);
    const edit = diff(typed, cleaned);
    if (edit) this.box.setRangeText(edit.insert, edit.at, edit.at + edit.remove, "end");
    return cleaned;
  }

  /** A text over the limit stays in the box, and on this device, until it is shortened. */
  private tooLong(length: number): boolean {
    const wasOver = this.over;
    this.over = length > this.limit;
    this.listener.length(length - this.limit);
    if (this.over) this.listener.pending({ base: this.base, text: this.box.value });
    else if (wasOver) this.listener.pending(undefined);
    return this.over;
  }

  /** Makes the box show the text by the smallest change, so that caret, selection and scroll stay. */
  private fill(): void {
    const edit = diff(this.box.value, this.base);
    if (edit) this.box.setRangeText(edit.insert, edit.at, edit.at + edit.remove, "preserve");
  }

  private receive(event: Y.YTextEvent): void {
    let at = 0;
    for (const part of event.delta) {
      if (part.retain) at += part.retain;
      else if (part.delete) this.box.setRangeText("", at, at + part.delete, "preserve");
      else if (typeof part.insert === "string") {
        this.box.setRangeText(part.insert, at, at, "preserve");
        at += part.insert.length;
      }
    }
    this.base = this.text.toString();
    this.fill();
    this.listener.length(this.base.length - this.limit);
  }
}
