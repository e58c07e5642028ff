import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import type { Followed, reports } from "@amaliyat/contract/reports";
import type { Route } from "@amaliyat/contract/route";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { decideReport, FILE_BYTES_MOST, FILES_MOST, type ReportCommand } from "@amaliyat/domain/reports";
import { settle } from "../audit/index.ts";
import { forgetCallerWords, forgetPlaceWords } from "../interventions/index.ts";
import { refusable } from "../platform/command/index.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { askerOf } from "./rows/askers.ts";
import type { CodeDoor } from "./code-door.ts";
import { eraseWithdrawn } from "./files/forget-store.ts";
import { followedByCode } from "./rows/followed-queries.ts";
import { spendTask } from "./rows/origins-store.ts";
import { readProof } from "./rows/proof-task.ts";
import { markAnsweredRoom, markProven } from "./rows/rank-store.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { standOut } from "./waves/stand-out.ts";
import { filesOfReport } from "./rows/reports-queries.ts";
import {
  addMessage,
  addReportEvent,
  announceFiles,
  updateSaidOf,
  updateState,
  lockByCode,
  hasMessage,
  joinedSoFar,
  messagesOfAuthor,
  placeWordsOf,
  type KeptReport,
} from "./rows/reports-store.ts";
import { CITIZEN } from "./rows/citizen.ts";
import { reportSubject } from "./rows/subjects.ts";
import { tellingsOfReport } from "./tell-report.ts";
import { tellWords } from "./desk/tell-words.ts";
import type { Files } from "./files/files.ts";

type Refused = Refusal<ErrorCode>;
type Asked = { readonly body: { readonly code: string }; readonly address: string; readonly at: number };

/** As many as a long talk has; more is no report. */
const MESSAGES_MOST = 50;

/** State of a report, with the bytes received so far of the files on their way. */
async function withReceived({ parts }: Pick<Files, "parts">, followed: Followed): Promise<Followed> {
  const files = followed.files.map(async (file) =>
    file.state === "arriving" ? { ...file, received: Math.min((await parts.sizeOf(file.fileId)) ?? 0, file.bytes) } : file,
  );
  return { ...followed, files: await Promise.all(files) };
}

/** State of a report, for the holder of its code. */
export async function follow(deps: ReportsDeps, door: CodeDoor, call: Asked): Promise<Reply<typeof reports.follow>> {
  const find = (hash: Buffer) => transaction(deps.db, SYSTEM, (tx) => followedByCode(tx, hash), { readOnly: true });
  const found = await door.open(call.body.code, call, find);
  return found.ok ? ok(await withReceived(deps.files, found.value)) : found;
}

type Act = {
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly command?: ReportCommand;
  /** False: it was done before, and is answered with how the report stands. */
  readonly work: (tx: Tx, report: KeptReport) => Promise<Result<boolean, Refused>>;
};

/** Act of the author on a report; a repeated act has no second effect. */
async function act(
  deps: ReportsDeps,
  door: CodeDoor,
  call: Asked,
  { type, detail, command, work }: Act,
): Promise<Result<Followed, Refused>> {
  const { at } = call;
  const by = { who: CITIZEN, at };
  const done = await door.open(call.body.code, call, async (hash): Promise<Result<Followed, Refused> | null> => {
    const acted = await refusable(deps.db, SYSTEM, async (tx): Promise<Result<Followed | null, Refused>> => {
      const report = await lockByCode(tx, hash);
      if (report === null) return ok(null);
      const about = reportSubject(report);
      const worked = await work(tx, report);
      if (!worked.ok) return worked;
      if (worked.value) {
        const next = command === undefined ? ok(report) : decideReport(report, command);
        if (!next.ok) return next;
        await updateState(tx, report.reportId, next.value, new Date(at));
        await addReportEvent(tx, report.reportId, { at, by: null, kind: type, data: detail ?? {} });
        await settle(tx, by, { type, about, detail }, await tellingsOfReport(tx, at, report.reportId));
      } else await settle(tx, by, { type: "report.sent_again", about });
      return ok(await followedByCode(tx, hash));
    });
    if (!acted.ok) return acted;
    return acted.value === null ? null : ok(acted.value);
  });
  return done.ok ? done.value : done;
}

