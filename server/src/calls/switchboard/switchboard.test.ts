import { ok } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { tell } from "../../platform/live/index.ts";
import { markKeysAsked } from "../rows/calls-store.ts";
import { addEvent } from "../rows/events-store.ts";
import { Switchboard } from "./switchboard.ts";
import { callOut } from "../desk/talk.ts";
import { tellingsOfCalls } from "../tell-call.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, depsOf, holds, PATIENCE, PEOPLE, rows, settled, started, useRoom } from "../testing/switchboard.ts";

useRoom();

type Act =
  | { readonly kind: "ring"; readonly dialled: string; readonly number: string | null }
  | { readonly kind: "press" | "answer" | "refuse" | "unreachable" | "gone" | "taker_ends" | "taker_lost"; readonly nth: number }
  | { readonly kind: "phone_lost" | "phone_back"; readonly extension: string }
  | { readonly kind: "screen_locked" | "screen_opened"; readonly username: string }
  | { readonly kind: "kill" };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("ring" as const),
      dialled: fc.constantFrom("17", "104", "1548", "999"),
      number: fc.constantFrom(null, "0550000001", "+213550000001", "x"),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("answer" as const), nth: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom("refuse", "unreachable", "gone", "taker_ends", "taker_lost"), nth: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("press" as const), nth: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("phone_lost", "phone_back"), extension: fc.constantFrom(...PEOPLE) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("screen_locked", "screen_opened"), username: fc.constantFrom(...PEOPLE) }) },
  fc.constant({ kind: "kill" as const }),
);

const pick = <T>(from: readonly T[], nth: number): T | undefined => from[nth % Math.max(1, from.length)];

/** Does something outside of the room. */
function perform(network: FakeNetwork, what: Exclude<Act, { kind: "kill" } | { username: string }>): void {
  const at = Date.now();
  if (what.kind === "ring") return network.ringIn(randomUUID(), what.dialled, what.number, at);
  if ("extension" in what)
    return network.say({ kind: what.kind === "phone_lost" ? "phone_lost" : "phone_registered", extension: what.extension, at });
  const ringing = pick(network.ringing(), what.nth);
  if (what.kind === "gone") return network.gone(pick([...network.calls.keys()], what.nth) ?? "", at);
  if (what.kind === "press") return network.say({ kind: "digit", callId: pick([...network.calls.keys()], what.nth) ?? "", digit: "1", at });
  if (what.kind === "answer") return ringing && network.answer(ringing.callId, ringing.legId, at);
  if (what.kind === "refuse" || what.kind === "unreachable")
    return ringing && network.refuse(ringing.callId, ringing.legId, what.kind === "refuse" ? "refused" : "unreachable", at);
  const talking = pick(
    [...network.calls].flatMap(([callId, { legs }]) => [...legs].flatMap(([legId, { answered }]) => (answered ? [{ callId, legId }] : []))),
    what.nth,
  );
  return talking && network.end(talking.callId, talking.legId, what.kind === "taker_lost" ? "lost" : "party", at);
}

