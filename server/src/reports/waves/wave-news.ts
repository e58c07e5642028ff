import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { tell } from "../../platform/live/index.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { tellingsOfWaves } from "../tell-report.ts";

/** Screens are told of each wave so seldom at most, however many reports it takes meanwhile. Milliseconds. */
const EVERY_MS = 1_000;
/** So many waves are told at once; the rest with the next turn. */
const MOST = 50;

export type WaveNews = { readonly changed: (waveIds: readonly string[]) => void };

/** Tells the screens of waves that took something, by and by. If a crash leaves a change untold, a screen reads it with its lists. */
export function openWaveNews({ db, clock, log }: Pick<ReportsDeps, "db" | "clock" | "log">): WaveNews {
  const untold = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  const flush = async (): Promise<void> => {
    const waveIds = [...untold].slice(0, MOST);
    for (const waveId of waveIds) untold.delete(waveId);
    const at = clock();
    try {
      await transaction(db, SYSTEM, async (tx) => tell(tx, at, await tellingsOfWaves(tx, at, waveIds)));
    } catch (cause) {
      log.warn({ err: cause }, "reports: screens not notified of a wave");
    }
    timer = null;
    if (untold.size > 0) arm();
  };
  const arm = (): void => {
    timer ??= setTimeout(() => void flush(), EVERY_MS).unref();
  };
  return {
    changed(waveIds) {
      for (const waveId of waveIds) untold.add(waveId);
      if (untold.size > 0) arm();
    },
  };
}
