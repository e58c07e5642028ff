import type { Duty } from "@amaliyat/contract/dispatch";
import type { Order } from "../duty/apply.ts";

/** The beginning of the shift, ms. */
export const T0 = Date.parse("2026-04-18T01:30:00.000Z");
/** Moments by the ms after it. */
export const iso = (after: number): string => new Date(T0 + after).toISOString();

/** An order that was just assigned. */
export const order = (id: string): Order => ({
  assignmentId: id,
  interventionId: `i-${id}`,
  unitId: "u",
  unitCode: "207",
  state: "assigned",
  assignedAt: iso(0),
  assignedBy: "م",
  assignedById: "d",
  acceptedAt: null,
  enRouteAt: null,
  onSceneAt: null,
  clearedAt: null,
  endedAt: null,
  reason: null,
  unreadSince: null,
  readAt: null,
  movedFrom: null,
  reference: "2026-004217",
  subcategory: "TRF.OBS",
  priority: "P2",
  attributes: [],
  joined: [],
  toldSeq: 0,
  readSeq: 0,
  place: null,
  placeText: null,
  sectorId: "SU1",
  openedAt: iso(0),
  notes: [],
  hazards: [],
});

/** Two orders of one unit. */
export const duty: Duty = {
  unit: {
    unitId: "u",
    code: "207",
    kind: "car",
    sectorId: "SU1",
    skills: [],
    vehicle: null,
    crew: [],
    status: "assigned",
    statusSince: iso(0),
    activity: null,
    outReason: null,
    outNote: null,
    reservedUntil: null,
    reservedFor: null,
    distress: null,
    checkInDue: null,
    userId: "p",
    speakers: [],
    radios: [],
    radio: null,
    isPerson: false,
    lent: null,
    retiredAt: null,
    position: null,
    interventionId: "i-a",
    alsoAt: [],
  },
  assignments: [order("a"), order("b")],
  changesAt: null,
};
