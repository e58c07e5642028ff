import { bolos } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const said = { ar: "طفل مفقود", fr: "Enfant disparu", area: "ورقلة" };
async function child(age: number | null = 9): Promise<{ boloId: string }> {
  const facts = { description: "قميص أزرق", age };
  const body = { kind: "missing_person" as const, priority: "P1" as const, text: "طفل مفقود", facts, sectors: ["SU1"] };
  const { boloId } = await dispatcher.must(bolos.write, { body });
  await dispatcher.must(bolos.publish, { params: { boloId }, body: { version: 1 } });
  return { boloId };
}
async function propose(by: TestClient, bolo: { boloId: string }) {
  const { alerts } = await by.must(bolos.proposeAlert, { params: bolo, body: said });
  return { params: { ...bolo, alertId: alerts[0]?.alertId ?? "" } };
}
const decision = (change = {}) => ({
  authorised: true,
  prosecutor: "وكيل الجمهورية لدى محكمة ورقلة",
  reference: "118/26",
  decidedAt: new Date(clock.now()).toISOString(),
  way: "paper" as const,
  ...change,
});
const text = (of: Awaited<ReturnType<typeof propose>>) => dispatcher.code(bolos.alertText, of);

it("gives no text before another person checked it and the prosecutor's authorisation was recorded; then it does, and the log says so", async () => {
  const bolo = await child();
  const of = await propose(dispatcher, bolo);
  expect(await text(of)).toBe("alert.not_authorised");
  const radioStation = { channel: "alert_text", alertId: of.params.alertId, name: "الإذاعة الجزائرية", at: decision().decidedAt } as const;
  expect(await dispatcher.code(bolos.noteNotice, { params: bolo, body: radioStation })).toBe("alert.not_authorised");
  expect(await supervisor.code(bolos.decideAlert, { ...of, body: decision() })).toBe("alert.wrong_state");
  expect(await dispatcher.code(bolos.checkAlert, of)).toBe("access.not_your_role");
  await supervisor.must(bolos.checkAlert, of);
  expect(await text(of)).toBe("alert.not_authorised");
  const tomorrow = new Date(clock.now() + 86_400_000).toISOString();
  expect(await supervisor.code(bolos.decideAlert, { ...of, body: decision({ decidedAt: tomorrow }) })).toBe("alert.decided_at_wrong");
  await supervisor.must(bolos.decideAlert, { ...of, body: decision() });
  expect(await dispatcher.must(bolos.alertText, of)).toMatchObject({ ...said, reference: "118/26" });
  expect(await (await room.as("operator")).code(bolos.noteNotice, { params: bolo, body: radioStation })).toBe("access.not_your_role");
  const page = await dispatcher.must(bolos.noteNotice, { params: bolo, body: radioStation });
  expect(page.alerts).toMatchObject([{ state: "authorised", checked: { by: "supervisor" } }]);
  expect(page.notices.outside).toMatchObject([{ channel: "alert_text", alertId: of.params.alertId, name: "الإذاعة الجزائرية" }]);
  expect(page.events[0]).toMatchObject({ kind: "bolo.told", channel: "alert_text", text: "الإذاعة الجزائرية" });
  const entries = (await logEntries(room, bolo.boloId)).filter(({ type }) => /^alert\.|^bolo\.told/u.test(type));
  expect(entries.map(({ type }) => type)).toEqual(["alert.proposed", "alert.checked", "alert.decided", "alert.text_taken", "bolo.told"]);
  expect(entries.at(-1)?.detail).toMatchObject({ channel: "alert_text", alertId: of.params.alertId, text: "الإذاعة الجزائرية" });
  const refused = (await logEntries(room)).filter(({ refusal_code }) => refusal_code === "alert.not_authorised");
  expect(refused).toHaveLength(3);
});

it("is not checked by the supervisor who proposed it", async () => {
  const of = await propose(supervisor, await child());
  expect(await supervisor.code(bolos.checkAlert, of)).toBe("alert.same_person");
  expect(await (await room.as("supervisor0")).code(bolos.checkAlert, of)).toBe("ok");
});

it("gives no text where the prosecutor refused, where it was withdrawn, or where the child is found", async () => {
  const [refused, withdrawn, found] = [await child(), await child(), await child()];
  const ready = async (bolo: { boloId: string }) => {
    const of = await propose(dispatcher, bolo);
    await supervisor.must(bolos.checkAlert, of);
    return of;
  };
  const no = await ready(refused);
  await supervisor.must(bolos.decideAlert, { ...no, body: decision({ authorised: false }) });
  const back = await ready(withdrawn);
  await supervisor.must(bolos.decideAlert, { ...back, body: decision() });
  await dispatcher.must(bolos.withdrawAlert, { ...back, body: { reason: "خطأ في النص" } });
  const over = await ready(found);
  await supervisor.must(bolos.decideAlert, { ...over, body: decision() });
  await dispatcher.must(bolos.cancel, { params: found, body: { version: 2, end: "found", words: "عاد إلى أهله" } });
  expect(await Promise.all([no, back, over].map(text))).toEqual(Array(3).fill("alert.not_authorised"));
});

it("is prepared once at a time, and for a missing child alone", async () => {
  const bolo = await child();
  const codes = await Promise.all([1, 2].map(() => dispatcher.code(bolos.proposeAlert, { params: bolo, body: said })));
  expect(codes.toSorted()).toEqual(["alert.another_open", "ok"]);
  for (const age of [18, null])
    expect(await dispatcher.code(bolos.proposeAlert, { params: await child(age), body: said })).toBe("alert.not_a_child");
  const { alerts } = await dispatcher.must(bolos.page, { params: bolo });
  const of = { params: { ...bolo, alertId: alerts[0]?.alertId ?? "" } };
  expect(await dispatcher.must(bolos.alertDraft, of)).toEqual({ ar: said.ar, fr: said.fr });
  expect(await (await room.as("dispatcher2")).code(bolos.alertDraft, of)).toBe("object.not_found");
});

it("is held by the table too: no authorisation without a check by another, whatever a program writes", async () => {
  const bolo = await child();
  await propose(dispatcher, bolo);
  const { pool } = room.database.db;
  const forge = (set: string) => pool.query(`update child_alert set ${set} where bolo_id = $1`, [bolo.boloId]);
  await expect(forge("state = 'authorised'")).rejects.toThrow("child_alert_check");
  await expect(forge("state = 'authorised', authorised = true")).rejects.toThrow("child_alert_check");
  await expect(forge("state = 'checked', checked_at = now(), checked_by = proposed_by")).rejects.toThrow("child_alert_check");
});
