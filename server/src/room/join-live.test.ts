import { identity } from "@amaliyat/contract/identity";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import { openScreen } from "../testing/screen.ts";
import { signedIn } from "../testing/test-client.ts";
import { putPerson } from "../testing/people.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const MINUTE = 60_000;
const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
});
afterAll(() => room[Symbol.asyncDispose]());

it("closes a screen that sends anything but the sign of its person", async () => {
  const client = await signedIn(room.url, "operator", PASSWORD);
  for (const sent of ["{}", '{"kind":"present"} ', Buffer.alloc(4000)]) {
    const screen = await openScreen(client);
    const closed = once(screen.socket, "close");
    screen.socket.send(sent);
    expect((await closed)[0]).toBe(1008);
  }
  expect(await client.code(identity.me, {})).toBe("ok");
});

it("takes a flood of signs as one", async () => {
  const client = await signedIn(room.url, "dispatcher", PASSWORD);
  const screen = await openScreen(client);
  const seen = async () => (await client.must(identity.sessions, {})).find(({ current }) => current)?.seenAt;
  const before = await seen();
  clock.forward(1_000);
  for (let n = 0; n < 50; n++) screen.socket.send('{"kind":"present"}');
  await vi.waitFor(async () => expect(await seen()).not.toBe(before));
  const then = await seen();
  clock.forward(5_000);
  for (let n = 0; n < 50; n++) screen.socket.send('{"kind":"present"}');
  await openScreen(client);
  expect(await seen()).toBe(then);
});

it("lets a session hold a wall and its channel, and no more; the session itself lives on", async () => {
  const client = await signedIn(room.url, "supervisor", PASSWORD);
  const screens = await Promise.all(Array.from({ length: 33 }, () => openScreen(client)));
  const { socket } = await client.socket("/api/live");
  expect((await once(socket ?? screens[0]?.socket ?? never(), "close")).map(String)).toEqual(["1013", "session.too_many_open"]);
  expect(await client.code(identity.me, {})).toBe("ok");
  const left = once(screens[0]?.socket ?? never(), "close");
  screens[0]?.socket.close();
  await left;
  await vi.waitFor(() => openScreen(client));
});
const never = (): never => {
  throw new Error("no socket");
};

it("ends a screen when the designation of its person ends, and one that was left alone, whatever it sends afterwards", async () => {
  const designatedUntil = new Date(clock.now() + 20 * MINUTE).toISOString();
  await putPerson(room, { username: "for-an-hour", role: "operator", designatedUntil });
  const screen = await openScreen(await signedIn(room.url, "for-an-hour", PASSWORD));
  const alone = await openScreen(await signedIn(room.url, "patrol2", PASSWORD));
  const idle = await openScreen(await signedIn(room.url, "operator2", PASSWORD));
  clock.forward(21 * MINUTE);
  screen.socket.send('{"kind":"present"}');
  expect(await screen.ended).toBe("designation.expired");
  clock.forward(10 * MINUTE);
  idle.socket.send('{"kind":"present"}');
  expect(await idle.ended).toBe("session.idle");
  expect(alone.socket.readyState).toBe(alone.socket.OPEN);
  alone.socket.close();
});
