import type { Db } from "../platform/database/index.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { shiftsRoutes } from "./shifts-routes.ts";

const TOPICS = {
  shift: { roles: [...ROOM_DESKS, "evidence_officer", "technician", "analyst", "patrol"], whileLocked: false },
  shift_part: { roles: [...ROOM_DESKS, "analyst"], whileLocked: false },
} satisfies Topics;

export const shiftsFeature = ({ db }: { readonly db: Db }): Feature => ({
  name: "shifts",
  topics: TOPICS,
  routes: () => shiftsRoutes(db),
});