it("keeps in its rows what the rule says, and loses no call, whatever happens, also when it is killed in between", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
      const network = new FakeNetwork();
      let board = await started(network);
      try {
        for (const extension of PEOPLE) network.say({ kind: "phone_registered", extension, at: Date.now() });
        for (const what of acts) {
          if (what.kind === "kill") {
            // Events that occur while it is dead reach the next switchboard.
            network.kill();
            perform(network, { kind: "gone", nth: 0 });
            await board[Symbol.asyncDispose]();
            board = await started(network);
          } else if ("username" in what) {
            const lockedAt = what.kind === "screen_locked" ? new Date() : null;
            const whose = "user_id = (select user_id from users where username = $2)";
            await database.db.pool.query(`update session set locked_at = $1 where ${whose}`, [lockedAt, what.username]);
            // The next turn sees it, whatever it is about.
            await board.command(() => Promise.resolve(ok(undefined)));
          } else perform(network, what);
          await settled(board);
          await holds(board, network);
        }
        for (const callId of network.calls.keys()) network.gone(callId, Date.now());
        await settled(board);
        await holds(board, network);
      } finally {
        await board[Symbol.asyncDispose]();
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

it("takes its calls back after a kill within five seconds: who talked talks, who waited is offered, who hung up meanwhile is listed", async () => {
  const network = new FakeNetwork();
  await using first = await started(network);
  for (const extension of PEOPLE) network.say({ kind: "phone_registered", extension, at: Date.now() });
  await settled(first);
  const [talks, waits, leaves] = [randomUUID(), randomUUID(), randomUUID()];
  network.ringIn(talks, "17", "0550000001", Date.now());
  await vi.waitFor(() => expect(network.ringing()).toHaveLength(1), PATIENCE);
  const [leg] = network.ringing();
  network.answer(talks, leg?.legId ?? "", Date.now());
  const others = PEOPLE.filter((extension) => leg?.target.kind === "extension" && extension !== leg.target.extension);
  for (const extension of others) network.say({ kind: "phone_lost", extension, at: Date.now() });
  network.ringIn(waits, "17", "0550000002", Date.now());
  network.ringIn(leaves, "1548", "0550000003", Date.now() - 5_000);
  await vi.waitFor(() => {
    const kinds = [talks, waits, leaves].map((callId) => first.acd.calls.get(callId)?.state.kind);
    expect(kinds).toEqual(["talking", "waiting", "waiting"]);
  }, PATIENCE);
  await settled(first);
  await using second = new Switchboard(depsOf(network));
  expect(second.isRunning).toBe(false);
  expect(await second.command(() => Promise.reject(new Error("it is not its turn")))).toMatchObject({ error: { code: "calls.elsewhere" } });
  network.kill();
  network.gone(leaves, Date.now());
  network.say({
    kind: "survived",
    callId: randomUUID(),
    dialled: "17",
    from: { number: "0550000004", withheld: false },
    extension: others[0] ?? "",
    at: Date.now(),
    seconds: 3,
  });
  const killedAt = Date.now();
  await first[Symbol.asyncDispose]();
  while (!second.isRunning) await new Promise((resolve) => setTimeout(resolve, 20));
  await settled(second);
  // Usually 500 ms.
  expect(Date.now() - killedAt).toBeLessThan(5_000);
  expect(second.acd.calls.get(talks)?.state.kind).toBe("talking");
  expect(second.acd.calls.get(waits)?.state.kind).toBe("waiting");
  network.say({ kind: "phone_registered", extension: others[0] ?? "", at: Date.now() });
  await vi.waitFor(() => expect(second.acd.calls.get(waits)?.state.kind).toBe("offered"), PATIENCE);
  const ended = await rows<{ ending: string }>(`select ending from call where call_id = '${leaves}' or survived order by ending`);
  expect(ended.map(({ ending }) => ending)).toEqual(["abandoned", "answered"]);
});

it("knows whom the last server had answered and told nobody of, also if they have left, and takes no call before it has its own back", async () => {
  const network = new FakeNetwork();
  const board = await started(network);
  expect(network.isOpen).toBe(true);
  const [callId, known] = [randomUUID(), randomUUID()];
  network.ringIn(known, "17", "0550000071", Date.now());
  await settled(board);
  const from = { number: "0550000070", withheld: false };
  const at = Date.now() - 9_000;
  for (const each of [callId, callId, known]) network.say({ kind: "left", callId: each, dialled: "17", from, at, seconds: 4 });
  await settled(board);
  const found = await rows<{ call_id: string; ending: string | null; line: string; seconds: number }>(
    `select call_id, ending, line, extract(epoch from ended_at - arrived_at)::int as seconds from call where call_id in ('${callId}', '${known}')`,
  );
  expect(new Map(found.map(({ call_id: id, ...row }) => [id, row]))).toEqual(
    new Map([
      [callId, { ending: "abandoned", line: "17", seconds: 4 }],
      [known, { ending: null, line: "17", seconds: null }],
    ]),
  );
  const told = await rows<{ kind: string }>(`select kind from call_event where call_id = '${callId}' order by seq`);
  expect(told.map(({ kind }) => kind)).toEqual(["arrived", "ended"]);
  network.gone(known, Date.now());
  await settled(board);
  await board[Symbol.asyncDispose]();
});

it("lets go of a call out that had reached nobody when the server died, and knows after it whose screen was locked meanwhile", async () => {
  const network = new FakeNetwork();
  const first = await started(network);
  const asks = randomUUID();
  network.ringIn(asks, "1548", "0550000009", Date.now());
  network.say({ kind: "digit", callId: asks, digit: "1", at: Date.now() });
  network.gone(asks, Date.now());
  await settled(first);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  await settled(first);
  const [own] = await rows<{ user_id: string }>("select user_id from call_taker where extension = '8001'");
  const who = { userId: own?.user_id ?? "", name: "8001", role: "call_taker" };
  const asked = { who, body: { number: "0550000008", line: "17" } } as Parameters<typeof callOut>[1];
  await first.command((turn) => Promise.resolve(ok(turn.step({ kind: "paused", takerId: who.userId, reason: "break" }))));
  const out = await callOut({ ...depsOf(network), switchboard: first }, asked);
  if (!out.ok) throw new Error(out.error.code);
  await settled(first);
  network.kill();
  await first[Symbol.asyncDispose]();
  await database.db.pool.query("update session set locked_at = now()");
  await using second = await started(network);
  network.say({ kind: "phone_registered", extension: "8002", at: Date.now() });
  await settled(second);
  expect(network.asked.filter(({ callId }) => callId === out.value.callId).map(({ what }) => what)).toEqual([
    "call out",
    "resume recording",
    "drop",
    "hang up",
  ]);
  expect([...second.acd.calls.values()]).toMatchObject([{ callId: asks, callBack: "asked", state: { kind: "waiting" } }]);
  await database.db.pool.query("update session set locked_at = null");
  await vi.waitFor(() => expect(second.acd.calls.get(asks)?.state.kind).toBe("offered"), PATIENCE);
});

it("has a call out back as it stands when the server died: who answered then talks, and whose console is gone meanwhile waits", async () => {
  const network = new FakeNetwork();
  const first = await started(network);
  for (const extension of ["8001", "8002"]) network.say({ kind: "phone_registered", extension, at: Date.now() });
  await settled(first);
  const people = await rows<{ user_id: string }>("select user_id from call_taker where extension in ('8001', '8002') order by extension");
  const calling = people.map(async ({ user_id: userId }, nth) => {
    const asked = { who: { userId, name: "", role: "call_taker" }, body: { number: `055000002${nth}`, line: "17" } };
    const out = await callOut({ ...depsOf(network), switchboard: first }, asked as Parameters<typeof callOut>[1]);
    return out.ok ? out.value.callId : "";
  });
  const [answers = "", talks = ""] = await Promise.all(calling);
  network.answer(talks, network.ringing().find(({ callId }) => callId === talks)?.legId ?? "", Date.now());
  await settled(first);
  network.kill();
  await first[Symbol.asyncDispose]();
  for (const leg of network.calls.get(answers)?.legs.values() ?? []) leg.answered = true;
  network.calls.get(talks)?.legs.clear();
  await using second = await started(network);
  expect([answers, talks].map((callId) => second.acd.calls.get(callId)?.state.kind)).toEqual(["talking", "offered"]);
  expect(network.asked.some(({ what }) => what === "hang up")).toBe(false);
  expect(network.asked.filter(({ callId }) => callId === answers).map(({ what }) => what)).toEqual([
    "call out",
    "resume recording",
    "record",
  ]);
  for (const callId of [answers, talks]) network.gone(callId, Date.now());
  await settled(second);
});

/** Somebody in the database waits for what somebody else holds. */
async function lockWaited(): Promise<void> {
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await database.db.pool.query(waits)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

it("loses no word of a telephone while a person writes of the same call, and tells the screens last what is true last", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  const [late, danger] = [randomUUID(), randomUUID()];
  network.ringIn(late, "1548", "0550000005", Date.now());
  await settled(board);
  const writing = async (work: (tx: Tx) => Promise<void>, meanwhile: () => void): Promise<void> => {
    const [{ promise: begun, resolve: begin }, { promise: free, resolve: end }] = [
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
    ];
    const done = transaction(database.db, SYSTEM, async (tx) => {
      const told = await work(tx).then(() => tellingsOfCalls(tx, Date.now(), [late]));
      begin();
      await free;
      await tell(tx, Date.now(), told);
    });
    await begun;
    meanwhile();
    // The turn has come to where it waits for the person, or has waited for nobody.
    await Promise.race([board.settled(), lockWaited()]);
    end();
    await done;
    await settled(board);
  };
  await writing(
    (tx) => addEvent(tx, late, { at: Date.now(), kind: "placed" }),
    () => network.refuse(late, network.ringing()[0]?.legId ?? "", "refused", Date.now()),
  );
  await vi.waitFor(() => expect(board.acd.calls.get(late)).toMatchObject({ attempt: 2, state: { kind: "offered" } }), PATIENCE);
  await settled(board);
  await writing(
    () => Promise.resolve(),
    () => network.ringIn(danger, "17", "0550000006", Date.now()),
  );
  expect([late, danger].map((callId) => board.acd.calls.get(callId)?.state.kind)).toEqual(["waiting", "offered"]);
  const [last] = await rows<{ state: string }>(
    `select happening->'row'->>'state' as state from live_event where happening->'row'->>'callId' = '${late}' order by seq desc limit 1`,
  );
  expect(last?.state).toBe("waiting");
  for (const callId of [late, danger]) network.gone(callId, Date.now());
  await settled(board);
});

it("offers again to whoever was busy with a saved call, once that is over, and to nobody who was away", async () => {
  const network = new FakeNetwork();
  // Somebody else is ready for 17 alone: the last person at whom it can ring would not be taken to be away.
  const answersOf = (lines: string | null): Promise<unknown> =>
    database.db.pool.query("update call_taker set lines = $1 where extension = '8003'", [lines]);
  await answersOf("{17}");
  await using board = await started(network);
  for (const extension of ["8003", "8001", "8002"]) network.say({ kind: "phone_registered", extension, at: Date.now() });
  const [busy, away] = ["8001", "8002"];
  const callId = randomUUID();
  network.ringIn(callId, "1548", "0550000012", Date.now());
  for (let offers = 0; offers < 4; offers++) {
    await vi.waitFor(() => expect(network.ringing()).toHaveLength(1), PATIENCE);
    const [leg] = network.ringing();
    const isBusy = leg?.target.kind === "extension" && leg.target.extension === busy;
    network.refuse(callId, leg?.legId ?? "", isBusy ? "busy" : "no_answer", Date.now());
    await settled(board);
  }
  expect(board.acd.calls.get(callId)?.state.kind).toBe("waiting");
  const from = { number: "0550000013", withheld: false };
  const over = (extension: string, secondsAgo: number): void =>
    network.say({
      kind: "survived",
      callId: randomUUID(),
      dialled: "17",
      from,
      extension,
      at: Date.now() - (secondsAgo + 40) * 1000,
      seconds: 40,
    });
  over(away, 90);
  await settled(board);
  expect(network.ringing()).toEqual([]);
  over(busy, 0);
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ target: { extension: busy } }]), PATIENCE);
  network.gone(callId, Date.now());
  await settled(board);
  await answersOf(null);
});

