import type { LogType } from "@amaliyat/contract/audit";
import type { Forward as Shown } from "@amaliyat/contract/partners";
import {
  decideForward,
  evolveForward,
  type Author,
  type Forward,
  type ForwardCommand,
  type ForwardEvent,
  type ForwardRefusal,
} from "@amaliyat/domain/partners";
import { ok, type Result } from "@amaliyat/domain/kernel";
import { settle, type Actor, type Logged } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { aboutIntervention, forwardShown } from "../rows/forwards-queries.ts";
import { insertEvent, updateForward } from "../rows/forwards-store.ts";
import { forwardSubject } from "../subjects.ts";

export type Acting = { readonly at: number; readonly by: Author; readonly actor: Actor | null; readonly partnerCode: string };

/** Log types by event. A failed try that will be repeated is shown on the screens and leaves no entry. */
const TYPES: Partial<Record<ForwardEvent["kind"], LogType>> = {
  sent: "forward.sent",
  cancellation_told: "forward.sent",
  update_told: "forward.sent",
  given_up: "forward.failed",
  update_given_up: "forward.failed",
  cancelled: "forward.changed",
  resent: "forward.changed",
  update_requeued: "forward.changed",
  received: "forward.reported",
  acknowledged: "forward.reported",
  progressed: "forward.reported",
  finished: "forward.reported",
  refused: "forward.reported",
  messaged: "forward.reported",
};

/** Decides commands one after the other on a forward under lock and keeps what follows; nothing is kept once one is refused. */
export async function decideAll(
  tx: Tx,
  before: Forward,
  commands: readonly ForwardCommand[],
  { at, by }: Pick<Acting, "at" | "by">,
): Promise<Result<{ state: Forward; events: readonly ForwardEvent[] }, ForwardRefusal>> {
  let state = before;
  const made: { readonly event: ForwardEvent; readonly seq: number }[] = [];
  for (const command of commands) {
    const decided = decideForward(state, command, at, by);
    if (!decided.ok) return decided;
    for (const event of decided.value) {
      state = evolveForward(state, event);
      made.push({ event, seq: state.version });
    }
  }
  for (const { event, seq } of made) await insertEvent(tx, state.forwardId, seq, event);
  if (made.length > 0) await updateForward(tx, state);
  return ok({ state, events: made.map(({ event }) => event) });
}

/**
 * Logs and tells what happened to a forward. `always` is logged also where nothing changed: what was asked twice was asked. `isTold` tells the
 * screens of a change without an event.
 */
export async function settleForward(
  tx: Tx,
  state: Forward,
  events: readonly ForwardEvent[],
  acting: Acting,
  always?: LogType,
  isTold = events.length > 0,
): Promise<Shown> {
  const { shown, about } = await asRoom(tx, async () => ({
    shown: await forwardShown(tx, state.forwardId),
    about: await aboutIntervention(tx, state.interventionId),
  }));
  const types = new Set([...(always === undefined ? [] : [always]), ...events.flatMap(({ kind }) => TYPES[kind] ?? [])]);
  const detail = { partner: acting.partnerCode, state: state.kind, attempts: state.attempts, revision: state.revision };
  const logged = [...types].map((type): Logged => ({ type, about: forwardSubject(state, about), detail }));
  const happening = { topic: "forward", row: shown } as const;
  await settle(tx, { who: acting.actor, at: acting.at }, logged, isTold ? [{ happening, sectorId: about.sectorId }] : []);
  return shown;
}
