import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { plansRoutes } from "./plans-routes.ts";
import { shipPlans } from "./ship-plans.ts";

const TOPICS = {
  plan: { roles: ROOM_DESKS, whileLocked: false },
  checklist: { roles: ROOM_DESKS, whileLocked: false },
} satisfies Topics;

export const plansFeature = ({ db, clock }: { readonly db: Db; readonly clock: Clock }): Feature => ({
  name: "plans",
  topics: TOPICS,
  routes: () => plansRoutes(db),
  ready: () => shipPlans(db, clock()),
});
