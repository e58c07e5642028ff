import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, expect, it, vi } from "vitest";
import { ask } from "./ask.ts";

afterEach(() => void vi.unstubAllGlobals());

it.each([
  ["nothing", () => new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } })],
  ["null", () => new Response("null", { headers: { [ROOM_MARK]: "1" } })],
])("takes %s for the answer of a route that replies nothing, and for a lost one of any other", async (_, answer) => {
  vi.stubGlobal("fetch", async () => answer());
  expect((await ask("follow", { body: { code: "0123-4567-89AB" } })).kind).toBe("lost");
  const point = { lat: 31.95, lon: 5.33 };
  expect((await ask("here", { body: { code: "0123-4567-89AB", point, accuracyM: null, agoMs: 0 } })).kind).toBe("ok");
});
