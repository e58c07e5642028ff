import type { Clip, OpenCommand } from "./commands.ts";
import type { DispositionCode } from "./dispositions.ts";
import type { Origin } from "./origins.ts";
import type { Priority } from "./priorities.ts";
import type { Act, Place } from "./state.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

export type OpenedEvent = Act &
  Omit<OpenCommand, "kind" | "subcategory" | "priority"> & {
    readonly kind: "opened";
    readonly origin: Origin;
    readonly subcategory: SubcategoryCode;
    readonly priority: Priority;
    readonly priorityByHand: boolean;
  };

/** What happened to an intervention, in the order of its log; nothing is taken out of it. */
export type InterventionEvent =
  | OpenedEvent
  | (Act & { readonly kind: "classified"; readonly subcategory: SubcategoryCode; readonly priority: Priority })
  | (Act & { readonly kind: "prioritised"; readonly priority: Priority })
  | (Act & { readonly kind: "placed"; readonly place: Place; readonly sectorId: string | null })
  | (Act & { readonly kind: "noted"; readonly text: string })
  | (Act & { readonly kind: "clip_attached"; readonly clip: Clip })
  | (Act & { readonly kind: "closed"; readonly disposition: DispositionCode; readonly outcome: string; readonly needsReview: boolean })
  | (Act & { readonly kind: "reopened"; readonly reason: string })
  | (Act & { readonly kind: "cancelled"; readonly reason: string })
  | (Act & { readonly kind: "merged"; readonly into: string; readonly moveAssignments: boolean })
  | (Act & { readonly kind: "split"; readonly from: string });
