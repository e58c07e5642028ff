import { RATE } from "../material/clip.ts";

/** A span without recording, as the recorder tells it. `to` is null while it lasts. Times in ms since epoch. */
export type Gap = { readonly cameraId: string; readonly from: number; readonly to: number | null; readonly cause: string };
export type Cut = { readonly cameraId: string; readonly at: number };

export type Judged = {
  /** Length of the hole in the recording that each cut left, ms. */
  readonly cutMs: readonly number[];
  /** Pictures in holes that no cut explains. */
  readonly framesLost: number;
};

/** A hole begins so long before or after its cut at most. Usually within 150 ms; a recorder or a camera that is late begins it earlier. */
const NEAR_MS = 5_000;
/** Causes of the begin and of the end of a run. */
const USUAL = ["starting", "room_stopped"];

/** Holds the gaps of cameras against the cuts of their connections. A hole that is open at `endedAt` lasts until then. */
export function judge(cuts: readonly Cut[], gaps: readonly Gap[], endedAt: number): Judged {
  const left = new Set(gaps.filter(({ cause }) => !USUAL.includes(cause)));
  const msOf = ({ from, to }: Gap): number => (to ?? endedAt) - from;
  const cutMs = cuts.map(({ cameraId, at }) => {
    const far = (gap: Gap): number => Math.abs(gap.from - at);
    const near = [...left].filter((gap) => gap.cameraId === cameraId && far(gap) <= NEAR_MS);
    const [first] = near.toSorted((a, b) => far(a) - far(b));
    if (first === undefined) throw new Error(`the cut of ${cameraId} left no gap`);
    left.delete(first);
    let end = first.to ?? endedAt;
    // Another cause may take over: the hole goes on.
    for (const gap of [...left].toSorted((a, b) => a.from - b.from)) {
      if (gap.cameraId !== cameraId || gap.from !== end) continue;
      left.delete(gap);
      end = gap.to ?? endedAt;
    }
    return end - first.from;
  });
  const framesLost = [...left].reduce((sum, gap) => sum + Math.ceil((msOf(gap) / 1000) * RATE), 0);
  return { cutMs, framesLost };
}
