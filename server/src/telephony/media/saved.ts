import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";

/** What the media server writes beside each recording: `rtpengine-meta-CALL-ID-16 hex.txt`, the call id as in an address. */
const META = /^rtpengine-meta-(.+)-[0-9a-f]{16}\.txt$/;

function callIdOf(name: string): string | null {
  const [, escaped] = META.exec(name) ?? [];
  try {
    return escaped === undefined ? null : decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/** What was kept of one call that the room never had: the packets, and our ports at which the caller's sound came. */
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

/** The recordings of a call that the edge saved, by the key under which it tells it: MD5 of the SIP call id. */
export async function savedRecordings(folder: string, key: string): Promise<SavedRecording[]> {
  const metadata = join(folder, "metadata");
  const names: string[] = await readdir(metadata).catch(() => []);
  const found = names.toSorted().filter(
    (name) =>
      createHash("md5")
        .update(callIdOf(name) ?? "")
        .digest("hex") === key,
  );
  return Promise.all(
    found.map(async (name) => {
      const { pcap, callerPorts } = readMeta(await readFile(join(metadata, name), "utf8"));
      return { pcap: join(folder, "pcaps", pcap), meta: join(metadata, name), callerPorts };
    }),
  );
}

/** Removes what the media server wrote beside the recordings of a call. */
export async function removeMeta(folder: string, callId: string): Promise<void> {
  const metadata = join(folder, "metadata");
  const names: string[] = await readdir(metadata).catch(() => []);
  for (const name of names.filter((each) => callIdOf(each) === callId)) await rm(join(metadata, name), { force: true });
}
