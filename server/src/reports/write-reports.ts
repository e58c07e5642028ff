import type { NewReport } from "@amaliyat/contract/reports";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import { CALM_FROM, HERE_FOR_MS, KEPT_DAYS, reportKind, sketchOf } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { appendAll, entryBy } from "../audit/index.ts";
import { momentOfRow } from "../identity/index.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { tell } from "../platform/live/index.ts";
import type { KeptAsker } from "./rows/askers.ts";
import { CITIZEN } from "./rows/citizen.ts";
import { countReport } from "./rows/devices-store.ts";
import { foldReports } from "./waves/fold-reports.ts";
import { setPlaceAt } from "./rows/here-store.ts";
import { clockOffMs } from "./rows/phone-clock.ts";
import { rankedBeforeCrowd } from "./rows/rank-queries.ts";
import { rankAgain } from "./rows/rank-store.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { addReportEvents, announceFiles, insertReport, reserveReportNumbers } from "./rows/reports-store.ts";
import type { Outside } from "./rows/sealed-words.ts";
import { bodyHash, deviceHash, sketchSeed } from "./rows/secrets.ts";
import { reportSubject } from "./rows/subjects.ts";
import { tellingsOfReports, tellingsOfWaves } from "./tell-report.ts";
import { enqueueContact } from "./walks/tell-contact.ts";
import { contactOf, markAlarmed, lockWalksUnder, type UnderCode } from "./walks/walks-store.ts";
import { sketchBytes } from "./rows/waves-store.ts";

const DAY_MS = 86_400_000;

/** A report that was let in. */
export type Arrival = {
  readonly report: NewReport;
  readonly channel: "APP" | "WEB";
  readonly codeHash: Buffer | null;
  readonly partner: {
    readonly partnerId: string;
    readonly code: string;
    readonly key: string | null;
    readonly outside: Outside | null;
  } | null;
  /** Null where a city's system hands it on. */
  readonly from: KeptAsker | null;
  /** Danger that came with work already. */
  readonly proven: boolean;
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
    const first = await reserveReportNumbers(tx, year, count);
    return Array.from({ length: count }, (_, nth) => `R-${formatReference({ year, number: first + nth })}`);
  });

/** Parts that a report has outside itself: the walk under its code, and how far rows are ahead of this process's clock. */
type Beside = { readonly walk: UnderCode | null; readonly aheadMs: number };

/** Writes one report and announces its files; null where the same code, or partner's key, has one. */
async function write(
  tx: Tx,
  deps: Pick<ReportsDeps, "vault" | "sectorOf">,
  { reference, report, channel, codeHash, partner, from, proven, at }: Referenced,
  { walk, aheadMs }: Beside,
): Promise<string | null> {
  const { device, proof: _proof, code: _code, sentAt: _sentAt, files, happenedAt, writtenAt, ...rest } = report;
  // A call for help from a walk may know less than the walk does.
  const onTheWay = rest.place === null ? (walk?.said?.place ?? null) : null;
  const place = onTheWay === null ? rest.place : { ...onTheWay, source: "phone" };
  const said = { ...rest, contact: rest.contact ?? contactOf(walk?.said ?? null) };
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
    happenedAt: happenedAt === null ? null : new Date(Date.parse(happenedAt) + clockOffMs(report, at)),
    writtenAt: new Date(Math.min(at, Date.parse(writtenAt) + clockOffMs(report, at))),
    codeHash,
    bodyHash: bodyHash(deps.vault, report),
    deviceHash: device32,
    newDevice,
    partnerId: partner?.partnerId ?? null,
    outsideKey: partner?.key ?? null,
    outside: partner?.outside ?? null,
    keptUntil: new Date(at + KEPT_DAYS * DAY_MS),
    urgency: CALM_FROM,
    from,
    sketch: from === null ? null : sketchBytes(sketchOf(said.words, sketchSeed(deps.vault))),
    provenAt: proven ? new Date(at) : null,
    followsUntil: report.danger ? new Date(at + aheadMs + HERE_FOR_MS) : null,
  });
  if (!isNew) return null;
  if (onTheWay !== null) await setPlaceAt(tx, reportId, new Date(onTheWay.fixedAt));
  if (walk !== null) await markAlarmed(tx, walk.walkId, reportId, new Date(at));
  // A contact that the report itself names is its author's own.
  if (walk?.said?.contact && rest.contact === null) await enqueueContact(tx, reportId);
  // The author behind a city's system is unknown to the room, so the files are held.
  await announceFiles(tx, reportId, files, newDevice || partner !== null);
  return reportId;
}

/** The id of each report that was kept, null where the same code, or partner's key, has one; and the waves that took some of them. */
export type KeptReports = { readonly ids: readonly (string | null)[]; readonly waves: readonly string[] };

/**
 * Writes reports that were let in, with their files announced, folds them into waves and ranks them. In one transaction, so that several wait for
 * one commit. Reports that went into a wave are told by its row alone, which comes at most once a second (`wave-news.ts`).
 */
export async function writeReports(
  tx: Tx,
  deps: Pick<ReportsDeps, "vault" | "sectorOf">,
  arrivals: readonly Referenced[],
): Promise<KeptReports> {
  const ids: (string | null)[] = [];
  // Before any other row is locked: a step of the clock locks them in this order.
  const aheadMs = arrivals.some(({ report }) => report.danger) ? await momentOfRow(tx, () => 0) : 0;
  const walks = await lockWalksUnder(
    tx,
    arrivals.flatMap(({ report: { danger }, codeHash }) => (danger && codeHash !== null ? [codeHash] : [])),
  );
  for (const arrival of arrivals) {
    const walk = walks.get(arrival.codeHash?.toString("hex") ?? "") ?? null;
    ids.push(await write(tx, deps, arrival, { walk, aheadMs }));
  }
  const kept = arrivals.flatMap((arrival, nth) => {
    const reportId = ids[nth] ?? null;
    return reportId === null ? [] : [{ ...arrival, reportId }];
  });
  const [first] = kept;
  if (first === undefined) return { ids, waves: [] };
  await addReportEvents(
    tx,
    kept.map(({ reportId, at, report }) => ({ reportId, at, by: null, kind: "report.received", data: { files: report.files.length } })),
  );
  const newIds = new Set(kept.map(({ reportId }) => reportId));
  const networks = [...new Map(kept.flatMap(({ from }) => (from === null ? [] : [[from.network.toString("hex"), from.network]]))).values()];
  const { waves, begun, members } = await foldReports(tx, newIds, networks, first.at);
  const earlier = await rankedBeforeCrowd(tx, networks, new Date(first.at));
  const moved = await rankAgain(tx, [...newIds, ...earlier], first.at);
  const absorbed = [...members].filter((reportId) => !newIds.has(reportId));
  const alone = [...new Set([...newIds, ...moved])].filter((reportId) => !members.has(reportId));
  // From the entries to the commit nobody else writes an entry: what can be read before is.
  const tellings = [...(await tellingsOfReports(tx, first.at, [...alone, ...absorbed])), ...(await tellingsOfWaves(tx, first.at, begun))];
  await appendAll(
    tx,
    kept.map(({ reportId, at, reference, partner, channel, report: { kind, sort, danger, files } }) => {
      const who = partner === null ? CITIZEN : { userId: null, name: partner.code, role: "partner" };
      const detail = { channel, kind, sort, danger, files: files.length };
      return entryBy({ who, at }, { type: "report.received", about: reportSubject({ reportId, reference }), detail });
    }),
  );
  await tell(tx, first.at, tellings);
  return { ids, waves };
}
