import { reports, type Followed } from "@amaliyat/contract/reports";
import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { zeroBits } from "@amaliyat/domain/reports";
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { newCode, reportBody, walkBody } from "../testing/things/things.ts";

const clock = movedClock();
let room: TestRoom;
let taker: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now, environment: { AMALIYAT_TRUSTED_PROXIES: "127.0.0.1" } });
  taker = await room.as("call_taker");
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

async function later(ms = 3_900_000): Promise<void> {
  clock.forward(ms);
  taker = await clientsOf(room.url)("call_taker");
}

const through =
  (address: string) =>
  (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, room.url), { ...init, headers: { ...(init.headers as Record<string, string>), "x-forwarded-for": address } });

/** A phone at an address, behind the room's proxy. */
const phone = (address: string) => ({
  fetch: through(address),
  ask: <T extends Route>(route: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> => call(through(address), route, given),
  async code<T extends Route>(route: T, given: Arguments<T>): Promise<string> {
    const result = await call(through(address), route, given);
    return result.ok ? "ok" : result.error.code;
  },
});

type Body = ReturnType<typeof reportBody>;
const danger = (more: Partial<Body> & { place?: Body["place"] | null } = {}) => ({
  ...reportBody(newCode(), PLACES.SU1),
  device: `device-${randomUUID()}`,
  place: null,
  files: [],
  ...more,
});

async function send(address: string, body = danger()): Promise<Followed> {
  const sent = await phone(address).ask(reports.send, { body });
  if (!sent.ok) throw new Error(JSON.stringify(sent.error));
  return sent.value;
}

/** Does the work that a phone does for its report. */
async function work(
  address: string,
  code: string,
  use: "report" | "danger" = "report",
): Promise<{ task: string; nonce: string; bits: number }> {
  const given = await phone(address).ask(reports.task, { query: { use } });
  if (!given.ok) throw new Error(given.error.code);
  const { task, bits } = given.value;
  for (let n = 0; ; n++) {
    const nonce = n.toString(36);
    if (zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest()) >= bits) return { task, nonce, bits };
  }
}

const queue = () => taker.must(reports.queue, { query: {} });
const placeOf = async ({ reference }: Followed): Promise<number> => (await queue()).findIndex((row) => row.reference === reference);
const babble = (): string => randomUUID().replaceAll(/[0-9-]/g, "ش");

