export { checkInUrgency, freshnessAt, inUnitOrder, isAtWork, isFree, outWords, statusNow, unitGlyphState, worksOf } from "./unit-state.ts";
export { isPoint } from "./is-point.ts";
export { CardLink, Fact } from "./fact.tsx";
export {
  type PriorityLevel,
  activeUnits,
  awaitsClosing,
  levelOf,
  shortReference,
  takenUpSince,
  titleOf,
  withoutUnitSince,
} from "./facts.ts";
export { mergeTargets, newerOf } from "./merge-targets.ts";
export { PickList } from "./pick-list.tsx";
export { usePlaceWords } from "./place-words.ts";
export { TargetApart, TargetWords } from "./target-words.tsx";
export { PurposeChip, PurposeList } from "./purpose-chip.tsx";
export { AttributeGlyphs, AttributeMarks } from "./attribute-marks.tsx";
export { subcategoryPicks } from "./subcategory-picks.ts";
export { type Rise, dangerSaid, riseOf } from "./rise.ts";
export { RiseLine, dangerWords } from "./rise-line.tsx";
export { UnitMark, unitStateOf } from "./unit-marks.tsx";
export { UnreadGlyph, UnreadMark, unreadSinceOf } from "./unread-mark.tsx";
export { limitsInForce, useWaits } from "./use-waits.ts";
export { UrgencyChip, WaitMark } from "./wait-mark.tsx";
export { type Waiting, isSaid, waitOfAssignment, waitOfRow } from "./waits.ts";
export { Age, RoughAge } from "./age.tsx";
export { type LandmarkPicker, PlaceFields } from "./place-fields.tsx";
export { askNewIntervention, leaveNewIntervention, useNewIntervention } from "./new-intervention-store.ts";
export { FARTHEST_M, type NearbyCamera, nearbyCameras } from "./nearby.ts";
export { useOpenIntervention } from "./use-open-intervention.ts";
