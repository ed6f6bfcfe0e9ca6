/** The workbook island: makes the server's page live, shared and able to work without a network. */
import { IndexeddbPersistence } from "y-indexeddb";
import { Awareness } from "y-protocols/awareness.js";
import * as Y from "yjs";
import { base } from "../shared/base";
import { around, find, findAll, show } from "../shared/dom";
import { PAGES_CACHE, databaseName, recall, remember } from "../shared/device";
import { Words } from "../shared/words";
import { listenForAnswers, paintAnswer, paintOwner, questionOf } from "./answers";
import { listenForComments, paintComments } from "./comments";
import { Connection } from "./connection";
import { listenForDetails, paintDetails } from "./details";
import { Ledger } from "./ledger";
import { showLength, watchLimits } from "./limits";
import { Model, type Root } from "./model";
import { PersonName } from "./name";
import { NotesBox } from "./notes";
import { listenForOwnQuestions, paintOwnQuestions } from "./own";
import { type Page, type PageData, readPageData } from "./page";
import { mountPresence, tellName } from "./presence";
import { drafts, keepRescued, rescue, showRescued } from "./rescue";
import { listenForResets } from "./resets";
import { mountStages } from "./stages";
import { Status } from "./status";
import { listenForSnapshots } from "./tools";
import { offerUndo } from "./undo";
import { Unwritten } from "./unwritten";

/** How long the server's state may take before the device's older one is shown, in milliseconds. */
const PATIENCE_MS = 1_500;
/** How long the device may take to hand out its copy, in milliseconds. */
const DEVICE_MS = 2_000;
/** A second refusal within this time does not reload again, in milliseconds. */
const REFUSAL_PAUSE_MS = 10_000;

/** Makes the page below `root` live. */
export async function mount(root: HTMLElement, data: PageData): Promise<void> {
  const words = new Words(data.language, data.words);
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const ledger = new Ledger(recall<string[]>(data.id, "unsent"));
  const name = new PersonName(words, data.limits, (now) => tellName(awareness, now));
  const model = new Model(doc, (change) => {
    ledger.touch(change);
    remember(data.id, "unsent", ledger.changes());
    status.touched();
  });
  const page: Page = {
    data,
    words,
    model,
    editable: data.mode === "edit",
    name: () => name.current,
    askName: (near) => name.ask(near),
    offerUndo: (text, undo) => offerUndo(words, text, undo),
  };
  const status = new Status(page, ledger);
  const painter = new Painter(page, root);

  model.observe((at, keys, local) => {
    if (painter.loaded || local) painter.paint(at, keys);
    if ((painter.loaded || local) && at === "answers") outdateSuggestion(root);
  });
  mountStages(page, root);
  showRescued(page);
  if (page.editable) {
    name.listen(root);
    watchLimits(words, root);
    for (const listen of [listenForAnswers, listenForComments, listenForOwnQuestions, listenForResets, listenForDetails, listenForSnapshots]) {
      listen(page, root);
    }
    root.addEventListener("submit", (event) => around(event, "[data-stage-form]") && event.preventDefault());
  }
  const notes = tieNotes(page, root);
  mountPresence(page, root, awareness);

  const unwritten = new Unwritten(data.id, doc);
  const device = await openDevice(databaseName(data.id, data.mode), doc, unwritten);
  status.onDevice = device !== undefined;
  const load = () => {
    painter.load();
    for (const box of notes) box.load();
  };
  const connection = new Connection(doc, awareness, ledger, { path: data.live, readOnly: !page.editable }, {
    joined: load,
    changed: () => {
      remember(data.id, "unsent", ledger.waiting ? ledger.changes() : undefined);
      status.update(connection.live);
    },
    refused: (code, message) => {
      unwritten.drop();
      void refused(page, ledger, device, code, message);
    },
    notice: (code) => status.notice(words.t(`notice-${code}`)),
  });
  addEventListener("beforeunload", (event) => {
    if (ledger.waiting > 0 && !status.onDevice) event.preventDefault();
  });
  connection.start();
  status.update(false);
  const patience = navigator.onLine ? PATIENCE_MS : 0;
  if (!model.empty) setTimeout(load, patience);
}

/** Shows what the document holds. Until it is loaded only the person's own changes are shown, on top of the server's. */
class Painter {
  loaded = false;

  constructor(
    private readonly page: Page,
    private readonly root: HTMLElement,
  ) {}