describe("a flood of danger", () => {
  beforeAll(() => later());

  it("of one network is one row, whatever its words, and hides neither a stranger nor a neighbour with work or a fix", async () => {
    for (let n = 0; n < 60; n += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, nth) => send("41.110.7.9", danger({ words: nth % 2 === 0 ? babble() : `نجدة ${n}` }))),
      );
    const stranger = await send("105.100.3.3", danger({ words: "نجدة حقيقية" }));
    const fixed = await send("41.110.7.12", danger({ words: "سرقة", place: { point: PLACES.SU2, accuracyM: 15, source: "phone" } }));
    const neighbour = danger({ words: "ساعدوني" });
    const worked = await send("41.110.7.9", neighbour);
    const proof = await work("41.110.7.9", neighbour.code, "danger");
    expect(await phone("41.110.7.9").code(reports.prove, { body: { code: neighbour.code, proof } })).toBe("ok");
    const rows = await queue();
    expect(rows.slice(0, 3).map(({ reference }) => reference)).toEqual([stranger, fixed, worked].map(({ reference }) => reference));
    expect(rows.slice(1, 3).map(({ reasons }) => reasons)).toEqual([
      ["fix", "crowd"],
      ["proven", "crowd"],
    ]);
    const waves = rows.filter(({ wave }) => wave !== null);
    expect(waves.length).toBeLessThanOrEqual(2);
    const counts = await taker.must(reports.queueCounts, {});
    expect(counts.danger).toBe(63);
    expect(counts.inWaves).toBe(waves.reduce((sum, { wave }) => sum + (wave?.waiting ?? 0), 0));
    // A few stood by themselves before their network was a crowd; they come after those who have a signal.
    expect(rows.length - waves.length).toBeLessThan(12);
  });

  it("is told to the screens as its row, once a second at most", async () => {
    const before = await room.database.db.pool.query<{ n: number }>("select count(*)::int as n from live_event where topic like 'report%'");
    for (let n = 0; n < 5; n++) await Promise.all(Array.from({ length: 20 }, () => send("41.110.7.9", danger({ words: babble() }))));
    const after = await room.database.db.pool.query<{ n: number }>("select count(*)::int as n from live_event where topic like 'report%'");
    expect((after.rows[0]?.n ?? 0) - (before.rows[0]?.n ?? 0)).toBeLessThan(15);
    const [wave] = (await queue()).flatMap((row) => row.wave ?? []);
    await vi.waitFor(async () => {
      const { rows } = await room.database.db.pool.query<{ happening: { row: { wave: { waiting: number } } | null } }>(
        "select happening from live_event where topic = 'report_wave' order by live_event.seq desc limit 1",
      );
      expect(rows[0]?.happening.row?.wave.waiting).toBe(wave?.waiting);
    }, 5_000);
  });

  it("is closed and opened again by one act each: every report is answered, none is lost, and one with a signal stays", async () => {
    await later();
    const bodies = Array.from({ length: 12 }, () => danger({ words: "كاذب كاذب كاذب" }));
    for (const body of bodies) await send("41.50.1.1", body);
    const [row] = (await queue()).filter(({ wave }) => wave?.waiting === 12);
    const waveId = row?.waveId ?? "";
    const [out] = bodies;
    const proof = await work("41.50.1.1", out?.code ?? "", "danger");
    expect(await phone("41.50.1.1").code(reports.prove, { body: { code: out?.code ?? "", proof } })).toBe("ok");
    const { rows: members } = await taker.must(reports.waveMembers, { params: { waveId }, query: {} });
    expect(members).toHaveLength(11);
    const params = { waveId };
    expect(await taker.must(reports.closeWave, { params, body: { end: "nuisance", words: "لم نجد شيئا" } })).toEqual({ closed: 11 });
    const stands = async (): Promise<string[]> =>
      Promise.all(
        bodies.map(async ({ code }) => {
          const told = await phone("41.50.1.1").ask(reports.follow, { body: { code } });
          return told.ok ? `${told.value.state} ${told.value.end} ${told.value.endWords}` : told.error.code;
        }),
      );
    expect(await stands()).toEqual(["waiting null null", ...Array.from({ length: 11 }, () => "closed nuisance لم نجد شيئا")]);
    const kept = await room.database.db.pool.query(
      "select distinct state, taken_by is not null as taken, nature, first_answer_at is not null as answered, network is null as unknown, end_words as plain, end_words_sealed is not null as sealed from report where wave_id = $1",
      [waveId],
    );
    expect(kept.rows).toEqual([{ state: "closed", taken: true, nature: "NUI", answered: true, unknown: true, plain: null, sealed: true }]);
    expect(await taker.code(reports.closeWave, { params, body: { end: "nuisance", words: null } })).toBe("report.wave_empty");
    expect(await taker.must(reports.reopenWave, { params })).toEqual({ reopened: 11 });
    expect(new Set(await stands())).toEqual(new Set(["waiting null null"]));
    expect((await queue()).find((each) => each.waveId === waveId)?.wave?.waiting).toBe(11);
    const entries = (await logEntries(room)).filter(({ type }) => type.startsWith("report.wave_"));
    expect(entries.map(({ type, detail }) => [type, detail])).toEqual([
      ["report.wave_closed", { end: "nuisance", reports: 11 }],
      ["report.wave_reopened", { reports: 11 }],
    ]);
  });

  it("of more than one turn that is cut off between two is closed to its end when the command is sent again", async () => {
    await later();
    for (let nth = 0; nth < 6; nth++) await send("41.51.1.1", danger({ words: "كاذب مرة أخرى" }));
    const row = (await queue()).find(({ wave }) => wave?.waiting === 6);
    const { pool } = room.database.db;
    const { rows: found } = await pool.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ',') as names from information_schema.columns where table_name = 'report' and is_generated = 'NEVER'
        and column_name not in ('report_id', 'reference', 'code_hash', 'body_hash')`,
    );
    const names = found[0]?.names ?? "";
    await pool.query(
      `insert into report (report_id, reference, code_hash, body_hash, ${names})
        select gen_random_uuid(), 'W-' || n, sha256(('code' || n)::bytea), sha256('body'), ${names}
        from (select * from report where wave_id = $1 limit 1) one, generate_series(1, 1_100) n`,
      [row?.waveId],
    );
    const waiting = async (): Promise<number> =>
      Number((await pool.query("select count(*) from report where wave_id = $1 and state = 'waiting'", [row?.waveId])).rows[0]?.count);
    await pool.query(`create function cut_off() returns trigger language plpgsql as $$ begin
      if (select count(*) from report where wave_id = new.wave_id and state = 'closed') >= 1000 then raise 'cut off'; end if; return new; end $$`);
    await pool.query("create trigger cut_off before update on report for each row execute function cut_off()");
    const close = { params: { waveId: row?.waveId ?? "" }, body: { end: "nuisance" as const, words: null }, once: randomUUID() };
    expect(await taker.code(reports.closeWave, close)).toBe("server.failed");
    await pool.query("drop function cut_off cascade");
    expect(await waiting()).toBe(106);
    expect(await taker.must(reports.closeWave, close)).toEqual({ closed: 106 });
    expect(await waiting()).toBe(0);
    expect(await taker.must(reports.closeWave, close)).toEqual({ closed: 106 });
  });

  it("gives way to a person: a report that somebody put first stands first, and one that somebody has leaves its wave", async () => {
    const [member] = (await taker.must(reports.waveMembers, { params: { waveId: await waveNow() }, query: {} })).rows;
    const params = { reportId: member?.reportId ?? "" };
    await taker.must(reports.open, { params });
    expect(await taker.must(reports.rank, { params, body: { to: "first" } })).toMatchObject({
      waveId: null,
      urgency: 1,
      reasons: expect.arrayContaining(["first_by_hand"]) as string[],
    });
    expect((await queue())[0]?.reportId).toBe(params.reportId);
    expect((await taker.must(reports.rank, { params, body: { to: null } })).reasons).not.toContain("first_by_hand");
  });
  const waveNow = async (): Promise<string> => (await queue()).find(({ wave }) => wave !== null)?.waveId ?? "";
});

describe("the queue", () => {
  it("has every danger before all that is calm and is read by pages to its end, with true numbers", async () => {
    await later();
    await room.database.db.pool.query(
      `insert into report (report_id, reference, state, channel, nature, kind, sort, danger, language, received_at, written_at, code_hash, kept_until, urgency)
       select gen_random_uuid(), 'X-' || n, 'waiting', 'APP', 'OTH', 'other', 'information', false, 'ar', $1::timestamptz - interval '2 days' + n * interval '1 ms',
         now(), sha256(('x' || n)::bytea), now() + interval '1 year', 230 from generate_series(1, 1200) n`,
      [new Date(clock.now())],
    );
    const last = await send("77.1.2.3", danger({ words: "آخر من وصل" }));
    const place = await placeOf(last);
    expect(place).toBeGreaterThanOrEqual(0);
    expect((await queue()).slice(0, place).every((row) => row.danger)).toBe(true);
    const counts = await taker.must(reports.queueCounts, {});
    const seen: string[] = [];
    let cursor: string | undefined;
    for (;;) {
      const rows = await taker.must(reports.queue, { query: { size: 200, ...(cursor === undefined ? {} : { cursor }) } });
      seen.push(...rows.map(({ reportId }) => reportId));
      const end = rows.at(-1);
      if (rows.length < 200 || end === undefined) break;
      cursor = `${end.urgency}_${Date.parse(end.receivedAt)}_${end.reportId}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(counts.danger + counts.calm - counts.inWaves + counts.waves);
    expect(counts.calm).toBeGreaterThanOrEqual(1_200);
    await room.database.db.pool.query("delete from report where reference like 'X-%'");
  });
});

