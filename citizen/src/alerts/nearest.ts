import type { AlertInForce } from "@amaliyat/contract/alerts";
import { distanceM, type Point } from "@amaliyat/domain/kernel";

/** Distance from a place to the area of an alert, in metres. 0 inside it, and for an alert of the whole town. */
export const awayM = ({ reach }: Pick<AlertInForce, "reach">, from: Point): number =>
  reach === null ? 0 : Math.max(0, distanceM(reach.point, from) - reach.radiusM);

/** Alerts with the nearest first; those that are equally near stay as they came, newest first. Without a place all stay so. */
export const nearestFirst = (alerts: readonly AlertInForce[], from: Point | null): readonly AlertInForce[] =>
  from === null ? alerts : [...alerts].sort((a, b) => awayM(a, from) - awayM(b, from));
