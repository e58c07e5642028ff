import { calls } from "@amaliyat/contract/calls";
import { ERASE, MISSING, NEW_LINE } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callsDesk, until } from "../../testing/calls-desk.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { expireCallTexts } from "../desk/text-acts.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, inState, ringingOf, over } = desk;
let room: Awaited<ReturnType<typeof desk.open>>["room"];
let taker: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  ({ room, taker, supervisor } = await desk.open(stack));
});
afterAll(() => stack.disposeAsync());

const SECRET = "الرجل في المطبخ";
const [WRITER, OTHER] = ["0".repeat(31) + "1", "0".repeat(31) + "2"];
let sequence = 0;
const types = (callId: string, text: string): void =>
  network.say({ kind: "text", callId, text, mark: { ssrc: 7, sequence: sequence++ }, at: Date.now() });
const ring = (text: "alone" | "beside" | null = "alone", line = "17"): string => {
  const callId = randomUUID();
  network.ringIn(callId, line, "0550111222", Date.now(), null, false, text);
  return callId;
};
const textOf = (callId: string, client: TestClient = taker) => client.must(calls.text, { params: { callId } });
const linesOf = async (callId: string, by: "caller" | "room", client: TestClient = taker): Promise<string[]> =>
  (await textOf(callId, client)).lines
    .filter((line) => line.by === by && (by === "caller" || line.person !== null))
    .map(({ text }) => text);
const answer = async (callId: string): Promise<void> => {
  const { legId } = await ringingOf(callId);
  network.answer(callId, legId, Date.now());
  await inState(callId, "talking");
};
const write = (callId: string, after: number, text: string, client: TestClient = taker, writer = WRITER) =>
  client.ask(calls.writeText, { params: { callId }, body: { writer, after, text } });

