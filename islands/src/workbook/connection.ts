import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness.js";
import * as Y from "yjs";
import { backoff } from "./backoff";
import type { Ledger } from "./ledger";

/** Message kinds of the y-websocket protocol, and Crosswalk's own from 100 on. */
const enum Kind {
  Sync = 0,
  Awareness = 1,
  QueryAwareness = 3,
  Saved = 100,
  Refused = 101,
  Notice = 102,
}
const enum Step {
  One = 0,
  Two = 1,
  Update = 2,
}

/** Close codes of the server. */
const CLOSED_NOT_WRITTEN = 1013;
const CLOSED_REFUSED = 4400;
const CLOSED_GONE = 4404;
const CLOSED_TOO_MANY = 4429;

/** A connection on which nothing came for this long is dead, in milliseconds. The server echoes our sign of life. */
const SILENCE_MS = 45_000;
/** How often that is looked at. */
const LOOK_MS = 5_000;
/** How long to wait after "too many", in milliseconds. */
const CROWDED_MS = 30_000;

/** What the connection tells the page. */
export interface Listener {
  /** The document now holds what the server holds. */
  joined(): void;
  /** Something about being connected or saved has changed. */
  changed(): void;
  /** The server refused an update; the document here is spoilt. */
  refused(code: string, message: string): void;
  /** The server has something to say: "restarting", "not-written", "full", "deleted". */
  notice(code: string): void;
}

/**
 * The socket between this document and the server's: joins, sends each change, hears the others', and comes back by
 * itself when the line breaks.
 */
export class Connection {
  private socket: WebSocket | undefined;
  private greeted = false;
  private failures = 0;
  /** How often in a row the server let us in and then could not write. */
  private unwritten = 0;
  private heardAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private wantsWait = 0;
  /** Whether the document is in step with the server. */
  live = false;

  constructor(
    private readonly doc: Y.Doc,
    private readonly awareness: Awareness,
    private readonly ledger: Ledger,
    private readonly options: { path: string; readOnly: boolean },
    private readonly listener: Listener,
  ) {}

  /** Connects, and keeps connected until `stop`. */
  start(): void {
    this.doc.on("update", this.onUpdate);
    this.awareness.on("update", this.onAwareness);
    addEventListener("online", this.onOnline);
    addEventListener("offline", this.onOffline);
    addEventListener("pagehide", this.onLeave);
    addEventListener("pageshow", this.onOnline);
    document.addEventListener("visibilitychange", this.onVisible);
    setInterval(this.look, LOOK_MS);
    this.open();
  }

  /** Lets go for good. */
  stop(): void {
    this.stopped = true;
    this.doc.off("update", this.onUpdate);
    this.drop();
    this.listener.changed();
  }

  private open(): void {
    clearTimeout(this.timer);
    if (this.stopped || this.socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.options.path}?v=1`);
    this.socket = socket;
    this.greeted = false;
    this.heardAt = Date.now();
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => {
      if (socket === this.socket && event.data instanceof ArrayBuffer) this.hear(new Uint8Array(event.data));
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.closed(event.code);
    };
  }

  private closed(code: number): void {
    this.drop();
    if (code === CLOSED_GONE) this.listener.notice("deleted");
    if (code === CLOSED_REFUSED) this.listener.refused("", "");
    if (code === CLOSED_GONE || code === CLOSED_REFUSED) return this.stop();
    if (code === CLOSED_TOO_MANY) this.wantsWait = CROWDED_MS;
    if (code === CLOSED_NOT_WRITTEN) this.unwritten += 1;
    this.failures += 1;
    this.timer = setTimeout(() => this.open(), Math.max(this.wantsWait, backoff(Math.max(this.failures, this.unwritten))));
    this.wantsWait = 0;
    this.listener.changed();
  }

  /** Forgets the socket, whatever state it is in, without waiting for the other side. */
  private drop(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.live = this.greeted = false;
    this.ledger.disconnected();
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
  }

  private hear(bytes: Uint8Array): void {
    this.heardAt = Date.now();
    const message = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(message)) {
      case Kind.Sync:
        return this.hearSync(message);
      case Kind.Awareness:
        return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(message), this);
      case Kind.QueryAwareness:
        return this.sendAwareness();
      case Kind.Saved:
        this.unwritten = 0;
        this.ledger.messagesSaved(decoding.readVarUint(message));
        return this.listener.changed();
      case Kind.Refused: {
        this.stop();
        return this.listener.refused(decoding.readVarString(message), decoding.readVarString(message));
      }
      case Kind.Notice:
        return this.listener.notice(decoding.readVarString(message));
    }
  }

  private hearSync(message: decoding.Decoder): void {
    const step = decoding.readVarUint(message) as Step;
    const bytes = decoding.readVarUint8Array(message);
    if (step === Step.One) return this.greet(bytes);
    Y.applyUpdate(this.doc, bytes, this);
    if (step === Step.Two && !this.live) {
      this.live = true;
      this.failures = 0;
      this.listener.joined();
      this.listener.changed();
    }
  }

  /**
   * The server said what it has. It gets what it lacks before we ask for what we lack: applying its state first would
   * overwrite, and so hide from it, entries that were changed here while offline.
   */
  private greet(stateVector: Uint8Array): void {
    if (!this.options.readOnly) this.sendSync(Step.Two, Y.encodeStateAsUpdate(this.doc, stateVector));
    if (this.greeted) return;
    this.greeted = true;
    this.send((encoder) => {
      encoding.writeVarUint(encoder, Kind.Sync);
      encoding.writeVarUint(encoder, Step.One);
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
    });
    this.sendAwareness();
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || this.options.readOnly) return;
    if (this.greeted) this.sendSync(Step.Update, update);
    this.listener.changed();
  };

  private sendSync(step: Step, bytes: Uint8Array): void {
    this.ledger.messageSent();
    this.send((encoder) => {
      encoding.writeVarUint(encoder, Kind.Sync);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  }

  private readonly onAwareness = (_change: unknown, origin: unknown): void => {
    if (origin === "local" && this.greeted) this.sendAwareness();
  };

  private sendAwareness(): void {
    this.send((encoder) => {
      encoding.writeVarUint(encoder, Kind.Awareness);
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, [this.doc.clientID]));
    });
  }

  private send(write: (encoder: encoding.Encoder) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>);
  }

  /** Timers run late in hidden pages, so silence is judged only while the page is seen. */
  private readonly look = (): void => {
    if (this.socket && !document.hidden && Date.now() - this.heardAt > SILENCE_MS) this.closed(0);
  };

  private readonly onVisible = (): void => {
    if (document.hidden) return;
    if (!this.socket) this.open();
    else if (Date.now() - this.heardAt > SILENCE_MS) this.closed(0);
  };

  private readonly onOnline = (): void => {
    this.failures = 0;
    this.open();
  };

  private readonly onOffline = (): void => {
    if (this.socket) this.closed(0);
  };

  /** A page kept in the back-forward cache may not hold a socket. */
  private readonly onLeave = (): void => {
    if (this.socket) this.drop();
  };
}
