import type { Followed, NewReport, reports } from "@amaliyat/contract/reports";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { FILE_BYTES_MOST, KEPT_DAYS, LONG_AGO_DAYS, reportKind } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { networkOf } from "../platform/network-of.ts";
import { countReport } from "./devices-store.ts";
import { followedByCode } from "./followed-queries.ts";
import type { Limits } from "./limits.ts";
import { isProven } from "./proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { addReportEvent, announceFiles, insertReport, lockByCode, takeReportNumber } from "./reports-store.ts";
import { bodyHash, codeHash, deviceHash } from "./secrets.ts";
import { tellingsOfReport } from "./tell-report.ts";

type Send = typeof reports.send;
type Refused = Refusal<ErrorCode>;

const DAY_MS = 86_400_000;
/** A phone's clock may be ahead by this. */
const AHEAD_MS = 10 * 60_000;

/** Who sends, as far as it is known: nobody. The log says that a citizen did. */
export const CITIZEN = { userId: null, name: null, role: "citizen" } as const;

/** What a report must say at least. Danger says it by itself: a place or a word is asked for and not insisted on. */
export function judgeContent({ words, files, place, placeText, danger, happenedAt }: NewReport, at: number): Result<null, Refused> {
  const large = files.find(({ kind, bytes }) => bytes > FILE_BYTES_MOST[kind]);
  if (large) return refuse({ code: "file.too_large", params: { limit: `${FILE_BYTES_MOST[large.kind] / 1024 / 1024} MiB` } });
  if (danger) return ok(null);
  if (words === null && files.length === 0) return refuse({ code: "report.empty" });
  if (place === null && placeText === null) return refuse({ code: "report.place_missing" });
  const happened = happenedAt === null ? at : Date.parse(happenedAt);
  if (happened > at + AHEAD_MS || happened < at - LONG_AGO_DAYS * DAY_MS) return refuse({ code: "report.time_wrong" });
  return ok(null);
}

/**
 * Whether this phone and network may send now; danger always may. Beside what was sent before the work grows, see `proof-task.ts`. The bare
 * form can do no work, and has no phone that is known: its network alone counts.
 */
function admitted(
  deps: ReportsDeps,
  limits: Limits,
  { body, address, at }: Pick<Call<Send>, "body" | "address" | "at">,
  channel: "APP" | "WEB",
): Result<null, Refused> {
  if (body.danger) return ok(null);
  if (channel === "WEB") {
    const allowed = limits.check("sentByForm", networkOf(address), at);
    return allowed.ok ? limits.check("sentByNetwork", networkOf(address), at) : allowed;
  }
  for (const [limit, key] of [
    ["sentByDevice", body.device],
    ["sentByNetwork", networkOf(address)],
  ] as const) {
    const allowed = limits.check(limit, key, at);
    if (!allowed.ok) return allowed;
  }
  const proven = body.proof !== null && isProven(deps.vault, body.proof, body.code, at);
  return proven ? ok(null) : refuse({ code: "report.proof_missing" });
}

/**
 * The next reference, in a transaction of its own: whoever takes a number holds all others up until its commit, and a report has a dozen
 * statements still to come. A report that is not kept after all leaves a gap. The commit of the number need not be waited for: that of the
 * report comes later in the same write-ahead log and takes it along.
 */
export const nextReference = ({ db }: ReportsDeps, at: number): Promise<string> =>
  transaction(db, SYSTEM, async (tx) => {
    const year = referenceYear(at);
    return `R-${formatReference({ year, number: await takeReportNumber(tx, year) })}`;
  });

export type Arrival = {
  readonly reference: string;
  readonly report: NewReport;
  readonly channel: "APP" | "WEB";
  readonly codeHash: Buffer | null;
  readonly partner: { readonly partnerId: string; readonly code: string; readonly key: string | null } | null;
  readonly at: number;
};

/** Keeps a report that was let in, with its files announced; null where the same code, or partner's key, has one. Returns its id and reference. */
export async function keepArrived(
  tx: Tx,
  deps: ReportsDeps,
  { reference, report, channel, codeHash, partner, at }: Arrival,
): Promise<{ reportId: string; reference: string } | null> {
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
    bodyHash: bodyHash({ ...said, place, happenedAt, writtenAt }),
    deviceHash: device32,
    newDevice,
    partnerId: partner?.partnerId ?? null,
    outsideKey: partner?.key ?? null,
    keptUntil: new Date(at + KEPT_DAYS * DAY_MS),
  });
  if (!isNew) return null;
  await announceFiles(tx, reportId, files, newDevice);
  await addReportEvent(tx, reportId, { at, by: null, kind: "report.received", data: { files: files.length } });
  // From the entry to the commit nobody else writes an entry: what can be read before is.
  const tellings = await tellingsOfReport(tx, at, reportId);
  await append(tx, {
    at,
    type: "report.received",
    actor: partner === null ? CITIZEN : { userId: null, name: partner.code, role: "partner" },
    subject: { kind: "report", id: reportId },
    workItem: reference,
    detail: { channel, kind: said.kind, sort: said.sort, danger: said.danger, files: files.length },
  });
  await tell(tx, at, tellings);
  return { reportId, reference };
}

/** Takes a report once, however often it is sent: under its code the first is kept, and every further one is answered with how that stands. */
export async function sendReport(
  deps: ReportsDeps,
  limits: Limits,
  call: Pick<Call<Send>, "body" | "address" | "at">,
  channel: "APP" | "WEB" = "APP",
): Promise<Reply<Send>> {
  const { body, address, at } = call;
  const hash = codeHash(deps.vault, body.code);
  if (hash === null) return refuse({ code: "report.code_malformed" });
  const again = await sentBefore(deps, hash, at);
  if (again !== null) return ok(again);
  const judged = judgeContent(body, at);
  if (!judged.ok) return judged;
  const allowed = admitted(deps, limits, call, channel);
  if (!allowed.ok) return allowed;
  limits.count("sentByDevice", body.device, at);
  limits.count("sentByNetwork", networkOf(address), at);
  if (channel === "WEB") limits.count("sentByForm", networkOf(address), at);
  const reference = await nextReference(deps, at);
  const kept = await transaction(deps.db, SYSTEM, async (tx) =>
    (await keepArrived(tx, deps, { reference, report: body, channel, codeHash: hash, partner: null, at })) === null
      ? null
      : followedByCode(tx, hash),
  );
  // Of two at once the second finds the first one's row.
  const told = kept ?? (await sentBefore(deps, hash, at));
  if (told === null) throw new Error("a report was kept and is not found under its code");
  return ok(told);
}

/** How a report stands that lies under this code already, which the log is told; null where none does. */
const sentBefore = (deps: ReportsDeps, hash: Buffer, at: number): Promise<Followed | null> =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const known = await lockByCode(tx, hash);
    const told = known === null ? null : await followedByCode(tx, hash);
    if (known === null || told === null) return null;
    await append(tx, {
      at,
      type: "report.sent_again",
      actor: CITIZEN,
      subject: { kind: "report", id: known.reportId },
      workItem: known.reference,
    });
    return told;
  });
