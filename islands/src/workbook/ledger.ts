/**
 * Knows which of a person's changes the server has not yet confirmed to be on disk.
 *
 * A change is named by what it touches (`answers/goal-setting`, `notes/assess`), so that an hour's typing in one notes
 * box counts as one change. A change is confirmed when the last message that carried it is.
 */
export class Ledger {
  /** Change -> number of the last message that carries it; 0 while no message does. */
  private readonly carriers = new Map<string, number>();
  private sent = 0;
  private confirmed = 0;

  /** `remembered`: changes that an earlier visit left unconfirmed. */
  constructor(remembered: Iterable<string> = []) {
    for (const change of remembered) this.carriers.set(change, 0);
  }

  /** A change was made on this device. */
  touch(change: string): void {
    this.carriers.set(change, 0);
  }

  /** A sync message went out that carries every change so far. */
  messageSent(): void {
    this.sent += 1;
    for (const [change, carrier] of this.carriers) if (carrier === 0) this.carriers.set(change, this.sent);
  }

  /** The server has `count` more of this connection's messages on disk. */
  messagesSaved(count: number): void {
    this.confirmed = Math.min(this.sent, this.confirmed + count);
    for (const [change, carrier] of this.carriers) {
      if (carrier !== 0 && carrier <= this.confirmed) this.carriers.delete(change);
    }
  }

  /** The connection is gone, and with it every message that was not confirmed. */
  disconnected(): void {
    this.sent = 0;
    this.confirmed = 0;
    for (const change of this.carriers.keys()) this.carriers.set(change, 0);
  }

  /** Whether the server has everything. */
  get settled(): boolean {
    return this.carriers.size === 0 && this.confirmed === this.sent;
  }

  /** How many changes wait. */
  get waiting(): number {
    return this.carriers.size;
  }

  /** The changes that wait, to be remembered for the next visit. */
  changes(): string[] {
    return [...this.carriers.keys()];
  }
}
