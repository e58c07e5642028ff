import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { removeFile } from "../../platform/remove-file.ts";
import type { EdgeEvent } from "../edge/events.ts";
import { savedRecordings } from "../media/saved.ts";
import type { Exchanging } from "./context.ts";
import { convertOrPutAside, FILE_AFTER_MS, Later } from "./sound/sounds.ts";

/**
 * The id of a saved call, always the same for one key, so that a call reported twice is one. It is 122 bits of the key as a UUID of version
 * 8 (RFC 9562).
 */
function nameOfKey(key: string): string {
  const variant = "89ab"[Number.parseInt(key.charAt(16), 16) & 3];
  return `${key.slice(0, 8)}-${key.slice(8, 12)}-8${key.slice(13, 16)}-${variant}${key.slice(17, 20)}-${key.slice(20)}`;
}

/** The media server puts so many signs of its own behind each name. */
const LIFE = 16;

type Saved = Extract<EdgeEvent, { event: "survived" }>;

/** A call that the edge saved is over: told, with what was recorded of it made into sound like every other's. */
async function hearSaved(on: Exchanging, event: Saved): Promise<void> {
  const { dialled, from: number, extension, to, begun, ended, key } = event;
  const callId = nameOfKey(key);
  const from = { number: /^\+?\d{2,15}$/.test(number) ? number : null, withheld: false };
  const seconds = Math.max(0, ended - begun);
  on.heard({ kind: "survived", callId, dialled, from, extension: extension || null, ...(to !== "" && { to }), at: begun * 1000, seconds });
  await new Promise((resolve) => setTimeout(resolve, FILE_AFTER_MS));
  for (const { pcap, meta, callerPorts } of await savedRecordings(on.captured, key)) {
    // Told again by the edge, it has the same name: the server may have died in the middle of it.
    const file = join(on.recordings, `${callId}-${basename(pcap, ".pcap").slice(-LIFE)}.wav`);
    const made = existsSync(pcap) ? await convertOrPutAside(on, callId, [pcap], file, callerPorts) : null;
    if (made !== null) {
      const { lost, beganAt } = made;
      const recorded = { callId, file, seconds: made.seconds, lost, beganAt: beganAt ?? begun * 1000 };
      if (!(await on.told({ kind: "recorded", ...recorded, at: on.clock() })))
        throw new Later("the room has not kept that it was recorded");
    }
    await removeFile(pcap);
    await removeFile(meta);
  }
}

/** Hears of saved calls, each once while it is under way, however often the edge tells it; `done` when the edge may forget it. */
export function hearSavedCalls(on: Exchanging, done: (key: string) => void): (event: Saved) => Promise<void> {
  const under = new Set<string>();
  return async (event) => {
    const { key } = event;
    if (under.has(key)) return;
    under.add(key);
    try {
      await hearSaved(on, event);
      done(key);
    } catch (error) {
      on.log.error({ err: error, key }, "telephony: sound of a saved call not made");
    } finally {
      under.delete(key);
    }
  };
}