  /** From now on the page shows the document. */
  load(): void {
    if (this.loaded) return;
    this.loaded = true;
    for (const stage of this.stages()) paintOwnQuestions(this.page, stage, true);
    for (const question of findAll(this.root, ".q[data-q]")) {
      const key = question.dataset.q ?? "";
      paintAnswer(this.page, key);
      paintOwner(this.page, key);
      paintComments(this.page, key, true);
    }
    paintDetails(this.page);
  }

  /** Shows the entries of `root` that changed. */
  paint(root: Root, keys: ReadonlySet<string>): void {
    switch (root) {
      case "meta":
        return paintDetails(this.page);
      case "answers":
        return keys.forEach((key) => paintAnswer(this.page, key));
      case "owners":
        return keys.forEach((key) => paintOwner(this.page, key));
      case "comments":
        return this.questionsOfComments(keys).forEach((key) => paintComments(this.page, key, this.loaded));
      case "questions":
        for (const stage of this.stages()) paintOwnQuestions(this.page, stage, this.loaded);
    }
  }

  private questionsOfComments(ids: ReadonlySet<string>): Set<string> {
    const keys = [...ids].map((id) => this.page.model.get("comments", id)?.question ?? questionOf(document.getElementById(`c-${id}`)));
    return new Set(keys.filter((key) => key !== undefined));
  }

  private stages(): HTMLElement[] {
    return findAll(this.root, "details[data-stage]");
  }
}

/** The suggestion was made for the answers as they were; from now on only the reading knows. */
function outdateSuggestion(root: HTMLElement): void {
  show(find(root, "[data-next]"), false);
  show(find(root, "[data-next-later]"), true);
}

function tieNotes(page: Page, root: HTMLElement): NotesBox[] {
  return findAll<HTMLTextAreaElement>(root, "[data-stage-notes]").map((box) => {
    const stage = box.closest<HTMLElement>("[data-stage]")?.dataset.stage ?? "";
    const pending = `pending-${stage}`;
    const notes = new NotesBox(page.model.notes(stage), box, page.data.limits.notes, {
      change: (make) => page.model.change(`notes/${stage}`, make),
      length: (over) => showLength(page.words, box, over, page.data.limits.notes),
      pending: (words) => remember(page.data.id, pending, words),
    });
    const words = recall<{ base: string; text: string }>(page.data.id, pending);
    if (words && page.editable) notes.restore(words);
    return notes;
  });
}

/** Loads the device's copy into `doc` and keeps it up to date; none where the browser keeps nothing. */
async function openDevice(name: string, doc: Y.Doc, unwritten: Unwritten): Promise<IndexeddbPersistence | undefined> {
  if (!(await canStore())) return undefined;
  const device = new IndexeddbPersistence(name, doc);
  const patience = new Promise<void>((resolve) => setTimeout(resolve, DEVICE_MS));
  await Promise.race([unwritten.watch(device), patience]);
  return device;
}

/** Private windows of some browsers offer IndexedDB and then refuse to open any. */
function canStore(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("crosswalk-probe");
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}

/**
 * The server refused an update, so this document can no longer become one with the server's: keep the person's words
 * aside, drop the document, and start again from the server's.
 */
async function refused(page: Page, ledger: Ledger, device: IndexeddbPersistence | undefined, code: string, message: string): Promise<void> {
  const items = [...rescue(page, ledger.changes()), ...drafts()];
  const reason = page.words.t(`refused-${code}`);
  const why = reason === `refused-${code}` ? message || page.words.t("refused") : reason;
  const again = Date.now() - (recall<number>(page.data.id, "refused") ?? 0) < REFUSAL_PAUSE_MS;
  const kept = keepRescued(page, items, why);
  remember(page.data.id, "refused", Date.now());
  remember(page.data.id, "unsent", undefined);
  await device?.clearData();
  // The panel with the words takes the focus after the reload; the old place on the page may not take it back.
  history.scrollRestoration = "manual";
  if (kept && !again) return location.reload();
  showRescued(page, { items, reason: why });
}

/** Lets the page open without a network. The worker takes over too late to see this first visit, so we keep it here. */
async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`${base()}sw.js`);
  const pages = await caches.open(PAGES_CACHE);
  const address = location.origin + location.pathname;
  if (await pages.match(address)) return;
  const page = await fetch(address, { cache: "force-cache" });
  if (page.ok && !page.redirected) await pages.put(address, page);
}

const data = readPageData();
const root = find(document, '[data-island="workbook"]');
if (data && root) void mount(root, data);
// Without it the page works as before, online.
addEventListener("load", () => void keepOffline().catch(() => {}));
