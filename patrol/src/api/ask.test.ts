import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, expect, it, vi } from "vitest";
import { ask } from "./ask.ts";

afterEach(() => void vi.unstubAllGlobals());

it("takes an empty answer for that of a route that replies nothing, and for a lost one of any other", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } }));
  expect((await ask("panic", { query: {}, body: { at: "2026-04-18T10:00:00Z", place: null } })).kind).toBe("lost");
  expect((await ask("signOut", {})).kind).toBe("ok");
});