describe("text in a call", () => {
  it("is kept while the caller waits, read letter by letter, answered letter by letter, and sealed", async () => {
    const callId = ring();
    await until(() =>
      Promise.resolve(network.wrote(callId).includes("17: القاعة معك") && network.wrote(callId).includes("la salle est là")),
    );
    for (const letter of `${SECRET}x${ERASE}`) types(callId, letter);
    await until(async () => (await linesOf(callId, "caller"))[0] === SECRET);
    expect((await card(callId)).text).toBe("alone");
    // Nobody writes to a caller whom nobody has.
    expect(await write(callId, 0, "x")).toMatchObject({ ok: false, error: { code: "call.not_yours" } });
    await answer(callId);
    await until(() => Promise.resolve(network.wrote(callId).includes("Un opérateur est avec vous.")));
    const before = network.wrote(callId);
    expect(await write(callId, 0, "نح")).toEqual({ ok: true, value: { sent: 2 } });
    // The answer was lost, and the request comes again with more in it.
    expect(await write(callId, 0, "نحن م")).toEqual({ ok: true, value: { sent: 5 } });
    expect(await write(callId, 9, "x")).toMatchObject({ ok: false, error: { code: "call.text_gap" } });
    expect(await write(callId, 0, "x", supervisor, OTHER)).toMatchObject({ ok: false, error: { code: "call.not_yours" } });
    expect(await write(callId, 5, `عك${NEW_LINE}`)).toEqual({ ok: true, value: { sent: 8 } });
    await until(() => Promise.resolve(network.wrote(callId).slice(before.length) === `نحن معك${NEW_LINE}`));
    // Another page of the same person begins its own count.
    expect(await write(callId, 0, "هنا", taker, OTHER)).toEqual({ ok: true, value: { sent: 3 } });
    expect(await linesOf(callId, "room")).toEqual(["نحن معك", "هنا"]);
    const { rows } = await room.database.db.pool.query<{ all: string }>(
      `select string_agg(t::text, ' ') as all from (select to_jsonb(c) from call_text c union all select to_jsonb(e) from call_event e
        union all select happening from live_event union all select to_jsonb(r) from request_once r) as t`,
    );
    expect(rows[0]?.all).toContain(callId);
    expect(rows[0]?.all).not.toContain("المطبخ");
    await over(callId);
    const log = await logEntries(room, callId);
    expect(log.map(({ type }) => type).filter((type) => type.includes("text"))).toEqual(["call.text_written", "call.text_exchanged"]);
    expect(JSON.stringify(log)).not.toContain("المطبخ");
  });

  it("stays on the card after the call; who reads it stands in the log; it is erased at its time, once no recording of it is held", async () => {
    const callId = ring("beside");
    types(callId, `hello${MISSING}`);
    await answer(callId);
    await until(async () => (await linesOf(callId, "caller")).length === 1);
    await over(callId);
    expect((await textOf(callId, supervisor)).lines.find(({ by }) => by === "caller")?.text).toBe(`hello${MISSING}`);
    expect((await logEntries(room, callId)).at(-1)?.type).toBe("call.text_read");
    const day = 86_400_000;
    expect(await expireCallTexts(room.database.db, day, Date.now())).toBe(0);
    // A recording of the call is held for a case: what was written in it stays as well.
    const held = randomUUID();
    await room.database.db.pool.query(
      `insert into call_recording (recording_id, call_id, file, recorded_at, seconds, lost, retention_until, held_until, hold_reason)
       values ($1, $2, 'x.wav', now(), 1, 0, now(), now() + interval '9 days', 'case')`,
      [held, callId],
    );
    await expireCallTexts(room.database.db, day, Date.now() + 2 * day);
    expect((await textOf(callId, supervisor)).erased).toBe(false);
    await room.database.db.pool.query("update call_recording set held_until = null, hold_reason = null where recording_id = $1", [held]);
    expect(await expireCallTexts(room.database.db, day, Date.now() + 2 * day)).toBe(1);
    expect(await textOf(callId)).toMatchObject({ lines: [], erased: true });
    expect((await logEntries(room, callId)).at(-1)?.type).toBe("call.text_expired");
  });

  it("is read while the call goes on by who is in it, and by a supervisor, who stands in the log once", async () => {
    const other = await room.as("dispatcher");
    const callId = ring();
    const seenBy = (client: TestClient) => client.code(calls.text, { params: { callId } });
    await answer(callId);
    types(callId, SECRET);
    await until(async () => (await linesOf(callId, "caller")).length === 1);
    expect(await seenBy(other)).toBe("call.not_yours");
    for (let n = 0; n < 3; n++) expect((await textOf(callId, supervisor)).lines.some(({ text }) => text === SECRET)).toBe(true);
    const readings = async () => (await logEntries(room, callId)).filter(({ type }) => type === "call.text_read");
    expect((await readings()).map(({ actor_name }) => actor_name)).toEqual(["supervisor0"]);
    await over(callId);
    expect((await textOf(callId, other)).lines.some(({ text }) => text === SECRET)).toBe(true);
    expect(await readings()).toHaveLength(2);
  });

  it("may be left out by its caller in the middle of a call, and added again: the card says so, and nothing is typed into the void", async () => {
    const callId = ring("beside");
    await answer(callId);
    expect(await write(callId, 0, "Où")).toMatchObject({ ok: true });
    expect((await card(callId)).textOverAt).toBeNull();
    network.say({ kind: "text_ended", callId, at: Date.now() });
    await until(async () => (await card(callId)).textOverAt !== null);
    const wrote = network.wrote(callId);
    expect(await write(callId, 2, " êtes")).toMatchObject({ ok: false, error: { code: "call.no_text" } });
    expect(network.wrote(callId)).toBe(wrote);
    expect(await linesOf(callId, "room")).toContain("Où");
    expect((await card(callId)).events.filter(({ kind }) => kind === "text_ended")).toHaveLength(1);
    network.say({ kind: "text_began", callId, text: "beside", at: Date.now() });
    await until(async () => (await card(callId)).textOverAt === null);
    expect((await write(callId, 2, " êtes")).ok).toBe(true);
    await over(callId);
  });

  it("goes on when the call is taken over: both write in lines of their own, and the first may write no more", async () => {
    const callId = ring("beside");
    await answer(callId);
    expect((await write(callId, 0, "Où êtes")).ok).toBe(true);
    const own = await desk.connect(supervisor);
    expect((await supervisor.ask(calls.takeOver, { params: { callId } })).ok).toBe(true);
    const leg = await until(() =>
      Promise.resolve(network.ringing().find(({ target }) => target.kind === "extension" && target.extension === own)),
    );
    network.answer(callId, leg.legId, Date.now());
    await until(async () => (await card(callId)).takenBy?.name !== undefined && (await write(callId, 7, "-vous")).ok === false);
    const before = network.wrote(callId);
    expect((await write(callId, 0, "Je suis là", supervisor, OTHER)).ok).toBe(true);
    expect(network.wrote(callId).slice(before.length).endsWith("Je suis là")).toBe(true);
    expect(await linesOf(callId, "room", supervisor)).toEqual(["Où êtes", "Je suis là"]);
    types(callId, "12");
    await until(async () => (await linesOf(callId, "caller", supervisor))[0] === "12");
    network.gone(callId, Date.now());
    await inState(callId, "ended");
    await taker.must(calls.ready, {});
  });

  it("is nothing in a call without it, and may be added in the middle of one", async () => {
    const callId = ring(null);
    await answer(callId);
    expect(await write(callId, 0, "x")).toMatchObject({ ok: false, error: { code: "call.no_text" } });
    expect((await card(callId)).text).toBeNull();
    network.say({ kind: "text_began", callId, text: "beside", at: Date.now() });
    await until(async () => (await card(callId)).text === "beside");
    expect((await write(callId, 0, "x")).ok).toBe(true);
    expect((await card(callId)).events.map(({ kind }) => kind)).toContain("text_began");
    await over(callId);
  });

  it("says to a caller of a closed line that it is closed", async () => {
    const line = (await supervisor.must(calls.lines, {})).find(({ number }) => number === "1548");
    const body = { version: line?.version ?? 0, reason: "عطل" };
    const shut = await supervisor.must(calls.closeLine, { params: { number: "1548" }, body: { ...body, closed: true } });
    const callId = ring("alone", "1548");
    await until(() => Promise.resolve(network.wrote(callId).includes("appelez le 17")));
    expect(network.wrote(callId)).not.toContain("écrivez");
    network.gone(callId, Date.now());
    await inState(callId, "ended");
    await supervisor.must(calls.closeLine, { params: { number: "1548" }, body: { ...body, version: shut.version, closed: false } });
  });
});
