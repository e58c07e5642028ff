import { cameraFolders, recoverCamera } from "./files/recover.ts";
import { readJournal, type Journal } from "./files/journal.ts";
import type { OpenGap } from "./ingest/gap-log.ts";
import type { GapEvent, MediaEvent } from "./model.ts";

/** Cameras that are looked at in one go. */
const AT_ONCE = 16;

/**
 * Recovers the last run: repairs files, and emits events for them and for the gaps. Returns the open gap of each camera that was being
 * recorded.
 *
 * After a crash, the recording of a camera ends with its newest file. If the journal says that the camera was missing already, its gap
 * lasted until the last write of the journal. After an orderly stop, the stop began the gap.
 */
export async function recoverRun(root: string, now: number, emit: (event: MediaEvent) => void): Promise<Map<string, OpenGap>> {
  const journal = await readJournal(root);
  const folders = await cameraFolders(root);
  const cameraIds = [...new Set([...folders, ...(journal?.cameras.keys() ?? [])])];
  const open = new Map<string, OpenGap>();
  for (let i = 0; i < cameraIds.length; i += AT_ONCE) {
    await Promise.all(
      cameraIds.slice(i, i + AT_ONCE).map(async (cameraId) => {
        const segments = await recoverCamera(root, cameraId);
        segments.forEach(emit);
        const ended = segments.at(-1)?.endedAt ?? null;
        for (const gap of gapsOf(cameraId, journal, ended, now)) {
          emit(gap);
          if (gap.to === null) open.set(cameraId, { from: gap.from, cause: gap.cause });
        }
      }),
    );
  }
  return open;
}

/** The gaps to tell of one camera. `ended` is the end of its newest file. */
export function gapsOf(cameraId: string, journal: Journal | null, ended: number | null, now: number): GapEvent[] {
  const crashed = (from: number): GapEvent => ({ kind: "gap", cameraId, from: Math.min(from, now), to: null, cause: "room_crashed" });
  if (journal === null) return ended === null ? [] : [crashed(ended)];
  const known = journal.cameras.get(cameraId);
  if (known === undefined) return [];
  if (!journal.running) return known ? [{ kind: "gap", cameraId, ...known, to: null }] : [];
  const missing = known !== null && (ended === null || ended <= known.from + 1) ? known : null;
  if (missing === null) return [crashed(ended ?? journal.at)];
  const until = Math.max(missing.from, journal.at);
  return [{ kind: "gap", cameraId, from: missing.from, to: until, cause: missing.cause }, crashed(until)];
}
