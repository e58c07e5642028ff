import type { Happening } from "@amaliyat/contract/live";
import type { ImportJob } from "@amaliyat/contract/statistics";
import { liveFeature, put } from "../live/index.ts";

export const IMPORTS = ["imports"] as const;

/** Imports, newest first. */
export function applyToImports(jobs: readonly ImportJob[], happened: readonly Happening[]): readonly ImportJob[] {
  const changed = new Map<string, ImportJob>();
  for (const one of happened) if (one.topic === "import") changed.set(one.row.importId, one.row);
  return put(jobs, changed, (job) => job.importId).toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}

export const statisticsLive = liveFeature({
  name: "statistics",
  lists: [IMPORTS],
  topics: ["import"],
  write: (client, happened) => client.setQueryData<readonly ImportJob[]>(IMPORTS, (held) => held && applyToImports(held, happened)),
});
