import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { textOfDistress, type DistressCall } from "@amaliyat/domain/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { codeOf, signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { endHelp, makeUnit, takeUpHelp } from "../../testing/things/things.ts";
import { clientsOf, PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let as: ReturnType<typeof clientsOf>;
let unitId: string;
let crew: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  as = clientsOf(room.url);
  ({ unitId } = await makeUnit(room, "SU1", "car-1"));
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  crew = await signedIn(room.url, "patrol", PASSWORD);
});

type Phone = { readonly keyId: string; readonly sign: (call: DistressCall) => Promise<string> };

/** Makes a key as a phone does at sign-in, and gives its public half to the room. */
async function phoneOf(client: TestClient): Promise<Phone> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ["sign"]);
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64");
  const { keyId } = await client.must(dispatch.makeDistressKey, { body: { publicKey: spki } });
  const sign = async (call: DistressCall): Promise<string> => {
    const text = new TextEncoder().encode(textOfDistress(call));
    return Buffer.from(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, text)).toString("base64");
  };
  return { keyId, sign };
}

const newCall = (keyId: string, more: Partial<DistressCall> = {}): DistressCall => ({
  keyId,
  call: randomBytes(16).toString("hex"),
  at: new Date(clock.now()).toISOString(),
  place: PLACES.SU1,
  accuracyM: 25,
  placeAt: new Date(clock.now() - 60_000).toISOString(),
  ...more,
});

const press = async ({ keyId, sign }: Phone, call = newCall(keyId), signature?: string, sentAt?: number) => {
  const sent = sentAt === undefined ? {} : { sentAt: new Date(sentAt).toISOString() };
  const body = { ...call, ...sent, signature: signature ?? (await sign(call)) };
  const answer = await testClient(room.url).ask(dispatch.signedPanic, { body });
  return answer.ok ? "taken" : answer.error.code;
};
const distressOf = async () => (await (await as("dispatcher")).must(dispatch.units, {})).find((unit) => unit.unitId === unitId)?.distress;
const end = async () =>
  expect(codeOf(await endHelp(await as("dispatcher"), { unitId, distress: (await distressOf()) ?? null }))).toBe("ok");
const takeUp = async () =>
  expect(codeOf(await takeUpHelp(await as("dispatcher"), { unitId, distress: (await distressOf()) ?? null }))).toBe("ok");