/** The parts of a call that are needed: pages without scripts call too. */
type Sent<T extends Route> = Pick<Call<T>, "body" | "address" | "at">;

type Say = typeof reports.say;

/** Its author answers, or says more. */
export const say = (deps: ReportsDeps, door: CodeDoor, call: Sent<Say>): Promise<Reply<Say>> =>
  act(deps, door, call, {
    type: "report.answered",
    command: { kind: "answer" },
    work: async (tx, report) => {
      const { reportId, asked } = report;
      const { messageId, words } = call.body;
      if (await hasMessage(tx, reportId, messageId)) return ok(false);
      if ((await messagesOfAuthor(tx, reportId)) >= MESSAGES_MOST) return refuse({ code: "report.too_many_messages" });
      const isNew = await addMessage(tx, reportId, { messageId, words, choices: [], at: new Date(call.at), by: null });
      if (isNew) await updateSaidOf(tx, reportId, { answered: true });
      if (isNew) await tellWords(tx, deps, report, words, { who: CITIZEN, at: call.at });
      // Only an answer says something of its author: words that nobody asked for cost nothing.
      if (isNew && asked) {
        await markAnsweredRoom(tx, reportId);
        await standOut(tx, reportId, call.at);
      }
      return ok(isNew);
    },
  });

type Add = typeof reports.addFiles;

/** More files are announced; they come by `uploads`. */
export const addFiles = (deps: ReportsDeps, door: CodeDoor, call: Sent<Add>): Promise<Reply<Add>> =>
  act(deps, door, call, {
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
      if (added > 0) await updateSaidOf(tx, reportId, { answered: true });
      return ok(added > 0);
    },
  });

type Prove = typeof reports.prove;

/** The phone did work for danger that it sent: the report stands higher, and in no wave. */
export const prove = (deps: ReportsDeps, door: CodeDoor, call: Call<Prove>): Promise<Reply<Prove>> =>
  act(deps, door, call, {
    type: "report.proven",
    work: async (tx, { reportId, codeHash, danger }) => {
      const { body, address, at } = call;
      const task = readProof(deps.vault, body.proof, { use: "danger", network: askerOf(address).wide }, body.code, at);
      if (task === null || codeHash === null || !danger || !(await spendTask(tx, task, codeHash)))
        return refuse({ code: "report.proof_missing" });
      const isNew = await markProven(tx, reportId, new Date(at));
      if (isNew) await standOut(tx, reportId, at);
      return ok(isNew);
    },
  });

type Withdraw = typeof reports.withdraw;

/**
 * Its author takes a report back, whatever became of it: all that it said is deleted here and now, and its files within a minute. An
 * intervention that was made of it goes on, and what partners were given of that is theirs: the answer says so.
 */
export const withdraw = (deps: ReportsDeps, door: CodeDoor, call: Sent<Withdraw>): Promise<Reply<Withdraw>> =>
  act(deps, door, call, {
    type: "report.withdrawn",
    command: { kind: "withdraw" },
    work: async (tx, { reportId, reference, state, interventionId }) => {
      if (state === "withdrawn") return refuse({ code: "report.wrong_state" });
      const words = await placeWordsOf(tx, reportId);
      const joined = await joinedSoFar(tx, reportId);
      await eraseWithdrawn(tx, reportId);
      if (interventionId !== null && words !== null) await tell(tx, call.at, await forgetPlaceWords(tx, interventionId, words));
      if (joined.length > 0) await tell(tx, call.at, await forgetCallerWords(tx, joined, reference));
      return ok(true);
    },
  });
