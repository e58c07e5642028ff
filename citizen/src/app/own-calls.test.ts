import { afterEach, expect, it, vi } from "vitest";
import { dangerBody } from "../help/danger-body.ts";
import { goingOf } from "../storage/own-calls.ts";
import { phoneWithRoom, toldDanger } from "../testing/phone.ts";

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
