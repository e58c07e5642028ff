import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distanceM, inRing } from "../kernel/index.ts";
import {
  CAMERA_KIND_LABELS,
  CAMERA_KINDS,
  CAMERA_REFUSALS,
  CAMERA_TRANSITIONS,
  cameraAfter,
  CONNECTION_LABELS,
  CONNECTION_STATES,
  decideCamera,
  evolveCamera,
  fieldOfView,
  isDirection,
  isPurpose,
  lacks,
  planCamera,
  PURPOSE_LABELS,
  PURPOSES,
  type Camera,
  type CameraCommand,
  type CameraFacts,
} from "./index.ts";

const ready: CameraFacts = {
  purposes: ["road_traffic"],
  address: "rtsp://10.1.0.7:554/main",
  direction: { bearing: 45, angle: 70, rangeM: 80 },
  dpiaReference: "DPIA-2026-04",
};
const bare: CameraFacts = { purposes: [], address: null, direction: null, dpiaReference: null };

function after(state: Camera, ...commands: readonly CameraCommand[]): Camera {
  return commands.reduce((now, command) => {
    const decided = decideCamera(now, command, 5);
    if (!decided.ok) throw new Error(decided.error.code);
    return evolveCamera(now, decided.value);
  }, state);
}

const code = (state: Camera, command: CameraCommand): string => {
  const decided = decideCamera(state, command, 5);
  return decided.ok ? "allowed" : decided.error.code;
};

const planned = planCamera("c1", ready, 1);
const serving = after(planned, { kind: "install" }, { kind: "put_in_service" });
const broken = after(serving, { kind: "take_out", reason: "تلف الكابل" });
const retired = after(broken, { kind: "retire", reason: "نهاية العمر" });

describe("life", () => {
  test("from planned to retired, out of service and back", () => {
    expect(serving).toEqual({ kind: "in_service", cameraId: "c1", facts: ready, since: 5 });
    expect(broken).toMatchObject({ kind: "out_of_service", reason: "تلف الكابل" });
    expect(after(broken, { kind: "put_in_service" })).toEqual(serving);
    expect(retired).toMatchObject({ kind: "retired", reason: "نهاية العمر" });
  });

  test("goes in service only with impact assessment, address, purpose and direction", () => {
    const installed = (changes: Partial<CameraFacts>): Camera => after(planCamera("c1", { ...ready, ...changes }, 1), { kind: "install" });
    const serve: CameraCommand = { kind: "put_in_service" };
    expect(code(installed({ dpiaReference: " " }), serve)).toBe("camera.dpia_missing");
    expect(code(installed({ address: null }), serve)).toBe("camera.address_missing");
    expect(code(installed({ purposes: [] }), serve)).toBe("camera.purpose_missing");
    expect(code(installed({ direction: null }), serve)).toBe("camera.direction_missing");
    expect(lacks(bare)).toHaveLength(4);
    expect(lacks(ready)).toEqual([]);
  });

  test("a camera in service cannot lose what it needs; others may be incomplete", () => {
    expect(code(serving, { kind: "describe", facts: { ...ready, purposes: [] } })).toBe("camera.purpose_missing");
    expect(code(broken, { kind: "describe", facts: bare })).toBe("allowed");
    expect(after(broken, { kind: "describe", facts: bare })).toMatchObject({ kind: "out_of_service", reason: "تلف الكابل", facts: bare });
    const crooked = { ...ready, direction: { bearing: 360, angle: 70, rangeM: 80 } };
    expect(code(planned, { kind: "describe", facts: crooked })).toBe("camera.direction_impossible");
  });

  test("each senseless command has its code", () => {
    expect(code(planned, { kind: "put_in_service" })).toBe("camera.not_installed");
    expect(code(serving, { kind: "put_in_service" })).toBe("camera.already_in_service");
    expect(code(serving, { kind: "install" })).toBe("camera.already_installed");
    expect(code(planned, { kind: "take_out", reason: "x" })).toBe("camera.not_in_service");
    expect(code(retired, { kind: "describe", facts: ready })).toBe("camera.retired");
    expect(code(serving, { kind: "take_out", reason: " " })).toBe("camera.reason_missing");
    expect(code(serving, { kind: "retire", reason: "سبب ".repeat(200) })).toBe("camera.reason_too_long");
  });

  test("whatever is commanded, the state follows the table and a serving camera lacks nothing", () => {
    const facts = fc.constantFrom(ready, bare, { ...ready, purposes: [] });
    const command: fc.Arbitrary<CameraCommand> = fc.oneof(
      fc.record({ kind: fc.constant("describe" as const), facts }),
      fc.record({ kind: fc.constantFrom("install" as const, "put_in_service" as const) }),
      fc.record({ kind: fc.constantFrom("take_out" as const, "retire" as const), reason: fc.constantFrom("سبب", "") }),
    );
    fc.assert(
      fc.property(facts, fc.array(command, { maxLength: 12 }), (first, commands) => {
        let state = planCamera("c1", first, 0);
        for (const given of commands) {
          const target = cameraAfter(state.kind, given.kind);
          const decided = decideCamera(state, given, 1);
          if (target === null) expect(decided.ok).toBe(false);
          if (!decided.ok) {
            expect(CAMERA_REFUSALS).toContain(decided.error.code);
            continue;
          }
          state = evolveCamera(state, decided.value);
          expect(state.kind).toBe(target);
          if (state.kind === "in_service") expect(lacks(state.facts)).toEqual([]);
        }
      }),
    );
    expect(Object.keys(CAMERA_TRANSITIONS)).toEqual(["none", ...CAMERA_KINDS]);
  });
});

