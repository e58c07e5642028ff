import type { Problem } from "@amaliyat/contract/route";
import { signsOf } from "@amaliyat/domain/calls";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetTypist, writeTypists, Typist, typistOf } from "./typist.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const problem = (status: number, code: string): Problem => ({ status, code, text: { ar: "", fr: "", en: "" } }) as unknown as Problem;

/** A room that takes each sign once, and whose answers are lost, or refused, when told so. */
function room() {
  const told: string[] = [];
  const state = { loses: false, refuses: null as Problem | null, all: "" };
  const send: ConstructorParameters<typeof Typist>[0] = ({ after, text }) => {
    if (state.refuses !== null) return Promise.resolve({ ok: false, error: state.refuses });
    told.push(text);
    state.all += signsOf(text)
      .slice(signsOf(state.all).length - after)
      .join("");
    if (state.loses) return Promise.resolve({ ok: false, error: problem(0, "client.no_link") });
    return Promise.resolve({ ok: true, value: { sent: signsOf(state.all).length } });
  };
  return { told, state, send };
}

it("gathers letters for 300 ms, in their order, erasures with them", async () => {
  const { told, send } = room();
  const typist = new Typist(send);
  typist.begin("ab");
  typist.type("abc");
  typist.type("abcd");
  typist.type("abx");
  // The screen is drawn again while letters are on their way.
  typist.begin("ab");
  expect(typist.state.get().waits).toBe(true);
  await vi.advanceTimersByTimeAsync(299);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["cd\b\bx"]);
  typist.endLine();
  await vi.advanceTimersByTimeAsync(300);
  expect(told.at(-1)).toBe("\u2028");
  expect(typist.state.get()).toEqual({ waits: false, late: false, refused: null });
});

it("sends again what did not arrive, until it does; a letter whose answer was lost is not sent twice to the caller", async () => {
  const { state, send } = room();
  const typist = new Typist(send);
  state.loses = true;
  typist.type("نحن");
  await vi.advanceTimersByTimeAsync(300);
  expect([state.all, typist.state.get().late]).toEqual(["نحن", true]);
  typist.type("نحن هنا");
  await vi.advanceTimersByTimeAsync(2_000);
  state.loses = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([state.all, typist.state.get()]).toEqual(["نحن هنا", { waits: false, late: false, refused: null }]);
});

it("keeps what the room refuses, and tries again with the next letter; after its end it sends nothing", async () => {
  const { told, state, send } = room();
  const typist = new Typist(send);
  state.refuses = problem(409, "call.not_yours");
  typist.type("a");
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told, typist.state.get().refused?.code]).toEqual([[], "call.not_yours"]);
  state.refuses = null;
  typist.type("ab");
  await vi.advanceTimersByTimeAsync(300);
  expect([told, typist.state.get().refused]).toEqual([["ab"], null]);
  typist.type("abc");
  typist[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(["ab"]);
});

it("goes on under another name where the room has lost letters that it had confirmed", async () => {
  const asked: { readonly writer: string; readonly after: number; readonly text: string }[] = [];
  let isLost = false;
  const typist = new Typist((signs) => {
    asked.push(signs);
    if (isLost && signs.after > 0) return Promise.resolve({ ok: false, error: problem(409, "call.text_gap") });
    return Promise.resolve({ ok: true, value: { sent: signs.after + signsOf(signs.text).length } });
  });
  typist.type("ab");
  await vi.advanceTimersByTimeAsync(300);
  isLost = true;
  typist.type("abc");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.map(({ after, text }) => [after, text])).toEqual([
    [0, "ab"],
    [2, "c"],
    [0, "c"],
  ]);
  expect(asked[2]?.writer).not.toBe(asked[0]?.writer);
  expect(typist.state.get()).toEqual({ waits: false, late: false, refused: null });
});

/** The store of one tab of a browser. */
function tabStore() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

it("goes on after a reload with what had not arrived: no letter is lost and none is sent twice, whether the last request came or not", async () => {
  for (const came of [true, false]) {
    const { state, send } = room();
    const store = tabStore();
    const dies: typeof send = (signs) => (came ? send(signs) : Promise.resolve(null)).then(() => new Promise(() => undefined));
    const before = typistOf("call", "me", dies, store);
    before.type("نح");
    await vi.advanceTimersByTimeAsync(300);
    before.type("نحن");
    before.endLine();
    before.type("ه");
    writeTypists(store);
    forgetTypist("call", "me");
    const after = typistOf("call", "me", send, store);
    expect(store.kept.size).toBe(0);
    // The field of the page stands as it was left.
    after.begin("what the caller had at that moment");
    after.type("هن");
    await vi.advanceTimersByTimeAsync(2_000);
    expect([state.all, after.state.get()]).toEqual(["نحن\u2028هن", { waits: false, late: false, refused: null }]);
    expect(after.kept).toBeNull();
    writeTypists(store);
    expect(store.kept.size).toBe(0);
    forgetTypist("call", "me");
  }
});
