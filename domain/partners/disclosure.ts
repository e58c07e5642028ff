import { DANGEROUS } from "../interventions/index.ts";
import type { Point, Text3 } from "../kernel/index.ts";

/** Parts of an intervention that a person chooses to share, beside its kind and its moment. People are never shared by default. */
export type Choice = {
  readonly place: boolean;
  readonly priority: boolean;
  readonly attributes: boolean;
  readonly notes: boolean;
  readonly people: boolean;
};

export const DEFAULT_CHOICE: Choice = { place: true, priority: true, attributes: true, notes: false, people: false };

/** All that an intervention could give. Times are in milliseconds since the Unix epoch. */
export type Givable = {
  readonly interventionId: string;
  readonly reference: string;
  readonly openedAt: number;
  readonly subcategory: { readonly code: string; readonly labels: Text3 };
  readonly priority: { readonly code: string; readonly labels: Text3 };
  readonly place: { readonly point: Point | null; readonly text: string | null } | null;
  readonly attributes: readonly { readonly code: string; readonly labels: Text3 }[];
  readonly notes: readonly { readonly at: number; readonly text: string }[];
  /** `labels` name the role; missing in disclosures from before the room stored them. */
  readonly people: readonly { readonly role: string; readonly text: string; readonly labels?: Text3 }[];
  /** Observed by the room or its crew, or reported to it; may be missing as well. */
  readonly certainty?: "Observed" | "Likely";
  /** The id of the intervention under which it goes on, where it was merged. Of that one its danger is given, and nothing more. */
  readonly replacedBy?: string;
};

/** Content for the partner, stored as given: each try sends the same. Parts not chosen are absent. */
export type Disclosure = Omit<Givable, "priority"> & { readonly priority: Givable["priority"] | null; readonly message: string | null };

/** Discloses the chosen parts of an intervention, and nothing more. */
export const disclose = (from: Givable, choice: Choice, message: string | null): Disclosure => ({
  interventionId: from.interventionId,
  reference: from.reference,
  openedAt: from.openedAt,
  subcategory: from.subcategory,
  priority: choice.priority ? from.priority : null,
  place: choice.place ? from.place : null,
  attributes: choice.attributes ? from.attributes : [],
  notes: choice.notes ? from.notes : [],
  people: choice.people ? from.people : [],
  message,
  ...(from.certainty === undefined ? {} : { certainty: from.certainty }),
  ...(from.replacedBy === undefined ? {} : { replacedBy: from.replacedBy }),
});

/**
 * The document of an intervention that was merged into another: what its partner has of it, with the danger of the one under which it goes
 * on. A crew of the partner may be on its way to a weapon that only a second caller saw.
 */
export const withDangerOf = (
  known: Disclosure,
  choice: Choice,
  { replacedBy, priority, attributes }: Pick<Givable, "priority" | "attributes"> & { readonly replacedBy: string },
): Disclosure => ({
  ...known,
  replacedBy,
  priority: choice.priority ? priority : known.priority,
  attributes: choice.attributes ? attributes : known.attributes,
});

/** True if a document tells of a danger of which the one before did not. What is not shared alarms no partner. */
export const tellsMoreDanger = (after: Disclosure, before: Disclosure): boolean =>
  (after.priority !== null && (before.priority === null || after.priority.code < before.priority.code)) ||
  after.attributes.some(({ code }) => DANGEROUS.some((one) => one === code) && before.attributes.every((one) => one.code !== code));
