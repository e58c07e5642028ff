import type { Text3 } from "../kernel/index.ts";

/** Attributes of any sub-category: a closed set. «Attempted theft» is a theft with a mark, not a code of its own. */
export const ATTRIBUTES = ["weapon", "injury", "minor", "attempt"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export const ATTRIBUTE_LABELS: Readonly<Record<Attribute, Text3>> = {
  weapon: { ar: "سلاح", fr: "Arme", en: "Weapon" },
  injury: { ar: "إصابة", fr: "Blessé", en: "Injury" },
  minor: { ar: "قاصر", fr: "Mineur", en: "Minor" },
  attempt: { ar: "محاولة", fr: "Tentative", en: "Attempt" },
};

/** True if the text names an attribute. */
export const isAttribute = (text: string): text is Attribute => ATTRIBUTES.some((one) => one === text);

/** The same attributes once each, in the order of `ATTRIBUTES`. */
export const inOrder = (given: readonly Attribute[]): readonly Attribute[] => ATTRIBUTES.filter((one) => given.includes(one));

/** True if both are the same set. */
export const sameAttributes = (a: readonly Attribute[], b: readonly Attribute[]): boolean => inOrder(a).join() === inOrder(b).join();
