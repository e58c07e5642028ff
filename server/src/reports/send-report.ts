import type { Followed, NewReport, reports } from "@amaliyat/contract/reports";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { FILE_BYTES_MOST, isDanger, LONG_AGO_DAYS } from "@amaliyat/domain/reports";
import { settle } from "../audit/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { askerOf, keptAsker, keysOfOne } from "./rows/askers.ts";
import { isTrusted } from "./rows/devices-store.ts";
import { followedByCode } from "./rows/followed-queries.ts";
import type { Limit, Limits } from "./limits.ts";
import { CITIZEN } from "./rows/citizen.ts";
import { clockOffMs } from "./rows/phone-clock.ts";
import { readProof } from "./rows/proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import type { ReportIntake } from "./report-intake.ts";
import { lockByCode } from "./rows/reports-store.ts";
import { bodyHash, codeHash, deviceHash, hashBeside } from "./rows/secrets.ts";
import { reportSubject } from "./rows/subjects.ts";

type Send = typeof reports.send;
type Refused = Refusal<ErrorCode>;

const DAY_MS = 86_400_000;
/** A phone's clock may be ahead by this. */
const AHEAD_MS = 10 * 60_000;

/** A report as it is taken: a text of nothing is none, and the kind may say that it is danger. */
const saidIn = (body: NewReport): NewReport => ({
  ...body,
  danger: isDanger(body),
  words: body.words || null,
  placeText: body.placeText || null,
  contact: body.contact || null,
});

/** Checks the minimum content of a report. Danger suffices by itself: place and words are asked for and not required. */
export function judgeContent(body: NewReport, at: number): Result<null, Refused> {
  const { words, files, place, placeText, danger } = body;
  const large = files.find(({ kind, bytes }) => bytes > FILE_BYTES_MOST[kind]);
  if (large) return refuse({ code: "file.too_large", params: { limit: `${FILE_BYTES_MOST[large.kind] / 1024 / 1024} MiB` } });
  if (danger) return ok(null);
  if (words === null && files.length === 0) return refuse({ code: "report.empty" });
  if (place === null && placeText === null) return refuse({ code: "report.place_missing" });
  return judgeHappened(body, at);
}

/** Checks the time of the event: neither ahead of a slightly wrong clock nor too long ago. */
export function judgeHappened(body: NewReport, at: number): Result<null, Refused> {
  const happened = body.happenedAt === null ? at : Date.parse(body.happenedAt) + clockOffMs(body, at);
  return happened > at + AHEAD_MS || happened < at - LONG_AGO_DAYS * DAY_MS ? refuse({ code: "report.time_wrong" }) : ok(null);
}

type Sending = Pick<Call<Send>, "body" | "address" | "at">;
type Channel = "APP" | "WEB";

/** Refuses a phone, an address or a network that sent too much within the hour, unless the room knows the phone by what it sent before. */
async function judgeNumber(
  deps: ReportsDeps,
  limits: Limits,
  { body, address, at }: Sending,
  channel: Channel,
): Promise<Result<null, Refused>> {
  const asker = askerOf(address);
  const one = keysOfOne(asker);
  const checks: readonly (readonly [Limit, readonly string[]])[] =
    channel === "WEB"
      ? [["formsByAddress", one] as const, ["formsByNetwork", [asker.wide]] as const]
      : [["sentByDevice", [body.device]] as const, ["sentByAddress", one] as const, ["sentByNetwork", [asker.wide]] as const];
  for (const [limit, keys] of checks) {
    const allowed = limits.checkAll(limit, keys, at);
    if (allowed.ok) continue;
    const isKnown =
      limit !== "sentByDevice" &&
      (await transaction(deps.db, SYSTEM, (tx) => isTrusted(tx, deviceHash(deps.vault, body.device)), { readOnly: true }));
    if (!isKnown) return allowed;
  }
  return ok(null);
}

