import type { Mode } from "../shared/device";
import type { Words } from "../shared/words";
import type { Model } from "./model";

/** How long things may be, in UTF-16 units or pieces; the server's own limits. */
export interface Limits {
  notes: number;
  comment: number;
  question: number;
  questions: number;
  owner: number;
  title: number;
  name: number;
}

/** What the server writes into the page for the script. */
export interface PageData {
  id: string;
  mode: Mode;
  language: string;
  live: string;
  path: string;
  limits: Limits;
  words: Record<string, string>;
}

/** What the parts of the workbook island share. */
export interface Page {
  readonly data: PageData;
  readonly words: Words;
  readonly model: Model;
  readonly editable: boolean;
  /** The person's name, or "". */
  name(): string;
  /** Asks for the name, once, near where the person first did something that is signed. */
  askName(near: Element): void;
  /** Offers to take the last action back. */
  offerUndo(text: string, undo: () => void): void;
}

/** Reads the JSON block; none on a page that is not a workbook. */
export function readPageData(): PageData | undefined {
  const text = document.getElementById("workbook-data")?.textContent;
  return text ? (JSON.parse(text) as PageData) : undefined;
}
