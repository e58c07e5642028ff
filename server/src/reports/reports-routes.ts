import { reports } from "@amaliyat/contract/reports";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, SYSTEM } from "../platform/database/index.ts";
import { serve, serveBytes, type Served, type Call, type Reply } from "../platform/http/index.ts";
import { about, landmarks, task } from "./about.ts";
import { addFiles, follow, prove, say, withdraw } from "./author-acts.ts";
import { CodeDoor } from "./code-door.ts";
import * as desk from "./desk/desk-acts.ts";
import { fileRoutes } from "./files/file-routes.ts";
import { noticeOf } from "./notice.ts";
import { followByForm, noticeOnPage, sayByForm, sendByForm, tellOnPage, withdrawByForm } from "./bare-form.ts";
import { join, makeIntervention, part } from "./desk/join-report.ts";
import { likely } from "./desk/likely.ts";
import { Limits } from "./limits.ts";
import { openReportIntake, type ReportIntake } from "./report-intake.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { open311Served } from "./open311/open311-routes.ts";
import { here } from "./here.ts";
import { queueCounter } from "./desk/count-queue.ts";
import { reportQueue, waveMembers } from "./rows/queue-queries.ts";
import { listReports } from "./rows/reports-queries.ts";
import { sendReport } from "./send-report.ts";
import { beginWalk, walkWord } from "./walks/walk-acts.ts";
import { closeWave, reopenWave } from "./waves/wave-acts.ts";
import { DAY_MS, isPeriod, startOfDay } from "@amaliyat/domain/calendar";
import { settle } from "../audit/index.ts";
import { reportFigures } from "./rows/figures-queries.ts";

type Figures = typeof reports.figures;
const LONGEST_MS = 370 * DAY_MS;

/** Figures of a period, of the whole room whoever reads them; logged. */
async function figures({ db }: ReportsDeps, { who, at, query }: Call<Figures>): Promise<Reply<Figures>> {
  if (!isPeriod(query) || startOfDay(query.to) - startOfDay(query.from) > LONGEST_MS) return refuse({ code: "bulletin.wrong_period" });
  return transaction(db, SYSTEM, async (tx) => {
    const found = await reportFigures(tx, query);
    await settle(tx, { who, at }, { type: "report.figures_read", about: null, detail: query });
    return ok(found);
  });
}

/** Routes for citizens. */
const citizens = (deps: ReportsDeps, limits: Limits, door: CodeDoor, intake: ReportIntake): Served[] => [
  serve(reports.about, () => about(deps)),
  serve(reports.notice, () => Promise.resolve(ok(noticeOf(deps.about.controller)))),
  serve(reports.task, (call) => Promise.resolve(task(deps, limits, call))),
  serve(reports.landmarks, (call) => landmarks(deps, limits, call)),
  serve(reports.send, (call) => sendReport(deps, limits, intake, call)),
  serve(reports.follow, (call) => follow(deps, door, call)),
  serve(reports.say, (call) => say(deps, door, call)),
  serve(reports.addFiles, (call) => addFiles(deps, door, call)),
  serve(reports.prove, (call) => prove(deps, door, call)),
  serve(reports.here, (call) => here(deps, door, call)),
  serve(reports.beginWalk, (call) => beginWalk(deps, limits, call)),
  serve(reports.walkWord, (call) => walkWord(deps, door, call)),
  serve(reports.withdraw, (call) => withdraw(deps, door, call)),
  serveBytes(reports.formSend, (call) => sendByForm(deps, limits, intake, call), tellOnPage),
  serveBytes(reports.formNotice, ({ params }) => Promise.resolve(ok(noticeOnPage(params.language, noticeOf(deps.about.controller))))),
  serveBytes(reports.formSay, (call) => sayByForm(deps, door, call), tellOnPage),
  serveBytes(reports.formWithdraw, (call) => withdrawByForm(deps, door, call), tellOnPage),
  serveBytes(reports.formFollow, (call) => followByForm(deps, door, call), tellOnPage),
];

/** Routes for the room. */
const desks = (deps: ReportsDeps, count: ReturnType<typeof queueCounter>): Served[] => [
  serve(reports.queue, async ({ who, at, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => reportQueue(tx, at, query), { readOnly: true })),
  ),
  serve(reports.queueCounts, async ({ who }) => ok(await count(who))),
  serve(reports.waveMembers, async ({ who, at, params, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => waveMembers(tx, at, params.waveId, query), { readOnly: true })),
  ),
  serve(reports.closeWave, (call) => closeWave(deps, call)),
  serve(reports.reopenWave, (call) => reopenWave(deps, call)),
  serve(reports.rank, (call) => desk.rank(deps, call)),
  serve(reports.list, async ({ who, at, query }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => listReports(tx, at, query), { readOnly: true })),
  ),
  serve(reports.open, (call) => desk.openReport(deps, call)),
  serve(reports.card, (call) => desk.cardAgain(deps, call)),
  serve(reports.likely, (call) => likely(deps, call)),
  serve(reports.take, (call) => desk.take(deps, call)),
  serve(reports.giveBack, (call) => desk.giveBack(deps, call)),
  serve(reports.ask, (call) => desk.ask(deps, call)),
  serve(reports.tell, (call) => desk.tellAuthor(deps, call)),
  serve(reports.classify, (call) => desk.classify(deps, call)),
  serve(reports.place, (call) => desk.place(deps, call)),
  serve(reports.makeIntervention, (call) => makeIntervention(deps, call)),
  serve(reports.join, (call) => join(deps, call)),
  serve(reports.part, (call) => part(deps, call)),
  serve(reports.close, (call) => desk.close(deps, call)),
  serve(reports.reopen, (call) => desk.reopen(deps, call)),
  serve(reports.figures, (call) => figures(deps, call)),
];

/** The routes of this feature, each joined to its use case. */
export function reportsRoutes(deps: ReportsDeps): Served[] {
  const limits = new Limits();
  const door = new CodeDoor(deps.vault, limits);
  return [
    ...citizens(deps, limits, door, openReportIntake(deps)),
    ...desks(deps, queueCounter(deps)),
    ...fileRoutes(deps, door),
    ...open311Served(deps, limits),
  ];
}