describe("work", () => {
  const calm = (code: string, proof: { task: string; nonce: string } | null) => ({
    ...reportBody(code, PLACES.SU1),
    danger: false,
    device: `device-${randomUUID()}`,
    files: [],
    proof: proof === null ? null : { task: proof.task, nonce: proof.nonce },
  });

  it("serves one report, of the network and for the use that it was given for", async () => {
    const [code, other] = [newCode(), newCode()];
    const proof = await work("41.1.1.1", code);
    const sent = calm(code, proof);
    expect(await phone("41.2.1.1").code(reports.send, { body: sent })).toBe("report.proof_missing");
    expect(await phone("41.1.1.77").code(reports.send, { body: sent })).toBe("ok");
    expect(
      await phone("41.1.1.1").code(reports.send, { body: { ...calm(other, null), proof: { task: proof.task, nonce: proof.nonce } } }),
    ).toBe("report.proof_missing");
    // The same task, answered anew for another report.
    let n = 0;
    for (
      ;
      zeroBits(
        createHash("sha256")
          .update(`${proof.task}:${other}:${n.toString(36)}`)
          .digest(),
      ) < proof.bits;
      n++
    );
    expect(await phone("41.1.1.1").code(reports.send, { body: calm(other, { task: proof.task, nonce: n.toString(36) }) })).toBe(
      "report.proof_missing",
    );
    const forDanger = await work("41.1.1.1", other, "danger");
    expect(await phone("41.1.1.1").code(reports.send, { body: calm(other, forDanger) })).toBe("report.proof_missing");
    const [expires, , chance, mark] = (await work("41.1.1.1", other)).task.split(".");
    expect(await phone("41.1.1.1").code(reports.send, { body: calm(other, { task: `${expires}.0.${chance}.${mark}`, nonce: "0" }) })).toBe(
      "report.proof_missing",
    );
  });

  it("grows with the tasks of a network up to what a cheap phone does, and for no other", async () => {
    const bits = async (address: string): Promise<number> => {
      const given = await phone(address).ask(reports.task, { query: {} });
      return given.ok ? given.value.bits : 0;
    };
    const first = await bits("41.9.1.1");
    for (let n = 0; n < 70; n++) await bits("41.9.1.1");
    expect(await bits("41.9.1.200")).toBeGreaterThan(first);
    for (let n = 0; n < 500; n++) await bits("41.9.1.1");
    expect([first, await bits("41.9.1.1"), await bits("41.9.2.1")]).toEqual([14, 18, 14]);
  });
});

