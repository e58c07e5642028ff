import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import type { ImportKind } from "@amaliyat/domain/statistics";
import { vi } from "vitest";
import type { TestClient } from "../test-client.ts";

/** Hands a file in. */
export const startImport = (
  analyst: TestClient,
  kind: ImportKind,
  file: string | Uint8Array<ArrayBuffer>,
  fileName = `${kind}.csv`,
  source?: string,
) => analyst.ask(statistics.startImport, { query: { kind, fileName, ...(source === undefined ? {} : { source }) }, body: file });

/** Waits until an import is over. */
export function importEnds(analyst: TestClient, importId: string): Promise<ImportJob> {
  return vi.waitFor(
    async () => {
      const job = await analyst.must(statistics.oneImport, { params: { importId } });
      if (job.endedAt === null) throw new Error(`still ${job.state}`);
      return job;
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** Hands a file in and waits for its end. Throws where it is refused as a whole. */
export async function importFile(analyst: TestClient, kind: ImportKind, file: string | Uint8Array<ArrayBuffer>): Promise<ImportJob> {
  const started = await startImport(analyst, kind, file);
  if (!started.ok) throw new Error(started.error.code);
  return importEnds(analyst, started.value.importId);
}