it("writes a turn that was stopped because it waited for too long, and answers the caller of one that can never be written", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  const [callId, never] = [randomUUID(), randomUUID()];
  // A sequence does not go back with its transaction: the first two turns are stopped as a limit of time stops them.
  await database.db.pool.query(`
    create sequence stopped;
    create function stop_first() returns trigger language plpgsql as $$ begin
      if new.call_id = '${never}' or nextval('stopped') <= 2 then raise exception 'too slow' using errcode = '57014'; end if;
      return new;
    end $$;
    grant usage on sequence stopped to public;
    create trigger stop_first before insert on call for each row execute function stop_first()`);
  try {
    network.ringIn(never, "1548", "0550000008", Date.now());
    network.ringIn(callId, "17", "0550000007", Date.now());
    await settled(board);
  } finally {
    await database.db.pool.query("drop trigger stop_first on call; drop function stop_first; drop sequence stopped");
  }
  expect([...board.acd.calls.keys()].toSorted()).toEqual([callId, never].toSorted());
  expect(network.asked.filter((asked) => asked.callId === never).map(({ what }) => what)).toEqual(["record", "play"]);
  expect((await rows(`select from call where call_id in ('${callId}', '${never}')`)).length).toBe(1);
  for (const each of [callId, never]) network.gone(each, Date.now());
  await settled(board);
  expect([...board.acd.calls.keys()]).toEqual([]);
  await holds(board, network);
});

