import { bolos } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, expect, it } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import { authorisedChild } from "../testing/public-alerts.ts";
import { openScreen } from "../testing/screen.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ clock: clock.now });
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const STEP_MS = 10 * 60_000;

it("tells the end of a BOLO once more if the clock was ahead at the first time and was put back", async () => {
  const [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
  const child = await authorisedChild(dispatcher, supervisor);
  const screen = await openScreen(supervisor);
  const told = () => screen.events().filter(({ happening }) => happening.topic === "bolo" && happening.boloId === child.boloId).length;
  const standing = async () => (await dispatcher.must(bolos.page, { params: child })).standing;
  const move = async (ms: number, known: string) => {
    const before = told();
    clock.forward(ms);
    await expect.poll(told, { timeout: 5_000 }).toBe(before + 1);
    expect(await standing()).toBe(known);
  };
  const expiresAt = new Date(clock.now() + STEP_MS / 2);
  await room.database.db.pool.query("update bolo set expires_at = $2 where bolo_id = $1", [child.boloId, expiresAt]);
  await move(STEP_MS, "expired");
  await move(-STEP_MS, "in_force");
  await move(STEP_MS, "expired");
  screen.socket.terminate();
});
