import type { ParameterSets } from "../decoder-config.ts";
import { LIMITS } from "../rtsp/limits.ts";
import { splitAtStartCodes } from "../h264/start-codes.ts";
import type { Arena } from "./arena.ts";
import { RecentPictures } from "./recent-pictures.ts";
import type { NalGrammar } from "../nal-grammar.ts";

/**
 * One coded picture: NAL units behind 4-byte lengths at `arena.buffer[from, to)`. `ticks` is its RTP time, unwrapped and monotone over wraps.
 * `waitedMs` is the time since its last packet came, if it waited for the next picture to show its end; else 0.
 */
export type AccessUnit = {
  readonly from: number;
  readonly to: number;
  readonly ticks: number;
  readonly key: boolean;
  readonly waitedMs: number;
};

export type AccessUnitSink = {
  /** The sink takes the bytes by moving `arena.used` or cutting the arena; what it leaves is overwritten. */
  accessUnit(unit: AccessUnit): void;
  /** Pictures are missing from here to the next key frame. `packets` is how many were missed, 0 if they came damaged. */
  interrupted(packets: number): void;
};

/**
 * Whether a marker ends a picture, as RFC 6184 §5.1 wants it. Some cameras set it on each slice or on each field. The first picture of a
 * connection ends where the time changes; the next slice shows what its marker meant.
 */
export type MarkerTrust = "untried" | "trusted" | "untrusted";

/** So many packets in a row behind the expected number, at a time that was not there before, are a camera that began counting anew. */
const RESTART_AFTER = 3;
/** So many in a row are one whatever their time. Copies of the packets of one picture are fewer: some networks send each packet twice. */
const RESTART_AFTER_COPIES = 4_096;

/**
 * Puts access units together from RTP packets, straight into the arena in the form that the file needs. Reads H.264 (RFC 6184: single NAL,
 * STAP-A, FU-A) and H.265 (RFC 7798: single NAL, AP, FU). Begins with a key frame, and after a loss goes on with the next one.
 */
export class Depacketizer {
  readonly arena: Arena;
  /** Packets that were not the codec in RTP as we read it. */
  malformed = 0;
  readonly #payloadType: number;
  readonly #nal: NalGrammar;
  /** Bytes before the data of a part: RTP header, payload header, head of the part. */
  readonly #partFrom: number;
  readonly #sets: ParameterSets;
  readonly #sink: AccessUnitSink;
  #expected = -1;
  readonly #recent = new RecentPictures();
  #behind = 0;
  #copies = 0;
  #source = -1;
  #timestamp = 0;
  #ticks = 0;
  #unitFrom = 0;
  #nalFrom = -1;
  #picture = false;
  #headless = false;
  #key = false;
  #isBroken = false;
  #leading = false;
  #skipsLeading = false;
  #needKey = true;
  #delivered = -1;
  #marker: MarkerTrust;
  /** True if a marker that ended nothing came since the last slice. */
  #marked = false;
  /** Time of that marker by a steady clock, ms. */
  #markedAt = 0;
  /** First slices of the picture in hand. */
  #fields = 0;

  /** `marker` is what is known of the camera's markers before its first packet. */
  constructor(
    payloadType: number,
    nal: NalGrammar,
    arena: Arena,
    sets: ParameterSets,
    sink: AccessUnitSink,
    marker: MarkerTrust = "untried",
  ) {
    this.#marker = marker;
    this.#payloadType = payloadType;
    this.#nal = nal;
    this.#partFrom = 13 + nal.headBytes;
    this.arena = arena;
    this.#sets = sets;
    this.#sink = sink;
  }

