import { UNCHOSEN } from "@amaliyat/domain/interventions";
import type { InterventionCard, InterventionRow, MergedIntervention } from "../shapes.ts";

const OPENED_AT = new Date(0).toISOString();

/** The row of an open intervention to which nobody was sent, as the room sends it; `more` gives the differences. */
export const openRow = (more: Partial<InterventionRow> = {}): InterventionRow => ({
  ...UNCHOSEN,
  interventionId: "i1",
  reference: "2026-000001",
  version: 1,
  state: "open",
  origin: "video",
  channel: "CAM",
  subcategory: "TRF.OBS",
  priority: "P2",
  sectorId: null,
  place: null,
  placeText: null,
  siteId: null,
  cameraId: null,
  openedAt: OPENED_AT,
  openedBy: "u",
  openedById: null,
  closedAt: null,
  disposition: null,
  mergedInto: null,
  needsReview: false,
  takenUp: null,
  units: [],
  ...more,
});

/** The card of the same, with an empty log. */
export const openCard = (more: Partial<InterventionCard> = {}): InterventionCard => ({
  ...openRow(),
  outcome: null,
  cancelReason: null,
  events: [],
  clips: [],
  merged: [],
  related: [],
  ...more,
});

/** An intervention of a call that was merged into `i1`, with an empty log. */
export const mergedOne = (more: Partial<MergedIntervention> = {}): MergedIntervention => ({
  ...UNCHOSEN,
  interventionId: "m1",
  reference: "2026-000002",
  into: "i1",
  channel: "L17",
  subcategory: "SUS.PER",
  priority: "P3",
  place: null,
  placeText: null,
  openedAt: OPENED_AT,
  mergedAt: OPENED_AT,
  mergedBy: "u",
  events: [],
  clips: [],
  ...more,
});
