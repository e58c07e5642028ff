import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { reportKind } from "@amaliyat/domain/reports";
import { scopeOf } from "../../identity/index.ts";
import { lockForJoin, lookAtIntervention, openIntervention, partCaller, raiseTo, type AlsoAtOpening } from "../../interventions/index.ts";
import { noteAbout } from "../../platform/call-record.ts";
import { asRoom, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { actOnReport, carryOut } from "./desk-acts.ts";
import { trust } from "../rows/devices-store.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { isMadeOfReport, reportById } from "../rows/reports-queries.ts";
import { lockReport, wasOpened } from "../rows/reports-store.ts";
import { saysOf } from "./tell-words.ts";

type Make = typeof reports.makeIntervention;

/** One act makes an intervention of a report: its kind and place come with it, and its files are seen there. */
export async function makeIntervention(deps: ReportsDeps, call: Call<Make>): Promise<Reply<Make>> {
  const { who, at, params, body } = call;
  const { reportId } = params;
  noteAbout(reportId);
  const found = await transaction(
    deps.db,
    scopeOf(who),
    async (tx) => ({ row: await reportById(tx, at, reportId), isOpened: await wasOpened(tx, reportId, who.sessionId) }),
    { readOnly: true },
  );
  if (found.row === null) return refuse({ code: "object.not_found" });
  if (!found.isOpened) return refuse({ code: "report.not_opened" });
  const { row } = found;
  const point = body.place ?? row.place ?? undefined;
  const placeText = body.placeText ?? row.placeText ?? undefined;
  const opening = {
    ...body,
    origin: "report" as const,
    channel: row.channel,
    subcategory: body.subcategory ?? reportKind(row.kind).subcategory,
    ...(point === undefined ? {} : { place: point }),
    ...(placeText === undefined ? {} : { placeText }),
    ...(body.priority === undefined && row.danger ? { priority: "P1" as const } : {}),
  };
  const also: AlsoAtOpening = {
    before: (tx) =>
      asRoom(tx, async () => {
        const report = await lockReport(tx, reportId);
        return report?.state === "waiting" || report?.state === "taken" ? null : { code: "report.wrong_state" as const };
      }),
    says: (tx) =>
      asRoom(tx, async () => {
        const report = await lockReport(tx, reportId);
        const says = report === null ? null : await saysOf(tx, report);
        // A priority that the person chose stays; of one that is merged at once the danger stays whole.
        const chosen = body.joins === undefined ? body.priority : undefined;
        return says === null ? null : { ...says, priority: chosen ?? says.priority };
      }),
    after: (tx, { interventionId, reference }) =>
      asRoom(tx, async () => {
        const report = await lockReport(tx, reportId);
        if (report === null) throw new Error("a report left while an intervention was made of it");
        const command = { kind: "join" as const, interventionId };
        const done = await carryOut(tx, report, call, {
          type: "report.joined",
          detail: { interventionId, made: true },
          command,
          answers: true,
          workItem: reference,
        });
        if (!done.ok) throw new Error(`a report that waits could not be joined: ${done.error.code}`);
        if (report.deviceHash !== null) await trust(tx, report.deviceHash);
        return { logged: [], tellings: [] };
      }),
  };
  return openIntervention(deps.interventions, { ...call, params: undefined, query: undefined, body: opening }, also);
}

type Join = typeof reports.join;

/**
 * Joins a report to an open intervention that the person sees. If that was merged in this moment, the report belongs to it all the same: a split
 * gives it back. A report that says danger raises the one that stays, and its crews read the author's words.
 */
export async function join(deps: ReportsDeps, call: Call<Join>): Promise<Reply<Join>> {
  const { who, at, body } = call;
  const target = await transaction(deps.db, scopeOf(who), (tx) => lookAtIntervention(tx, body.interventionId), { readOnly: true });
  if (target === null) return refuse({ code: "object.not_found" });
  return actOnReport(deps, call, async (lockTx) => {
    const { interventionId } = body;
    if (!(await lockForJoin(lockTx, interventionId))) return refuse({ code: "report.intervention_over" });
    return ok({
      type: "report.joined",
      detail: { interventionId },
      command: { kind: "join", interventionId },
      answers: true,
      work: async (tx, report) => {
        if (report.deviceHash !== null) await trust(tx, report.deviceHash);
        const says = await saysOf(tx, report);
        if (says !== null) await raiseTo(tx, deps.interventions, { interventionId, ...says }, { who, at, userId: who.userId });
        return ok(null);
      },
    });
  });
}

/** Takes a report out of its intervention; it waits again, and what it alone told of danger leaves the intervention with it. */
export const part = (deps: ReportsDeps, call: Call<typeof reports.part>): Promise<Reply<typeof reports.part>> => {
  const { who, at, body } = call;
  return actOnReport(deps, call, {
    type: "report.parted",
    detail: { reason: body.reason },
    command: { kind: "part" },
    work: async (tx, { reportId, interventionId, reference: source }) => {
      if (interventionId === null) return ok(null);
      const isMade = await isMadeOfReport(tx, reportId, interventionId);
      return partCaller(tx, deps.interventions, { interventionId, source, isMade, ...body }, { who, at, userId: who.userId });
    },
  });
};