function count(limits: Limits, { body, address, at }: Sending, channel: Channel): void {
  const asker = askerOf(address);
  const one = keysOfOne(asker);
  if (channel === "WEB") {
    limits.countAll("formsByAddress", one, at);
    limits.count("formsByNetwork", asker.wide, at);
    return;
  }
  limits.count("sentByDevice", body.device, at);
  limits.countAll("sentByAddress", one, at);
  limits.count("sentByNetwork", asker.wide, at);
}

/**
 * Whether this report is taken now: danger always is, and may bring its work or not. All else is counted and, but for the bare form, which can do
 * none, brings a task of this network that served no other report. The answer says whether work came with danger.
 */
async function admitted(
  deps: ReportsDeps,
  limits: Limits,
  intake: ReportIntake,
  sending: Sending,
  channel: Channel,
  codeHash: Buffer,
): Promise<Result<boolean, Refused>> {
  const { body, address, at } = sending;
  if (!body.danger) {
    const allowed = await judgeNumber(deps, limits, sending, channel);
    if (!allowed.ok) return allowed;
    if (channel === "WEB") return ok(false);
  }
  const of = { use: body.danger ? "danger" : "report", network: askerOf(address).wide } as const;
  const task = body.proof === null ? null : readProof(deps.vault, body.proof, of, body.code, at);
  const isProven = task !== null && (await intake.spend({ task, codeHash }));
  return isProven || body.danger ? ok(isProven) : refuse({ code: "report.proof_missing" });
}

/**
 * Takes a report once, however often it is sent: under its code the first is kept, and the same from the same phone again is answered with how
 * that stands. Another report under a code that has one is a report all the same, kept beside it: the answer never tells that the code has one.
 */
export async function sendReport(
  deps: ReportsDeps,
  limits: Limits,
  intake: ReportIntake,
  sending: Sending,
  channel: Channel = "APP",
): Promise<Reply<Send>> {
  const call = { ...sending, body: saidIn(sending.body) };
  const { body, address, at } = call;
  const { vault } = deps;
  const hash = codeHash(vault, body.code);
  if (hash === null) return refuse({ code: "report.code_malformed" });
  const sent = { bodyHash: bodyHash(vault, body), deviceHash: deviceHash(vault, body.device) };
  const beside = hashBeside(vault, hash, sent.bodyHash);
  // Both are always looked for, in one turn: the time says nothing either.
  const [lies, liesBeside] = await Promise.all([intake.under({ ...sent, codeHash: hash }), intake.under({ ...sent, codeHash: beside })]);
  const own = lies === "other" ? beside : hash;
  const again = lies === "same" || (lies === "other" && liesBeside === "same") ? await sentBefore(deps, own, at) : null;
  if (again !== null) return ok(again);
  const judged = judgeContent(body, at);
  if (!judged.ok) return judged;
  const allowed = await admitted(deps, limits, intake, call, channel, own);
  if (!allowed.ok) return allowed;
  if (!body.danger) count(limits, call, channel);
  const arrival = { report: body, channel, partner: null, from: keptAsker(vault, address), proven: body.danger && allowed.value, at };
  const kept = await intake.accept({ ...arrival, codeHash: own });
  if (kept !== null) return ok(kept);
  // Of two at once the second finds the first one's row: its own, or another's under the same code.
  const first = await intake.under({ ...sent, codeHash: own });
  const told =
    first === "same"
      ? await sentBefore(deps, own, at)
      : ((await intake.accept({ ...arrival, codeHash: beside })) ?? (await sentBefore(deps, beside, at)));
  if (told === null) throw new Error("a report was kept and is not found under its code");
  return ok(told);
}

/** State of the report already stored under this code, with a log entry; null if there is none. */
const sentBefore = (deps: ReportsDeps, hash: Buffer, at: number): Promise<Followed | null> =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const known = await lockByCode(tx, hash);
    const told = known === null ? null : await followedByCode(tx, hash);
    if (known === null || told === null) return null;
    await settle(tx, { who: CITIZEN, at }, { type: "report.sent_again", about: reportSubject(known) });
    return told;
  });
