import { around, find, findAll, fromTemplate, setText, show } from "../shared/dom";
import { readCookie, writeCookie } from "../shared/device";
import { say } from "../shared/say";
import { cleanLine } from "../shared/text";
import type { Limits } from "./page";
import type { Words } from "../shared/words";

const COOKIE = "cw_name";
/** Kept when somebody would rather not give a name, so that we ask once. */
const DECLINED = "crosswalk:no-name";

/** The person's name on this device: optional, asked for once. */
export class PersonName {
  private asked = false;

  constructor(
    private readonly words: Words,
    private readonly limits: Limits,
    private readonly changed: (name: string) => void,
  ) {}

  /** The name, or "". */
  get current(): string {
    return cleanLine(readCookie(COOKIE)).slice(0, this.limits.name);
  }

  /** Puts a small question below `near`. It takes no focus and stops nothing. */
  ask(near: Element): void {
    if (this.asked || this.current || declined()) return;
    this.asked = true;
    near.after(fromTemplate("t-name"));
  }

  /** Listens to every place where a name can be given. */
  listen(root: HTMLElement): void {
    root.addEventListener("submit", (event) => {
      const form = around<HTMLFormElement>(event, "[data-name-form]");
      if (form) this.keepFrom(form, event);
    });
    root.addEventListener("click", (event) => {
      const asking = around(event, "[data-name-ask]");
      if (asking && around(event, "[data-name-keep]")) this.keepFrom(asking, event);
      if (asking && around(event, "[data-name-skip]")) {
        decline();
        asking.remove();
      }
      // A note is signed with the name that stands beside it.
      const write = around(event, "[data-send], [data-add]")?.closest("[data-write]");
      const beside = write && find<HTMLInputElement>(write, "[data-sign] input");
      if (beside && beside.value.trim() && !this.current) this.keep(beside.value);
    }, true);
    root.addEventListener("keydown", (event) => {
      const asking = around(event, "[data-name-ask]");
      if (asking && event.key === "Enter" && event.target instanceof HTMLInputElement) this.keepFrom(asking, event);
    });
    this.paint();
  }

  private keepFrom(holder: HTMLElement, event: Event): void {
    event.preventDefault();
    const input = find<HTMLInputElement>(holder, "input:not([type=hidden])");
    if (!input) return;
    this.keep(input.value);
    say(this.words.t("name-kept"));
    if (holder.matches("[data-name-ask]")) holder.remove();
  }

  private keep(value: string): void {
    writeCookie(COOKIE, cleanLine(value).slice(0, this.limits.name));
    this.paint();
    this.changed(this.current);
  }

  private paint(): void {
    const name = this.current;
    for (const field of findAll(document, "[data-sign]")) show(field, !name);
    for (const input of findAll<HTMLInputElement>(document, "[data-name-form] input[name=name]")) input.value = name;
    if (name) find(document, "[data-name-ask]")?.remove();
    setText(find(document, "[data-name-verb]"), this.words.t(name ? "name-change" : "name-set"));
    setText(find(document, "[data-name-shown]"), name ? this.words.t("signed-as", { name }) : this.words.t("signed-by-nobody"));
  }
}

function declined(): boolean {
  try {
    return localStorage.getItem(DECLINED) !== null;
  } catch {
    return false;
  }
}

function decline(): void {
  try {
    localStorage.setItem(DECLINED, "1");
  } catch {
    // Then we ask again on the next visit.
  }
}
