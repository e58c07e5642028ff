import type { FileHandle } from "node:fs/promises";
import { none, type Bounds, type Decoded, type Undecoded } from "./decoded.ts";
import { bytesOf, namelessFile } from "./nameless.ts";
import { readProbe, type Probed } from "./probe.ts";
import { runApart, type Caps, type Ended } from "./sandbox.ts";
import { sniff, type Demuxer, type Sniffed } from "./sniff.ts";
import { SMALL_SIDE } from "./sides.ts";

const MIB = 1024 * 1024;
/** To look takes a moment; a film of three minutes in the finest that a telephone makes takes some minutes on one core. */
const LOOK: Caps = { cpuS: 20, wallMs: 240_000, memory: 400 * MIB, output: MIB };
const MAKE: Caps = { cpuS: 900, wallMs: 3_600_000, memory: 640 * MIB, output: 128 * MIB };
/** Longest side of a film that is shown. */
const FILM_SIDE = 1280;

/** What phones and cameras write; for everything else there is no decoder. */
const CODECS =
  "h264,hevc,mpeg4,mpeg2video,h263,mjpeg,vp8,vp9,av1,libdav1d,msmpeg4v1,msmpeg4v2,msmpeg4,aac,mp3,mp3float,opus,vorbis,flac,alac,amrnb,amrwb,pcm_s16le,pcm_s16be,pcm_u8,pcm_alaw,pcm_mulaw,adpcm_ima_wav,adpcm_ima_qt";

/** Nothing but the open file is read: no address, no list, no other file that it names, and by the one reader that its first bytes ask for. */
const reading = (demuxer: Demuxer): string[] => [
  ...[
    "-protocol_whitelist",
    "fd",
    "-format_whitelist",
    demuxer === "mov" ? "mov,mp4,m4a,3gp,3g2,mj2" : demuxer === "matroska" ? "matroska,webm" : demuxer,
  ],
  ...["-codec_whitelist", CODECS, "-max_alloc", String(256 * MIB), "-f", demuxer],
];
const quiet = ["-v", "error", "-nostdin", "-filter_threads", "1"];

/** Room for the table of a film of this length before its pictures, so that a browser begins to play before it has all of it. */
const tableBytes = (seconds: number): number => 64 * 1024 + Math.ceil(seconds) * 3 * 1024;
const written = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags", "+bitexact"];

