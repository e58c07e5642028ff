import type { FileHandle } from "node:fs/promises";
import { none, type Bounds, type Decoded, type Undecoded } from "./decoded.ts";
import { bytesOf, namelessFile } from "./nameless.ts";
import { readProbe, type Probed } from "./probe.ts";
import { runApart, type Ended, type Place } from "./sandbox.ts";
import type { Caps } from "./bounds/watch.ts";
import { filmArgs, posterArgs, probeArgs, voiceArgs } from "./ffmpeg-args.ts";
import { sniff, type Demuxer, type Sniffed } from "./sniff.ts";

const MIB = 1024 * 1024;
/** To look takes a moment; a film of three minutes in the finest that a telephone makes takes some minutes on one core. */
const LOOK: Caps = { cpuS: 20, wallMs: 240_000, memory: 400 * MIB, output: MIB };
const MAKE: Caps = { cpuS: 900, wallMs: 3_600_000, memory: 640 * MIB, output: 128 * MIB };
/** Runs one of the two programs on open files. */
const run = (
  place: Place,
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  { input, output }: { readonly input?: FileHandle; readonly output?: FileHandle },
  { caps, signal }: { readonly caps: Caps; readonly signal: AbortSignal | undefined },
): Promise<Ended> =>
  runApart(place, { program, args, sees: [], input: input?.fd ?? null, outputs: output === undefined ? [] : [output.fd], caps, signal });

/** Why a run gave nothing; null where it did well. */
function failureOf(ended: Ended): Undecoded | null {
  if (ended.kind === "ended") return ended.well ? null : "broken";
  return ended.kind === "no_program" ? "no_decoder" : ended.kind;
}

/** Why this machine can open no film now; null where ffmpeg is there and reads from an open file, which it does since its version 6. */
export async function lacksFilmDecoder(place: Place): Promise<"no_decoder" | "no_sandbox" | null> {
  const ended = await run(place, "ffmpeg", ["-hide_banner", "-protocols"], {}, { caps: LOOK, signal: undefined });
  if (ended.kind === "ended") return ended.well && ended.said.split("\n").some((line) => line.trim() === "fd") ? null : "no_decoder";
  return ended.kind === "no_program" ? "no_decoder" : "no_sandbox";
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
  place: Place,
  demuxer: Demuxer,
  file: FileHandle,
  signal: AbortSignal | undefined,
): Promise<Probed | Undecoded | null> {
  const ended = await run(place, "ffprobe", probeArgs(demuxer), { input: file }, { caps: LOOK, signal });
  return failureOf(ended) ?? (ended.kind === "ended" ? readProbe(ended.said) : null);
}

/** Makes the copies of a film or of a voice note in the sandbox: painted and spoken anew, with nothing that was written beside. */
export async function decodeMoving(
  place: Place,
  { demuxer, type }: Extract<Sniffed, { is: "moving" }>,
  wanted: "film" | "voice",
  file: FileHandle,
  bounds: Bounds,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const probed = await probe(place, demuxer, file, signal);
  if (typeof probed === "string") return none(type, probed);
  const cause = judge(wanted, probed, bounds);
  if (cause !== null || probed === null) return none(type, cause ?? "broken");
  const maxS = bounds.seconds[wanted];
  const whole = await namelessFile(place.folder);
  const small = wanted === "film" ? await namelessFile(place.folder) : null;
  try {
    const length = { maxS, seconds: Math.min(maxS, probed.seconds || maxS) };
    const args = wanted === "film" ? filmArgs(demuxer, length, probed.hasSound) : voiceArgs(demuxer, length);
    const made =
      failureOf(await run(place, "ffmpeg", args, { input: file, output: whole }, { caps: MAKE, signal })) ??
      (await looks(place, whole, small, wanted, signal));
    if (typeof made !== "string") return { kind: "copies", copies: { found: type, ...made, whole, small, pictureHash: null } };
    await Promise.all([whole.close(), small?.close()]);
    return none(type, made);
  } catch (cause_) {
    await Promise.all([whole.close(), small?.close()]);
    throw cause_;
  }
}

type Looks = { readonly type: string; readonly width: number | null; readonly height: number | null; readonly seconds: number };

/** Probes the finished copy and makes its poster; an unreadable copy is blamed on the file. */
async function looks(
  place: Place,
  whole: FileHandle,
  small: FileHandle | null,
  wanted: "film" | "voice",
  signal: AbortSignal | undefined,
): Promise<Looks | Undecoded> {
  const found = sniff((await bytesOf(whole)).subarray(0, 64));
  if (found?.is !== "moving" || found.demuxer !== "mov") return "broken";
  const copy = await probe(place, "mov", whole, signal);
  if (copy === null || typeof copy === "string") return copy ?? "broken";
  if (copy.seconds === 0) return "broken";
  if (small === null) return { type: "audio/mp4", width: null, height: null, seconds: copy.seconds };
  const poster = failureOf(await run(place, "ffmpeg", posterArgs(), { input: whole, output: small }, { caps: LOOK, signal }));
  if (poster !== null) return poster;
  const still = sniff((await bytesOf(small)).subarray(0, 64));
  return still?.is === "still" && still.format === "jpeg"
    ? { type: "video/mp4", width: copy.width, height: copy.height, seconds: copy.seconds }
    : "broken";
}
