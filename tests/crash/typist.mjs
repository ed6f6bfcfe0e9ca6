/** People for the tests that treat the server badly: they type over the live socket and remember what it called saved. */
import { setTimeout as sleep } from "node:timers/promises";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

const SYNC = 0;
const SAVED = 100;
const REFUSED = 101;
const NOTICE = 102;
/** One edit of a typist, in milliseconds. */
const PACE_MS = 4;

/**
 * A person with a live socket, who types as fast as the pace allows until the socket ends. Each edit appends a mark that
 * nobody else writes.
 */
export class Typist {
  #doc = new Y.Doc();
  #sent = [];
  #ended = false;
  /** Marks that the server has called saved. */
  saved = [];
  refused = undefined;
  /** What the server said besides: "restarting". */
  notices = [];
  /** The code that the socket was closed with. */
  closed = undefined;

  constructor(site, token, name) {
    this.name = name;
    this.#doc.on("update", (update, origin) => origin !== this && this.#send(2, update));
    this.socket = new WebSocket(`${site.url.replace("http", "ws")}/live/${token}?v=1`);
    this.socket.binaryType = "arraybuffer";
    this.socket.on("message", (data) => this.#hear(new Uint8Array(data)));
    this.socket.on("error", () => {});
    this.socket.on("close", (code) => {
      this.#ended = true;
      this.closed = code;
    });
  }

  /** Until the server is gone, or `stop`. */
  async type() {
    const text = this.#doc.getText("notes/assess");
    for (let n = 0; !this.#ended; n += 1) {
      if (this.greeted) {
        this.mark = `[${this.name}.${n}]`;
        text.insert(text.length, this.mark);
      }
      await sleep(PACE_MS);
    }
  }

  stop() {
    this.#ended = true;
    this.socket.terminate();
  }

  #hear(bytes) {
    const message = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(message);
    if (kind === SAVED) this.saved.push(...this.#sent.splice(0, decoding.readVarUint(message)));
    if (kind === REFUSED) this.refused = decoding.readVarString(message);
    if (kind === NOTICE) this.notices.push(decoding.readVarString(message));
    if (kind !== SYNC) return;
    const step = decoding.readVarUint(message);
    const payload = decoding.readVarUint8Array(message);
    if (step !== 0) return Y.applyUpdate(this.#doc, payload, this);
    this.mark = undefined;
    this.greeted = true;
    this.#send(1, Y.encodeStateAsUpdate(this.#doc, payload));
    this.#write(0, Y.encodeStateVector(this.#doc));
  }

  #send(step, payload) {
    this.#sent.push(this.mark);
    this.#write(step, payload);
  }

  #write(step, payload) {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    const message = encoding.createEncoder();
    encoding.writeVarUint(message, SYNC);
    encoding.writeVarUint(message, step);
    encoding.writeVarUint8Array(message, payload);
    this.socket.send(encoding.toUint8Array(message));
  }
}
