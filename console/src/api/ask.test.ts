import { interventions } from "@amaliyat/contract/interventions";
import { identity } from "@amaliyat/contract/identity";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ask } from "./ask.ts";

const id = "0192f0c0-0000-7000-8000-000000000001";
const sent: { readonly key: string | null }[] = [];
let answers: (() => Response)[] = [];

const json = (status: number, body: unknown): Response => Response.json(body, { status });
const problem = (status: number, code: string): Response =>
  json(status, { type: "about:blank", title: code, status, code, text: { ar: "ا", fr: "f", en: "e" } });
const lost = (): Response => {
  throw new TypeError("the link broke");
};

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("fetch", async (_: string, { headers }: RequestInit) => {
    sent.push({ key: new Headers(headers).get("idempotency-key") });
    return (answers.shift() ?? lost)();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function noteWith(...given: (() => Response)[]) {
  answers = given;
  const answer = ask(interventions.note, { params: { interventionId: id }, body: { text: "a note" } });
  await vi.runAllTimersAsync();
  return answer;
}

test("a command that gets no answer is sent again under the same key until the room answers", async () => {
  const answer = await noteWith(
    lost,
    () => problem(503, "database.unavailable"),
    () => json(200, { interventionId: id }),
  );
  expect(answer.ok).toBe(true);
  expect(sent).toHaveLength(3);
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test("it is given up after 15 s, and at once where the browser has no network", async () => {
  expect(await noteWith()).toMatchObject({ ok: false, error: { code: "network.lost" } });
  expect(sent).toHaveLength(7);
  sent.length = 0;
  vi.stubGlobal("navigator", { onLine: false });
  expect(await noteWith()).toMatchObject({ ok: false, error: { code: "network.lost" } });
  expect(sent).toHaveLength(1);
});

test("a refusal is an answer and is not asked again; two commands have two keys", async () => {
  await noteWith(() => problem(409, "intervention.closed"));
  await noteWith(() => problem(409, "intervention.closed"));
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});

test("a command that was carried out before its answer was lost is told as kept", async () => {
  expect(await noteWith(lost, () => problem(409, "request.done_before"))).toMatchObject({ error: { code: "request.done_before" } });
  answers = [lost, () => problem(409, "request.done_before")];
  const revoked = ask(identity.revoke, { params: { sessionId: id } });
  await vi.runAllTimersAsync();
  expect(await revoked).toEqual({ ok: true, value: undefined });
});

test("a question, and a sign-in, carry no key and are sent once", async () => {
  answers = [lost, lost];
  const [question, entry] = [ask(identity.me, {}), ask(identity.signIn, { body: { username: "a", password: "b" } })];
  await vi.runAllTimersAsync();
  expect([(await question).ok, (await entry).ok]).toEqual([false, false]);
  expect(sent).toEqual([{ key: null }, { key: null }]);
});
