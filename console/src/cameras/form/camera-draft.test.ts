import type { CameraSettings } from "@amaliyat/contract/cameras";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { cameraList } from "../../facts/index.ts";
import { cameraSettings, writeCamera } from "../camera-queries.ts";
import { aimedFields, checkChange, checkNew, checkWithoutSite, draftOf, EMPTY_DRAFT, fieldAt, isCameraDraft } from "./camera-draft.ts";

const ID = "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f";
const settings: CameraSettings = {
  cameraId: ID,
  code: "ك-031",
  names: { ar: "المفترق", fr: "Carrefour", en: "Junction" },
  siteId: ID,
  siteNames: { ar: "س", fr: "S", en: "S" },
  sectorId: "SU1",
  place: { lat: 31.9, lon: 5.3 },
  directionDeg: 40,
  fieldOfViewDeg: 70,
  rangeM: 80,
  purposes: ["road_traffic", "crime_prevention"],
  state: "in_service",
  stateSince: "2026-01-01T00:00:00Z",
  stateReason: null,
  retentionHours: 720,
  hasSub: true,
  connection: { state: "live", since: "2026-01-01T00:00:00Z", cause: null, takenUp: null, recording: null, clockOffsetMs: null },
  address: { host: "10.0.0.5", port: 554, mainPath: "/main", subPath: "/sub" },
  hasCredentials: true,
  dpiaReference: "EIPD-1",
  record: true,
};
const draft = draftOf(settings);

describe("a camera's form", () => {
  it("begins without changes, and sends nothing that was not changed", () => {
    expect(checkChange(settings, draft)).toEqual({ ok: true, body: {} });
  });

  it("needs no site while one is made for it, and nothing less than that", () => {
    const first = { ...draft, siteId: "", place: "31.95, 5.33" };
    const checked = checkWithoutSite(first);
    expect(checked.ok && !("siteId" in checked.body) && !("place" in checked.body)).toBe(true);
    expect(checkNew(first)).toEqual({ ok: false, wrong: new Set(["siteId"]) });
    expect(checkWithoutSite({ ...first, fr: "" })).toEqual({ ok: false, wrong: new Set(["fr"]) });
  });

  it("takes from an aim on the map what was turned, and leaves a wrong figure to its writer", () => {
    const aim = { bearing: null, angle: 70, rangeM: 80 };
    expect(aimedFields(aim, aim)).toEqual({});
    expect(aimedFields(aim, { ...aim, bearing: 45 })).toEqual({ direction: "45" });
    expect(aimedFields({ ...aim, bearing: 45 }, { bearing: null, angle: 71, rangeM: 90 })).toEqual({
      direction: "",
      fieldOfView: "71",
      range: "90",
    });
  });

  it("sends only what was changed", () => {
    expect(checkChange(settings, { ...draft, direction: "120,5", ar: "مفترق أول نوفمبر" })).toEqual({
      ok: true,
      body: { directionDeg: 120.5, names: { ar: "مفترق أول نوفمبر" } },
    });
    expect(checkChange(settings, { ...draft, host: "", mainPath: "" })).toEqual({ ok: true, body: { address: null } });
    expect(checkChange(settings, { ...draft, direction: " " })).toEqual({ ok: true, body: { directionDeg: null } });
  });

  it("names the fields that are wrong", () => {
    const wrong = checkChange(settings, { ...draft, direction: "360", range: "far", en: " ", mainPath: "main" });
    expect(wrong).toEqual({ ok: false, wrong: new Set(["en", "direction", "range", "mainPath"]) });
    const empty = checkNew(EMPTY_DRAFT);
    expect(empty).toEqual({ ok: false, wrong: new Set(["code", "ar", "fr", "en", "siteId"]) });
  });

  it("finds the field of a refusal of the room", () => {
    expect(fieldAt("body.address.host")).toBe("host");
    expect(fieldAt("/names/ar")).toBe("ar");
    expect(fieldAt("connection")).toBeNull();
  });

  it("takes back its own draft and no other", () => {
    expect(isCameraDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const other of [null, {}, { ...draft, purposes: ["none"] }, { ...draft, record: "yes" }]) expect(isCameraDraft(other)).toBe(false);
  });
});

it("a saved camera is shown with what the room returned, and keeps the connection that the list knows", () => {
  const client = new QueryClient();
  const lost = { ...settings.connection, state: "lost" as const };
  client.setQueryData(cameraList.queryKey, [{ ...settings, connection: lost }]);
  const saved: CameraSettings = { ...settings, directionDeg: 120 };
  writeCamera(client, saved);
  expect(client.getQueryData(cameraSettings(ID).queryKey)).toBe(saved);
  expect(client.getQueryData(cameraList.queryKey)).toEqual([{ ...saved, connection: lost }]);
});
