import { afterEach, expect, it, vi } from "vitest";
import { dangerBody } from "../help/danger-body.ts";
import type { Mine } from "../storage/kept.ts";
import { goingOf } from "../storage/own-calls.ts";
import { phoneWithRoom, toldDanger } from "../testing/phone.ts";
import type { Citizen } from "./citizen.ts";

afterEach(() => void vi.unstubAllGlobals());

it("says its own place for its own call after a reload, and never for one whose code it took up", async () => {
  const phone = phoneWithRoom();
  const first = await (await phone.reload()).open();
  const own = await first.report(dangerBody("help", null), []);
  await first.follow("OTHERS-CODE", toldDanger());
  await vi.waitFor(() => expect(first.get().mine.find(({ code }) => code === own.code)?.told).not.toBeNull());
  const again = await (await phone.reload()).open();
  again.resume();
  expect([again.following("OTHERS-CODE"), again.following(own.code)]).toEqual(["over", "looking"]);
  phone.fix(31.9);
  await vi.waitFor(() => expect(phone.askedAt("here").map(({ code }) => code)).toEqual([own.code]));
  // A press of help goes on with the own call.
  expect(goingOf(again.get(), Date.now())?.code).toBe(own.code);
});

it.each(["a word of the walk", "the word that its person is home"])(
  "its place follows where the room made the alarm of its walk first, and %s hears of it",
  async (by) => {
    const phone = phoneWithRoom();
    const citizen = await (await phone.reload()).open();
    if (by === "a word of the walk") await citizen.alarmed("WALK-CODE", toldDanger());
    else await citizen.home("WALK-CODE");
    await vi.waitFor(() => expect(citizen.following("WALK-CODE")).toBe("looking"));
    phone.fix(31.9);
    await vi.waitFor(() => expect(phone.askedAt("here")).toMatchObject([{ code: "WALK-CODE", point: { lat: 31.9 } }]));
    expect(citizen.placeOf("WALK-CODE")?.point.lat).toBe(31.9);
    // It goes on after a reload.
    const again = await (await phone.reload()).open();
    again.resume();
    expect(again.following("WALK-CODE")).toBe("looking");
  },
);

it("no place follows an alarm that was taken back", async () => {
  const phone = phoneWithRoom();
  const citizen = await (await phone.reload()).open();
  await citizen.alarmed("WALK-CODE", toldDanger({ state: "withdrawn" }));
  expect([citizen.following("WALK-CODE"), phone.isWatched()]).toEqual(["over", false]);
});

it.each([
  ["stops it", (tab: Citizen, { code }: Mine) => tab.stay(code)],
  ["forgets the call", (tab: Citizen, { id }: Mine) => tab.forget(id)],
  ["takes the call back", (tab: Citizen, { code }: Mine) => tab.withdraw(code)],
])("its place follows from no open tab once one of them %s", async (_, act) => {
  const phone = phoneWithRoom();
  const Fresh = await phone.reload();
  const tab = await Fresh.open();
  const call = await tab.report(dangerBody("help", null), []);
  await vi.waitFor(() => expect(tab.get().mine[0]?.told).not.toBeNull());
  const other = await Fresh.open();
  other.resume();
  expect(other.following(call.code)).toBe("looking");
  phone.fix(31.9);
  await act(tab, call);
  await vi.waitFor(() => expect([tab, other].map((each) => each.following(call.code))).toEqual(["over", "over"]));
  expect(phone.isWatched()).toBe(false);
});
