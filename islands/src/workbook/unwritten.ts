import type { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { recall, remember } from "../shared/device";
import { LOCAL } from "./model";

const LATE = "late";

/**
 * The person's changes that IndexedDB has taken and not yet written. A page that goes away takes them along, so the last
 * words before a reload would be lost on a slow device; localStorage, which writes at once, keeps them until the next visit.
 */
export class Unwritten {
  private updates: Uint8Array[] = [];
  private asking = false;
  private device: IndexeddbPersistence | undefined;

  constructor(
    private readonly workbook: string,
    private readonly doc: Y.Doc,
  ) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== LOCAL && origin !== LATE) return;
      this.updates.push(update);
      this.ask();
    });
    addEventListener("pagehide", () => this.keep());
  }

  /** The device's copy is being loaded. What the last visit left is put in after it, for it may build on it. */
  async watch(device: IndexeddbPersistence): Promise<void> {
    this.device = device;
    await device.whenSynced;
    for (const update of this.kept()) Y.applyUpdate(this.doc, update, LATE);
    this.ask();
  }

  /** The document is given up, and what is here with it. */
  drop(): void {
    this.updates = [];
    this.device = undefined;
    remember(this.workbook, LATE, undefined);
  }

  /** IndexedDB keeps its order: a question that comes after the writes is answered after them. */
  private ask(): void {
    if (this.asking || !this.device?.synced || !this.device.db) return;
    this.asking = true;
    const asked = this.updates.length;
    this.device.db.transaction("updates").objectStore("updates").count().onsuccess = () => {
      this.updates.splice(0, asked);
      this.asking = false;
      if (this.updates.length > 0) this.ask();
      else remember(this.workbook, LATE, undefined);
    };
  }

  private keep(): void {
    if (this.updates.length === 0 || !this.device) return;
    const all = [...this.kept(), ...this.updates];
    remember(this.workbook, LATE, all.map((update) => [...update]));
  }

  private kept(): Uint8Array[] {
    return (recall<number[][]>(this.workbook, LATE) ?? []).map((bytes) => Uint8Array.from(bytes));
  }
}
