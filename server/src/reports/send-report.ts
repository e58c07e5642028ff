import type { Followed, NewReport, reports } from "@amaliyat/contract/reports";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { FILE_BYTES_MOST, LONG_AGO_DAYS } from "@amaliyat/domain/reports";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { networkOf } from "../platform/network-of.ts";
import { followedByCode } from "./followed-queries.ts";
import type { Limits } from "./limits.ts";
import { CITIZEN } from "./citizen.ts";
import { isProven } from "./proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import type { ReportIntake } from "./report-intake.ts";
import { lockByCode } from "./reports-store.ts";
import { codeHash } from "./secrets.ts";

type Send = typeof reports.send;
type Refused = Refusal<ErrorCode>;

const DAY_MS = 86_400_000;
/** A phone's clock may be ahead by this. */
const AHEAD_MS = 10 * 60_000;

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

/** Takes a report once, however often it is sent: under its code the first is kept, and every further one is answered with how that stands. */
export async function sendReport(
  deps: ReportsDeps,
  limits: Limits,
  intake: ReportIntake,
  call: Pick<Call<Send>, "body" | "address" | "at">,
  channel: "APP" | "WEB" = "APP",
): Promise<Reply<Send>> {
  const { body, address, at } = call;
  const hash = codeHash(deps.vault, body.code);
  if (hash === null) return refuse({ code: "report.code_malformed" });
  const again = (await intake.isKnown(hash)) ? await sentBefore(deps, hash, at) : null;
  if (again !== null) return ok(again);
  const judged = judgeContent(body, at);
  if (!judged.ok) return judged;
  const allowed = admitted(deps, limits, call, channel);
  if (!allowed.ok) return allowed;
  limits.count("sentByDevice", body.device, at);
  limits.count("sentByNetwork", networkOf(address), at);
  if (channel === "WEB") limits.count("sentByForm", networkOf(address), at);
  const kept = await intake.keep({ report: body, channel, codeHash: hash, partner: null, at });
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