describe("a phone whose session is over", () => {
  it("calls for help by its key, with its place, how exact and how old that is; and it is logged under the crew's name", async () => {
    const phone = await phoneOf(crew);
    await crew.must(identity.signOut, {});
    expect((await crew.ask(dispatch.panic, { query: {}, body: { at: new Date(clock.now()).toISOString(), place: null } })).ok).toBe(false);
    const call = newCall(phone.keyId);
    expect(await press(phone, call)).toBe("taken");
    expect(await distressOf()).toMatchObject({ place: PLACES.SU1, accuracyM: 25, placeAt: call.placeAt, takenUpBy: null });
    const [entry] = (await logEntries(room, unitId)).filter(({ type }) => type === "unit.distress_called").slice(-1);
    expect(entry).toMatchObject({ actor_name: "patrol", outcome: "done", detail: { byKey: true } });
    await end();
  });

  it("sends the same call again, and it does not open anew what the room ended", async () => {
    const phone = await phoneOf(crew);
    const call = newCall(phone.keyId);
    expect(await press(phone, call)).toBe("taken");
    await end();
    expect([await press(phone, call), await distressOf()]).toEqual(["taken", null]);
    expect([await press(phone), (await distressOf())?.accuracyM]).toEqual(["taken", 25]);
    await end();
  });

  it("opens nothing by an earlier call that somebody sends once more", async () => {
    const phone = await phoneOf(crew);
    const first = newCall(phone.keyId);
    expect(await press(phone, first)).toBe("taken");
    clock.forward(1_000);
    expect(await press(phone)).toBe("taken");
    await end();
    expect([await press(phone, first), await distressOf()]).toEqual(["taken", null]);
  });

  it("is heard again once its clock, which was ahead, was set right; an earlier call told as one of now opens nothing", async () => {
    const phone = await phoneOf(crew);
    const ahead = clock.now() + 3 * HOUR;
    const first = newCall(phone.keyId, { at: new Date(ahead).toISOString() });
    expect(await press(phone, first, undefined, ahead)).toBe("taken");
    await end();
    clock.forward(5 * 60_000);
    expect([await press(phone, undefined, undefined, clock.now()), await distressOf()]).toMatchObject(["taken", { accuracyM: 25 }]);
    await end();
    clock.forward(5 * 60_000);
    expect([await press(phone, first, undefined, ahead), await distressOf()]).toEqual(["taken", null]);
  });

  it("is heard for a day after the session ended, by an act or by its time, and no longer", async () => {
    const [revoked, left] = [await phoneOf(crew), await phoneOf(await signedIn(room.url, "patrol", PASSWORD))];
    await crew.must(identity.signOut, {});
    clock.forward(23 * HOUR);
    expect(await press(revoked)).toBe("taken");
    clock.forward(2 * HOUR);
    expect(await press(revoked)).toBe("unit.distress_key_refused");
    // The other session ran out twelve hours after its beginning.
    expect(await press(left)).toBe("taken");
    clock.forward(12 * HOUR);
    expect(await press(left)).toBe("unit.distress_key_refused");
    as = clientsOf(room.url);
    await end();
  });

  it("is not heard with a wrong signature, a word changed, another's key, or a key of none", async () => {
    const [phone, other] = [await phoneOf(crew), await phoneOf(crew)];
    const call = newCall(phone.keyId);
    const signature = await phone.sign(call);
    const wrong = [
      await press(phone, { ...call, place: PLACES.SU2 }, signature),
      await press(phone, { ...call, at: new Date(clock.now() - 1).toISOString() }, signature),
      await press(phone, { ...call, keyId: other.keyId }, signature),
      await press(phone, { ...call, keyId: crypto.randomUUID() }, signature),
      await press(phone, call, Buffer.from("nothing").toString("base64")),
    ];
    expect(new Set(wrong)).toEqual(new Set(["unit.distress_key_refused"]));
    expect(await distressOf()).toBeNull();
    expect((await crew.ask(dispatch.makeDistressKey, { body: { publicKey: "AAAA" } })).ok).toBe(false);
  });

  it("is not heard once it was reported lost; another phone of the crew is", async () => {
    const phone = await phoneOf(crew);
    expect((await (await as("dispatcher2")).ask(dispatch.loseDevice, { params: { unitId } })).ok).toBe(false);
    await (await as("dispatcher")).must(dispatch.loseDevice, { params: { unitId } });
    expect(await press(phone)).toBe("unit.distress_key_refused");
    expect((await logEntries(room, unitId)).at(-1)).toMatchObject({ type: "unit.device_lost", actor_name: "dispatcher" });
    expect(await press(await phoneOf(await signedIn(room.url, "patrol", PASSWORD)))).toBe("taken");
    await end();
  });

  it("is signed out once it was reported lost, whether it made a key or not; a new key needs a new sign-in", async () => {
    await phoneOf(crew);
    const without = await signedIn(room.url, "patrol", PASSWORD);
    const { sessionId } = await crew.must(identity.me, {});
    await (await as("dispatcher")).must(dispatch.loseDevice, { params: { unitId } });
    const at = new Date(clock.now()).toISOString();
    for (const phone of [crew, without]) {
      expect(await phone.code(dispatch.duty, {})).toBe("access.not_signed_in");
      expect(await phone.code(dispatch.panic, { query: {}, body: { at, place: null } })).toBe("access.not_signed_in");
      await expect(phoneOf(phone)).rejects.toThrow("access.not_signed_in");
    }
    expect(await distressOf()).toBeNull();
    expect((await logEntries(room, sessionId)).at(-1)).toMatchObject({ type: "session.revoked", actor_name: "dispatcher" });
    expect(await press(await phoneOf(await signedIn(room.url, "patrol", PASSWORD)))).toBe("taken");
    await end();
  });

  it("is heard so often within an hour, also where all calls come at once", async () => {
    const phone = await phoneOf(crew);
    const said = await Promise.all(Array.from({ length: 90 }, () => press(phone)));
    expect(said.filter((each) => each === "taken").length).toBeLessThanOrEqual(60);
    expect(said).toContain("request.too_many");
    await end();
  });

  it("is heard so often within an hour, and no oftener", async () => {
    const phone = await phoneOf(crew);
    const said = [];
    for (let n = 0; n < 59; n++) said.push(await press(phone));
    const last = newCall(phone.keyId);
    said.push(await press(phone, last), await press(phone));
    expect([said.slice(0, 60).every((each) => each === "taken"), said[60]]).toEqual([true, "request.too_many"]);
    // A phone that lost the answer hears that its call was taken.
    expect(await press(phone, last)).toBe("taken");
    await end();
  });

  it("is not heard once the account of its person is closed", async () => {
    const phone = await phoneOf(crew);
    await room.database.db.pool.query("update users set ended = true where username = 'patrol'");
    expect(await press(phone)).toBe("unit.distress_key_refused");
    await room.database.db.pool.query("update users set ended = false where username = 'patrol'");
    expect(await press(phone)).toBe("taken");
    await end();
  });
});

