import { find, findAll, setText, show } from "../shared/dom";

/** The state of a meeting, in the words of the page's language. */
export interface Show {
  v: string;
  phase: "waiting" | "open" | "shown" | "ended";
  question: { key: string; stage: string; topic: string; text: string } | null;
  /** When the timer ends, by the server's clock. */
  timer: number | null;
  spread: { rows: readonly Row[]; word: string | null; sentence: string } | null;
  agreed: string | null;
  /** Only for the screen and the desk. */
  count?: number;
  answered?: string;
  here?: string;
}

export interface Row {
  choice: string;
  label: string;
  n: number;
  part: number;
}

const SVG = "http://www.w3.org/2000/svg";

/** Puts a state into the places that the page has for it. */
export function fill(root: HTMLElement, state: Show): void {
  const texts: Record<string, string | null | undefined> = {
    stage: state.question?.stage,
    topic: state.question?.topic,
    text: state.question?.text,
    word: state.spread?.word,
    sentence: state.spread?.sentence,
    agreed: state.agreed,
    answered: state.answered,
    here: state.here,
  };
  for (const place of findAll(root, "[data-fill]")) setText(place, texts[place.dataset.fill ?? ""] ?? "");
  for (const part of findAll(root, "[data-when]")) show(part, (part.dataset.when ?? "").split(" ").includes(state.phase));
  const rows = state.spread?.rows ?? [];
  find(root, "[data-rows]")?.replaceChildren(...rows.map(bar));
}

function bar(row: Row): HTMLElement {
  const item = document.createElement("li");
  item.className = `v-${row.choice}`;
  const label = document.createElement("span");
  label.textContent = row.label;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 100 10");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("width", String(row.part));
  rect.setAttribute("height", "10");
  drawing.append(rect);
  const count = document.createElement("b");
  count.textContent = String(row.n);
  item.append(label, drawing, count);
  return item;
}

/** `1:05`, as the server writes it. */
export function left(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Runs the clock on the page down. The server says what time it is, because the device may not know. */
export class Clock {
  private ahead = 0;
  private ends = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly timeUp: string,
  ) {
    const place = this.place();
    if (place) {
      this.ahead = Number(place.dataset.now) - Date.now();
      this.ends = Number(place.dataset.ends);
    }
    setInterval(() => this.tick(), 250);
  }

  /** The server's time of this moment. */
  set(now: number): void {
    this.ahead = now - Date.now();
  }

  run(ends: number | null): void {
    this.ends = ends ?? 0;
    this.tick();
  }

  private place(): HTMLElement | null {
    return find(this.root, "[data-clock]");
  }

  private tick(): void {
    const place = this.place();
    show(place, this.ends > 0);
    if (!this.ends) return;
    const rest = this.ends - (Date.now() + this.ahead);
    setText(place, rest > 0 ? left(rest) : this.timeUp);
  }
}
