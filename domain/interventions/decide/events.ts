import type { ChosenFacts, Marks } from "../chosen.ts";
import type { Clip, OpenCommand } from "./commands.ts";
import type { CrewStep } from "../crew-steps.ts";
import type { PriorityReason } from "../default-priority.ts";
import type { DispositionCode } from "../dispositions.ts";
import type { CorrectedEvent } from "../history.ts";
import type { Origin } from "../origins.ts";
import type { Certainty, PersonRole } from "../people.ts";
import type { Priority } from "../priorities.ts";
import type { Relation } from "../relations.ts";
import type { Act, Danger, DangerKnown, Place, ToldDanger } from "../state.ts";
import type { SubcategoryCode } from "../taxonomy/subcategories.ts";

export type OpenedEvent = Act &
  Omit<OpenCommand, "kind" | keyof ChosenFacts> &
  ChosenFacts & {
    readonly kind: "opened";
    readonly origin: Origin;
    readonly because: PriorityReason;
    readonly priorityByHand: boolean;
  };

/** The priority after an event that may change it, and why. */
type Prioritised = { readonly priority: Priority; readonly because: PriorityReason };

/**
 * `source`: reference of the call or report of which these are the words. `mustRead`: they say danger, and each crew has to read them. `tells`:
 * the danger that they tell. `of`: the intervention of that call or report, if it is not this one. `withdrawn`: the author took the words back;
 * the reference alone stands in their place. `assignmentId`: a crew wrote it, and its reliever has to read it.
 */
type Noted = {
  readonly kind: "noted";
  readonly text: string;
  readonly actedAt?: number;
  readonly assignmentId?: string;
  readonly source?: string;
  readonly mustRead?: true;
  readonly tells?: ToldDanger;
  readonly of?: string;
  readonly withdrawn?: true;
};
/** `copiedFrom`: the intervention on which it was written while this one was merged into that. */
type Copied = { readonly copiedFrom?: string };

/** Events of an intervention, in the order of its log; none is ever removed. Personal data stand elsewhere. */
export type InterventionEvent =
  | OpenedEvent
  | CorrectedEvent
  | (Act & { readonly kind: "classified"; readonly subcategory: SubcategoryCode } & Prioritised)
  /** `reason`: reference of the call or report that told the marks; left out if a person set them. */
  | (Act & { readonly kind: "marked"; readonly reason?: string } & Marks & Prioritised)
  | (Act & { readonly kind: "prioritised"; readonly priority: Priority; readonly reason: string | null })
  | (Act & { readonly kind: "placed"; readonly place: Place; readonly sectorId: string | null })
  | (Act & Noted & Copied)
  | (Act & { readonly kind: "clip_attached"; readonly clip: Clip })
  | (Act & { readonly kind: "person_noted"; readonly personId: string; readonly role: PersonRole; readonly certainty: Certainty } & Copied)
  | (Act & { readonly kind: "person_withdrawn"; readonly personId: string })
  | (Act & { readonly kind: "related" | "unrelated"; readonly relation: Relation; readonly other: string; readonly otherReference: string })
  | (Act & { readonly kind: "closed"; readonly disposition: DispositionCode; readonly outcome: string; readonly needsReview: boolean })
  | (Act & { readonly kind: "reopened"; readonly reason: string })
  /** `heardAt`: the time of the cancellation, if `at` was raised to the event before it. */
  | (Act & { readonly kind: "cancelled"; readonly reason: string; readonly heardAt?: number })
  /** `otherReference`: reference of the one into which it was merged. */
  | (Act & { readonly kind: "merged"; readonly into: string; readonly otherReference: string; readonly moveAssignments: boolean })
  /** Open again, with the danger that is its own. */
  | (Act & { readonly kind: "split"; readonly from: string; readonly priorityByHand: boolean } & Danger)
  /** In the log of the one that stays: another was merged into it and brought its danger; the danger of both stands from now on. */
  | (Act & {
      readonly kind: "joined";
      readonly other: string;
      readonly otherReference: string;
      readonly subcategory: SubcategoryCode;
      readonly brought: Danger;
      readonly joinedPriority: Priority;
    } & Danger)
  /** In the log of the one that stays: another was split off again; this danger stays. */
  | (Act & { readonly kind: "parted"; readonly other: string; readonly otherReference: string } & DangerKnown)
  /** A call or report (`source`) was taken out, and what it alone told left with it; this danger stays. */
  | (Act & { readonly kind: "parted"; readonly source: string; readonly reason: string } & DangerKnown)
  /** A crew's own report of its acts, also if it arrives after the end of the intervention. `actedAt` by the crew's clock. */
  | (Act & {
      readonly kind: "crew_reported";
      readonly assignmentId: string;
      readonly unitCode: string;
      readonly step: CrewStep;
      readonly actedAt: number;
    });