describe("a crew that presses again", () => {
  const said = (at: number, place: Point | null) => ({
    query: { sentAt: new Date(clock.now()).toISOString() },
    body: { at: new Date(at).toISOString(), place },
  });

  it("after somebody took its call up is an alarm anew, with its new place; the first moment stays", async () => {
    const first = clock.now();
    await crew.must(dispatch.panic, said(first, PLACES.SU1));
    await takeUp();
    expect(await distressOf()).toMatchObject({ takenUpBy: "dispatcher", againAt: null });
    clock.forward(60_000);
    const second = clock.now();
    await crew.must(dispatch.panic, said(second, PLACES.SU2));
    const at = new Date(first).toISOString();
    expect(await distressOf()).toMatchObject({ at, takenUpBy: null, againAt: new Date(second).toISOString(), place: PLACES.SU2 });
    await takeUp();
    // The press that its phone sends once more, by the session or by its key, is no new one.
    await crew.must(dispatch.panic, said(second, PLACES.SU2));
    const phone = await phoneOf(crew);
    expect(await press(phone, newCall(phone.keyId, { at: new Date(second).toISOString() }))).toBe("taken");
    expect(await distressOf()).toMatchObject({ takenUpBy: "dispatcher" });
    clock.forward(60_000);
    expect(await press(phone)).toBe("taken");
    expect(await distressOf()).toMatchObject({ at, takenUpBy: null });
    await end();
    await crew.must(dispatch.panic, said(clock.now(), null));
    expect(await distressOf()).toMatchObject({ againAt: null, takenUpBy: null });
    await end();
  });

  it("is neither ended nor taken up by a desk that has seen an earlier press; the call stands, and the desk sees the newer press", async () => {
    const desk = await as("dispatcher");
    const first = await crew.must(dispatch.panic, said(clock.now(), PLACES.SU1));
    expect(codeOf(await takeUpHelp(desk, first))).toBe("ok");
    clock.forward(60_000);
    const second = clock.now();
    const again = await crew.must(dispatch.panic, said(second, PLACES.SU2));
    expect(codeOf(await endHelp(desk, first))).toBe("unit.distress_again");
    expect(codeOf(await takeUpHelp(desk, first))).toBe("unit.distress_again");
    expect(await distressOf()).toMatchObject({ takenUpBy: null, againAt: new Date(second).toISOString(), place: PLACES.SU2 });
    expect(codeOf(await takeUpHelp(desk, again))).toBe("ok");
    expect(codeOf(await endHelp(desk, again))).toBe("ok");
    // A dialog for a call that has ended says nothing of the next one.
    clock.forward(60_000);
    const next = await crew.must(dispatch.panic, said(clock.now(), PLACES.SU1));
    expect(codeOf(await endHelp(desk, again))).toBe("unit.distress_again");
    expect(await distressOf()).toMatchObject({ takenUpBy: null });
    expect(codeOf(await endHelp(desk, next))).toBe("ok");
  });

  it("is not ended by an older press either where its own moment lies before the room heard the first: it had no link", async () => {
    const desk = await as("dispatcher");
    const pressed = clock.now();
    clock.forward(30_000);
    const first = await crew.must(dispatch.panic, said(pressed, PLACES.SU1));
    expect(codeOf(await takeUpHelp(desk, first))).toBe("ok");
    const late = await crew.must(dispatch.panic, said(pressed + 10_000, PLACES.SU2));
    expect(codeOf(await endHelp(desk, first))).toBe("unit.distress_again");
    expect(codeOf(await endHelp(desk, late))).toBe("ok");
  });

  it("before anybody took it up is the same alarm", async () => {
    await crew.must(dispatch.panic, said(clock.now(), PLACES.SU1));
    clock.forward(5_000);
    await crew.must(dispatch.panic, said(clock.now(), PLACES.SU2));
    expect(await distressOf()).toMatchObject({ againAt: null, takenUpBy: null, place: PLACES.SU2 });
    await end();
  });
});

