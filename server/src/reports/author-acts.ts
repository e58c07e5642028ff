import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import type { Followed, reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { decideReport, FILE_BYTES_MOST, FILES_MOST, type ReportCommand } from "@amaliyat/domain/reports";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { networkOf } from "../platform/network-of.ts";
import { eraseWithdrawn } from "./files/forget-store.ts";
import { withReceived } from "./files/received.ts";
import { followedByCode } from "./followed-queries.ts";
import type { Limits } from "./limits.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { filesOfReport } from "./reports-queries.ts";
import {
  addMessage,
  addReportEvent,
  announceFiles,
  keepSaidOf,
  keepState,
  lockByCode,
  messagesOfAuthor,
  type KeptReport,
} from "./reports-store.ts";
import { codeHash } from "./secrets.ts";
import { CITIZEN } from "./citizen.ts";
import { tellingsOfReport } from "./tell-report.ts";

type Refused = Refusal<ErrorCode>;
type Asked = { readonly body: { readonly code: string }; readonly address: string; readonly at: number };

/** As many as a long talk has; more is no report. */
const MESSAGES_MOST = 50;

/**
 * What is kept of the code that somebody gives, unless the network gave too many wrong ones. What can be no code is hashed and looked for
 * like any other, so that neither the answer nor its time tells one wrong code from another.
 */
function asked(deps: ReportsDeps, limits: Limits, { body, address, at }: Asked): Result<Buffer, Refused> {
  const network = networkOf(address);
  for (const limit of ["wrongByNetwork", "askedByNetwork"] as const) {
    const allowed = limits.check(limit, network, at);
    if (!allowed.ok) return allowed;
  }
  limits.count("askedByNetwork", network, at);
  return ok(codeHash(deps.vault, body.code) ?? deps.vault.mac(body.code, "no follow-up code"));
}

/** The answer to every code that is none: counted, and the same for all. */
function unknown(limits: Limits, { address, at }: Asked): Result<never, Refused> {
  limits.count("wrongByNetwork", networkOf(address), at);
  return refuse({ code: "report.unknown_code" });
}

/** How a report stands, for whoever holds its code. */
export async function follow(deps: ReportsDeps, limits: Limits, call: Asked): Promise<Reply<typeof reports.follow>> {
  const hash = asked(deps, limits, call);
  if (!hash.ok) return hash;
  const found = await transaction(deps.db, SYSTEM, (tx) => followedByCode(tx, hash.value), { readOnly: true });
  return found === null ? unknown(limits, call) : ok(await withReceived(deps.files, found));
}

type Act = {
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly command?: ReportCommand;
  /** False: it was done before, and is answered with how the report stands. */
  readonly work: (tx: Tx, report: KeptReport) => Promise<Result<boolean, Refused>>;
};

/** What its author does to a report; the same done again has no second effect. */
async function act(
  deps: ReportsDeps,
  limits: Limits,
  call: Asked,
  { type, detail, command, work }: Act,
): Promise<Result<Followed, Refused>> {
  const hash = asked(deps, limits, call);
  if (!hash.ok) return hash;
  const { at } = call;
  const done = await transaction(deps.db, SYSTEM, async (tx): Promise<Result<Followed, Refused> | null> => {
    const report = await lockByCode(tx, hash.value);
    if (report === null) return null;
    const worked = await work(tx, report);
    if (!worked.ok) return worked;
    const subject = { kind: "report", id: report.reportId };
    if (worked.value) {
      const next = command === undefined ? ok(report) : decideReport(report, command);
      if (!next.ok) return next;
      await keepState(tx, report.reportId, next.value, new Date(at));
      await addReportEvent(tx, report.reportId, { at, by: null, kind: type, data: detail ?? {} });
      await append(tx, { at, type, actor: CITIZEN, subject, workItem: report.reference, detail });
      await tell(tx, at, await tellingsOfReport(tx, at, report.reportId));
    } else await append(tx, { at, type: "report.sent_again", actor: CITIZEN, subject, workItem: report.reference });
    const told = await followedByCode(tx, hash.value);
    return told === null ? null : ok(told);
  });
  return done ?? unknown(limits, call);
}

type Say = typeof reports.say;

/** Its author answers, or says more. */
export const say = (deps: ReportsDeps, limits: Limits, call: Call<Say>): Promise<Reply<Say>> =>
  act(deps, limits, call, {
    type: "report.answered",
    command: { kind: "answer" },
    work: async (tx, { reportId }) => {
      const { messageId, words } = call.body;
      if ((await messagesOfAuthor(tx, reportId)) >= MESSAGES_MOST) return refuse({ code: "report.too_many_messages" });
      const isNew = await addMessage(tx, reportId, { messageId, words, choices: [], at: new Date(call.at), by: null });
      if (isNew) await keepSaidOf(tx, reportId, { answered: true });
      return ok(isNew);
    },
  });

type Add = typeof reports.addFiles;

/** More files are announced; they come by `uploads`. */
export const addFiles = (deps: ReportsDeps, limits: Limits, call: Call<Add>): Promise<Reply<Add>> =>
  act(deps, limits, call, {
    type: "report.files_added",
    detail: { files: call.body.files.length },
    work: async (tx, { reportId, state, newDevice }) => {
      const { files } = call.body;
      if (state === "withdrawn") return refuse({ code: "report.wrong_state" });
      const large = files.find(({ kind, bytes }) => bytes > FILE_BYTES_MOST[kind]);
      if (large) return refuse({ code: "file.too_large", params: { limit: `${FILE_BYTES_MOST[large.kind] / 1024 / 1024} MiB` } });
      const known = new Set((await filesOfReport(tx, reportId)).map(({ fileId }) => fileId));
      const more = files.filter(({ fileId }) => !known.has(fileId));
      if (known.size + more.length > FILES_MOST) return refuse({ code: "report.too_many_files", params: { most: FILES_MOST } });
      const added = await announceFiles(tx, reportId, more, newDevice);
      if (added > 0) await keepSaidOf(tx, reportId, { answered: true });
      return ok(added > 0);
    },
  });

type Withdraw = typeof reports.withdraw;

/**
 * Its author takes a report back, whatever became of it: all that it said is deleted here and now, and its files within a minute. An
 * intervention that was made of it goes on, and what partners were given of that is theirs: the answer says so.
 */
export const withdraw = (deps: ReportsDeps, limits: Limits, call: Call<Withdraw>): Promise<Reply<Withdraw>> =>
  act(deps, limits, call, {
    type: "report.withdrawn",
    command: { kind: "withdraw" },
    work: async (tx, { reportId, state }) => {
      if (state === "withdrawn") return refuse({ code: "report.wrong_state" });
      await eraseWithdrawn(tx, reportId);
      return ok(true);
    },
  });
