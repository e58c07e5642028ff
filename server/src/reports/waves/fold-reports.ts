import { decideFold, type Loose, type Wave } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/index.ts";
import { insertWave, putIntoWaves, recentLoose, takingWaves } from "../rows/waves-store.ts";

export type Folded = {
  /** Waves that took something. */
  readonly waves: readonly string[];
  /** Waves that began now. */
  readonly begun: readonly string[];
  /** Every report that went into a wave, earlier ones included. */
  readonly members: ReadonlySet<string>;
};

/**
 * Puts new reports that were just kept into the waves of their networks, one after the other, and makes waves of what has become one. In the
 * transaction that kept them: no screen sees a report in two places.
 */
export async function foldReports(tx: Tx, newIds: ReadonlySet<string>, networks: readonly Buffer[], at: number): Promise<Folded> {
  const waves = await takingWaves(tx, networks, new Date(at));
  const loose = await recentLoose(tx, networks, new Date(at));
  const into = new Map<string, string>();
  const touched = new Map<string, Wave>();
  const begun: string[] = [];
  const settled: Loose[] = loose.filter(({ reportId }) => !newIds.has(reportId));
  for (const report of loose.filter(({ reportId }) => newIds.has(reportId))) {
    const own = (each: { readonly network: string; readonly danger: boolean }): boolean =>
      each.network === report.network && each.danger === report.danger;
    const fold = decideFold(
      report,
      waves.filter(own),
      settled.filter((each) => own(each) && !into.has(each.reportId)),
    );
    if (fold.kind === "alone") settled.push(report);
    else if (fold.kind === "joins") {
      into.set(report.reportId, fold.waveId);
      const nth = waves.findIndex(({ waveId }) => waveId === fold.waveId);
      const wave = waves[nth];
      if (wave === undefined) continue;
      const moved = { ...wave, sketches: [wave.sketches[0] ?? null, report.sketch] };
      waves[nth] = moved;
      touched.set(moved.waveId, moved);
    } else {
      const wave: Wave = { ...fold.wave, waveId: randomUUID() };
      await insertWave(tx, wave, new Date(at));
      waves.push(wave);
      touched.set(wave.waveId, wave);
      begun.push(wave.waveId);
      for (const reportId of fold.of) into.set(reportId, wave.waveId);
    }
  }
  const members = [...into].map(([reportId, waveId]) => ({ reportId, waveId }));
  await putIntoWaves(tx, members, [...touched.values()], new Date(at));
  return { waves: [...touched.keys()], begun, members: new Set(into.keys()) };
}
