import { MISSING, readUtf8 } from "./utf8.ts";

/** Payload types of a text stream (RFC 4103 §9): text itself, and text with redundancy; null if the latter is not supported. */
export type TextTypes = { readonly t140: number; readonly red: number | null };

/** One packet of text: its own text, and that of the packets before it, the oldest first. */
export type TextPacket = {
  readonly ssrc: number;
  readonly sequence: number;
  readonly before: readonly Uint8Array[];
  readonly primary: Uint8Array;
};

/** The longest packet that is read, in bytes; packets of text have some tens. */
export const LONGEST_PACKET = 1_400;
/** Most generations of earlier text that are read or sent. */
export const MOST_GENERATIONS = 5;
/** RFC 2198 §3: a block has at most 10 bits of length, and its age 14 bits of time. */
const [LONGEST_BLOCK, OLDEST] = [1_023, 16_383];
const HEAD = 12;

/** The payload of an RTP packet (RFC 3550 §5.1), without header and padding. Null if it is none. */
function payloadOf(bytes: Uint8Array): { readonly type: number; readonly payload: Uint8Array } | null {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < HEAD || bytes.length > LONGEST_PACKET || first >> 6 !== 2) return null;
  let from = HEAD + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) from += 4 + (((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0)) * 4;
  const padding = (first & 0x20) === 0 ? 0 : (bytes.at(-1) ?? 0);
  const to = bytes.length - padding;
  const hasPadding = (first & 0x20) !== 0;
  return from > to || (hasPadding && padding === 0) ? null : { type: second & 0x7f, payload: bytes.subarray(from, to) };
}

/** The blocks of a redundant payload, the primary last (RFC 2198 §3). Null where the lengths say more than there is. */
function blocksOf(payload: Uint8Array, t140: number): Uint8Array[] | null {
  const lengths: number[] = [];
  let at = 0;
  for (; ((payload[at] ?? 0) & 0x80) !== 0; at += 4) {
    if (((payload[at] ?? 0) & 0x7f) !== t140 || lengths.length === MOST_GENERATIONS) return null;
    lengths.push((((payload[at + 2] ?? 0) & 0x03) << 8) | (payload[at + 3] ?? 0));
  }
  if (payload[at] !== t140) return null;
  at += 1;
  const blocks: Uint8Array[] = [];
  for (const length of lengths) {
    blocks.push(payload.subarray(at, at + length));
    at += length;
  }
  return at > payload.length ? null : [...blocks, payload.subarray(at)];
}

/** Reads one packet of a text stream (RFC 4103 §4). Null for whatever is none: other types, control packets, broken lengths. */
export function readTextPacket(bytes: Uint8Array, { t140, red }: TextTypes): TextPacket | null {
  const found = payloadOf(bytes);
  if (found === null || (found.type !== t140 && found.type !== red)) return null;
  const blocks = found.type === red ? blocksOf(found.payload, t140) : [found.payload];
  const primary = blocks?.at(-1);
  if (blocks === null || primary === undefined) return null;
  const view = (at: number): number => bytes[at] ?? 0;
  const ssrc = ((view(8) << 24) | (view(9) << 16) | (view(10) << 8) | view(11)) >>> 0;
  return { ssrc, sequence: (view(2) << 8) | view(3), before: blocks.slice(0, -1), primary };
}

/** The last packet of which text was taken: kept with the call, so that the next server goes on where the last one stopped. */
export type TextMark = { readonly ssrc: number; readonly sequence: number };

/** From so many numbers on, what looks like a loss is another stream of numbers. */
const ANOTHER_STREAM = 3_000;

/**
 * Takes one packet (RFC 4103 §5.3). Text lost before it is taken from its redundancy; `MISSING` stands for text beyond that. `mark` is null
 * before the first packet: its redundancy is then the text lost at the beginning. A repeated or late packet gives null: a later one already
 * brought its text.
 */
export function hearText(mark: TextMark | null, packet: TextPacket): { readonly mark: TextMark; readonly text: string } | null {
  const next: TextMark = { ssrc: packet.ssrc, sequence: packet.sequence };
  const read = (blocks: readonly Uint8Array[]): string => blocks.map(readUtf8).join("");
  if (mark === null || mark.ssrc !== packet.ssrc) return { mark: next, text: read([...packet.before, packet.primary]) };
  const step = (packet.sequence - mark.sequence) & 0xffff;
  if (step === 0 || step > 0x1_0000 - ANOTHER_STREAM) return null;
  const lost = step - 1;
  const recovered = lost === 0 ? [] : packet.before.slice(-lost);
  const gap = recovered.length < lost ? MISSING : "";
  return { mark: next, text: gap + read([...recovered, packet.primary]) };
}

type Block = { readonly bytes: Uint8Array; readonly at: number };

/** State of an outgoing text stream: the number of its next packet, and the text of its last packets, the oldest first. */
export type TextSending = {
  readonly types: TextTypes;
  readonly generations: number;
  readonly ssrc: number;
  readonly sequence: number;
  readonly before: readonly Block[];
};

/** Begins to send; `generations` is how many times text is sent again, 0 where the other side takes no redundancy. */
export const beginSending = (types: TextTypes, generations: number, ssrc: number, sequence: number): TextSending => ({
  types,
  generations: types.red === null ? 0 : Math.min(generations, MOST_GENERATIONS),
  ssrc: ssrc >>> 0,
  sequence: sequence & 0xffff,
  before: [],
});

/** True where text that was sent is to be sent again, also if nothing new is there. */
export const repeats = ({ before }: TextSending): boolean => before.some(({ bytes }) => bytes.length > 0);

const NOTHING = new Uint8Array(0);

/** Writes the next packet (RFC 4103 §4.2); `at` is in ms. A block is at most 1,023 bytes: more throws. */
export function nextTextPacket(
  sending: TextSending,
  bytes: Uint8Array,
  at: number,
): { readonly sending: TextSending; readonly packet: Uint8Array } {
  if (bytes.length > LONGEST_BLOCK) throw new RangeError("a block of text is too long");
  const { types, generations, ssrc, sequence, before } = sending;
  const ofAge = (each: Block): Block => (at - each.at > OLDEST ? { bytes: NOTHING, at } : each);
  const missing = Array.from({ length: generations - before.length }, (): Block => ({ bytes: NOTHING, at }));
  const again = [...missing, ...before].map(ofAge);
  const begins = !repeats(sending);
  const type = types.red === null || generations === 0 ? types.t140 : types.red;
  const stamp = Math.floor(at) >>> 0;
  const heads = again.flatMap((each) => {
    const rest = (Math.max(0, Math.floor(at - each.at)) << 10) | each.bytes.length;
    return [0x80 | types.t140, (rest >> 16) & 0xff, (rest >> 8) & 0xff, rest & 0xff];
  });
  const packet = Uint8Array.from([
    0x80,
    (begins ? 0x80 : 0) | type,
    sequence >> 8,
    sequence & 0xff,
    ...[stamp, ssrc].flatMap((value) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]),
    ...heads,
    ...(type === types.t140 ? [] : [types.t140]),
    ...again.flatMap((each) => [...each.bytes]),
    ...bytes,
  ]);
  const kept = generations === 0 ? [] : [...before, { bytes, at }].slice(-generations);
  return { sending: { ...sending, sequence: (sequence + 1) & 0xffff, before: kept }, packet };
}
