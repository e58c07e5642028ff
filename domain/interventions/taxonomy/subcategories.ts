import { ACCIDENTS } from "./accidents.ts";
import { CAR_PARKS } from "./car-parks.ts";
import { DRUGS } from "./drugs.ts";
import { OTHER } from "./other.ts";
import { SUSPICION } from "./suspicion.ts";
import { THEFT } from "./theft.ts";
import { TRAFFIC } from "./traffic.ts";
import { VEHICLE_THEFT } from "./vehicle-theft.ts";

/** The 60 sub-categories of `dz-int/1`, in the order of their categories. Attempt, weapon, injury, minor are attributes, not codes. */
export const SUBCATEGORIES = [
  ...TRAFFIC,
  ...SUSPICION,
  ...ACCIDENTS,
  ...DRUGS,
  ...CAR_PARKS,
  ...VEHICLE_THEFT,
  ...THEFT,
  ...OTHER,
] as const;
export type SubcategoryCode = (typeof SUBCATEGORIES)[number]["code"];
