import { readDescription, type Stream } from "./description.ts";
import { guardOf, readSound, type Direction, type Family, type Guard } from "./sound.ts";
import { readTextOffer, type TextOffer } from "./text.ts";

export type { Direction, Family, Guard } from "./sound.ts";

/** A session description with the one audio stream that the room takes, and what to answer for the streams that it does not. */
export type Narrowed = {
  /** Written afresh: one audio stream, G.711 and telephone events (RFC 4733) alone. No text of its sender is in it. */
  readonly sdp: string;
  readonly direction: Direction;
  readonly guard: Guard;
  /** The streams as they stood, and which of them is the one that was taken. */
  readonly streams: readonly Pick<Stream, "kind" | "protocol" | "formats">[];
  readonly taken: number;
};

/** The offer of a caller: sound, text beside it (RFC 4103), or text alone. */
export type CallerSaid = Narrowed & { readonly text: (TextOffer & { readonly index: number }) | null };

const ALAW = "8";

const lines = (sdp: string): string[] => sdp.split(/\r?\n/).filter((line) => line !== "");
const join = (all: readonly string[]): string => `${all.join("\r\n")}\r\n`;

/** A connection address of 0.0.0.0 is the old way to hold (RFC 3264 §8.4). */
function directionAt(host: string, said: Direction): Direction {
  if (host !== "0.0.0.0") return said;
  return said === "sendrecv" || said === "sendonly" ? "sendonly" : "inactive";
}

/**
 * The part of an offer or answer that the room takes: G.711 A, else µ, else a codec that the media server can transcode. Null for no usable
 * sound, for an unreadable description, and for sound of an address family that the trunk lacks. Some broken descriptions crash rtpengine
 * 12.5, so that none reaches it as it came.
 */
export function narrow(sdp: string, families: readonly Family[] = ["IP4"]): Narrowed | null {
  const description = readDescription(sdp);
  if (description === null) return null;
  const sounds = description.streams.map((stream) => readSound(description, stream, families));
  const taken = sounds.findIndex((each) => each !== null);
  const sound = sounds[taken];
  if (sound === undefined || sound === null) return null;
  const { id, version } = description.origin;
  const { family, host } = sound.address;
  const type = sound.events === null ? sound.codec : `${sound.codec} ${sound.events}`;
  const written = [
    "v=0",
    `o=- ${id} ${version} IN ${family} ${host}`,
    "s=-",
    `c=IN ${family} ${host}`,
    "t=0 0",
    `m=audio ${sound.port} ${sound.protocol} ${type}`,
    ...sound.lines,
    `a=${sound.direction}`,
  ];
  const direction = directionAt(host, sound.direction);
  return { sdp: join(written), direction, guard: sound.guard, streams: description.streams, taken };
}

/** A trunk's description, which is answered without ICE: the media server must not ask candidates of a caller for an answer. */
export function narrowTrunk(sdp: string, families: readonly Family[]): Narrowed | null {
  const taken = narrow(sdp, families);
  return taken && { ...taken, sdp: join(lines(taken.sdp).filter((line) => !/^a=(?:ice-|candidate:)/.test(line))) };
}

/** The sound of a caller who has none: it is on hold, so that the media server sends nothing anywhere (RFC 3264 §8.4). */
const NO_SOUND = join([
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "c=IN IP4 0.0.0.0",
  "t=0 0",
  "m=audio 9 RTP/AVP 8",
  "a=rtpmap:8 PCMA/8000",
  "a=inactive",
]);

/** True where a caller, as `narrowCaller` wrote it, has no sound. */
export const hasNoSound = (callerSdp: string): boolean =>
  /^c=IN IP4 0\.0\.0\.0\r$/m.test(callerSdp) && callerSdp.includes("m=audio 9 RTP/AVP 8\r");

/** The part of a caller's description that the room takes: sound, text, or both; null where it is neither or cannot be read. */
export function narrowCaller(sdp: string, families: readonly Family[] = ["IP4"], isBrowser = false): CallerSaid | null {
  const description = readDescription(sdp);
  if (description === null) return null;
  const texts = description.streams.map((stream) => readTextOffer(description, stream));
  const index = texts.findIndex((each) => each !== null);
  const offer = texts[index] ?? null;
  const text = offer === null ? null : { ...offer, index };
  const sound = isBrowser ? narrow(sdp, families) : narrowTrunk(sdp, families);
  if (sound !== null) return { ...sound, text };
  // Sound that is there and cannot be served is refused, and not answered with text alone.
  if (text === null || description.streams.some(({ kind, port }) => kind === "audio" && port !== 0)) return null;
  return { sdp: NO_SOUND, direction: "inactive", guard: "none", streams: description.streams, taken: -1, text };
}

/** Protection of sound in a description of ours. */
export const guardIn = (ours: string): Guard | null => guardOf(/^m=audio \d+ (\S+)/m.exec(ours)?.[1] ?? "");

/** Address family of the sound in a description that was written here. */
export const familyIn = (sdp: string): Family => (/^c=IN IP6 /m.test(sdp) ? "IP6" : "IP4");

/** An answer to an offer of ours, as the media server gets it; null where it cannot be read, or is guarded or addressed otherwise than we offered. */
export function readAnswer(offer: string, answer: string): string | null {
  const taken = narrow(answer, [familyIn(offer)]);
  return taken !== null && taken.guard === guardIn(offer) ? taken.sdp : null;
}

