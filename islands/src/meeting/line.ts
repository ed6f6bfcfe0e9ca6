import { backoff } from "../workbook/backoff";

/** How often a sign of life is sent, in milliseconds. Scripts do not see the pings of the protocol. */
const BEAT_MS = 20_000;
/** A connection on which nothing came for this long is dead. */
const SILENCE_MS = 45_000;
/** How long a sign of life may take after the phone was asleep. */
const AWAKE_MS = 4_000;
/** How long a connection may be away before anybody is told: most come back at once. */
const TELL_AFTER_MS = 2_500;

/** What the server sends. */
export interface Message {
  kind: string;
  [field: string]: unknown;
}

export interface Listener {
  heard(message: Message): void;
  /** The connection is there, or has been away for so long that people should know. */
  connected(there: boolean): void;
}

/** The socket of a meeting: JSON in binary frames. Comes back by itself until `stop`. */
export class Line {
  private socket: WebSocket | undefined;
  private failures = 0;
  private heardAt = 0;
  private stopped = false;
  private again: ReturnType<typeof setTimeout> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
  ) {}

  start(): void {
    addEventListener("online", () => this.now());
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.drop());
    addEventListener("pageshow", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    setInterval(() => this.beat(), BEAT_MS);
    this.open();
  }

  /** Lets go for good: the meeting has ended. */
  stop(): void {
    this.stopped = true;
    this.drop();
  }

  /** Says something. False when there is nobody to hear it. */
  send(message: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(new TextEncoder().encode(JSON.stringify(message)));
    return true;
  }

  private open(): void {
    clearTimeout(this.again);
    if (this.stopped || this.socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    this.socket = socket;
    this.heardAt = Date.now();
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => {
      if (socket === this.socket && event.data instanceof ArrayBuffer) this.hear(event.data);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
  }

  private hear(bytes: ArrayBuffer): void {
    this.heardAt = Date.now();
    this.failures = 0;
    clearTimeout(this.telling);
    this.telling = undefined;
    this.listener.connected(true);
    this.listener.heard(JSON.parse(new TextDecoder().decode(bytes)) as Message);
  }

  private lost(): void {
    this.drop();
    if (this.stopped) return;
    this.failures += 1;
    this.telling ??= setTimeout(() => this.listener.connected(false), TELL_AFTER_MS);
    this.again = setTimeout(() => this.open(), backoff(this.failures));
  }

  private now(): void {
    this.failures = 0;
    this.open();
  }

  private drop(): void {
    clearTimeout(this.again);
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private beat(): void {
    if (document.hidden) return;
    if (this.socket && Date.now() - this.heardAt > SILENCE_MS) this.lost();
    else this.send({});
  }

  /** A phone that slept does not know that its connection died. */
  private wake(): void {
    if (!this.socket) return this.now();
    const asked = Date.now();
    this.send({});
    setTimeout(() => this.socket && !document.hidden && this.heardAt < asked && this.lost(), AWAKE_MS);
  }
}
