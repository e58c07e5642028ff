import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { theRoom } from "@amaliyat/contract/room";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { playDrill } from "./drill.ts";

/** Replies of a room to the routes that the drill asks before it begins, by method and path. */
let replies: Record<string, unknown> = {};
let asked: string[] = [];

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`;
const session = (role: string) => ({ user: { role } });
const duty = (assignments: readonly { readonly reference: string }[]) => ({ unit: { code: "D-1" }, assignments });

async function answer(url: URL, { method = "GET" }: RequestInit): Promise<Response> {
  const key = `${method} ${url.pathname}`;
  asked.push(key);
  if (key === keyOf(identity.signOut)) return new Response(null, { status: 204 });
  return Response.json(replies[key] ?? null);
}

beforeEach(() => {
  asked = [];
  replies = { [keyOf(identity.signIn)]: session("patrol"), [keyOf(theRoom.room)]: { center: { lat: 31.95, lon: 5.33 } } };
  vi.stubGlobal("fetch", answer);
});
afterEach(() => vi.unstubAllGlobals());

const play = () =>
  playDrill(
    {
      api: "http://room.example/",
      crew: { username: "amina", password: "secret" },
      place: { lat: 31.95, lon: 5.33 },
      sceneMs: 1,
      withinMs: 1,
      trunk: null,
    },
    { say: () => undefined, signal: AbortSignal.abort() },
  );

it.each([
  ["an account that is no crew", { [keyOf(identity.signIn)]: session("operator") }, "amina is no crew: its role is operator"],
  ["a crew without a unit", { [keyOf(dispatch.duty)]: null }, "amina speaks for no unit"],
  ["a crew at work", { [keyOf(dispatch.duty)]: duty([{ reference: "2026-000012" }]) }, "unit D-1 is at work on 2026-000012"],
])("%s is told before anything is sent", async (_, other, said) => {
  replies = { ...replies, ...other };
  await expect(play()).rejects.toThrow(said);
  // Only its own session was opened, read and closed.
  expect(asked.filter((key) => ![identity.signIn, identity.signOut, dispatch.duty].map(keyOf).includes(key))).toEqual([]);
  expect(asked.at(-1)).toBe(keyOf(identity.signOut));
});
