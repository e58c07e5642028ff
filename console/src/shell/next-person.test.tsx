// @vitest-environment happy-dom
import { identity, type Session } from "@amaliyat/contract/identity";
import { showToast, ToastRegion } from "@amaliyat/ui/feedback";
import { createI18n } from "@amaliyat/ui/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient, SESSION_KEYS } from "../api/index.ts";
import { askNewIntervention, useNewIntervention } from "../facts/index.ts";
import { select, selected } from "../selection/index.ts";
import { choosePurpose, pickPurpose, SessionGate, usePickedPurpose, useSignOut, useViewReason } from "../session/index.ts";
import { openPalette, overlay } from "./overlays.ts";
import { smallest } from "./screens/smallest.ts";

const CASE = "0192f0c0-0000-7000-8000-0000000000ca";
/** Session of the cookie, as all windows of this browser send it; null without one. */
let held: Session | null = null;
const drawn: string[] = [];
/** Read of the session that is under way until it is called; null for reads that are answered at once. */
let late: ((answer: Response) => void) | null = null;

function sessionOf(name: string, sessionId = name): Session {
  const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
  return { ...rest, sessionId: sessionId as Session["sessionId"], secondFactor: "used", user: { ...user, userId: name as never, name } };
}

async function fakeFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  if (pathname === identity.firstRun.path) return Response.json({ needed: false });
  if (init?.method === "DELETE") held = null;
  else if (init?.method === "POST" && pathname === identity.signIn.path) return Response.json(sessionOf("badr"));
  else if (pathname === identity.me.path && late !== null) return new Promise((resolve) => (late = resolve));
  else if (pathname === identity.me.path)
    return held === null ? Response.json({ code: "session.missing", status: 401 }, { status: 401 }) : Response.json(held);
  return new Response(null, { status: 204 });
}

/** Tells what a person finds, at the first drawing too. */
function Seat({ name }: { readonly name: string }): ReactNode {
  const { open } = useNewIntervention();
  const signOut = useSignOut();
  const found = [useViewReason().kind, usePickedPurpose(CASE), selected(), overlay.get(), open].map(String).join();
  drawn.push(`${name}: ${found}`);
  useEffect(() => () => void drawn.push(`${name} leaves`), [name]);
  return (
    <>
      <button onClick={() => void signOut()}>{name}</button>
      <ToastRegion />
    </>
  );
}

/** A window of this browser. */
function openWindow() {
  const client = createQueryClient();
  render(
    <I18nextProvider i18n={createI18n({ ar: {}, fr: {}, en: {} }, "en")}>
      <QueryClientProvider client={client}>
        <SessionGate>{({ session }) => <Seat name={session.user.name} />}</SessionGate>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  return client;
}

const FRESH = "none,null,null,null,false";
function leaveTraces(): void {
  choosePurpose("road_traffic");
  pickPurpose(CASE, "road_traffic");
  select({ kind: "intervention", id: CASE as never });
  askNewIntervention();
  openPalette();
  showToast({ text: "done", undo: () => undefined });
}

beforeEach(() => {
  vi.stubGlobal("fetch", fakeFetch);
  drawn.length = 0;
  late = null;
  held = sessionOf("amina");
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

test("the next person finds nothing that the last one chose, after a sign-out", async () => {
  const client = openWindow();
  const out = await screen.findByText("amina");
  act(leaveTraces);
  act(() => out.click());
  await vi.waitFor(() => expect(drawn).toContain("amina leaves"));
  expect(sessionStorage.length).toBe(0);
  held = sessionOf("badr");
  drawn.length = 0;
  await act(() => client.refetchQueries({ queryKey: SESSION_KEYS.session }));
  await screen.findByText("badr");
  expect(drawn[0]).toBe(`badr: ${FRESH}`);
  expect(screen.queryByText("done")).toBeNull();
});

test("another person's session finds nothing of the last one's, though no window said that the last one left", async () => {
  const client = openWindow();
  await screen.findByText("amina");
  act(leaveTraces);
  client.setQueryData(["cases"], ["of amina"]);
  held = sessionOf("badr");
  drawn.length = 0;
  await act(() => client.refetchQueries({ queryKey: SESSION_KEYS.session }));
  await screen.findByText("badr");
  expect(drawn.filter((one) => one.startsWith("badr"))[0]).toBe(`badr: ${FRESH}`);
  expect(client.getQueryData(["cases"])).toBeUndefined();
});

test("a session that was locked or renewed keeps everything of its person", async () => {
  const client = openWindow();
  await screen.findByText("amina");
  act(leaveTraces);
  const kept = "purpose,road_traffic,[object Object],palette,true";
  act(
    () => void client.setQueryData<Session | null>(SESSION_KEYS.session, (one) => one && { ...one, lockedAt: "2026-03-01T08:00:00.000Z" }),
  );
  held = sessionOf("amina", "renewed");
  await act(() => client.refetchQueries({ queryKey: SESSION_KEYS.session }));
  expect(drawn.at(-1)).toBe(`amina: ${kept}`);
  expect(drawn).not.toContain("amina leaves");
});

test("a session that ends in one window ends in the others, and the next person's opens in all of them", async () => {
  openWindow();
  const [out] = await screen.findAllByText("amina");
  const channel = new BroadcastChannel("amaliyat.session");
  const heard: unknown[] = [];
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => heard.push(data));
  act(() => out?.click());
  await vi.waitFor(() => expect(heard).toEqual([{ kind: "left", userId: "amina" }]));
  // Another window signs the next person in.
  held = sessionOf("badr");
  act(() => channel.postMessage({ kind: "entered", userId: "badr" }));
  await screen.findByText("badr");
  // Its person is replaced there without a sign-out: nothing of badr stays on the screen until the room has said who it is.
  held = sessionOf("chafia");
  act(() => channel.postMessage({ kind: "entered", userId: "chafia" }));
  await screen.findByText("chafia");
  expect(drawn).toContain("badr leaves");
  act(() => channel.postMessage({ kind: "left", userId: "badr" }));
  act(() => channel.postMessage({ kind: "left", userId: "chafia" }));
  await vi.waitFor(() => expect(drawn).toContain("chafia leaves"));
  channel.close();
});

test("a read of the session that is under way writes nothing over the person who has just signed in", async () => {
  held = null;
  const client = openWindow();
  const name = await screen.findByText("username");
  const channel = new BroadcastChannel("amaliyat.session");
  const heard = vi.fn<(data: unknown) => void>();
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => heard(data));
  const first = vi.fn<(answer: Response) => void>();
  late = first;
  act(() => channel.postMessage({ kind: "entered", userId: "amina" }));
  await vi.waitFor(() => expect(late).not.toBe(first));
  const answer = late;
  late = null;
  for (const input of document.querySelectorAll("input")) fireEvent.change(input, { target: { value: "badr" } });
  act(() => name.closest("form")?.requestSubmit());
  await screen.findByText("badr");
  expect(heard).toHaveBeenLastCalledWith({ kind: "entered", userId: "badr" });
  await act(async () => answer(Response.json(sessionOf("amina"))));
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(client.getQueryData<Session | null>(SESSION_KEYS.session)?.user.userId).toBe("badr");
  channel.close();
});
