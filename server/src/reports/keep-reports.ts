import type { NewReport } from "@amaliyat/contract/reports";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import { KEPT_DAYS, reportKind } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { appendAll } from "../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { tell } from "../platform/live/index.ts";
import { CITIZEN } from "./citizen.ts";
import { countReport } from "./devices-store.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { addReportEvents, announceFiles, insertReport, takeReportNumbers } from "./reports-store.ts";
import { deviceHash } from "./secrets.ts";
import { tellingsOfReports } from "./tell-report.ts";

const DAY_MS = 86_400_000;

/** A report that was let in. */
export type Arrival = {
  readonly report: NewReport;
  readonly channel: "APP" | "WEB";
  readonly codeHash: Buffer | null;
  readonly partner: { readonly partnerId: string; readonly code: string; readonly key: string | null } | null;
  readonly at: number;
};
export type Referenced = Arrival & { readonly reference: string };

/**
 * The next references, in a transaction of their own: whoever takes numbers holds all others up until its commit, and reports have a dozen
 * statements still to come. A report that is not kept after all leaves a gap. The commit of the numbers need not be waited for: that of the
 * reports comes later in the same write-ahead log and takes it along.
 */
export const nextReferences = ({ db }: Pick<ReportsDeps, "db">, at: number, count: number): Promise<string[]> =>
  transaction(db, SYSTEM, async (tx) => {
    const year = referenceYear(at);
    const first = await takeReportNumbers(tx, year, count);
    return Array.from({ length: count }, (_, nth) => `R-${formatReference({ year, number: first + nth })}`);
  });

/** Writes one report and announces its files; null where the same code, or partner's key, has one. */
async function write(
  tx: Tx,
  deps: Pick<ReportsDeps, "vault" | "sectorOf">,
  { reference, report, channel, codeHash, partner, at }: Referenced,
): Promise<string | null> {
  const { device, proof: _proof, code: _code, files, place, happenedAt, writtenAt, ...said } = report;
  const device32 = partner === null ? deviceHash(deps.vault, device) : null;
  const newDevice = device32 !== null && (await countReport(tx, device32, at));
  const reportId = randomUUID();
  const isNew = await insertReport(tx, {
    ...said,
    reportId,
    reference,
    channel,
    nature: reportKind(said.kind).nature,
    at: new Date(at),
    place: place === null ? null : { ...place.point, source: partner === null ? place.source : "outside", accuracyM: place.accuracyM },
    sectorId: place === null ? null : await deps.sectorOf(tx, place.point),
    happenedAt: happenedAt === null ? null : new Date(happenedAt),
    writtenAt: new Date(Math.min(at, Date.parse(writtenAt))),
    codeHash,
    deviceHash: device32,
    newDevice,
    partnerId: partner?.partnerId ?? null,
    outsideKey: partner?.key ?? null,
    keptUntil: new Date(at + KEPT_DAYS * DAY_MS),
  });
  if (!isNew) return null;
  await announceFiles(tx, reportId, files, newDevice);
  return reportId;
}

/**
 * Keeps reports that were let in, with their files announced, and returns the id of each; null where the same code, or partner's key, has one.
 * In one transaction, so that several wait for one commit.
 */
export async function keepReports(
  tx: Tx,
  deps: Pick<ReportsDeps, "vault" | "sectorOf">,
  arrivals: readonly Referenced[],
): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for (const arrival of arrivals) ids.push(await write(tx, deps, arrival));
  const kept = arrivals.flatMap((arrival, nth) => {
    const reportId = ids[nth] ?? null;
    return reportId === null ? [] : [{ ...arrival, reportId }];
  });
  const [first] = kept;
  if (first === undefined) return ids;
  await addReportEvents(
    tx,
    kept.map(({ reportId, at, report }) => ({ reportId, at, by: null, kind: "report.received", data: { files: report.files.length } })),
  );
  // From the entries to the commit nobody else writes an entry: what can be read before is.
  const tellings = await tellingsOfReports(
    tx,
    first.at,
    kept.map(({ reportId }) => reportId),
  );
  await appendAll(
    tx,
    kept.map(({ reportId, at, reference, partner, channel, report: { kind, sort, danger, files } }) => ({
      at,
      type: "report.received" as const,
      actor: partner === null ? CITIZEN : { userId: null, name: partner.code, role: "partner" },
      subject: { kind: "report", id: reportId },
      workItem: reference,
      detail: { channel, kind, sort, danger, files: files.length },
    })),
  );
  await tell(tx, first.at, tellings);
  return ids;
}
