import { ASSIGNMENT_KINDS } from "@amaliyat/domain/dispatch";
import { z } from "zod";
import { id, instant } from "../route/fields.ts";

/** One unit sent to one intervention, with its own stamps. A stamp that was skipped is null. */
export const assignment = z.object({
  assignmentId: id,
  interventionId: id,
  unitId: id,
  unitCode: z.string(),
  state: z.enum(ASSIGNMENT_KINDS),
  assignedAt: instant,
  assignedBy: z.string(),
  assignedById: id,
  acceptedAt: instant.nullable(),
  enRouteAt: instant.nullable(),
  onSceneAt: instant.nullable(),
  clearedAt: instant.nullable(),
  endedAt: instant.nullable(),
  reason: z.string().nullable(),
  /** Time since which its crew has an unread danger notice; null: it read all. */
  unreadSince: instant.nullable(),
  /** Time of its crew's last read receipt; null: never. */
  readAt: instant.nullable(),
  /** The intervention to which the unit was sent first, where a merge took it along. */
  movedFrom: id.nullable(),
});
export type Assignment = z.output<typeof assignment>;
