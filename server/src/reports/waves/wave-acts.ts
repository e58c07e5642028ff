import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { KEPT_DAYS } from "@amaliyat/domain/reports";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { notYetDone } from "../../platform/call-record.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { countNuisanceOfOrigin } from "../rows/origins-store.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { tellingsOfWaves } from "../tell-report.ts";
import { closeWaiting, lockWave, reopenClosed, type LockedWave } from "../rows/waves-store.ts";

const DAY_MS = 86_400_000;
/** Retention of a nuisance wave's words: time to find out that some of it was real. Days. */
const NUISANCE_KEPT_DAYS = 30;
/** A wave of nuisance counts as so many reports of its address, or of its network where it has none: its next ones are doubted for days. */
const NUISANCE_OF_WAVE = 3;

/** Reports of one turn of an act: each turn is a transaction with its entry in the log, so that a wave of thousands holds nobody up. */
const AT_ONCE = 1_000;

type OfWave = { readonly who: Caller; readonly at: number; readonly params: { readonly waveId: string } };
type Acted = {
  readonly count: number;
  readonly type: "report.wave_closed" | "report.wave_reopened";
  readonly detail: Readonly<Record<string, unknown>>;
};

/** One act on a wave that the person sees: one entry in the log, with how many reports it was done to. Each report has it in its own course. */
function actOnWave(
  { db }: ReportsDeps,
  { who, at, params }: OfWave,
  work: (tx: Tx, wave: LockedWave) => Promise<Acted>,
): Promise<Result<number, Refusal<ErrorCode>>> {
  return refusable(db, scopeOf(who), (tx) =>
    asRoom(tx, async () => {
      const wave = await lockWave(tx, params.waveId);
      if (wave === null) return refuse({ code: "object.not_found" });
      const { count, type, detail } = await work(tx, wave);
      if (count === 0) return refuse({ code: "report.wave_empty" });
      const tellings = await tellingsOfWaves(tx, at, [wave.waveId]);
      const logged = { type, about: subjectById("report_wave", wave.waveId), detail: { ...detail, reports: count } };
      const end = () => settle(tx, { who, at }, logged, tellings);
      // A full turn is not the last: a command that is cut off between two turns is carried to its end when it is sent again.
      await (count === AT_ONCE ? notYetDone(end) : end());
      return ok(count);
    }),
  );
}

const originOf = ({ address, network }: LockedWave): Buffer | null => address ?? network;

/** Acts turn by turn until nothing is left; how many in all. */
async function inTurns(turn: () => Promise<Result<number, Refusal<ErrorCode>>>): Promise<Result<number, Refusal<ErrorCode>>> {
  for (let count = 0; ;) {
    const done = await turn();
    if (!done.ok) return count > 0 ? ok(count) : done;
    count += done.value;
    if (done.value < AT_ONCE) return ok(count);
  }
}

/** Takes on and closes what waits in a wave. Danger is not turned away by nobody: whoever closes it has taken each on, by name. */
export async function closeWave(deps: ReportsDeps, call: Call<typeof reports.closeWave>): Promise<Reply<typeof reports.closeWave>> {
  const { end, words } = call.body;
  const at = new Date(call.at);
  const keptUntil = end === "nuisance" ? new Date(call.at + NUISANCE_KEPT_DAYS * DAY_MS) : null;
  const closed = await inTurns(() =>
    actOnWave(deps, call, async (tx, wave) => {
      const count = await closeWaiting(tx, wave.waveId, { at, by: call.who.userId, end, words, keptUntil, limit: AT_ONCE });
      const origin = originOf(wave);
      const isFirstTurn = wave.closedAt?.getTime() !== call.at;
      if (count > 0 && isFirstTurn && end === "nuisance" && origin !== null)
        await countNuisanceOfOrigin(tx, origin, NUISANCE_OF_WAVE, call.at);
      return { count, type: "report.wave_closed", detail: { end } };
    }),
  );
  return closed.ok ? ok({ closed: closed.value }) : closed;
}

/** Takes the last closing of a wave back: what it closed waits again, in the same wave. */
export async function reopenWave(deps: ReportsDeps, call: Call<typeof reports.reopenWave>): Promise<Reply<typeof reports.reopenWave>> {
  const given = { at: new Date(call.at), by: call.who.userId, keptUntil: new Date(call.at + KEPT_DAYS * DAY_MS), limit: AT_ONCE };
  const opened = await inTurns(() =>
    actOnWave(deps, call, async (tx, wave) => {
      const acted = { type: "report.wave_reopened", detail: {} } as const;
      if (wave.closedAt === null) return { ...acted, count: 0 };
      const count = await reopenClosed(tx, wave, given);
      const origin = originOf(wave);
      const isLastTurn = count < AT_ONCE;
      if (isLastTurn && wave.end === "nuisance" && origin !== null) await countNuisanceOfOrigin(tx, origin, -NUISANCE_OF_WAVE, call.at);
      return { ...acted, count };
    }),
  );
  return opened.ok ? ok({ reopened: opened.value }) : opened;
}
