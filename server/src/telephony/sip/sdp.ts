/** Which way sound goes, from the side that says it (RFC 8866 §6.7). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** A session description with the one audio stream that the room takes, and what to answer for the streams that it does not. */
export type Narrowed = {
  /** The description with one audio stream, G.711 and telephone events (RFC 4733) alone. */
  readonly sdp: string;
  /** The streams as they stood, and which of them is the one that was taken. */
  readonly streams: readonly string[];
  readonly taken: number;
};

const ALAW = "8";
const MULAW = "0";
const NARROW = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/;

const lines = (sdp: string): string[] => sdp.split(/\r?\n/).filter((line) => line !== "");
const join = (all: readonly string[]): string => `${all.join("\r\n")}\r\n`;

/** Session lines first, then the lines of each stream. */
function sections(sdp: string): string[][] {
  const found: string[][] = [[]];
  for (const line of lines(sdp)) {
    if (line.startsWith("m=")) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found;
}

type Stream = { readonly kind: string; readonly port: number; readonly profile: string; readonly formats: readonly string[] };

function streamOf(line: string): Stream | null {
  const found = /^m=(\S+) (\d{1,5})(?:\/\d+)? (\S+) (.+)$/.exec(line);
  if (found === null) return null;
  const [, kind = "", port = "", profile = "", formats = ""] = found;
  return { kind, port: Number(port), profile, formats: formats.trim().split(/\s+/) };
}

const codecOf = ({ formats }: Stream): string | null => [ALAW, MULAW].find((each) => formats.includes(each)) ?? null;

const eventsOf = (section: readonly string[]): string | null => {
  for (const line of section) {
    const type = /^a=rtpmap:(\d+) telephone-event\/8000/i.exec(line)?.[1];
    if (type !== undefined) return type;
  }
  return null;
};

/** The part of an offer or answer that the room takes: G.711 A, else µ. Null where there is no sound that it could hear. */
export function narrow(sdp: string): Narrowed | null {
  const [session = [], ...streams] = sections(sdp);
  const taken = streams.findIndex(([line = ""]) => {
    const stream = streamOf(line);
    return stream !== null && stream.kind === "audio" && stream.port !== 0 && codecOf(stream) !== null;
  });
  const section = streams[taken];
  const stream = streamOf(section?.[0] ?? "");
  const codec = stream === null ? null : codecOf(stream);
  if (section === undefined || stream === null || codec === null || session[0] !== "v=0") return null;
  const events = eventsOf(section);
  const types = events === null ? [codec] : [codec, events];
  const kept = section.slice(1).filter((line) => types.includes(NARROW.exec(line)?.[1] ?? codec));
  const first = `m=audio ${stream.port} ${stream.profile} ${types.join(" ")}`;
  return { sdp: join([...session, first, ...kept]), streams: streams.map(([line = ""]) => line), taken };
}

const refused = (line: string): string => line.replace(/^(m=\S+) \d+(?:\/\d+)?/, "$1 0");

/** An answer to the whole offer: the streams that the room does not take are refused with port 0 (RFC 3264 §6). */
export function widen(answer: string, { streams, taken }: Narrowed): string {
  const [session = [], audio = []] = sections(answer);
  return join([...session, ...streams.flatMap((line, index) => (index === taken ? audio : [refused(line)]))]);
}

/** The same sound as an offer asks for, by a party that is not there: it holds the place of those who will answer. */
export function queueParty(caller: string | null): string {
  const [, section = []] = sections(caller ?? "");
  const stream = streamOf(section[0] ?? "");
  const codec = stream === null ? ALAW : (codecOf(stream) ?? ALAW);
  const events = caller === null ? "101" : eventsOf(section);
  const types = events === null ? codec : `${codec} ${events}`;
  const eventLines = events === null ? [] : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`];
  return join([
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio 9 RTP/AVP ${types}`,
    `a=rtpmap:${codec} ${codec === ALAW ? "PCMA" : "PCMU"}/8000`,
    ...eventLines,
    "a=ptime:20",
    "a=sendrecv",
  ]);
}

/** True where keys come as events (RFC 4733). */
export const hasEvents = (sdp: string): boolean => eventsOf(lines(sdp)) !== null;

/** The port of the first sound stream; null where there is none. */
export const audioPort = (sdp: string): number | null => Number(/^m=audio (\d{1,5})/m.exec(sdp)?.[1] ?? Number.NaN) || null;

/** The direction of the first stream; a connection address of 0.0.0.0 is the old way to hold (RFC 3264 §8.4). */
export function directionOf(sdp: string): Direction {
  const [session = [], stream = []] = sections(sdp);
  const said = [...stream, ...session].map((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/.exec(line)?.[1] as Direction | undefined);
  const direction = said.find((each) => each !== undefined) ?? "sendrecv";
  const nowhere = [...session, ...stream].some((line) => /^c=IN IP4 0\.0\.0\.0$/.test(line));
  if (!nowhere) return direction;
  return direction === "sendrecv" || direction === "sendonly" ? "sendonly" : "inactive";
}

const MIRROR: Readonly<Record<Direction, Direction>> = {
  sendrecv: "sendrecv",
  sendonly: "recvonly",
  recvonly: "sendonly",
  inactive: "inactive",
};

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
