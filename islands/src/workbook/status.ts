import { find, findAll, setText, show } from "../shared/dom";
import { say } from "../shared/say";
import type { Ledger } from "./ledger";
import type { Page } from "./page";

/** How long a break may last before we speak of being offline, and a save before we say "Saving"; milliseconds. */
const OFFLINE_MS = 2_000;
const SAVING_MS = 250;

type State = "saving" | "saved" | "device" | "failed" | "reading";

/** The line that says whether everything is saved, and the bar that says we are offline. */
export class Status {
  private state: State | undefined;
  private offline = false;
  private breakTimer: ReturnType<typeof setTimeout> | undefined;
  private savingTimer: ReturnType<typeof setTimeout> | undefined;
  private savedAt: number | undefined;
  private changedHere = false;
  private reason: string | undefined;

  constructor(
    private readonly page: Page,
    private readonly ledger: Ledger,
  ) {}

  /** Whether this browser keeps the document on the device. */
  onDevice = true;

  /** Looks at the facts again. */
  update(live: boolean): void {
    if (!this.page.editable) this.set("reading");
    else if (live && this.ledger.settled) this.saved();
    else if (live) this.saving();
    else if (this.ledger.waiting > 0) this.set(this.onDevice ? "device" : "failed");
    this.paintOffline(live);
  }

  /** Why the server lets go of us, when it says so. */
  notice(text: string): void {
    this.reason = text;
    this.paintBar();
  }

  /** The person changed something here. */
  touched(): void {
    this.changedHere = true;
  }

  private saved(): void {
    clearTimeout(this.savingTimer);
    this.savingTimer = undefined;
    if (!this.changedHere && this.state === undefined) return;
    if (this.state !== "saved" || this.savedAt === undefined) this.savedAt = Date.now();
    this.set("saved");
  }

  /** Most saves take less than the blink that it would cost to say so. */
  private saving(): void {
    if (this.state === "saved") this.savedAt = undefined;
    this.savingTimer ??= setTimeout(() => this.set("saving"), SAVING_MS);
  }

  private set(state: State): void {
    if (state !== "saving") {
      clearTimeout(this.savingTimer);
      this.savingTimer = undefined;
    }
    const line = find(document, "[data-save]");
    if (!line || state === "reading") return;
    const { words } = this.page;
    const text = state === "saved" ? words.t("saved", { time: words.time(this.savedAt ?? Date.now()) }) : words.t(state);
    for (const icon of findAll(line, "[data-icon]")) show(icon, icon.dataset.icon === state);
    setText(find(line, "[data-text]"), text);
    if (state !== this.state && state !== "saving") say(text);
    this.state = state;
  }

  private paintOffline(live: boolean): void {
    if (live) {
      clearTimeout(this.breakTimer);
      this.breakTimer = undefined;
      if (this.offline) say(this.page.words.t("online-again"));
      this.offline = false;
      this.reason = undefined;
    } else if (!this.offline) {
      this.breakTimer ??= setTimeout(() => this.goOffline(), navigator.onLine ? OFFLINE_MS : 0);
    }
    this.paintBar();
  }

  private goOffline(): void {
    this.offline = true;
    this.paintBar();
    say(`${this.offlineFirst()} ${this.offlineRest()}`);
  }

  private offlineFirst(): string {
    return this.reason ?? this.page.words.t("offline-first");
  }

  private offlineRest(): string {
    const { words, editable } = this.page;
    if (!editable) return words.t("offline-reading");
    if (!this.onDevice) return words.t("offline-no-device");
    const waiting = this.ledger.waiting;
    return waiting > 0 ? words.count("offline-waiting", waiting) : words.t("offline-nothing");
  }

  private paintBar(): void {
    const bar = find(document, "[data-offline]");
    show(bar, this.offline);
    if (!bar || !this.offline) return;
    setText(find(bar, "[data-first]"), this.offlineFirst());
    setText(find(bar, "[data-rest]"), this.offlineRest());
  }
}
