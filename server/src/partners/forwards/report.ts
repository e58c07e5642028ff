import type { outsideRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { isTakenUnheard, reportOf, updateDueAt, type Forward, type PartnerReport } from "@amaliyat/domain/partners";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, PartnerCaller, Reply } from "../../platform/http/index.ts";
import { decideAll, settleForward } from "./act-on-forward.ts";
import { deskForwards } from "../rows/forwards-queries.ts";
import { forwardOfIncident, lockForward, markDangerRead, newestStampOf, updateReportedStamp, wordsBefore } from "../rows/forwards-store.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { enqueueDelivery } from "./telling-queue.ts";

/** Time for which ended forwards stay on the desk of a partner. */
const SHOWN_MS = 86_400_000;

/** Words that a partner may say of one forward within a time: a system gone wild must not bury the card of the intervention. */
const [MOST_WORDS, WORDS_WITHIN_MS] = [30, 10 * 60_000];

/** The partner as the log names it. */
export const outsider = ({ name }: PartnerCaller) => ({ userId: null, name, role: "partner" });

/** Reports of a partner on a forward. `stamp` is the partner's own, in milliseconds since the Unix epoch; null where it gave none. */
type Said = {
  readonly at: number;
  readonly forwardId: string;
  readonly reports: readonly (PartnerReport | { readonly kind: "send" })[];
  readonly stamp: number | null;
};
type Heard = Result<"report" | "older", Refusal<ErrorCode>>;

/** Milliseconds until a partner may say more words of a forward; 0 or less if it may now, or if these reports have none. */
async function waitForWords(tx: Tx, { at, forwardId, reports }: Said): Promise<number> {
  const hasWords = reports.some((one) => one.kind === "message" || (one.kind === "progress" && one.text !== null));
  if (!hasWords) return 0;
  const before = await wordsBefore(tx, forwardId, { after: new Date(at - WORDS_WITHIN_MS), until: new Date(at), limit: MOST_WORDS });
  const [first] = before;
  return first === undefined || before.length < MOST_WORDS ? 0 : first.getTime() + WORDS_WITHIN_MS - at;
}

/**
 * True if reports say that a person has read danger: any but a receipt. A program says nothing of an update of which no try was begun. A desk
 * shows it without one.
 */
function hasReadDanger({ update }: Forward, reports: Said["reports"]): boolean {
  const isAtDesk = reports[0]?.kind === "send";
  const isShown = isAtDesk || update === null || update.attempts > 0;
  return isShown && reports.some(({ kind }) => kind !== "receive" && kind !== "send");
}

/**
 * Accepts the reports of a partner on a forward of its own; another's counts as unknown. Those whose stamp is before one of the partner's
 * earlier reports change nothing.
 */
export async function acceptReports({ db }: PartnersDeps, partner: PartnerCaller, said: Said): Promise<Heard> {
  const { at, forwardId, reports, stamp } = said;
  return transaction(db, SYSTEM, async (tx): Promise<Heard> => {
    const found = await lockForward(tx, forwardId);
    if (found === null || found.state.partnerId !== partner.partnerId) return refuse({ code: "object.not_found" });
    const by = { kind: "partner" } as const;
    const acting = { at, by, actor: outsider(partner), partnerCode: partner.code };
    const newest = stamp === null ? null : await newestStampOf(tx, found.state);
    if (stamp !== null && newest !== null && stamp < newest) {
      await settleForward(tx, found.state, [], acting, "forward.reported");
      return ok("older");
    }
    const waitMs = await waitForWords(tx, said);
    if (waitMs > 0) return refuse({ code: "request.too_many", params: { seconds: Math.ceil(waitMs / 1000) } });
    // A refused forward was told long ago: at a desk too only the report itself is judged.
    const judged = found.state.kind === "refused" ? reports.filter(({ kind }) => kind !== "send") : reports;
    const decided = await decideAll(tx, found.state, judged, { at, by });
    if (!decided.ok) return decided;
    const { events } = decided.value;
    let { state } = decided.value;
    if (isTakenUnheard(found.state.kind, state.kind) && reports[0]?.kind !== "send") {
      const again = await decideAll(tx, state, [{ kind: "tell_again" }], { at, by: { kind: "room" } });
      if (!again.ok) return again;
      state = again.value.state;
    }
    // It has the forward, whatever became of our own tries: what changed since may go now.
    const due = updateDueAt(state);
    if (due !== null && events.length > 0) await enqueueDelivery(tx, state, new Date(due));
    if (stamp !== null) await updateReportedStamp(tx, forwardId, stamp);
    const isRead = found.isDangerUnread && hasReadDanger(found.state, reports);
    if (isRead) await markDangerRead(tx, forwardId);
    await settleForward(tx, state, events, acting, "forward.reported", isRead || events.length > 0);
    return ok("report");
  });
}

