import type { interventions } from "@amaliyat/contract/interventions";
import type { DispositionCode } from "@amaliyat/domain/interventions";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { commandIntervention, plain } from "./command-intervention.ts";
import { openIntervention } from "./open-intervention.ts";
import type { InterventionsDeps } from "./ports.ts";

type Act = { readonly who: Caller; readonly at: number; readonly interventionId: string };
type Closing = Act & { readonly disposition: DispositionCode; readonly outcome: string; readonly forReview: boolean };

/**
 * What a patrol does to an intervention from its phone. It saw no version of the card: a note and an outcome hold whatever was written
 * meanwhile. `who` must cover the sector; a crew that was sent beyond its own is given that sector by dispatch.
 */
export const patrolActs = (deps: InterventionsDeps) => ({
  open: (call: Call<typeof interventions.open>, openedAt: number): Promise<Reply<typeof interventions.open>> =>
    openIntervention(deps, call, undefined, openedAt),
  note: ({ text, ...act }: Act & { readonly text: string }) =>
    commandIntervention(deps, { ...act, type: "intervention.noted", prepare: plain({ kind: "note", text }) }),
  close: ({ disposition, outcome, forReview, ...act }: Closing) =>
    commandIntervention(deps, {
      ...act,
      type: "intervention.closed",
      detail: { disposition, byPatrol: true },
      prepare: plain({ kind: "close", disposition, outcome, forReview }),
    }),
});
export type PatrolActs = ReturnType<typeof patrolActs>;
