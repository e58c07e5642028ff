import { camera } from "@amaliyat/contract/cameras";
import { interventionRow } from "@amaliyat/contract/interventions";
import { expect, it } from "vitest";
import { smallest } from "../shell/screens/smallest.ts";
import { followedOf } from "./followed.ts";

const place = { lat: 31.95, lon: 5.32 };
const gate = { ...camera.parse(smallest(camera)), state: "in_service" as const, place };
const row = { ...interventionRow.parse(smallest(interventionRow)), state: "open" as const, place, cameraId: gate.cameraId };
const opened = (given: Parameters<typeof followedOf>[0]) => followedOf(given, [gate], null).cameras.filter((one) => one !== null);

it("an open intervention is followed by the camera that stands over its place", () => {
  expect(opened(row)).toEqual([gate.cameraId]);
  expect(followedOf(row, [gate], null)).toMatchObject({ why: null, reference: row.reference, reason: { kind: "intervention" } });
});

it.each(["closed", "cancelled", "merged"] as const)("one that is %s opens no camera, gives no reason for a view, and says so", (state) => {
  expect(opened({ ...row, state })).toEqual([]);
  expect(followedOf({ ...row, state }, [gate], null)).toMatchObject({ why: state, reason: { kind: "none" } });
});

it("none, one without a place, and one that no camera sees are told apart", () => {
  expect(followedOf(undefined, [gate], null).why).toBe("none");
  expect(followedOf({ ...row, place: null }, [gate], null).why).toBe("no_place");
  expect(followedOf({ ...row, cameraId: null }, [], null).why).toBe("unseen");
});