const bodyKeys = ({ body }: Route): readonly string[] =>
  body !== undefined && "shape" in body ? Object.keys(body.shape as Readonly<Record<string, unknown>>) : [];

/** Every route that anybody may call, by whether it takes a follow-up code; a new one must be put here, or the first test fails. */
const OPEN = Object.values(reports as Readonly<Record<string, Route>>).filter(
  ({ access, path }) => access.kind === "public" && /^\/(?:api\/)?allo(?:\/|$)/.test(path),
);
const WITHOUT_CODE = ["reports.about", "reports.notice", "reports.formNotice", "reports.task", "reports.landmarks", "reports.formSend"];
const BY_BODY = OPEN.filter((route) => bodyKeys(route).includes("code") && !["reports.send", "reports.beginWalk"].includes(route.name));
const BY_BEARER = OPEN.filter(({ carriage, name }) => carriage === "raw" && name !== "reports.formPhotos");
/** Forms of pages without scripts, with what they bring besides the code. */
const FORMS = [
  ["reports.formFollow", "/allo/status", {}],
  ["reports.formSay", "/allo/say", { words: "نعم" }],
  ["reports.formWithdraw", "/allo/take-back", { sure: "yes" }],
] as const;

describe("a follow-up code", () => {
  const params = { fileId: "00000000-0000-4000-8000-000000000001" };
  const more: Readonly<Record<string, object>> = {
    "reports.say": { messageId: randomUUID(), words: "نعم" },
    "reports.addFiles": { files: [{ fileId: randomUUID(), kind: "picture", bytes: 9, sha256: "0".repeat(64) }] },
    "reports.here": { point: PLACES.SU1, accuracyM: 9, agoMs: 0 },
    "reports.walkWord": { nth: 1, act: "here", leftS: null, place: null },
    "reports.prove": { proof: { task: "x", nonce: "0" } },
  };
  const tries: readonly (readonly [string, (address: string, code: string) => Promise<Response>])[] = [
    ...BY_BODY.map(
      (route) =>
        [
          route.name,
          (address: string, code: string) =>
            through(address)(route.path, {
              method: route.method,
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ code, ...more[route.name] }),
            }),
        ] as const,
    ),
    ...BY_BEARER.map(
      (route) =>
        [
          route.name,
          (address: string, code: string) =>
            through(address)(route.path.replace(":fileId", params.fileId), {
              method: route.method,
              headers: {
                authorization: `Bearer ${code}`,
                "tus-resumable": "1.0.0",
                "upload-length": "9",
                "upload-offset": "0",
                "upload-metadata": `fileId ${Buffer.from(params.fileId).toString("base64")}`,
                ...(route.method === "PATCH" ? { "content-type": "application/offset+octet-stream" } : {}),
              },
              ...(route.method === "PATCH" ? { body: "x" } : {}),
            }),
        ] as const,
    ),
    ...FORMS.map(
      ([name, path, fields]) =>
        [
          name,
          (address: string, code: string) =>
            through(address)(path, {
              method: "POST",
              headers: {
                "content-type": "application/x-www-form-urlencoded",
                origin: new URL(room.url).origin,
                "sec-fetch-site": "same-origin",
              },
              body: new URLSearchParams({ code, ...fields }).toString(),
            }),
        ] as const,
    ),
    [
      "reports.formPhotos",
      (address, code) => {
        const body = new FormData();
        body.set("code", code);
        body.set("photo", new Blob(["x"]), "a.jpg");
        return through(address)("/allo/photos", {
          method: "POST",
          headers: { origin: new URL(room.url).origin, "sec-fetch-site": "same-origin" },
          body,
        });
      },
    ],
  ];

  it("is taken by the routes that are tried here, and by no other", () => {
    const tried = [...tries.map(([name]) => name), "reports.send", "reports.beginWalk", ...WITHOUT_CODE];
    expect(OPEN.map(({ name }) => name).toSorted()).toEqual(tried.toSorted());
  });

  it("that is right is served on every route after a thousand wrong ones of its own address; wrong ones are told to wait on every route", async () => {
    await later();
    const address = "41.77.7.7";
    const body = danger();
    await send(address, body);
    const walker = testClient(room.url);
    await walker.must(reports.beginWalk, { body: await walkBody(walker, { code: body.code }) });
    for (let n = 0; n < 320; n += 40)
      await Promise.all(Array.from({ length: 40 }, () => phone(address).code(reports.follow, { body: { code: newCode() } })));
    for (const [name, attempt] of tries) {
      const wrong = await attempt(address, newCode());
      expect([name, wrong.status]).toEqual([name, 429]);
      const began = performance.now();
      const right = await attempt(address, body.code);
      const told = await right.text();
      const code = told.startsWith("{") ? String((JSON.parse(told) as { code?: unknown }).code) : "";
      expect([name, code === "request.too_many" || code === "report.unknown_code", right.status === 429]).toEqual([name, false, false]);
      // Usually 450 ms.
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    // A neighbour on the same network still gets the normal answer to a mistyped code.
    const slip = await phone("41.77.7.8").code(reports.follow, { body: { code: newCode() } });
    expect(slip).toBe("report.unknown_code");
  }, 60_000);

  it("costs a guesser time before the answer, right or wrong alike", async () => {
    await later();
    const body = danger();
    await send("41.78.7.7", body);
    await Promise.all(Array.from({ length: 200 }, () => phone("41.78.7.7").code(reports.follow, { body: { code: newCode() } })));
    const took = async (code: string): Promise<number> => {
      const began = performance.now();
      await phone("41.78.7.7").code(reports.follow, { body: { code } });
      return performance.now() - began;
    };
    for (const code of [body.code, newCode()]) expect(await took(code)).toBeGreaterThan(350);
  });

  it("is counted in IPv6 by the subscriber, who has 256 networks of 64 bits", async () => {
    await later();
    const at = (nth: number): string => `2001:4db8:1234:ab${(nth % 250).toString(16).padStart(2, "0")}::1`;
    const answers: string[] = [];
    for (let n = 0; n < 320; n += 40)
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 40 }, (_, nth) => phone(at(n + nth)).code(reports.follow, { body: { code: newCode() } })),
        )),
      );
    expect(answers.filter((each) => each === "request.too_many").length).toBeGreaterThan(0);
    expect(await phone("2001:4db8:1234:ac00::1").code(reports.follow, { body: { code: newCode() } })).toBe("report.unknown_code");
  });

  it("tells nothing to who sends a report under it: another report is one of its own, and the same from the same phone is taken once", async () => {
    await later();
    const body = danger({ words: "كلمات صاحبه" });
    const first = await send("41.79.1.1", body);
    expect(await send("41.79.1.1", body)).toEqual(first);
    const guess = danger({ words: "من يخمن", code: body.code });
    const [known, unknown] = [await send("66.1.1.1", guess), await send("66.1.1.1", danger({ words: "من يخمن" }))];
    const shape = ({ steps, ...told }: Followed) => ({
      ...told,
      reference: null,
      keptUntil: null,
      steps: steps.map(({ step, at }) => [step, at === null]),
    });
    expect(shape(known)).toEqual(shape(unknown));
    expect(known.reference).not.toBe(first.reference);
    // Sent again, it is the same; its code still leads to the first alone, and a stolen phone token is not enough.
    expect((await send("66.1.1.1", guess)).reference).toBe(known.reference);
    expect((await send("66.1.1.1", { ...body, device: `device-${randomUUID()}` })).reference).not.toBe(first.reference);
    const followed = await phone("41.79.1.1").ask(reports.follow, { body: { code: body.code } });
    expect(followed.ok && followed.value.reference).toBe(first.reference);
    // Without work a guess of what is calm learns nothing either.
    const calm = { ...danger({ code: body.code }), danger: false };
    expect(await phone("66.1.1.1").code(reports.send, { body: calm })).toBe(
      await phone("66.1.1.1").code(reports.send, { body: { ...calm, code: newCode() } }),
    );
  });
});

