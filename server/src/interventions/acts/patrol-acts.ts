import type { interventions } from "@amaliyat/contract/interventions";
import {
  decideIntervention,
  lastRaise,
  type CrewStep,
  type DispositionCode,
  type InterventionCommand,
} from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import { dangerLog } from "../rows/danger-log-store.ts";
import { heardCancellation, lockForCommand } from "../rows/interventions-store.ts";
import { writeEvents } from "../write-events.ts";
import { openIntervention, type AlsoAtOpening } from "./open-intervention.ts";
import type { InterventionsDeps } from "../ports.ts";
import { tellingsOf } from "../tell-intervention.ts";

type Act = { readonly who: Caller; readonly at: number; readonly interventionId: string };
/** `seen`: the crew was told of danger until a moment (ms), and read it up to an event. A case that became graver since is not closed. */
type Closing = Act & {
  readonly disposition: DispositionCode;
  readonly outcome: string;
  readonly forReview: boolean;
  readonly seen: { readonly until: number; readonly seq: number };
};
/** `actedAt` is the phone's own time of the note, where it could not be sent at once. `assignmentId`: a reliever there has to read it. */
type Noting = Act & { readonly text: string; readonly actedAt?: number; readonly assignmentId?: string };
type Reporting = {
  readonly at: number;
  readonly by: string;
  readonly interventionId: string;
  readonly assignmentId: string;
  readonly unitCode: string;
  readonly step: CrewStep;
  readonly actedAt: number;
  /** The same by the crew's clock, not raised. */
  readonly saidAt: number;
};

/** The intervention after a late report of a crew: `reopened` if it had been cancelled and is open again. */
export type AfterReport = { readonly isOpen: boolean; readonly reopened: boolean; readonly tellings: readonly Telling[] };

/** Keeps a crew's word of a step that its assignment does not take any more. */
async function crewReports(
  tx: Tx,
  deps: InterventionsDeps,
  { at: arrivedAt, by, interventionId, ...told }: Reporting,
): Promise<AfterReport> {
  const locked = await lockForCommand(tx, interventionId);
  if (locked === null) throw new Error("a crew reported on an intervention that is not there");
  const at = Math.max(arrivedAt, locked.lastAt);
  const assignments = { active: 0, onScene: 0 };
  const cancelledAt = await heardCancellation(tx, interventionId);
  const decided = decideIntervention(locked.state, { kind: "crew_reports", ...told, cancelledAt }, { at, by, assignments });
  // Of a merged one the one that stays is asked; a crew's word is refused nowhere else.
  if (!decided.ok) return { isOpen: false, reopened: false, tellings: [] };
  const kept = await writeEvents(tx, deps, locked.state, decided.value);
  const partners = await deps.revise(tx, kept, at);
  const isOpen = kept.next.kind === "open";
  const tellings = [...partners, ...(await tellingsOf(tx, [interventionId]))];
  return { isOpen, reopened: isOpen && locked.state.kind !== "open", tellings };
}

/**
 * Acts of a patrol on an intervention from its phone. It saw no version of the card, so a note and an outcome apply whatever was written
 * meanwhile. `who` must cover the sector; dispatch adds the sector for a crew sent beyond its own.
 */
export const patrolActs = (deps: InterventionsDeps) => ({
  open: (call: Call<typeof interventions.open>, openedAt: number, also: AlsoAtOpening): Promise<Reply<typeof interventions.open>> =>
    openIntervention(deps, call, also, openedAt),
  note: ({ text, actedAt, assignmentId: named, ...act }: Noting) => {
    let assignmentId = named;
    return commandIntervention(deps, {
      ...act,
      type: "intervention.noted",
      isWord: true,
      prepare: async (tx, { interventionId }) => {
        // A merge may have withdrawn the named one, because the unit was bound to the case that stays as well.
        if (named !== undefined) assignmentId = await deps.units.livingAt(tx, named, interventionId);
        return ok<InterventionCommand>({
          kind: "note",
          text,
          ...(actedAt === undefined ? {} : { actedAt }),
          ...(assignmentId === undefined ? {} : { assignmentId }),
        });
      },
      after: async (tx, { interventionId, version: seq }, { at }) => {
        if (assignmentId !== undefined) await deps.units.noteByCrew(tx, assignmentId, { interventionId, seq, userId: act.who.userId, at });
        return [];
      },
    });
  },
  close: ({ disposition, outcome, forReview, seen, ...act }: Closing) =>
    commandIntervention(deps, {
      ...act,
      type: "intervention.closed",
      detail: { disposition, byPatrol: true },
      prepare: async (tx, { interventionId, version }) => {
        const unread = lastRaise(await dangerLog(tx, interventionId), ({ at, seq }) => at >= seen.until && seq > seen.seq);
        if (unread > 0) return refuse({ code: "intervention.changed_meanwhile", params: { version } });
        return ok<InterventionCommand>({ kind: "close", disposition, outcome, forReview });
      },
    }),
  reports: (tx: Tx, reporting: Reporting) => crewReports(tx, deps, reporting),
});
export type PatrolActs = ReturnType<typeof patrolActs>;
