import * as Y from "yjs";

/** The answers. "I don't know" is offered in the copy that one person fills in alone, and shown wherever it stands. */
export type Answer = "not_yet" | "in_progress" | "yes" | "dont_know" | "not_applicable";

interface Signed {
  by: string;
  at: number;
}
/** An answer, or one that was cleared (`null`). */
export interface AnswerEntry extends Signed {
  value: Answer | null;
}
/** Who looks after a question; "" for nobody. */
export interface OwnerEntry extends Signed {
  name: string;
}
/** The workbook's title or community. */
export interface TextEntry extends Signed {
  text: string;
}
/** A note on a question, or a reply to one. */
export interface CommentEntry extends Signed {
  question: string;
  parent: string | null;
  text: string;
  removed: boolean;
}
/** A question of the partnership's own. */
export interface QuestionEntry extends Signed {
  stage: string;
  text: string;
  created: number;
  removed: boolean;
}

interface Entries {
  meta: TextEntry;
  answers: AnswerEntry;
  owners: OwnerEntry;
  comments: CommentEntry;
  questions: QuestionEntry;
}

/** The maps of the document. */
export type Root = keyof Entries;
const ROOTS: readonly Root[] = ["meta", "answers", "owners", "comments", "questions"];

/** The transaction origin of everything the person does here. */
export const LOCAL = "local";

const HEX16 = /^[0-9a-f]{16}$/;
const OWN_KEY = /^own-[0-9a-f]{16}$/;

/** A random id of 16 hex digits. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Typed access to the shared document. Each entry is one flat object; there are no nested shared types. */
export class Model {
  private readonly maps: { [R in Root]: Y.Map<Entries[R]> };

  constructor(
    readonly doc: Y.Doc,
    /** Called before each change that is made here, with what it touches. */
    private readonly onLocal: (change: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.maps = {
      meta: doc.getMap("meta"),
      answers: doc.getMap("answers"),
      owners: doc.getMap("owners"),
      comments: doc.getMap("comments"),
      questions: doc.getMap("questions"),
    };
  }

  /** Calls back with the keys of each map that changed, here or elsewhere. */
  observe(changed: (root: Root, keys: ReadonlySet<string>, local: boolean) => void): void {
    for (const root of ROOTS) {
      this.maps[root].observe((event, transaction) => changed(root, event.keysChanged, transaction.origin === LOCAL));
    }
  }

  /** Whether the document holds anything at all, as opposed to not having been loaded yet. */
  get empty(): boolean {
    return this.doc.store.clients.size === 0;
  }

  get<R extends Root>(root: R, key: string): Entries[R] | undefined {
    return this.maps[root].get(key);
  }

  /** The answer to a question; none while open or cleared. */
  answer(question: string): Answer | undefined {
    return this.get("answers", question)?.value ?? undefined;
  }

  /** The standing comments on a question, oldest first. */
  commentsOn(question: string): [string, CommentEntry][] {
    return this.standing("comments", HEX16)
      .filter(([, comment]) => comment.question === question)
      .sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
  }

  /** The standing own questions of a stage, in their order. */
  questionsOf(stage: string): [string, QuestionEntry][] {
    return this.standing("questions", OWN_KEY)
      .filter(([, question]) => question.stage === stage)
      .sort(([a, x], [b, y]) => x.created - y.created || (a < b ? -1 : 1));
  }

  /** Ids go into markup, so one that is not well formed is passed over; the server admits none. */
  private standing<R extends "comments" | "questions">(root: R, shape: RegExp): [string, Entries[R]][] {
    const found: [string, Entries[R]][] = [];
    this.maps[root].forEach((entry, key) => {
      if (shape.test(key) && !entry.removed) found.push([key, entry]);
    });
    return found;
  }

  /** The live text of a stage's notes. */
  notes(stage: string): Y.Text {
    return this.doc.getText(`notes/${stage}`);
  }

  setText(key: "title" | "community", text: string, by: string): void {
    this.put("meta", key, { text, by });
  }
  setAnswer(question: string, value: Answer | null, by: string): void {
    this.put("answers", question, { value, by });
  }
  setOwner(question: string, name: string, by: string): void {
    this.put("owners", question, { name, by });
  }
  addComment(question: string, parent: string | null, text: string, by: string): string {
    const id = randomId();
    this.put("comments", id, { question, parent, text, by, removed: false });
    return id;
  }
  addQuestion(stage: string, text: string, by: string): string {
    const key = `own-${randomId()}`;
    const last = this.questionsOf(stage).at(-1)?.[1].created ?? 0;
    this.put("questions", key, { stage, text, by, created: Math.max(this.now(), last + 1), removed: false });
    return key;
  }
  editQuestion(key: string, text: string, by: string): void {
    const entry = this.get("questions", key);
    if (entry) this.put("questions", key, { ...entry, text, by });
  }

  /**
   * Removes a comment or own question, or brings it back. It keeps its author, and its moment moves by a millisecond
   * only: enough to stand over the entry it replaces, too little to change its place.
   */
  setRemoved(root: "comments" | "questions", key: string, removed: boolean): void {
    const entry = this.get(root, key);
    if (!entry) return;
    this.change(`${root}/${key}`, () => {
      if (root === "comments") this.maps.comments.set(key, { ...(entry as CommentEntry), removed, at: entry.at + 1 });
      else this.maps.questions.set(key, { ...(entry as QuestionEntry), removed, at: entry.at + 1 });
    });
  }

  /** Several changes as one. */
  together(changes: () => void): void {
    this.doc.transact(changes, LOCAL);
  }

  /** Makes one change of the person's; `change` names what it touches. */
  change(change: string, make: () => void): void {
    this.onLocal(change);
    this.doc.transact(make, LOCAL);
  }

  /** A later write always has the greater moment, whatever the device's clock says. */
  private put<R extends Root>(root: R, key: string, entry: Omit<Entries[R], "at">): void {
    const at = Math.max(this.now(), (this.get(root, key)?.at ?? 0) + 1);
    this.change(`${root}/${key}`, () => this.maps[root].set(key, { ...entry, at } as Entries[R]));
  }
}
