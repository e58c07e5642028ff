import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import type { ReportCard, reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { decideReport, type ReportCommand, type Report } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { command, settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { noteAbout } from "../../platform/call-record.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { countNuisanceOf, trust } from "../rows/devices-store.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { reportById, reportCard } from "../rows/reports-queries.ts";
import type { Said } from "../rows/sealed-words.ts";
import {
  addMessage,
  addReportEvent,
  upsertReading,
  updateSaidOf,
  updateState,
  lockReport,
  markAnswered,
  markRead,
  wasOpened,
  type KeptReport,
} from "../rows/reports-store.ts";
import { countNuisanceOfOrigin, originOf } from "../rows/origins-store.ts";
import { setRankByHand } from "../rows/rank-store.ts";
import { rankKin, standOut } from "../waves/stand-out.ts";
import { reportSubject } from "../rows/subjects.ts";
import { tellingsOfReport } from "../tell-report.ts";

type Refused = Refusal<ErrorCode>;
type OfReport = { readonly who: Caller; readonly at: number; readonly params: { readonly reportId: string } };

export type ReportAct = {
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly command?: ReportCommand;
  readonly workItem?: string;
  /** True for what its author sees: an answer of a person. */
  readonly answers?: boolean;
  readonly work?: (tx: Tx, report: KeptReport) => Promise<Result<null, Refused>>;
};

/** Carries out one act of the room on a locked report, in the room's own scope. */
export function carryOut(tx: Tx, report: KeptReport, by: Pick<OfReport, "who" | "at">, act: ReportAct): Promise<Result<null, Refused>> {
  const { type, detail, answers, work } = act;
  const { reportId } = report;
  const at = new Date(by.at);
  return command(tx, by, {
    lock: () => Promise.resolve(report),
    decide: (): Result<Report, Refused> => (act.command === undefined ? ok(report) : decideReport(report, act.command)),
    store: async (_tx, _report, next) => {
      const worked = (await work?.(tx, report)) ?? ok(null);
      if (!worked.ok) return worked;
      await updateState(tx, reportId, next, at);
      await standOut(tx, reportId, by.at);
      if (answers === true) await markAnswered(tx, reportId, at);
      await addReportEvent(tx, reportId, { at: by.at, by: by.who.userId, kind: type, data: { ...detail } });
      return worked;
    },
    publish: () => tellingsOfReport(tx, by.at, reportId),
    answer: () => null,
    log: () => ({ type, about: reportSubject({ reportId, reference: act.workItem ?? report.reference }), detail }),
  });
}

/** Makes the act on a report that is locked, with whatever else it locks; or refuses it. */
type Prepare = (tx: Tx, report: KeptReport) => Promise<Result<ReportAct, Refused>>;

/** One act of a person who sees the report and opened it in this session; answered with its card. */
export function actOnReport({ db }: ReportsDeps, given: OfReport, asked: ReportAct | Prepare): Promise<Result<ReportCard, Refused>> {
  const { who, at, params } = given;
  noteAbout(params.reportId);
  return refusable(db, scopeOf(who), async (tx) => {
    if ((await reportById(tx, at, params.reportId)) === null) return refuse({ code: "object.not_found" });
    if (!(await wasOpened(tx, params.reportId, who.sessionId))) return refuse({ code: "report.not_opened" });
    const done = await asRoom(tx, async () => {
      const report = await lockReport(tx, params.reportId);
      if (report === null) return refuse<Refused>({ code: "object.not_found" });
      const act = typeof asked === "function" ? await asked(tx, report) : ok(asked);
      return act.ok ? carryOut(tx, report, given, act.value) : act;
    });
    if (!done.ok) return done;
    const card = await asRoom(tx, () => reportCard(tx, at, params.reportId));
    return card === null ? refuse({ code: "object.not_found" }) : ok(card);
  });
}

/** Opens a report: from now on this session may read it, and its author is told that the room did. */
export const openReport = ({ db }: ReportsDeps, { who, at, params }: Call<typeof reports.open>): Promise<Reply<typeof reports.open>> =>
  refusable(db, scopeOf(who), async (tx) => {
    noteAbout(params.reportId);
    const row = await reportById(tx, at, params.reportId);
    if (row === null) return refuse({ code: "object.not_found" });
    await asRoom(tx, async () => {
      await upsertReading(tx, row.reportId, who, new Date(at));
      await markRead(tx, row.reportId, new Date(at));
      const isNews = row.readAt === null || row.answered;
      const tellings = isNews ? await tellingsOfReport(tx, at, row.reportId) : [];
      await settle(tx, { who, at }, { type: "report.read", about: reportSubject(row) }, tellings);
    });
    const card = await reportCard(tx, at, params.reportId);
    return card === null ? refuse({ code: "object.not_found" }) : ok(card);
  });

/** The card again, of what this session opened. */
export const cardAgain = ({ db }: ReportsDeps, { who, at, params }: Call<typeof reports.card>): Promise<Reply<typeof reports.card>> =>
  transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const card = await reportCard(tx, at, params.reportId);
      if (card === null) return refuse({ code: "object.not_found" });
      return (await wasOpened(tx, params.reportId, who.sessionId)) ? ok(card) : refuse({ code: "report.not_opened" });
    },
    { readOnly: true },
  );

