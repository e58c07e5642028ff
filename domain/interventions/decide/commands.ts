import type { Interval } from "../../kernel/index.ts";
import type { ChannelCode } from "../channels.ts";
import type { ChosenFacts, Marks } from "../chosen.ts";
import type { CrewStep } from "../crew-steps.ts";
import type { DispositionCode } from "../dispositions.ts";
import type { NotedPerson } from "../people.ts";
import type { Priority } from "../priorities.ts";
import type { Relation, RelationTarget } from "../relations.ts";
import type { Danger, InterventionKind, Place } from "../state.ts";
import type { SubcategoryCode } from "../taxonomy/subcategories.ts";

/** Chosen facts that are left out have their default: not classified, no mark, the priority that follows. */
export type OpenCommand = Partial<ChosenFacts> & {
  readonly kind: "open";
  readonly interventionId: string;
  readonly reference: string;
  readonly channel: ChannelCode;
  readonly cameraId: string | null;
  readonly sectorId: string | null;
  readonly place: Place | null;
};

/** The intervention into which another is merged; `leadsTo` are the ids that it was itself merged into, nearest first. */
export type MergeTarget = {
  readonly interventionId: string;
  readonly reference: string;
  readonly kind: InterventionKind;
  readonly leadsTo: readonly string[];
};

export type Clip = Interval & { readonly cameraId: string };

export type InterventionCommand =
  | { readonly kind: "classify"; readonly subcategory: SubcategoryCode }
  | { readonly kind: "prioritise"; readonly priority: Priority; readonly reason?: string }
  /** Each mark that is given is the whole set from now on; one that is left out stays. */
  | ({ readonly kind: "mark" } & Partial<Marks>)
  | { readonly kind: "place"; readonly place: Place; readonly sectorId: string | null }
  /** `actedAt` is when it was written, by the clock of a phone that could not send it at once. `assignmentId`: that of the crew that wrote it. */
  | { readonly kind: "note"; readonly text: string; readonly actedAt?: number; readonly assignmentId?: string }
  | { readonly kind: "attach_clip"; readonly clip: Clip }
  | { readonly kind: "note_person"; readonly person: NotedPerson }
  | { readonly kind: "withdraw_person"; readonly personId: string; readonly withdrawn: boolean; readonly reason: string }
  /** `above` are its own parent, the parent's parent and so on. */
  | {
      readonly kind: "relate" | "unrelate";
      readonly relation: Relation;
      readonly target: RelationTarget;
      readonly above: readonly string[];
    }
  | { readonly kind: "close"; readonly disposition: DispositionCode; readonly outcome: string; readonly forReview?: boolean }
  | { readonly kind: "reopen"; readonly reason: string }
  | { readonly kind: "cancel"; readonly reason: string }
  | { readonly kind: "merge"; readonly target: MergeTarget; readonly moveAssignments: boolean }
  /** `takes` is the danger that it has from now on; left out: the one that it had when it was merged. */
  | { readonly kind: "split"; readonly takes?: Danger }
  | {
      readonly kind: "crew_reports";
      readonly assignmentId: string;
      readonly unitCode: string;
      readonly step: CrewStep;
      /** Time of the assignment's stamp, in ms since the epoch. It is raised if the room's clock was set back. */
      readonly actedAt: number;
      /** Time by the crew's clock, never raised. */
      readonly saidAt: number;
      /** Time of the cancellation, never raised; null for one that is not cancelled. */
      readonly cancelledAt: number | null;
    };

/** Facts for a decision beside the state. */
export type Circumstances = {
  readonly at: number;
  /** Time of the act by the room's clock; left out if `at` was not raised to the event before it. */
  readonly heardAt?: number;
  readonly by: string;
  /** The version that the author saw; left out for what cannot contradict another's act (a note, a clip). */
  readonly seenVersion?: number;
  readonly assignments: { readonly active: number; readonly onScene: number };
};
