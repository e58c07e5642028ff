import type { DefaultPlan } from "../plan.ts";
import { DANGER_PLANS } from "./dangers.ts";
import { PERSON_PLANS } from "./persons.ts";
import { PROPERTY_PLANS } from "./property.ts";
import { SUSPICION_PLANS } from "./suspicion.ts";
import { TRAFFIC_PLANS } from "./traffic.ts";

/**
 * The plans that a room begins with. No text of the police prescribes them: they are a proposal of the room, which its supervisors
 * change as they see fit.
 */
export const DEFAULT_PLANS: readonly DefaultPlan[] = [
  ...TRAFFIC_PLANS,
  ...SUSPICION_PLANS,
  ...PROPERTY_PLANS,
  ...PERSON_PLANS,
  ...DANGER_PLANS,
];
