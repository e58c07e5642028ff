import type { AlertInForce } from "@amaliyat/contract/alerts";
import { expect, it } from "vitest";
import { awayM, nearestFirst } from "./alerts.tsx";

const HERE = { lat: 31.95, lon: 5.33 };
const TOLD = { title: "", words: "", area: "" };
const alert = (alertId: string, reach: AlertInForce["reach"]): AlertInForce => ({
  alertId,
  kind: "danger",
  texts: { ar: TOLD, fr: TOLD, en: null },
  reach,
  from: "2026-11-26T18:00:00.000Z",
  until: "2026-11-26T20:00:00.000Z",
  hasPicture: false,
  correctedAt: null,
});
/** One hundredth of a degree northwards is 1112 m. */
const north = (hundredths: number) => ({ ...HERE, lat: HERE.lat + hundredths / 100 });

it("counts from the edge of where an alert holds, and the whole town as here", () => {
  expect(awayM(alert("a", { point: north(1), radiusM: 500 }), HERE)).toBeCloseTo(612, 0);
  expect(awayM(alert("a", { point: north(1), radiusM: 2000 }), HERE)).toBe(0);
  expect(awayM(alert("a", null), HERE)).toBe(0);
});

it("puts what concerns a place first, then the nearest; without a place everything stays as it came", () => {
  const alerts = [
    alert("far", { point: north(5), radiusM: 100 }),
    alert("near", { point: north(2), radiusM: 100 }),
    alert("town", null),
    alert("inside", { point: HERE, radiusM: 100 }),
  ];
  const named = (from: Parameters<typeof nearestFirst>[1]) => nearestFirst(alerts, from).map(({ alertId }) => alertId);
  expect(named(HERE)).toEqual(["town", "inside", "near", "far"]);
  expect(named(null)).toEqual(["far", "near", "town", "inside"]);
});
