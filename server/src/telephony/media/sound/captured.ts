import { mkdir, rename, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { namesIn } from "./listing.ts";

/**
 * Files of packets of one call: `CALL-HEX.pcap` is the one that the media server writes, with one HEX for each of its lives; `CALL-HEX.N.pcap`
 * are parts that were set aside. `CALL-HEX.N.decoded.pcap` are ours: what a caller without G.711 said meanwhile. A recording that is stopped and begun again writes to the same name, from the beginning (rtpengine 12.5).
 */
const LIVE = /-([0-9a-f]{16})\.pcap$/;
const PART = /-([0-9a-f]{16})\.\d+\.pcap$/;
const DECODED = /-([0-9a-f]{16})\.\d+\.decoded\.pcap$/;
const KINDS = [LIVE, PART, DECODED];

const folderOf = (captured: string): string => join(captured, "pcaps");

/** Every file of a call, the one that was written last at the end. */
export async function capturedFiles(captured: string, callId: string): Promise<string[]> {
  const start = `${callId}-`;
  const names = (await namesIn(folderOf(captured))).filter((name) => name.startsWith(start) && KINDS.some((kind) => kind.test(name)));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folderOf(captured), name);
      return { path, written: (await stat(path).catch(() => null))?.mtimeMs ?? 0 };
    }),
  );
  return found.toSorted((a, b) => a.written - b.written || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

/** Puts what was written so far of a call out of the way of what is written next. */
export async function setAside(captured: string, callId: string): Promise<void> {
  const files = await capturedFiles(captured, callId);
  let parts = files.filter((path) => PART.test(path)).length;
  for (const path of files) {
    if (!LIVE.test(path)) continue;
    let to = path;
    do to = path.replace(/\.pcap$/, `.${parts++}.pcap`);
    while (files.includes(to));
    await rename(path, to);
  }
}

/** True for a file of ours with decoded sound. */
export const isDecoded = (path: string): boolean => DECODED.test(path);

/** A new file for decoded sound beside the one that the media server writes now; null where it writes none. */
export async function decodedFile(captured: string, callId: string): Promise<string | null> {
  const files = await capturedFiles(captured, callId);
  const live = files.findLast((path) => LIVE.test(path));
  if (live === undefined) return null;
  for (let nth = 0; ; nth++) {
    const path = live.replace(/\.pcap$/, `.${nth}.decoded.pcap`);
    if (!files.includes(path)) return path;
  }
}

/** Files that belong into one recording: those of one life of the media server, in their order. */
export function recordingsIn(files: readonly string[]): readonly (readonly string[])[] {
  const lives = new Map<string, string[]>();
  for (const path of files) {
    const life = KINDS.map((kind) => kind.exec(path)?.[1]).find((each) => each !== undefined) ?? path;
    lives.set(life, [...(lives.get(life) ?? []), path]);
  }
  return [...lives.values()];
}

/** A name that this server gave to a call: a UUID. */
const OURS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9a-f]{16}(?:\.\d+(?:\.decoded)?)?\.pcap$/;

/** The calls of which packets are on the disk, by the names that this server gives. */
export async function leftCalls(captured: string): Promise<string[]> {
  const names = await namesIn(folderOf(captured));
  return [...new Set(names.flatMap((name) => OURS.exec(name)?.[1] ?? []))];
}

/** Puts packets of which no sound can be made where nothing looks for them again; gives where they are now. */
export async function putAside(captured: string, path: string): Promise<string> {
  const folder = join(captured, "unreadable");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const to = join(folder, basename(path));
  return rename(path, to).then(
    () => to,
    () => path,
  );
}
