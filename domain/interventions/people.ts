import type { Text3 } from "../kernel/index.ts";

/** Roles of a person in an intervention. */
export const PERSON_ROLES = ["victim", "witness", "suspect", "other"] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const PERSON_ROLE_LABELS: Readonly<Record<PersonRole, Text3>> = {
  victim: { ar: "ضحية", fr: "Victime", en: "Victim" },
  witness: { ar: "شاهد", fr: "Témoin", en: "Witness" },
  suspect: { ar: "مشتبه فيه", fr: "Suspect", en: "Suspect" },
  other: { ar: "معني آخر", fr: "Autre personne", en: "Other" },
};

/** Certainty of a note on a person: established, or assumed by its author. */
export const CERTAINTIES = ["fact", "assessment"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const CERTAINTY_LABELS: Readonly<Record<Certainty, Text3>> = {
  fact: { ar: "واقعة", fr: "Fait", en: "Fact" },
  assessment: { ar: "تقدير", fr: "Appréciation", en: "Assessment" },
};

/** Note on a person concerned: a name, a description, or both. */
export type NotedPerson = {
  readonly personId: string;
  readonly role: PersonRole;
  readonly certainty: Certainty;
  readonly name: string | null;
  readonly description: string | null;
};

export const isPersonRole = (text: string): text is PersonRole => PERSON_ROLES.some((one) => one === text);
export const isCertainty = (text: string): text is Certainty => CERTAINTIES.some((one) => one === text);
