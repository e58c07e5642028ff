import type { Point } from "@amaliyat/domain/kernel";

/** True if a stored value is a point. */
export const isPoint = (value: unknown): value is Point =>
  typeof value === "object" &&
  value !== null &&
  "lat" in value &&
  "lon" in value &&
  typeof value.lat === "number" &&
  typeof value.lon === "number";