  /** One RTP packet (RFC 3550 §5.1) at `bytes[from, to)`. */
  rtp(bytes: Buffer, from: number, to: number): void {
    if (this.#continues(bytes, from, to)) {
      this.#expected = (this.#expected + 1) & 0xffff;
      this.arena.append(bytes, from + this.#partFrom, to);
      if (this.arena.used - this.#unitFrom > LIMITS.accessUnitBytes) this.#drop(0);
      return;
    }
    const first = bytes[from] ?? 0;
    const second = bytes[from + 1] ?? 0;
    let at = from + 12 + (first & 15) * 4;
    if (first >> 6 !== 2 || at > to) return this.#bad();
    if ((second & 127) !== this.#payloadType) return;
    if (first & 16) at += at + 4 > to ? to : 4 + bytes.readUInt16BE(at + 2) * 4;
    const end = first & 32 ? to - (bytes[to - 1] ?? 0) : to;
    if (at >= end) {
      // Empty packets keep a path open on some cameras; only their number matters.
      if (at === end) this.#follow(bytes, from);
      else this.#bad();
      return;
    }
    if (!this.#follow(bytes, from)) return;
    const timestamp = bytes.readUInt32BE(from + 4);
    if (this.#ticks === 0 || timestamp !== this.#timestamp) this.#recent.began(bytes.readUInt16BE(from + 2), timestamp);
    if (this.#ticks === 0) {
      // Far from zero, so that a clock that runs backwards a little never gives a negative time.
      this.#ticks = timestamp + 2 ** 32;
    } else if (timestamp !== this.#timestamp) {
      if (this.#marked && this.#marker === "untried") this.#marker = "trusted";
      this.#endUnit();
      this.#ticks += (timestamp - this.#timestamp) | 0;
    }
    this.#timestamp = timestamp;
    this.#payload(bytes, at, end);
    if (this.arena.used - this.#unitFrom > LIMITS.accessUnitBytes) this.#drop(0);
    if ((second & 128) === 0 || !this.#picture) return;
    if (this.#marker === "trusted") this.#endUnit();
    else {
      this.#marked = true;
      this.#markedAt = performance.now();
    }
  }

  /** Ends the picture that waits for its last packet, at the end of a connection. */
  flush(): void {
    this.#drop(-1);
  }

  /**
   * True for the next packet in the middle of a fragmented unit, without marker, padding or extension: nine of ten packets of a
   * large picture. One look at each byte that matters halves the cost of a packet.
   */
  #continues(bytes: Buffer, from: number, to: number): boolean {
    return (
      this.#nalFrom >= 0 &&
      to - from > this.#partFrom &&
      bytes[from] === 0x80 &&
      bytes[from + 1] === this.#payloadType &&
      this.#nal.typeOf(bytes[from + 12] ?? 0) === this.#nal.fragment &&
      (bytes[from + this.#partFrom - 1] ?? 0) < 0x40 &&
      int16(bytes, from + 2) === this.#expected &&
      int32(bytes, from + 4) === (this.#timestamp | 0) &&
      int32(bytes, from + 8) === (this.#source | 0)
    );
  }

  /** Checks source and sequence number; false for a packet that is not to be used. */
  #follow(bytes: Buffer, from: number): boolean {
    const sequence = bytes.readUInt16BE(from + 2);
    const source = bytes.readUInt32BE(from + 8);
    const missed = (sequence - this.#expected) & 0xffff;
    if (this.#expected >= 0 && source === this.#source && missed !== 0) {
      if (missed >= 0x8000) {
        const timestamp = bytes.readUInt32BE(from + 4);
        // B pictures go out of the order of their times: a copy may be of a later time than the picture in hand.
        const isLater = ((timestamp - this.#timestamp) | 0) > 0 && !this.#recent.has(sequence, timestamp);
        this.#behind += isLater ? 1 : 0;
        if (this.#behind < RESTART_AFTER && ++this.#copies < RESTART_AFTER_COPIES) return false;
        this.#recent.clear();
        this.#drop(0);
      } else this.#drop(missed);
    } else if (this.#expected >= 0 && source !== this.#source) {
      this.#recent.clear();
      this.#drop(0);
    }
    this.#behind = 0;
    this.#copies = 0;
    this.#source = source;
    this.#expected = (sequence + 1) & 0xffff;
    return true;
  }

  #payload(bytes: Buffer, at: number, end: number): void {
    const indicator = bytes[at] ?? 0;
    const { headBytes, typeOf, fragment, aggregate, lastWhole } = this.#nal;
    const type = typeOf(indicator);
    if (type === fragment) return this.#fragment(bytes, at, end, indicator);
    if (this.#nalFrom >= 0) this.#endNal();
    if (type <= lastWhole && (type > 0 || headBytes === 2)) this.#whole(bytes, at, end);
    else if (type === aggregate) {
      let offset = at + headBytes;
      while (offset + 2 < end) {
        const size = bytes.readUInt16BE(offset);
        if (size === 0 || offset + 2 + size > end) return this.#bad();
        this.#whole(bytes, offset + 2, offset + 2 + size);
        offset += 2 + size;
      }
    } else this.#bad();
  }

  #fragment(bytes: Buffer, at: number, end: number, indicator: number): void {
    const { headBytes, fragmentHead } = this.#nal;
    const from = at + headBytes + 1;
    if (from >= end) return this.#bad();
    const head = bytes[from - 1] ?? 0;
    if (head & 128) {
      // A camera that leaves out the end bit shows the end of one unit by the start of the next.
      if (this.#nalFrom >= 0) this.#endNal();
      this.#beginNal(fragmentHead(indicator, head), bytes[at + 1] ?? 0, bytes[from] ?? 0);
    }
    if (this.#nalFrom < 0) {
      if (!this.#needKey) {
        this.malformed++;
        this.#drop(0);
      }
      return;
    }
    this.arena.append(bytes, from, end);
    if (head & 64) this.#endNal();
  }

  #whole(bytes: Buffer, from: number, to: number): void {
    const data = from + this.#nal.headBytes;
    // A header alone is no unit.
    if (data > to) return this.#bad();
    this.#beginNal(bytes[from] ?? 0, bytes[from + 1] ?? 0, bytes[data] ?? 0);
    this.arena.append(bytes, data, to);
    this.#endNal();
  }

  /**
   * `next` is the second byte of a header of two. `data` is the first byte behind the header: its first bit tells a slice that begins a picture.
   */
  #beginNal(header: number, next: number, data: number): void {
    const { headBytes, typeOf, isSlice, isOfOtherLayer } = this.#nal;
    if (isSlice(typeOf(header)) && !isOfOtherLayer(header, next)) {
      // first_mb_in_slice is 0 exactly if the first bit is 1 (H.264 §7.3.3); in H.265 it is first_slice_segment_in_pic_flag (§7.3.6.1).
      const isFirst = (data & 128) !== 0;
      if (this.#picture) this.#continuePicture(isFirst);
      if (!this.#picture) this.#openPicture(isFirst);
      if (isFirst) this.#fields++;
    }
    const { arena } = this;
    const from = arena.used;
    arena.grow(from + 4 + headBytes);
    arena.buffer[from + 4] = header;
    if (headBytes === 2) arena.buffer[from + 5] = next;
    arena.used = from + 4 + headBytes;
    this.#nalFrom = from;
  }

  #openPicture(isFirst: boolean): void {
    this.#headless = !isFirst;
    if (this.#ticks !== this.#delivered) return;
    if (isFirst) {
      this.#ticks++;
      if (this.#mayHaveFields()) this.#marker = "untrusted";
    } else {
      // The marker came before the last slice of a picture: from now on pictures end where the time changes.
      this.#marker = "untrusted";
      this.#drop(0);
    }
  }

  /** Decides by a slice of the same time what the marker before it meant: another picture of that time begins here, or the picture goes on. */
  #continuePicture(isFirst: boolean): void {
    if (!this.#marked) return;
    const isField = isFirst && this.#fields < 2 && this.#mayHaveFields();
    if (!isFirst || isField) {
      this.#marked = false;
      this.#marker = "untrusted";
      return;
    }
    if (this.#marker === "untried") this.#marker = "trusted";
    this.#endUnit();
  }

  #mayHaveFields(): boolean {
    return this.#sets.config()?.mayHaveFields ?? false;
  }

  #endNal(): void {
    const { arena } = this;
    const from = this.#nalFrom;
    const { buffer } = arena;
    const { typeOf, isSlice, isKey, isBrokenLink, isSkippedLeading, isParameterSet, isInformation, isOfOtherLayer, mayHoldOthers } =
      this.#nal;
    const type = typeOf(buffer[from + 4] ?? 0);
    this.#nalFrom = -1;
    if (isOfOtherLayer(buffer[from + 4] ?? 0, buffer[from + 5] ?? 0)) {
      arena.used = from;
      return;
    }
    if (isSlice(type)) {
      this.#picture = true;
      if (isKey(type)) this.#key = true;
      if (isBrokenLink(type)) this.#isBroken = true;
      if (isSkippedLeading(type)) this.#leading = true;
    } else {
      // Some encoders put parameter sets and the picture, start codes between them, into what they call one unit.
      const parts = mayHoldOthers(type) ? splitAtStartCodes(buffer, from + 4, arena.used) : null;
      if (parts) {
        arena.used = from;
        for (const part of parts) this.#whole(part, 0, part.length);
        return;
      }
      if (isParameterSet(type)) this.#sets.offer(buffer.subarray(from + 4, arena.used));
      if (!isInformation(type)) {
        arena.used = from;
        return;
      }
    }
    buffer.writeUInt32BE(arena.used - from - 4, from);
  }

  #endUnit(): void {
    if (this.#nalFrom >= 0) this.#endNal();
    if (!this.#picture) return;
    const { arena } = this;
    const from = this.#unitFrom;
    const key = this.#key;
    if (this.#headless) return this.#drop(this.#needKey ? -1 : 0);
    // H.265 §8.1.3: no leading picture of this kind is decoded or shown if decoding begins with its key frame (NoRaslOutputFlag).
    if (key) this.#skipsLeading = this.#needKey || this.#isBroken;
    const isSkipped = this.#leading && this.#skipsLeading;
    const waitedMs = this.#marked ? performance.now() - this.#markedAt : 0;
    this.#forgetPicture();
    this.#delivered = this.#ticks;
    if (key) this.#needKey = false;
    if (this.#needKey || isSkipped) arena.used = from;
    else this.#sink.accessUnit({ from, to: arena.used, ticks: this.#ticks, key, waitedMs });
    this.#unitFrom = arena.used;
  }

  #forgetPicture(): void {
    this.#picture = false;
    this.#key = false;
    this.#isBroken = false;
    this.#leading = false;
    this.#marked = false;
    this.#fields = 0;
  }

  /** Forgets the picture in hand. Negative `missed` says nothing to the sink. */
  #drop(missed: number): void {
    this.arena.used = this.#unitFrom;
    this.#nalFrom = -1;
    this.#forgetPicture();
    if (missed < 0) return;
    this.#needKey = true;
    this.#sink.interrupted(missed);
    // The sink may have cut the arena.
    this.#unitFrom = this.arena.used;
  }

  #bad(): void {
    this.malformed++;
  }
}

const int16 = (bytes: Buffer, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const int32 = (bytes: Buffer, at: number): number => (int16(bytes, at) << 16) | int16(bytes, at + 2);