const filmArgs = (demuxer: Demuxer, most: number, seconds: number, hasSound: boolean): string[] => [
  ...[...quiet, "-threads", "1", ...reading(demuxer), "-i", "fd:", "-t", String(most), "-map", "0:V:0"],
  ...(hasSound ? ["-map", "0:a:0", "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "44100"] : []),
  ...written,
  "-vf",
  `scale=w='min(${FILM_SIDE},iw)':h='min(${FILM_SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p`,
  ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-profile:v", "main", "-maxrate", "3M", "-bufsize", "6M", "-fpsmax", "30"],
  ...["-threads", "1", "-moov_size", String(tableBytes(seconds)), "-f", "mp4", "-fd", "3", "fd:"],
];

const voiceArgs = (demuxer: Demuxer, most: number, seconds: number): string[] => [
  ...[...quiet, "-threads", "1", ...reading(demuxer), "-i", "fd:", "-t", String(most), "-map", "0:a:0", "-vn"],
  ...written,
  ...["-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "44100", "-moov_size", String(tableBytes(seconds)), "-f", "mp4", "-fd", "3", "fd:"],
];

const posterArgs = (): string[] => [
  ...[...quiet, "-threads", "1", ...reading("mov"), "-i", "fd:", "-map", "0:V:0", "-an", ...written],
  ...[
    "-vf",
    `thumbnail=50,scale=${SMALL_SIDE}:${SMALL_SIDE}:force_original_aspect_ratio=decrease`,
    "-frames:v",
    "1",
    "-f",
    "mjpeg",
    "-fd",
    "3",
    "fd:",
  ],
];

/** Runs one of the two programs on open files. */
const run = (
  folder: string,
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  { input, output }: { readonly input?: FileHandle; readonly output?: FileHandle },
  { caps, signal }: { readonly caps: Caps; readonly signal: AbortSignal | undefined },
): Promise<Ended> =>
  runApart(folder, { program, args, sees: [], input: input?.fd ?? null, outputs: output === undefined ? [] : [output.fd], caps, signal });

/** Why a run gave nothing; null where it did well. */
const failureOf = (ended: Ended): Undecoded | null => (ended.kind === "ended" ? (ended.well ? null : "broken") : ended.kind);

/** True where ffmpeg is there and can read from an open file, which it can since its version 6. */
export async function hasFilmDecoder(folder: string): Promise<boolean | "no_sandbox"> {
  const ended = await run(folder, "ffmpeg", ["-hide_banner", "-protocols"], {}, { caps: LOOK, signal: undefined });
  return ended.kind === "ended" ? ended.well && /^\s*fd$/m.test(ended.said) : "no_sandbox";
}

/** A length that a container tells may be a little more than it is. */
const TOLERANCE_S = 2;

function judge(wanted: "film" | "voice", probed: Probed | null, bounds: Bounds): Undecoded | null {
  if (probed === null) return "broken";
  if (wanted === "film" ? !probed.hasFilm : !probed.hasSound) return "wrong_type";
  if (wanted === "film" && probed.width * probed.height > bounds.filmPixels) return "too_many_pixels";
  return probed.seconds > bounds.seconds[wanted] + TOLERANCE_S ? "too_long" : null;
}

async function probe(
  folder: string,
  demuxer: Demuxer,
  file: FileHandle,
  signal: AbortSignal | undefined,
): Promise<Probed | Undecoded | null> {
  const asked = [
    "-v",
    "error",
    ...reading(demuxer),
    "-show_entries",
    "format=duration:stream=codec_type,width,height,duration:stream_disposition=attached_pic",
  ];
  const ended = await run(folder, "ffprobe", [...asked, "-of", "json", "fd:"], { input: file }, { caps: LOOK, signal });
  return failureOf(ended) ?? (ended.kind === "ended" ? readProbe(ended.said) : null);
}

/** Makes the copies of a film or of a voice note in the sandbox: painted and spoken anew, with nothing that was written beside. */
export async function decodeMoving(
  folder: string,
  { demuxer, type }: Extract<Sniffed, { is: "moving" }>,
  wanted: "film" | "voice",
  file: FileHandle,
  bounds: Bounds,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const probed = await probe(folder, demuxer, file, signal);
  if (typeof probed === "string") return none(type, probed);
  const cause = judge(wanted, probed, bounds);
  if (cause !== null || probed === null) return none(type, cause ?? "broken");
  const most = bounds.seconds[wanted];
  const whole = await namelessFile(folder);
  const small = wanted === "film" ? await namelessFile(folder) : null;
  try {
    const length = Math.min(most, probed.seconds || most);
    const args = wanted === "film" ? filmArgs(demuxer, most, length, probed.hasSound) : voiceArgs(demuxer, most, length);
    const made =
      failureOf(await run(folder, "ffmpeg", args, { input: file, output: whole }, { caps: MAKE, signal })) ??
      (await looks(folder, whole, small, wanted, signal));
    if (typeof made !== "string") return { kind: "copies", copies: { found: type, ...made, whole, small, pictureHash: null } };
    await Promise.all([whole.close(), small?.close()]);
    return none(type, made);
  } catch (cause_) {
    await Promise.all([whole.close(), small?.close()]);
    throw cause_;
  }
}

type Looks = { readonly type: string; readonly width: number | null; readonly height: number | null; readonly seconds: number };

/** What the copy itself says, and its poster; a copy that is none is the file's fault. */
async function looks(
  folder: string,
  whole: FileHandle,
  small: FileHandle | null,
  wanted: "film" | "voice",
  signal: AbortSignal | undefined,
): Promise<Looks | Undecoded> {
  const found = sniff((await bytesOf(whole)).subarray(0, 64));
  if (found?.is !== "moving" || found.demuxer !== "mov") return "broken";
  const copy = await probe(folder, "mov", whole, signal);
  if (copy === null || typeof copy === "string") return copy ?? "broken";
  if (copy.seconds === 0) return "broken";
  if (small === null) return { type: "audio/mp4", width: null, height: null, seconds: copy.seconds };
  const poster = failureOf(await run(folder, "ffmpeg", posterArgs(), { input: whole, output: small }, { caps: LOOK, signal }));
  if (poster !== null) return poster;
  const still = sniff((await bytesOf(small)).subarray(0, 64));
  return still?.is === "still" && still.format === "jpeg"
    ? { type: "video/mp4", width: copy.width, height: copy.height, seconds: copy.seconds }
    : "broken";
}
