import { LIMITS } from "./limits.ts";

type Section = {
  readonly media: string;
  readonly payloadTypes: readonly number[];
  readonly attributes: (readonly [name: string, value: string])[];
};

/** Codecs that are recorded. */
export type VideoCodec = "h264" | "h265";

/** One format of a video track, as its payload type says it. */
export type VideoFormat = {
  readonly codec: VideoCodec;
  readonly payloadType: number;
  readonly clockRate: number;
  readonly control: string | null;
  /** Parameter sets from `sprop-parameter-sets`, or `sprop-vps`, `-sps` and `-pps`: raw NAL units; empty if they only come in band. */
  readonly parameterSets: readonly Buffer[];
  readonly framesPerSecond: number | null;
};

/** The format that a camera is expected to send, and the other known ones of the same media line, which it may send as well. */
export type VideoTrack = VideoFormat & { readonly alternatives: readonly VideoFormat[] };

export type Description = {
  /** The `control` of the whole session. */
  readonly control: string | null;
  readonly video: VideoTrack | null;
  /** Encodings of all video tracks, for the message when none of them can be recorded. */
  readonly videoEncodings: readonly string[];
};

/**
 * Reads a session description (RFC 4566) as cameras write it: lines in any order, unknown or broken lines skipped, `fmtp` of one
 * track below another. Null if it has no media line at all.
 */
export function parseSdp(text: string): Description | null {
  const session: Section = { media: "", payloadTypes: [], attributes: [] };
  const sections: Section[] = [];
  for (const line of text.split(/\r\n|\n|\r/).slice(0, LIMITS.sdpLines)) {
    const value = line.slice(2).trim();
    if (line.startsWith("m=")) sections.push(parseMedia(value));
    else if (line.startsWith("a=")) (sections.at(-1) ?? session).attributes.push(parseAttribute(value));
  }
  if (sections.length === 0) return null;
  const videos = sections.filter((section) => section.media === "video");
  const tracks = videos.flatMap((section) => trackOf(section, sections));
  // Each browser decodes H.264. RTSP can choose a media line, but no format within one.
  const video = tracks.find(({ codec }) => codec === "h264") ?? tracks[0] ?? null;
  const encodings = videos.flatMap((section) =>
    section.payloadTypes.map((type) => encodingOf(section, sections, type)?.name ?? `payload ${type}`),
  );
  return { control: valueOf(session, "control"), video, videoEncodings: encodings };
}

function parseMedia(value: string): Section {
  const [media = "", , , ...formats] = value.split(/\s+/);
  const payloadTypes = formats.map(Number).filter((type) => Number.isInteger(type) && type >= 0 && type < 128);
  return { media: media.toLowerCase(), payloadTypes, attributes: [] };
}

function parseAttribute(value: string): readonly [string, string] {
  const colon = value.indexOf(":");
  return colon < 0 ? [value, ""] : [value.slice(0, colon).trim(), value.slice(colon + 1).trim()];
}

const valueOf = (section: Section, name: string): string | null => section.attributes.find(([key]) => key === name)?.[1] ?? null;

/** The value of `rtpmap` or `fmtp` of a payload type: from its own section, else from any (some cameras misplace it). */
function formatOf(own: Section, all: readonly Section[], name: string, type: number): string | null {
  for (const section of [own, ...all.filter((other) => !other.payloadTypes.includes(type))]) {
    for (const [key, value] of section.attributes) {
      const [number, ...rest] = value.split(/\s+/);
      if (key === name && number === String(type)) return rest.join(" ");
    }
  }
  return null;
}

function encodingOf(own: Section, all: readonly Section[], type: number): { readonly name: string; readonly clockRate: number } | null {
  const match = /^([^/\s]+)\s*(?:\/\s*(\d+))?/.exec(formatOf(own, all, "rtpmap", type) ?? "");
  return match ? { name: (match[1] ?? "").toUpperCase(), clockRate: Number(match[2] ?? 90_000) || 90_000 } : null;
}

/** A video track that can be recorded, in the first known format: the most wanted one stands first (RFC 4566 §5.14). Empty if none is known. */
function trackOf(section: Section, all: readonly Section[]): readonly VideoTrack[] {
  const [first, ...alternatives] = formatsOf(section, all);
  return first === undefined ? [] : [{ ...first, alternatives }];
}

function formatsOf(section: Section, all: readonly Section[]): VideoFormat[] {
  const rates = section.attributes.filter(([key]) => key === "framerate" || key === "x-framerate").map(([, value]) => Number(value));
  return section.payloadTypes.flatMap((payloadType) => {
    const format = formatOf(section, all, "fmtp", payloadType) ?? "";
    const encoding = encodingOf(section, all, payloadType);
    const codec = codecOf(encoding?.name ?? null, format);
    if (codec === null) return [];
    const known: VideoFormat = {
      codec,
      payloadType,
      clockRate: encoding?.clockRate ?? 90_000,
      control: valueOf(section, "control"),
      parameterSets: codec === "h264" ? avcSets(format) : hevcSets(format),
      framesPerSecond: rates.find((rate) => rate > 0 && rate < 1000) ?? null,
    };
    return [known];
  });
}

/** Codec of a payload type; null if it is not recorded, as H.265 in interleaved decoding order (DONL, RFC 7798 §4.5). Sets without a name are H.264. */
function codecOf(encoding: string | null, format: string): VideoCodec | null {
  if (encoding === null) return avcSets(format).length > 0 ? "h264" : null;
  if (encoding === "H264") return "h264";
  const isInterleaved = /sprop-max-don-diff\s*=\s*[1-9]/i.test(format);
  return (encoding === "H265" || encoding === "HEVC") && !isInterleaved ? "h265" : null;
}

const SPROPS = {
  "parameter-sets": /sprop-parameter-sets\s*=\s*([^;\s]+)/i,
  vps: /sprop-vps\s*=\s*([^;\s]+)/i,
  sps: /sprop-sps\s*=\s*([^;\s]+)/i,
  pps: /sprop-pps\s*=\s*([^;\s]+)/i,
} as const;

/** Decodes `sprop-parameter-sets` (RFC 6184 §8.1). */
const avcSets = (format: string): Buffer[] => sets(format, "parameter-sets").filter((nal) => [7, 8].includes((nal[0] ?? 0) & 31));

/** Decodes `sprop-vps`, `sprop-sps` and `sprop-pps` (RFC 7798 §7.1). */
const hevcSets = (format: string): Buffer[] =>
  (["vps", "sps", "pps"] as const).flatMap((name) => sets(format, name)).filter((nal) => [32, 33, 34].includes(((nal[0] ?? 0) >> 1) & 63));

/** Units of one `sprop` parameter; a start code that a camera left at either end is cut off. */
function sets(format: string, name: keyof typeof SPROPS): Buffer[] {
  const value = SPROPS[name].exec(format)?.[1] ?? "";
  return value
    .split(",")
    .map((part) => trimStartCodes(Buffer.from(part, "base64")))
    .filter((nal) => nal.length > 3 && nal.length <= LIMITS.parameterSetBytes);
}

function trimStartCodes(nal: Buffer): Buffer {
  let from = 0;
  let to = nal.length;
  if (nal.length > 4 && nal.readUInt32BE(0) === 1) from = 4;
  if (to - from > 4 && nal.readUInt32BE(to - 4) === 1) to -= 4;
  while (to > from && nal[to - 1] === 0) to--;
  return nal.subarray(from, to);
}
