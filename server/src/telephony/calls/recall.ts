import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Recalled } from "../media/recall-sound.ts";
import type { Recaller } from "../media/recaller.ts";
import type { Call } from "./call.ts";
import type { Exchanging } from "./context.ts";

/** Files of a call by its id, in the order of their names; a call has one for each life of the media server. */
export async function capturedFiles(captured: string, callId: string): Promise<string[]> {
  const pcaps = join(captured, "pcaps");
  const names = (await readdir(pcaps)).filter((name) => name.startsWith(`${callId}-`) && name.endsWith(".pcap"));
  return names.toSorted().map((name) => join(pcaps, name));
}

/** The last seconds of a call that is being recorded, read from what the media server has written so far; null where there is nothing. */
export async function recallCall(on: Exchanging, recaller: Recaller, call: Call, seconds: number): Promise<Recalled | null> {
  const { callId, ports, recording } = call.facts;
  if (!recording) return null;
  const files = await capturedFiles(on.captured, callId);
  const made = files.length === 0 ? null : await recaller.recall({ files, callerPorts: ports, from: on.clock() - seconds * 1000 });
  return made === null || made.seconds === 0 ? null : made;
}