it("notes that time has run out, also where a turn that asks nothing comes first", async () => {
  const network = new FakeNetwork();
  let ahead = 0;
  await using board = await started(network, () => Date.now() + ahead);
  network.say({ kind: "phone_registered", extension: "8001", at: Date.now() });
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000007", Date.now());
  await settled(board);
  ahead = 60_000;
  await board.command(() => Promise.resolve(ok(undefined)));
  await vi.waitFor(() => expect(board.acd.calls.get(callId)?.attempt).toBe(2), PATIENCE);
  network.gone(callId, Date.now());
  await settled(board);
});

it.each([3_600_000, -3_600_000])("goes on ringing when the clock is stepped by %i ms, for as long as before", async (byMs) => {
  const network = new FakeNetwork();
  let ahead = 0;
  await using board = await started(network, () => Date.now() + ahead);
  for (const extension of ["8001", "8002"]) network.say({ kind: "phone_registered", extension, at: Date.now() });
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000051", Date.now());
  await settled(board);
  const since = () => rows<{ since: Date }>(`select since from call where call_id = '${callId}'`);
  const [before] = await since();
  await board.follow(byMs, () => (ahead += byMs));
  await settled(board);
  // Screens read since when it waits: it moves with the clock by which they count.
  await vi.waitFor(async () => expect((await since())[0]?.since.getTime()).toBe((before?.since.getTime() ?? 0) + byMs), PATIENCE);
  expect(network.asked.filter((asked) => asked.callId === callId).map(({ what }) => what)).toEqual(["ring", "record", "play"]);
  expect(board.acd.calls.get(callId)).toMatchObject({ attempt: 1, state: { kind: "offered" } });
  await holds(board, network);
  ahead += 15_000;
  await board.command(() => Promise.resolve(ok(undefined)));
  await vi.waitFor(() => expect(board.acd.calls.get(callId)?.attempt).toBe(2), PATIENCE);
  network.gone(callId, Date.now() + ahead);
  await settled(board);
  const [over] = await rows<{ ending: string }>(`select ending from call where call_id = '${callId}'`);
  expect(over?.ending).toBe("abandoned");
});