describe("field of view", () => {
  const place = { lat: 31.95, lon: 5.32 };

  test("looks where it points", () => {
    const east = fieldOfView(place, { bearing: 90, angle: 60, rangeM: 100 });
    expect(inRing({ lat: 31.95, lon: 5.3205 }, east)).toBe(true);
    expect(inRing({ lat: 31.95, lon: 5.3195 }, east)).toBe(false);
    expect(inRing({ lat: 31.9505, lon: 5.32 }, east)).toBe(false);
  });

  test("is closed, reaches its range and no further", () => {
    const direction = fc.record({
      bearing: fc.double({ min: 0, max: 359, noNaN: true }),
      angle: fc.double({ min: 1, max: 360, noNaN: true }),
      rangeM: fc.double({ min: 1, max: 2000, noNaN: true }),
    });
    fc.assert(
      fc.property(direction, (looking) => {
        expect(isDirection(looking)).toBe(true);
        const ring = fieldOfView(place, looking);
        expect(ring.at(0)).toEqual(ring.at(-1));
        const distances = ring.map(([lon, lat]) => distanceM(place, { lat, lon }));
        expect(Math.max(...distances)).toBeCloseTo(looking.rangeM, 3);
        const inside = looking.angle === 360 ? ring.length : ring.length - 2;
        expect(distances.filter((metres) => Math.abs(metres - looking.rangeM) < 0.01)).toHaveLength(inside);
      }),
    );
  });

  test("all round", () => {
    const ring = fieldOfView(place, { bearing: 0, angle: 360, rangeM: 50 });
    expect(ring).toHaveLength(37);
    expect(inRing(place, ring)).toBe(true);
  });

  test("crosses the antimeridian without leaving the earth", () => {
    for (const [lon] of fieldOfView({ lat: 0, lon: 179.9999 }, { bearing: 90, angle: 60, rangeM: 100 }))
      expect(Math.abs(lon)).toBeLessThanOrEqual(180);
  });
});

test("closed lists are named in three languages", () => {
  expect(Object.keys(PURPOSE_LABELS)).toEqual([...PURPOSES]);
  expect(PURPOSES).toHaveLength(7);
  expect(Object.keys(CONNECTION_LABELS)).toEqual([...CONNECTION_STATES]);
  expect(Object.keys(CAMERA_KIND_LABELS)).toEqual([...CAMERA_KINDS]);
  expect(isPurpose("road_traffic")).toBe(true);
  expect(isPurpose("curiosity")).toBe(false);
});
