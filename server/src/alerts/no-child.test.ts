import { alerts } from "@amaliyat/contract/alerts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { alertBody } from "../testing/public-alerts.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** A warning that looks like a missing child. */
const WORDS = "طفل ضائع بين دخان وغاز";
const body = (words: string, noChild: string | null = null) => {
  const { texts, ...rest } = alertBody(Date.now());
  return { ...rest, kind: "danger" as const, texts: { ...texts, ar: { ...texts.ar, words } }, noChild };
};
const params = (publicAlertId: string) => ({ params: { publicAlertId } });

it("is refused with its words, and written by the answer that they are about no missing child, which the second person reads", async () => {
  const text = `${WORDS}. افتحوا النوافذ.`;
  const refused = await dispatcher.ask(alerts.write, { body: body(text) });
  expect(refused).toMatchObject({ error: { code: "public_alert.child_by_content", params: { words: WORDS } } });
  expect(await dispatcher.code(alerts.write, { body: body(text, "طفل مفقود") })).toBe("public_alert.child_by_content");
  const draft = await dispatcher.must(alerts.write, { body: body(text, WORDS) });
  expect(draft.noChild).toMatchObject({ words: WORDS, by: "dispatcher" });
  const listed = (await supervisor.must(alerts.list, { query: {} })).find(({ alertId }) => alertId === draft.alertId);
  expect(listed?.noChild?.words).toBe(WORDS);
  expect(await supervisor.code(alerts.publish, { ...params(draft.alertId), body: { version: 1 } })).toBe("ok");
  const entries = (await logEntries(room, draft.alertId)).filter(({ detail }) => detail !== null && "answer" in detail);
  expect(entries.map(({ type }) => type).toSorted()).toEqual(["public_alert.published", "public_alert.written"]);
});

it("is asked again for other words, and who answers is an author", async () => {
  const draft = await dispatcher.must(alerts.write, { body: body("الغاز يتسرب.") });
  const change = (words: string, noChild: string | null, version: number) =>
    supervisor.ask(alerts.change, { ...params(draft.alertId), body: { ...body(words, noChild), until: draft.until, version } });
  expect(await change(`${WORDS}.`, WORDS, 1)).toMatchObject({ ok: true, value: { noChild: { by: "supervisor" } } });
  expect(await supervisor.code(alerts.publish, { ...params(draft.alertId), body: { version: 2 } })).toBe("public_alert.same_person");
  expect(await change("طفلة مفقودة منذ الصباح.", WORDS, 2)).toMatchObject({ error: { params: { words: "طفلة مفقودة منذ الصباح" } } });
  expect(await change("الغاز يتسرب.", WORDS, 2)).toMatchObject({ ok: true, value: { noChild: null } });
});

it("carries the answer through a correction, with the text that it is on", async () => {
  const draft = await dispatcher.must(alerts.write, { body: body("الغاز يتسرب.") });
  await supervisor.must(alerts.publish, { ...params(draft.alertId), body: { version: 1 } });
  const asked = { ...params(draft.alertId), body: { ...body(`${WORDS}.`, WORDS), until: draft.until, version: 2 } };
  const proposed = await dispatcher.must(alerts.correct, asked);
  expect([proposed.noChild, proposed.correction?.noChild?.words]).toEqual([null, WORDS]);
  const corrected = await supervisor.must(alerts.publishCorrection, { ...params(draft.alertId), body: { version: 3 } });
  expect([corrected.noChild?.by, corrected.correction]).toEqual(["dispatcher", null]);
});

it("keeps the author of an answer that stands in the proposed correction", async () => {
  const draft = await dispatcher.must(alerts.write, { body: body("الغاز يتسرب.") });
  await supervisor.must(alerts.publish, { ...params(draft.alertId), body: { version: 1 } });
  const correct = (by: TestClient, until: string, version: number) =>
    by.must(alerts.correct, { ...params(draft.alertId), body: { ...body(`${WORDS}.`, WORDS), until, version } });
  await correct(dispatcher, draft.until, 2);
  const later = new Date(Date.parse(draft.until) + 3_600_000).toISOString();
  const extended = await correct(supervisor, later, 3);
  expect([extended.correction?.until, extended.correction?.noChild?.by]).toEqual([later, "dispatcher"]);
});
