import { writeMsd } from "./testing/simulated.ts";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Vehicle } from "../telephony/index.ts";
import { callsDesk, until } from "../testing/calls-desk.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card } = desk;
beforeAll(async () => void (await desk.open(stack)));
afterAll(() => stack.disposeAsync());

async function calls(vehicle: Vehicle) {
  const callId = randomUUID();
  network.calls.set(callId, { legs: new Map(), playing: [] });
  const from = { number: "0550777888", withheld: false };
  network.say({ kind: "arrived", callId, dialled: "17", from, location: null, vehicle, at: Date.now() });
  return until(async () => {
    const found = await card(callId).catch(() => null);
    return found?.vehicle != null && found;
  });
}

it("shows what a vehicle says of itself on the card, and takes its place", async () => {
  const seconds = Math.floor(Date.now() / 1000) - 5;
  const msd = writeMsd({
    version: 2,
    messageId: 1,
    automatic: true,
    test: false,
    trusted: true,
    vehicleType: "M1",
    vin: "1M8GDM9AXKP042788",
    propulsion: ["electric"],
    seconds,
    latMas: 115_020_000,
    lonMas: 19_188_000,
    direction: 45,
    deltas: [[-10, 1]],
    passengers: 3,
  });
  const { vehicle, place, events } = await calls({ msd: msd.toString("hex"), by: "automatic" });
  expect(vehicle).toMatchObject({
    automatic: true,
    sent: true,
    data: { vin: "1M8GDM9AXKP042788", vehicleType: "M1", propulsion: ["electric"], passengers: 3, directionDeg: 90, trusted: true },
  });
  expect(vehicle?.data?.recent).toHaveLength(1);
  expect(place).toMatchObject({ source: "ecall", point: { lat: 31.95, lon: 5.33 }, accuracyM: 150 });
  expect(place?.measuredAt).toBe(new Date(seconds * 1000).toISOString());
  expect(events.find(({ kind }) => kind === "vehicle_called")?.data).toEqual({ by: "automatic", isRead: true });
});

it("says that data cannot be read, or that none came, and takes the call all the same", async () => {
  expect((await calls({ msd: "02ff00", by: "manual" })).vehicle).toEqual({ automatic: false, sent: true, data: null });
  const bare = await calls({ msd: null, by: "automatic" });
  expect([bare.vehicle, bare.place]).toEqual([{ automatic: true, sent: false, data: null }, null]);
});