describe("a room whose clock was put back", () => {
  it("hears each further press of a crew that calls, by its session and by its key", async () => {
    const phone = await phoneOf(crew);
    const said = (place: Point) => {
      const now = new Date(clock.now()).toISOString();
      return { query: { sentAt: now }, body: { at: now, place } };
    };
    const back = 20 * 60_000;
    clock.forward(back);
    as = clientsOf(room.url);
    expect(await press(phone)).toBe("taken");
    await takeUp();
    clock.forward(-back);
    await crew.must(dispatch.panic, said(PLACES.SU2));
    expect(await distressOf()).toMatchObject({ place: PLACES.SU2, takenUpBy: null });
    await end();
    expect([await press(phone), await distressOf()]).toMatchObject(["taken", { place: PLACES.SU1 }]);
    await end();
  });
});

describe("a call for help that its phone could not send for a day", () => {
  it("stands under its true moment, is an alarm, and says when it was heard; a press of now is an alarm anew", async () => {
    const [made, heard] = [clock.now() - 26 * HOUR, clock.now()];
    const body = { at: new Date(made).toISOString(), place: PLACES.SU1, placeAt: new Date(made).toISOString() };
    await crew.must(dispatch.panic, { query: { sentAt: new Date(heard).toISOString() }, body });
    const distress = await distressOf();
    expect(distress).toMatchObject({ at: body.at, placeAt: body.placeAt, takenUpBy: null, againAt: null });
    expect(Math.abs(Date.parse(distress?.heardAt ?? "") - heard)).toBeLessThan(10_000);
    clock.forward(1_000);
    const now = new Date(clock.now()).toISOString();
    await crew.must(dispatch.panic, { query: { sentAt: now }, body: { at: now, place: PLACES.SU2 } });
    expect(await distressOf()).toMatchObject({ at: body.at, againAt: now, place: PLACES.SU2 });
    // One from before the call that stands changes nothing.
    const older = new Date(made - HOUR).toISOString();
    await crew.must(dispatch.panic, { query: { sentAt: now }, body: { at: older, place: PLACES.SU1 } });
    expect(await distressOf()).toMatchObject({ at: body.at, againAt: now, place: PLACES.SU2 });
    await end();
  });
});

describe("a phone whose clock is wrong", () => {
  it.each([3 * HOUR, -3 * HOUR, -48 * HOUR, 40 * 24 * HOUR])(
    "by %i ms has its call and its positions mended by what it says the time is",
    async (off) => {
      const said = (ago: number): string => new Date(clock.now() - ago + off).toISOString();
      const sentAt = said(0);
      await crew.must(dispatch.panic, {
        body: { at: said(300_000), place: PLACES.SU1, accuracyM: 8, placeAt: said(600_000) },
        query: { sentAt },
      });
      const distress = await distressOf();
      /** Age in minutes, rounded, since a busy machine takes its time. */
      const age = (at: string | null | undefined): number => Math.round((clock.now() - Date.parse(at ?? "")) / 60_000);
      expect([age(distress?.at), age(distress?.placeAt)]).toEqual([5, 10]);
      await end();
      const positions = [240_000, 120_000].map((ago) => ({ ...PLACES.SU1, headingDeg: null, at: said(ago) }));
      await crew.must(dispatch.report, { body: { positions, sentAt: said(0) } });
      const { rows } = await room.database.db.pool.query<{ at: Date }>(
        "select at from unit_position where unit_id = $1 order by at desc limit 2",
        [unitId],
      );
      expect(rows.map(({ at }) => age(at.toISOString()))).toEqual([2, 4]);
      const unit = (await (await as("dispatcher")).must(dispatch.units, {})).find((each) => each.unitId === unitId);
      expect(age(unit?.position?.at)).toBe(2);
      clock.forward(600_000);
    },
  );
});
