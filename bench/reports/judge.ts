import { createHash } from "node:crypto";
import type { Client } from "../../simulator/src/api/client.ts";
import { percentile } from "../harness/percentile.ts";
import type { BenchDatabase } from "../room/database.ts";
import type { Sent, SentFile } from "./sender.ts";

/** Content of the room: references of reports, files with their state, and the number of complete arrivals of each. */
export type Kept = {
  readonly references: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, string>;
  readonly arrivals: ReadonlyMap<string, number>;
};

export async function readKept({ client }: BenchDatabase): Promise<Kept> {
  const reports = await client.query<{ reference: string }>("select reference from report where reference is not null");
  const files = await client.query<{ id: string; state: string }>("select file_id::text as id, state from report_file");
  const arrivals = await client.query<{ id: string; n: number }>(
    "select data ->> 'fileId' as id, count(*)::int as n from report_event where kind = 'report.file_arrived' group by 1",
  );
  return {
    references: new Set(reports.rows.map(({ reference }) => reference)),
    files: new Map(files.rows.map(({ id, state }) => [id, state])),
    arrivals: new Map(arrivals.rows.map(({ id, n }) => [id, n])),
  };
}

type Judged = {
  readonly reportsLost: number;
  readonly reportsDouble: number;
  readonly filesLost: number;
  readonly filesDouble: number;
  readonly acceptedP50Ms: number;
  readonly acceptedP95Ms: number;
  readonly acceptedMaxMs: number;
  readonly fileP50Ms: number;
  readonly fileP95Ms: number;
  readonly fileMaxMs: number;
};

const WHOLE = new Set(["arrived", "ready"]);

/**
 * Compares the senders' notes with the content of the room. A file counts if the room says that it is whole, its hash as announced, once.
 */
export function judge(sent: readonly Sent[], { references, files, arrivals }: Kept): Judged {
  const all = sent.flatMap((each) => each.files);
  const times = sent.map(({ acceptedMs }) => acceptedMs);
  const fileTimes = all.map(({ keptMs }) => keptMs);
  const isLost = ({ fileId }: SentFile): boolean => !WHOLE.has(files.get(fileId) ?? "") || (arrivals.get(fileId) ?? 0) === 0;
  return {
    reportsLost: sent.filter(({ reference }) => reference === null || !references.has(reference)).length,
    reportsDouble: Math.max(0, references.size - sent.length),
    filesLost: all.filter(isLost).length,
    filesDouble: all.filter(({ fileId }) => (arrivals.get(fileId) ?? 0) > 1).length,
    acceptedP50Ms: percentile(times, 0.5),
    acceptedP95Ms: percentile(times, 0.95),
    acceptedMaxMs: percentile(times, 1),
    fileP50Ms: percentile(fileTimes, 0.5),
    fileP95Ms: percentile(fileTimes, 0.95),
    fileMaxMs: percentile(fileTimes, 1),
  };
}

/** Reads originals back as an evidence officer does. Counts those that differ from the sent bytes. */
export async function wrongOriginals(officer: Client, files: readonly SentFile[]): Promise<number> {
  let wrong = 0;
  for (const { fileId, sha256 } of files) {
    const answer = await fetch(new URL(`/api/reports/files/${fileId}/original`, officer.base), {
      method: "POST",
      headers: { "content-type": "application/json", cookie: officer.cookie() },
      body: JSON.stringify({ purpose: "protection", reason: "bench" }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok || createHash("sha256").update(bytes).digest("hex") !== sha256) wrong += 1;
  }
  return wrong;
}