it("calm reports of an address that is over its number wait, and danger of it does not", async () => {
  await later();
  const form = (address: string, danger: boolean) =>
    through(address)("/allo/send", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(room.url).origin, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ kind: "theft", words: "سرقة", place: "هنا", ...(danger ? { danger: "yes" } : {}) }).toString(),
    });
  for (let n = 0; n < 300; n++) expect((await form("41.88.1.1", false)).status).toBe(200);
  expect((await form("41.88.1.1", false)).status).toBe(429);
  expect((await form("41.88.1.2", false)).status).toBe(200);
  for (let n = 0; n < 80; n++) expect((await form("41.88.1.1", true)).status).toBe(200);
}, 90_000);

it("of one customer with a whole IPv6 /48 counts as one network: an honest report stands before all of it", async () => {
  await later();
  const near = (at: number) => ({ point: { lat: 31.9 + at / 10_000, lon: 5.3 + at / 10_000 }, accuracyM: 15, source: "phone" as const });
  const flood: Followed[] = [];
  for (let nth = 0; nth < 60; nth++)
    flood.push(await send(`2001:db8:77:${(nth % 30).toString(16)}00::1`, danger({ place: near(nth * 7), words: babble() })));
  const bare = await send("41.220.1.1", danger({ words: "رجل مسلح داخل المدرسة" }));
  const fixed = await send("2001:db8:78:100::1", danger({ place: near(500), words: "رجل مسلح قرب السوق" }));
  const rows = await queue();
  const at = ({ reference }: Followed): number => rows.findIndex((row) => row.reference === reference);
  const first = Math.min(
    ...flood.map(at).filter((place) => place >= 0),
    rows.findIndex(({ wave }) => wave !== null),
  );
  expect(at(fixed)).toBeGreaterThanOrEqual(0);
  expect(at(fixed)).toBeLessThan(first);
  // Reports with a fix stand beside one that shows nothing; the sixth of a site and all after it do not.
  expect(flood.filter((each) => at(each) >= 0 && at(each) < at(bare)).length).toBe(0);
});
