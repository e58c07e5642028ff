import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { removeFile } from "../../platform/remove-file.ts";
import { namesIn } from "./sound/listing.ts";

/** Name of the media server's file beside each recording: `rtpengine-meta-CALL-ID-16 hex.txt`, with the call id as in a URL. */
const META = /^rtpengine-meta-(.+)-[0-9a-f]{16}\.(?:txt|tmp)$/;

/** A recording that goes on, or that was cut off with its media server, has it in the second. */
const FOLDERS = ["metadata", "tmp"] as const;

function callIdOf(name: string): string | null {
  const [, escaped] = META.exec(name) ?? [];
  try {
    return escaped === undefined ? null : decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/** Recording of a call that the room never had: the packets, and our ports at which the caller's sound came. */
export type SavedRecording = { readonly pcap: string; readonly meta: string; readonly callerPorts: readonly number[] };

/**
 * Reads what the media server wrote of a recording: the file on the first line, then each description that it gave. The answer went to the
 * caller, and names the port to which the caller sent.
 */
function readMeta(text: string): Pick<SavedRecording, "pcap" | "callerPorts"> {
  const answers = text.split(/^SDP mode: /m).filter((part) => part.startsWith("answer"));
  const ports = answers.flatMap((answer) => [...answer.matchAll(/^m=audio (\d+)/gm)].map(([, port]) => Number(port)));
  return { pcap: basename(text.split("\n", 1)[0]?.trim() ?? ""), callerPorts: [...new Set(ports)] };
}

/** The key of a call under which the edge tells of it: MD5 of the SIP call id. */
export const keyOfCall = (callId: string): string => createHash("md5").update(callId).digest("hex");

/** The paths of what stands beside recordings whose name fits. */
async function metaOf(folder: string, fits: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  for (const each of FOLDERS) {
    const names = await namesIn(join(folder, each));
    for (const name of names) if (fits(name)) found.push(join(folder, each, name));
  }
  return found.toSorted();
}

/** True for the name of one call. An id that is written as it is needs no other name decoded: with 700 calls that took 4 % of a core. */
function isOf(callId: string): (name: string) => boolean {
  const start = /^[\w.-]+$/.test(callId) ? `rtpengine-meta-${callId}-` : "";
  return (name) => name.startsWith(start) && callIdOf(name) === callId;
}

/** The recordings of a call that the edge saved, by its key. */
export async function savedRecordings(folder: string, key: string): Promise<SavedRecording[]> {
  const found = await metaOf(folder, (name) => keyOfCall(callIdOf(name) ?? "") === key);
  return Promise.all(
    found.map(async (meta) => {
      const { pcap, callerPorts } = readMeta(await readFile(meta, "utf8"));
      return { pcap: join(folder, "pcaps", pcap), meta, callerPorts };
    }),
  );
}

/** Our ports at which a caller's sound came, by what the media server wrote. */
export async function metaPorts(folder: string, callId: string): Promise<readonly number[]> {
  const found = await metaOf(folder, isOf(callId));
  const ports = await Promise.all(found.map(async (path) => readMeta(await readFile(path, "utf8").catch(() => "")).callerPorts));
  return [...new Set(ports.flat())];
}

/** Removes what the media server wrote beside the recordings of a call. */
export async function removeMeta(folder: string, callId: string): Promise<void> {
  for (const path of await metaOf(folder, isOf(callId))) await removeFile(path);
}
