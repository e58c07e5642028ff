import { describe, expect, test } from "vitest";
import { readAml } from "../index.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const DAY_MS = 86_400_000;
const read = (fields: Readonly<Record<string, string>>) => readAml(fields, NOW);
const pointOf = (lat: string, lon: string) => read({ location_latitude: lat, location_longitude: lon }).point;

describe("a place that a telephone sends by itself", () => {
  test("has each field of a whole message", () => {
    expect(
      read({
        device_number: "+213550123456",
        emergency_number: "17",
        location_latitude: "31.95",
        location_longitude: "-5.32",
        location_accuracy: "12.5",
        location_time: String(NOW - 5_000),
        location_source: " GPS ",
        location_confidence: "68",
      }),
    ).toEqual({
      number: "0550123456",
      dialled: "17",
      point: { lat: 31.95, lon: -5.32 },
      accuracyM: 12.5,
      measuredAt: NOW - 5_000,
      method: "gps",
      confidence: 0.68,
    });
  });

  test("has nothing of a message without fields, also none that an object inherits", () => {
    const nothing = { number: null, dialled: null, point: null, accuracyM: null, measuredAt: null, method: null, confidence: null };
    expect(read({})).toEqual(nothing);
    const inherited: Record<string, string> = Object.create({ location_accuracy: "5", location_source: "gps", emergency_number: "17" });
    expect(read(inherited)).toEqual(nothing);
  });

  test.each([
    ["now", NOW, NOW],
    ["a minute ahead counts as now", NOW + 60_000, NOW],
    ["more than a minute ahead is told as it was said", NOW + 60_001, NOW + 60_001],
    ["a day old", NOW - DAY_MS, NOW - DAY_MS],
    ["older than a day is told too", NOW - DAY_MS - 1, NOW - DAY_MS - 1],
    ["of last year", NOW - 365 * DAY_MS, NOW - 365 * DAY_MS],
    ["in seconds", NOW / 1_000 - 7, NOW - 7_000],
    ["in seconds, older than a day", (NOW - DAY_MS) / 1_000 - 1, NOW - DAY_MS - 1_000],
    ["nothing", 0, null],
  ])("was measured: %s", (_name, time, measuredAt) => {
    expect(read({ location_time: String(time) }).measuredAt).toBe(measuredAt);
  });

  test("was measured at a whole millisecond", () => {
    expect(read({ location_time: `${NOW - 10}.6` }).measuredAt).toBe(NOW - 9);
  });

  test.each([
    ["90", "180", { lat: 90, lon: 180 }],
    ["-90", "-180", { lat: -90, lon: -180 }],
    [" +31.95 ", "\t5.32\n", { lat: 31.95, lon: 5.32 }],
    ["0", "5", { lat: 0, lon: 5 }],
    ["31", "0", { lat: 31, lon: 0 }],
    ["0", "0", null],
    ["90.1", "5", null],
    ["-90.1", "5", null],
    ["31", "180.1", null],
    ["31", "-180.1", null],
    ["31.", "5", null],
    [".5", "5", null],
    ["3e1", "5", null],
    ["0x1f", "5", null],
    ["31.9 north", "5", null],
    ["about 31.9", "5", null],
    ["31,9", "5", null],
    ["", "5", null],
    ["5", "", null],
    ["31.1234567890123456", "5", null],
    ["0000000000000031", "5", null],
  ])("at %j and %j is %j", (lat, lon, point) => {
    expect(pointOf(lat, lon)).toEqual(point);
  });

  test("needs both its latitude and its longitude", () => {
    expect(read({ location_latitude: "31.9" }).point).toBeNull();
    expect(read({ location_longitude: "5.3" }).point).toBeNull();
  });

  test.each([
    ["0", 0],
    ["1000000", 1_000_000],
    ["1000001", null],
    ["-1", null],
  ])("has an accuracy of %s m: %j", (text, accuracyM) => {
    expect(read({ location_accuracy: text }).accuracyM).toBe(accuracyM);
  });

  test.each([
    ["0", 0],
    ["0.68", 0.68],
    ["1", 1],
    ["68", 0.68],
    ["100", 1],
    ["101", null],
    ["-1", null],
  ])("has a confidence of %s: %j", (text, confidence) => {
    expect(read({ location_confidence: text }).confidence).toBe(confidence);
  });

  test.each([
    ["gps", "gps"],
    ["WiFi", "wifi"],
    ["cell", "cell"],
    ["unknown", "unknown"],
    ["guess", null],
    ["", null],
  ])("has a source %j: %j", (text, method) => {
    expect(read({ location_source: text }).method).toBe(method);
  });
});
