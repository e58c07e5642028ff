export {
  checkInUrgency,
  freshnessAt,
  inUnitOrder,
  isAtWork,
  isFree,
  outWords,
  statusNow,
  unitGlyphState,
  worksOf,
} from "./unit/unit-state.ts";
export { camerasLive } from "./camera/live.ts";
export { cameraHealth } from "./camera/health.ts";
export { cameraList, siteList, useCameras, useSites } from "./camera/camera-lists.ts";
export { ADVICE, adviceKey, interventionsLive } from "./intervention/live.ts";
export { cardOf, openInterventions, useInterventions } from "./intervention/intervention-lists.ts";
export { unitsLive, writeUnit } from "./unit/live.ts";
export { type Position, positions, type Track } from "./unit/positions.ts";
export { unitList, useUnits } from "./unit/unit-list.ts";
export { sectorList, sectorsLive, roomInfo, USERS, useRoom, useSectors } from "./the-room.ts";
export { isPoint } from "./is-point.ts";
export { CardLink, Fact } from "./intervention/fact.tsx";
export {
  type PriorityLevel,
  activeUnits,
  awaitsClosing,
  levelOf,
  shortReference,
  takenUpSince,
  titleOf,
  withoutUnitSince,
} from "./intervention/facts.ts";
export { mergeTargets, newerOf } from "./pick/merge-targets.ts";
export { PickList } from "./pick/pick-list.tsx";
export { usePlaceWords } from "./intervention/place-words.ts";
export { TargetApart, TargetWords } from "./pick/target-words.tsx";
export { PurposeChip, PurposeList } from "./purpose-chip.tsx";
export { AttributeGlyphs, AttributeMarks, markWords } from "./intervention/attribute-marks.tsx";
export { subcategoryPicks } from "./pick/subcategory-picks.ts";
export { type Rise, dangerSaid, riseOf } from "./danger/rise.ts";
export { PartFields, partsOn, usePartDraft } from "./danger/part-fields.tsx";
export { RiseLine, dangerWords } from "./danger/rise-line.tsx";
export { UnitMark, unitStateOf } from "./unit/unit-marks.tsx";
export { UnreadGlyph, UnreadMark, unreadSinceOf } from "./danger/unread-mark.tsx";
export { limitsInForce, SHIFTS, useWaits } from "./waits/use-waits.ts";
export { UrgencyChip, WaitMark } from "./waits/wait-mark.tsx";
export { type Waiting, isSaid, waitOfAssignment, waitOfRow } from "./waits/waits.ts";
export { Age, RoughAge } from "./age.tsx";
export { type LandmarkPicker, PlaceFields } from "./intervention/place-fields.tsx";
export { askNewIntervention, leaveNewIntervention, useNewIntervention } from "./intervention/new-intervention-store.ts";
export { FARTHEST_M, isThere, type NearbyCamera, nearbyCameras } from "./intervention/nearby.ts";
export { useReplay } from "./intervention/use-replay.ts";
export { useOpenIntervention } from "./intervention/use-open-intervention.ts";
