import { LIMITS } from "./limits.ts";
import { parseHead, type RtspMessage } from "./message.ts";

/** One interleaved frame (RFC 2326 §10.12): its payload is `bytes[from, to)`, valid only during the call. */
export type FrameHandler = (channel: number, bytes: Buffer, from: number, to: number) => void;

const DOLLAR = 0x24;
const STARTS = ["RTSP/1.", "OPTIONS ", "GET_PARAMETER ", "SET_PARAMETER ", "ANNOUNCE ", "REDIRECT ", "TEARDOWN ", "PLAY_NOTIFY "];
const LONGEST_START = 14;

/**
 * Cuts the bytes of one connection into interleaved frames and RTSP messages.
 * Nothing is copied but the one frame that a chunk ends in; after bytes that belong to no message it looks for the next plausible
 * start. `push` gives the reason when the camera cannot be followed any more.
 */
export class ByteStream {
  /** Channels on which a frame is believed while looking for a start in garbage. */
  channels: readonly number[] = [0, 1];
  /** Called directly, without a layer between: it is called some hundred times a second per camera. */
  frame: FrameHandler = () => undefined;
  #carry = Buffer.alloc(0);
  #carried = 0;
  #garbage = 0;
  #failure: string | null = null;
  readonly #message: (message: RtspMessage) => void;

  constructor(message: (message: RtspMessage) => void) {
    this.#message = message;
  }

  /** Takes `chunk[0, length)`, which the caller may reuse after the call. */
  push(chunk: Buffer, length: number): string | null {
    let at = 0;
    if (this.#carried > 0) {
      at = this.#carry[0] === DOLLAR ? this.#completeFrame(chunk, length) : this.#completeText(chunk, length);
    }
    if (at < length && this.#failure === null) {
      at = this.#parse(chunk, at, length);
      if (this.#failure === null) this.#keep(chunk, at, length);
    }
    return this.#failure;
  }

  /** Fills the carried frame from the new chunk. Gives how much of the chunk was used. */
  #completeFrame(chunk: Buffer, length: number): number {
    let used = 0;
    if (this.#carried < 4) {
      used = Math.min(4 - this.#carried, length);
      this.#keep(chunk, 0, used);
      if (this.#carried < 4) return used;
    }
    const total = 4 + this.#carry.readUInt16BE(2);
    const more = Math.min(total - this.#carried, length - used);
    this.#keep(chunk, used, used + more);
    used += more;
    if (this.#carried === total) {
      this.#carried = 0;
      this.frame(this.#carry[1] ?? 0, this.#carry, 4, total);
    }
    return used;
  }

  #completeText(chunk: Buffer, length: number): number {
    this.#keep(chunk, 0, length);
    const end = this.#carried;
    const at = this.#parse(this.#carry, 0, end);
    this.#carry.copyWithin(0, at, end);
    this.#carried = end - at;
    return length;
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    const needed = this.#carried + to - from;
    if (needed > this.#carry.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2048, needed, this.#carry.length * 2));
      this.#carry.copy(larger, 0, 0, this.#carried);
      this.#carry = larger;
    }
    bytes.copy(this.#carry, this.#carried, from, to);
    this.#carried = needed;
  }

  /** Handles every complete message in `bytes[at, end)`; gives where the first incomplete one starts. */
  #parse(bytes: Buffer, start: number, end: number): number {
    let at = start;
    while (at < end && this.#failure === null) {
      const first = bytes[at] ?? 0;
      if (first === DOLLAR) {
        if (end - at < 4) return at;
        const next = at + 4 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
        if (next > end) return at;
        this.frame(bytes[at + 1] ?? 0, bytes, at + 4, next);
        at = next;
      } else if (first === 0x0d || first === 0x0a) {
        at++;
      } else {
        const next = this.#text(bytes, at, end);
        if (next === null) return at;
        at = next;
      }
    }
    return at;
  }

  /** A message that starts at `at`: where it ends, or null while it is incomplete. */
  #text(bytes: Buffer, at: number, end: number): number | null {
    const begin = bytes.toString("latin1", at, Math.min(end, at + LONGEST_START));
    if (!STARTS.some((start) => begin.startsWith(start) || start.startsWith(begin))) return this.#skipGarbage(bytes, at, end);
    const view = bytes.subarray(at, end);
    const crlf = view.indexOf("\r\n\r\n");
    const lf = view.indexOf("\n\n");
    const unixEnds = lf >= 0 && (crlf < 0 || lf < crlf);
    const headEnd = unixEnds ? lf : crlf;
    if (headEnd < 0 ? view.length > LIMITS.headerBytes : headEnd > LIMITS.headerBytes) return this.#fail("headers too large");
    if (headEnd < 0) return null;
    const head = parseHead(view.toString("latin1", 0, headEnd), LIMITS.headerLines);
    if (head === null) return this.#fail("too many headers");
    const bodyAt = headEnd + (unixEnds ? 2 : 4);
    const stated = head.headers.get("content-length")?.[0] ?? "0";
    const size = /^\d{1,9}$/.test(stated) ? Number(stated) : -1;
    if (size < 0 || size > LIMITS.bodyBytes) return this.#fail("impossible content length");
    if (view.length < bodyAt + size) return null;
    this.#message({ ...head, body: Buffer.from(view.subarray(bodyAt, bodyAt + size)) });
    return at + bodyAt + size;
  }

  #skipGarbage(bytes: Buffer, at: number, end: number): number {
    let next = at + 1;
    while (next < end && !this.#plausible(bytes, next, end)) next++;
    this.#garbage += next - at;
    if (this.#garbage > LIMITS.garbageBytes) this.#fail("bytes that belong to no message");
    return next;
  }

  /** True for the start of an answer, or of a frame on a known channel whose first byte says RTP version 2. */
  #plausible(bytes: Buffer, at: number, end: number): boolean {
    const first = bytes[at];
    if (first === DOLLAR) {
      return (at + 1 >= end || this.channels.includes(bytes[at + 1] ?? -1)) && (at + 4 >= end || ((bytes[at + 4] ?? 0) & 0xc0) === 0x80);
    }
    if (first !== 0x52) return false;
    const begin = bytes.toString("latin1", at, Math.min(end, at + 7));
    return "RTSP/1.".startsWith(begin);
  }

  #fail(reason: string): null {
    this.#failure = reason;
    return null;
  }
}