it.each([
  { byMs: 3_600_000, isKilled: false },
  { byMs: -3_600_000, isKilled: false },
  { byMs: 3_600_000, isKilled: true },
  { byMs: -3_600_000, isKilled: true },
])("understands the key of a caller who was asked before a step of the clock: %o", async ({ byMs, isKilled }) => {
  const network = new FakeNetwork();
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  let board = await started(network, clock);
  network.say({ kind: "phone_registered", extension: "8001", at: clock() });
  const callId = randomUUID();
  network.ringIn(callId, "17", "0550000052", clock());
  await vi.waitFor(() => expect(network.ringing()).toMatchObject([{ callId }]), PATIENCE);
  network.answer(callId, network.ringing()[0]?.legId ?? "", clock());
  await settled(board);
  await board.command(async (turn) => {
    turn.setCall(callId, { keysAskedAt: turn.at });
    await markKeysAsked(turn.tx, callId, turn.date);
    return ok(undefined);
  });
  await board.follow(byMs, () => (ahead += byMs));
  await settled(board);
  if (isKilled) {
    network.kill();
    await board[Symbol.asyncDispose]();
    board = await started(network, clock);
  }
  network.say({ kind: "digit", callId, digit: "5", at: clock() });
  await settled(board);
  const marked = await rows(`select priority from call where call_id = '${callId}' and cannot_speak_at is not null`);
  network.gone(callId, clock());
  await settled(board);
  await board[Symbol.asyncDispose]();
  expect(marked).toEqual([{ priority: "P1" }]);
});

it("lets nobody wait for a telephone that is slow but those of its own call, whose orders stay in their order", async () => {
  const network = new FakeNetwork();
  await using board = await started(network);
  for (const extension of ["8001", "8002"]) network.say({ kind: "phone_registered", extension, at: Date.now() });
  await settled(board);
  const [slow, other] = [randomUUID(), randomUUID()];
  const { promise: obeyed, resolve: obey } = Promise.withResolvers<void>();
  network.slow(slow, obeyed);
  network.ringIn(slow, "17", null, Date.now());
  network.ringIn(other, "17", null, Date.now());
  const rings = (): boolean => network.asked.some(({ callId, what }) => callId === other && what === "ring");
  // Nothing of the first is obeyed before the second rings: one after the other, this would not end.
  while (!rings()) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(network.asked.some(({ callId }) => callId === slow)).toBe(false);
  obey();
  await settled(board);
  expect(network.asked.filter(({ callId }) => callId === slow).map(({ what }) => what)).toEqual(["ring", "record", "play"]);
  for (const callId of [slow, other]) network.gone(callId, Date.now());
  await settled(board);
});
