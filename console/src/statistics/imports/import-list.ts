import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { journal } from "../../live/index.ts";
import { applyToImports, IMPORTS } from "../live.ts";

async function readImports(signal: AbortSignal): Promise<readonly ImportJob[]> {
  const mark = journal.mark();
  return applyToImports(await read(statistics.imports, { signal }), journal.since(mark));
}

/** Imports, newest first; the live channel keeps their progress true. */
export const importList = queryOptions({ queryKey: IMPORTS, queryFn: ({ signal }) => readImports(signal) });

/** True while an import still reads rows. */
export const isRunning = (job: ImportJob): boolean => job.state === "waiting" || job.state === "running";

/** True if a file read to its end brought nothing in and matched nothing that is here. */
export const isAllRefused = ({ state, refused, taken, corrected, closed, unchanged }: ImportJob): boolean =>
  state === "done" && refused > 0 && taken + corrected + closed + unchanged === 0;

/** Progress of a running import, 0–1; null while its length is unknown. */
export const ratioOf = (job: ImportJob): number | null => (job.rows > 0 ? Math.min(1, job.read / job.rows) : null);

export type ImportFilter = {
  readonly text: string;
  readonly kind: ImportJob["kind"] | "all";
  readonly state: "all" | "running" | "refused";
};

/** True if an import matches the kind and state of the filter; its text is searched apart. */
export function answersFilter(job: ImportJob, filter: ImportFilter): boolean {
  if (filter.kind !== "all" && job.kind !== filter.kind) return false;
  if (filter.state === "running") return isRunning(job);
  return filter.state === "all" || job.refused > 0 || job.state === "failed";
}
