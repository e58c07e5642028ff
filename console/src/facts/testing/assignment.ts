import type { Assignment } from "@amaliyat/contract/dispatch";

/** An assignment of unit 207 that nobody accepted yet, as the room sends it; `more` gives the differences. */
export const sentUnit = (more: Partial<Assignment> = {}): Assignment => ({
  assignmentId: "a1",
  interventionId: "i1",
  unitId: "u1",
  unitCode: "207",
  state: "assigned",
  assignedAt: new Date(0).toISOString(),
  assignedBy: "ن. قاسمي",
  assignedById: "u",
  acceptedAt: null,
  enRouteAt: null,
  onSceneAt: null,
  clearedAt: null,
  endedAt: null,
  reason: null,
  unreadSince: null,
  readAt: null,
  movedFrom: null,
  ...more,
});