/** Whether an incident is named as the room names its own. */
export const isOwnName = ({ issuer }: PartnersDeps, incidentId: string): boolean =>
  incidentId.toLowerCase().startsWith("urn:emergency:uid:incidentid:") &&
  incidentId.toLowerCase().endsWith(`:${issuer.agency.toLowerCase()}`);

/** The forward by which a partner knows an incident; null for a name that the room never gave it. */
export async function forwardNamed(deps: PartnersDeps, partnerId: string, incidentId: string): Promise<string | null> {
  const { db } = deps;
  const [, hex] = /^urn:emergency:uid:incidentid:([0-9a-f]{32}):/.exec(incidentId) ?? [];
  if (hex === undefined || !isOwnName(deps, incidentId)) return null;
  return transaction(db, SYSTEM, (tx) => forwardOfIncident(tx, partnerId, hex), { readOnly: true });
}

/** Lists the forwards that the desk of a partner sees. A page that shows one is no receipt: a person at the desk gives it. */
export const listDesk = async (
  deps: PartnersDeps,
  { partner, at }: Call<typeof outsideRoutes.deskForwards>,
): Promise<Reply<typeof outsideRoutes.deskForwards>> =>
  ok(
    await transaction(
      deps.db,
      SYSTEM,
      (tx) => deskForwards(tx, deps.issuer, { partnerId: partner.partnerId, since: new Date(at - SHOWN_MS), forwardId: null }),
      { readOnly: true },
    ),
  );

/** Reads a report that is no EIDO, the same from a desk and from a program. A refusal needs words: the status word is no reason. */
function reportIn(status: string, text: string | null, reference: string | null): Result<PartnerReport, Refusal<ErrorCode>> {
  if (status === "message") return ok({ kind: "message", text: text ?? "" });
  const report = reportOf(status, text, reference);
  if (report === null) return refuse({ code: "forward.unknown_status", params: { status } });
  return ok(report.kind === "refuse" ? { kind: "refuse", reason: text ?? "" } : report);
}

/** Takes a report from the desk of a partner. */
export async function reportAtDesk(
  deps: PartnersDeps,
  { partner, at, params, body }: Call<typeof outsideRoutes.deskReport>,
): Promise<Reply<typeof outsideRoutes.deskReport>> {
  const report = reportIn(body.status, body.text ?? null, null);
  if (!report.ok) return report;
  // At a screen it was told by being shown, whatever became of our own try.
  const taken = await acceptReports(deps, partner, {
    at,
    forwardId: params.forwardId,
    reports: [{ kind: "send" }, report.value],
    stamp: null,
  });
  if (!taken.ok) return taken;
  const one = { partnerId: partner.partnerId, since: new Date(0), forwardId: params.forwardId };
  const [shown] = await transaction(deps.db, SYSTEM, (tx) => deskForwards(tx, deps.issuer, one), { readOnly: true });
  return shown === undefined ? refuse({ code: "object.not_found" }) : ok(shown);
}

/** The same from a partner's system. */
export async function reportBySystem(
  deps: PartnersDeps,
  { partner, at, body }: Call<typeof outsideRoutes.systemReport>,
): Promise<Reply<typeof outsideRoutes.systemReport>> {
  const report = reportIn(body.status, body.text ?? null, body.reference ?? null);
  if (!report.ok) return report;
  const forwardId = await forwardNamed(deps, partner.partnerId, body.incidentId);
  if (forwardId === null) return refuse({ code: "object.not_found" });
  const taken = await acceptReports(deps, partner, { at, forwardId, reports: [report.value], stamp: null });
  return taken.ok ? ok(undefined) : taken;
}
