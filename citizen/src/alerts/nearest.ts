import type { AlertInForce } from "@amaliyat/contract/alerts";
import { distanceM, type Point } from "@amaliyat/domain/kernel";

/** How far a place lies from where an alert holds, in metres; 0 inside, and where it holds for the whole town. */
export const awayM = ({ reach }: Pick<AlertInForce, "reach">, from: Point): number =>
  reach === null ? 0 : Math.max(0, distanceM(reach.point, from) - reach.radiusM);

/** Alerts with the nearest first; those that are equally near stay as they came, newest first. Without a place all stay so. */
export const nearestFirst = (alerts: readonly AlertInForce[], from: Point | null): readonly AlertInForce[] =>
  from === null ? alerts : [...alerts].sort((a, b) => awayM(a, from) - awayM(b, from));
