export * from "./attributes.ts";
export * from "./caller-says.ts";
export * from "./channels.ts";
export { checkMerge } from "./decide/checks.ts";
export { marksOf, sameMarks, UNCHOSEN, type ChosenFacts, type Marks } from "./chosen.ts";
export * from "./decide/commands.ts";
export * from "./crew-steps.ts";
export {
  bothDangers,
  DANGEROUS,
  dangerOfParting,
  dangerWithout,
  dangerWithoutSource,
  isGraver,
  lacksNews,
  lastRaise,
  moreUrgent,
  stillTold,
  type DangerEntry,
  type LogOfChain,
  type NumberedEntry,
} from "./danger.ts";
export * from "./decide/decide.ts";
export { eventOfOther, joinedEvent, leftEvent, partedEvent } from "./decide/decide-relation.ts";
export * from "./default-priority.ts";
export * from "./dispositions.ts";
export * from "./decide/events.ts";
export * from "./decide/evolve.ts";
export * from "./history.ts";
export * from "./likeness.ts";
export * from "./origins.ts";
export * from "./people.ts";
export * from "./phrases.ts";
export * from "./priorities.ts";
export * from "./reference.ts";
export * from "./relations.ts";
export { INTERVENTION_REFUSALS, type InterventionRefusal } from "./refusals.ts";
export * from "./state.ts";
export { CATEGORIES, type CategoryCode } from "./taxonomy/categories.ts";
export * from "./taxonomy/favourites.ts";
export { kinship } from "./taxonomy/kinship.ts";
export { LEGAL_BASES, legalBases, type LegalBasis } from "./taxonomy/legal-basis.ts";
export * from "./taxonomy/lookup.ts";
export { SCHEME_LABEL } from "./taxonomy/scheme.ts";
export { SUBCATEGORIES, type SubcategoryCode } from "./taxonomy/subcategories.ts";
export * from "./decide/transitions.ts";