/** Session lines first, then the lines of each stream, of a description of ours. */
function sections(sdp: string): string[][] {
  const found: string[][] = [[]];
  for (const line of lines(sdp)) {
    if (line.startsWith("m=")) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found;
}

/** A text stream of ours: the lines of its section, and where it stands among the streams. */
export type OurText = { readonly index: number; readonly lines: readonly string[] };

/** An answer to the whole offer: the streams that the room does not take are refused with port 0 (RFC 3264 §6). */
export function widen(answer: string, { streams, taken }: Pick<Narrowed, "streams" | "taken">, text: OurText | null = null): string {
  const [session = [], audio = []] = sections(answer);
  const refused = ({ kind, protocol, formats }: (typeof streams)[number]): string => `m=${kind} 0 ${protocol} ${formats.join(" ")}`;
  const [first = "", ...rest] = audio;
  // The media server knows no feedback (RFC 4585): its answer is in the profile that was offered, without any.
  const own = first.replace(/^(m=audio \d{1,5}) \S{1,64}/, `$1 ${streams[taken]?.protocol ?? "RTP/AVP"}`);
  const sectionOf = (stream: (typeof streams)[number], index: number): readonly string[] => {
    if (index === taken) return [own, ...rest];
    return index === text?.index ? text.lines : [refused(stream)];
  };
  return join([...session, ...streams.flatMap(sectionOf)]);
}

/** An offer of ours within a call that has text: its streams stand in the order of the first offer (RFC 3264 §8). */
export function offerWithText(
  ours: string,
  text: readonly string[],
  { alone, isFirst }: { readonly alone: boolean; readonly isFirst: boolean },
): string {
  const [session = [], audio = []] = sections(ours);
  if (alone) return join([...session, ...text]);
  return join([...session, ...(isFirst ? [...text, ...audio] : [...audio, ...text])]);
}

const formatsOf = (sdp: string): string[] => /^m=audio \d+ \S+ ([\d ]+)/m.exec(sdp)?.[1]?.split(" ") ?? [];
const eventsOf = (sdp: string): string | null => /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(sdp)?.[1] ?? null;

/** Free payload types under which a description has G.711, each with the type that is fixed for it (RFC 3551 §6). */
export function g711Types(sdp: string): (readonly [number, number])[] {
  const maps = [...sdp.matchAll(/^a=rtpmap:(\d{2,3}) PCM([AU])\/8000\r?$/gim)];
  return maps.map(([, type, law]) => [Number(type), law?.toUpperCase() === "A" ? 8 : 0] as const);
}

/** True where one of both has G.711 under a free type and the other has not the same: an answer cannot change the type of an offer (RFC 3264 §6.1). */
export const differInType = (ours: string, theirs: string): boolean => String(g711Types(ours)) !== String(g711Types(theirs));

/** True where a caller's sound is G.711 by its usual types, which everybody here has; else the media server speaks for the caller. */
export const isPlain = (caller: string): boolean => caller === "" || /^m=audio \d{1,5} \S{1,64} [08](?:\s|$)/m.test(caller);

/** True where what a caller says can be read from the packets as they come; else the media server decodes it for us. */
export const hasG711 = (caller: string): boolean => isPlain(caller) || g711Types(caller).length > 0;

/** The same sound as an offer, which `narrow` wrote, asks for, by a party that is not there: it holds the place of those who will answer. */
export function queueParty(caller: string | null): string {
  const codec = formatsOf(caller ?? "")[0] ?? ALAW;
  const head = `a=rtpmap:${codec} `;
  const said = lines(caller ?? "").find((line) => line.startsWith(head));
  const map = said?.slice(head.length) ?? (codec === "0" ? "PCMU/8000" : "PCMA/8000");
  const events = caller === null ? "101" : eventsOf(caller);
  const types = events === null ? codec : `${codec} ${events}`;
  const eventLines = events === null ? [] : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`];
  return join([
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio 9 RTP/AVP ${types}`,
    `${head}${map}`,
    ...eventLines,
    "a=ptime:20",
    "a=sendrecv",
  ]);
}

/** True where keys come as events (RFC 4733). */
export const hasEvents = (sdp: string): boolean => eventsOf(sdp) !== null;

/** The port of the first sound stream; null where there is none. */
export const audioPort = (sdp: string): number | null => Number(/^m=audio (\d{1,5})/m.exec(sdp)?.[1] ?? Number.NaN) || null;

const MIRROR: Readonly<Record<Direction, Direction>> = {
  sendrecv: "sendrecv",
  sendonly: "recvonly",
  recvonly: "sendonly",
  inactive: "inactive",
};

/** The direction of our side, by what the other said. */
export const mirror = (direction: Direction): Direction => MIRROR[direction];

/** True where the other side has put us on hold: it wants to hear nothing. */
export const holds = (direction: Direction): boolean => direction === "sendonly" || direction === "inactive";

/** Our description again, as the answer to `offer`'s direction, with the next version of its origin (RFC 3264 §8). */
export function answerAgain(ours: string, offered: Direction): string {
  const kept = lines(ours).filter((line) => !/^a=(sendrecv|sendonly|recvonly|inactive)$/.test(line));
  const bumped = kept.map((line) =>
    line.replace(/^(o=\S+ \S+ )(\d+)/, (_all, start: string, version: string) => `${start}${BigInt(version) + 1n}`),
  );
  return join([...bumped, `a=${MIRROR[offered]}`]);
}