export const take = (deps: ReportsDeps, call: Call<typeof reports.take>): Promise<Reply<typeof reports.take>> =>
  actOnReport(deps, call, { type: "report.taken", command: { kind: "take", by: call.who.userId } });

export const giveBack = (deps: ReportsDeps, call: Call<typeof reports.giveBack>): Promise<Reply<typeof reports.giveBack>> =>
  actOnReport(deps, call, { type: "report.given_back", command: { kind: "give_back" } });

export const reopen = (deps: ReportsDeps, call: Call<typeof reports.reopen>): Promise<Reply<typeof reports.reopen>> =>
  actOnReport(deps, call, {
    type: "report.reopened",
    command: { kind: "reopen" },
    work: async (tx, { reportId }) => ok((await updateSaidOf(tx, reportId, { endWords: null }), null)),
  });

const message =
  (call: { who: Caller; at: number }, words: string, choices: Said["choices"]) =>
  async (tx: Tx, { reportId }: KeptReport) =>
    ok((await addMessage(tx, reportId, { messageId: randomUUID(), at: new Date(call.at), by: call.who.userId, words, choices }), null));

/** Asks its author. The question stands in the report and not in the log. */
export const ask = (deps: ReportsDeps, call: Call<typeof reports.ask>): Promise<Reply<typeof reports.ask>> =>
  actOnReport(deps, call, {
    type: "report.asked",
    command: { kind: "ask" },
    answers: true,
    work: message(call, call.body.words, call.body.choices),
  });

export const tellAuthor = (deps: ReportsDeps, call: Call<typeof reports.tell>): Promise<Reply<typeof reports.tell>> =>
  actOnReport(deps, call, { type: "report.told", command: { kind: "tell" }, answers: true, work: message(call, call.body.words, []) });

export const classify = (deps: ReportsDeps, call: Call<typeof reports.classify>): Promise<Reply<typeof reports.classify>> =>
  actOnReport(deps, call, {
    type: "report.classified",
    detail: call.body,
    work: async (tx, { reportId }) => ok((await updateSaidOf(tx, reportId, call.body), null)),
  });

/** Sets the place of a report for the room; its sector follows. The course and the log record the act; only the report holds the place. */
export const place = (deps: ReportsDeps, call: Call<typeof reports.place>): Promise<Reply<typeof reports.place>> =>
  actOnReport(deps, call, {
    type: "report.placed",
    work: async (tx, { reportId }) => {
      const { point, text } = call.body;
      const sector = await deps.sectorOf(tx, point);
      await updateSaidOf(tx, reportId, { place: point, sectorId: sector, ...(text === null ? {} : { placeText: text }) });
      return ok(null);
    },
  });

/** Closes a report with a reason that its author reads. A nuisance counts to the device for a time; what was a report makes it known. */
export const close = (deps: ReportsDeps, call: Call<typeof reports.close>): Promise<Reply<typeof reports.close>> =>
  actOnReport(deps, call, {
    type: "report.closed",
    detail: { end: call.body.end },
    command: { kind: "close", end: call.body.end },
    answers: true,
    work: async (tx, { reportId, deviceHash }) => {
      await updateSaidOf(tx, reportId, { endWords: call.body.words, ...(call.body.end === "nuisance" ? { nature: "NUI" } : {}) });
      if (deviceHash !== null) await (call.body.end === "nuisance" ? countNuisanceOf(tx, deviceHash, call.at) : trust(tx, deviceHash));
      if (call.body.end !== "nuisance") return ok(null);
      const origin = await originOf(tx, reportId);
      if (origin !== null) await countNuisanceOfOrigin(tx, origin, 1, call.at);
      await rankKin(tx, reportId, call.at);
      return ok(null);
    },
  });

/** A person overrules the signals, or leaves it to them again. */
export const rank = (deps: ReportsDeps, call: Call<typeof reports.rank>): Promise<Reply<typeof reports.rank>> =>
  actOnReport(deps, call, {
    type: "report.ranked",
    detail: { to: call.body.to },
    work: async (tx, { reportId }) => ok((await setRankByHand(tx, reportId, call.body.to), null)),
  });
