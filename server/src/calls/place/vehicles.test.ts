import { writeMsd } from "../testing/simulated.ts";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Vehicle } from "../../telephony/index.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { expireVehicles } from "./vehicles.ts";
import { callsDesk, until } from "../../testing/calls-desk.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, over } = desk;
let room: Awaited<ReturnType<typeof desk.open>>["room"];
beforeAll(async () => {
  ({ room } = await desk.open(stack));
});
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
  expect((await calls({ msd: "02ff00", by: "manual" })).vehicle).toEqual({ automatic: false, sent: true, erased: false, data: null });
  const bare = await calls({ msd: null, by: "automatic" });
  expect([bare.vehicle, bare.place]).toEqual([{ automatic: true, sent: false, erased: false, data: null }, null]);
});

it("is erased with its receipt once its time is over, not while the call goes on or a recording of it is held; the card still says that a vehicle called", async () => {
  const day = 86_400_000;
  const { db } = room.database;
  const { callId } = await calls({ msd: "02ff00", by: "manual" });
  const erase = (at: number): Promise<number> => expireVehicles(db, day, at);
  const msdOf = async (): Promise<unknown> => (await db.pool.query("select msd from call_vehicle where call_id = $1", [callId])).rows[0];
  await erase(Date.now() + 2 * day);
  expect(await msdOf()).not.toEqual({ msd: null });
  await over(callId);
  expect(await erase(Date.now())).toBe(0);
  const held = randomUUID();
  await db.pool.query(
    `insert into call_recording (recording_id, call_id, file, recorded_at, seconds, lost, retention_until, held_until, hold_reason)
     values ($1, $2, 'x.wav', now(), 1, 0, now(), now() + interval '9 days', 'case')`,
    [held, callId],
  );
  await erase(Date.now() + 2 * day);
  expect(await msdOf()).not.toEqual({ msd: null });
  await db.pool.query("update call_recording set held_until = null, hold_reason = null where recording_id = $1", [held]);
  expect(await erase(Date.now() + 2 * day)).toBe(1);
  expect(await erase(Date.now() + 2 * day)).toBe(0);
  expect((await card(callId)).vehicle).toEqual({ automatic: false, sent: true, erased: true, data: null });
  expect(await msdOf()).toEqual({ msd: null });
  expect((await logEntries(room, callId)).map(({ type }) => type)).toContain("call.vehicle_expired");
});
