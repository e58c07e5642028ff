import type { Demuxer } from "./sniff.ts";
import { SMALL_SIDE } from "./sides.ts";

const MIB = 1024 * 1024;
/** Longest side of a film that is shown. */
const FILM_SIDE = 1280;

/** Codecs that phones and cameras write; no other decoder is enabled. */
const CODECS = [
  "h264,hevc,mpeg4,mpeg2video,h263,mjpeg,vp8,vp9,av1,libdav1d,msmpeg4v1,msmpeg4v2,msmpeg4",
  "aac,mp3,mp3float,opus,vorbis,flac,alac,amrnb,amrwb,pcm_s16le,pcm_s16be,pcm_u8,pcm_alaw,pcm_mulaw,adpcm_ima_wav,adpcm_ima_qt",
].join(",");

/** Names under which the two programs know a reader. */
const NAMES: Readonly<Partial<Record<Demuxer, string>>> = { mov: "mov,mp4,m4a,3gp,3g2,mj2", matroska: "matroska,webm" };

/** Arguments one after the other. They are ours to the last letter: nothing that a sender wrote is among them. */
const words = (...parts: readonly string[]): string[] => parts.flatMap((part) => part.split(" "));

/** Nothing but the open file is read: no address, no list, no other file that it names; and by the one reader that its first bytes ask for. */
const reading = (demuxer: Demuxer): string =>
  `-protocol_whitelist fd -format_whitelist ${NAMES[demuxer] ?? demuxer} -codec_whitelist ${CODECS} -max_alloc ${256 * MIB} -f ${demuxer}`;

const BEGIN = "-v error -nostdin -filter_threads 1 -threads 1";
/** Nothing that was written beside pictures and sound is in the copy. */
const BARE = "-map_metadata -1 -map_chapters -1 -sn -dn -fflags +bitexact -flags +bitexact";

/** Room for the table of a film of this length before its pictures, so that a browser begins to play before it has all of it. */
const tableBytes = (seconds: number): number => 64 * 1024 + Math.ceil(seconds) * 3 * 1024;
const written = (seconds: number): string => `-threads 1 -moov_size ${tableBytes(seconds)} -f mp4 -fd 3 fd:`;

/** Arguments of ffprobe for the streams and the length of a file. */
export const probeArgs = (demuxer: Demuxer): string[] =>
  words(
    `-v error ${reading(demuxer)}`,
    "-show_entries format=duration:stream=codec_type,width,height,duration:stream_disposition=attached_pic -of json fd:",
  );

/** Length of a copy: the maximum in seconds, and the length that the original states. */
export type Length = { readonly maxS: number; readonly seconds: number };

/** A film that every browser plays. */
export const filmArgs = (demuxer: Demuxer, { maxS, seconds }: Length, hasSound: boolean): string[] =>
  words(
    `${BEGIN} ${reading(demuxer)} -i fd: -t ${maxS} -map 0:V:0`,
    ...(hasSound ? ["-map 0:a:0 -c:a aac -b:a 96k -ac 2 -ar 44100"] : []),
    `${BARE} -vf scale=w='min(${FILM_SIDE},iw)':h='min(${FILM_SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p`,
    "-c:v libx264 -preset veryfast -crf 26 -profile:v main -maxrate 3M -bufsize 6M -fpsmax 30",
    written(seconds),
  );

/** A voice that every browser plays. */
export const voiceArgs = (demuxer: Demuxer, { maxS, seconds }: Length): string[] =>
  words(`${BEGIN} ${reading(demuxer)} -i fd: -t ${maxS} -map 0:a:0 -vn ${BARE} -c:a aac -b:a 64k -ac 1 -ar 44100`, written(seconds));

/** A small picture of a film that we made. */
export const posterArgs = (): string[] =>
  words(
    `${BEGIN} ${reading("mov")} -i fd: -map 0:V:0 -an ${BARE}`,
    `-vf thumbnail=50,scale=${SMALL_SIDE}:${SMALL_SIDE}:force_original_aspect_ratio=decrease -frames:v 1 -f mjpeg -fd 3 fd:`,
  );
