import { reports } from "@amaliyat/contract/reports";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, serveBytes, type Served } from "../platform/http/index.ts";
import { about, landmarks, task } from "./about.ts";
import { addFiles, follow, say, withdraw } from "./author-acts.ts";
import * as desk from "./desk-acts.ts";
import { figures } from "./figures.ts";
import { fileRoutes } from "./files/file-routes.ts";
import { noticeOf } from "./notice.ts";
import { followByForm, noticeOnPage, sendByForm, tellOnPage } from "./bare-form.ts";
import { join, makeIntervention, part } from "./join-report.ts";
import { likely } from "./likely.ts";
import { Limits } from "./limits.ts";
import { openReportIntake, type ReportIntake } from "./report-intake.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { open311Served } from "./open311/open311-routes.ts";
import { listReports, reportQueue } from "./reports-queries.ts";
import { sendReport } from "./send-report.ts";

/** What citizens reach. */
const citizens = (deps: ReportsDeps, limits: Limits, intake: ReportIntake): Served[] => [
  serve(reports.about, () => about(deps)),
  serve(reports.notice, () => Promise.resolve(ok(noticeOf(deps.about.controller)))),
  serve(reports.task, (call) => Promise.resolve(task(deps, limits, call))),
  serve(reports.landmarks, (call) => landmarks(deps, limits, call)),
  serve(reports.send, (call) => sendReport(deps, limits, intake, call)),
  serve(reports.follow, (call) => follow(deps, limits, call)),
  serve(reports.say, (call) => say(deps, limits, call)),
  serve(reports.addFiles, (call) => addFiles(deps, limits, call)),
  serve(reports.withdraw, (call) => withdraw(deps, limits, call)),
  serveBytes(reports.formSend, (call) => sendByForm(deps, limits, intake, call), tellOnPage),
  serveBytes(reports.formNotice, ({ params }) => Promise.resolve(ok(noticeOnPage(params.language, noticeOf(deps.about.controller))))),
  serveBytes(reports.formFollow, (call) => followByForm(deps, limits, call), tellOnPage),
];

/** What the room reaches. */
const desks = (deps: ReportsDeps): Served[] => [
  serve(reports.queue, async ({ who, at }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => reportQueue(tx, at), { readOnly: true })),
  ),
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
  return [...citizens(deps, limits, openReportIntake(deps)), ...desks(deps), ...fileRoutes(deps, limits), ...open311Served(deps, limits)];
}
