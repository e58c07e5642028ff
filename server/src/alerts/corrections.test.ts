import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { bolos } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, expect, it } from "vitest";
import { atomFaults, capFaults, referenceTo } from "../testing/cap-rules.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { alertBody, authorisedChild, childBody, publishedAlert } from "../testing/public-alerts.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { clientsOf, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
let citizen: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  citizen = testClient(room.url);
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const body = (change = {}) => ({ ...alertBody(clock.now()), ...change });
const params = (publicAlertId: string) => ({ params: { publicAlertId } });
const shownOf = async (alertId: string) => (await citizen.must(alerts.inForce, {})).alerts.find((one) => one.alertId === alertId);
const texts = (words: string) => ({ ...alertBody(0).texts, ar: { ...alertBody(0).texts.ar, words } });
const other = () => room.as("supervisor2");
const feed = async () => (await citizen.fetch("/api/allo/alerts/cap.atom")).text();
/** The document that the feed links to for an alert, and its last part of the path. */
async function documentOf(row: Pick<PublicAlertRow, "alertId">): Promise<string> {
  const [, href = ""] = new RegExp(`href="([^"]*${row.alertId}[^"]*)"`).exec(await feed()) ?? [];
  const answer = await citizen.fetch(href);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/cap+xml; charset=utf-8"]);
  return answer.text();
}
const part = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

it("a blank makes nobody the writer: the writer of all its words still does not publish them, and the toucher does", async () => {
  const draft = await supervisor.must(alerts.write, { body: body() });
  const words = alertBody(0).texts.ar.words;
  const touched = await (
    await other()
  ).must(alerts.change, { ...params(draft.alertId), body: { ...body({ texts: texts(`${words}  `), until: draft.until }), version: 1 } });
  expect(touched).toMatchObject({ written: { by: "supervisor" }, writers: [draft.written.userId] });
  const publish = (by: TestClient) => by.code(alerts.publish, { ...params(draft.alertId), body: { version: 2 } });
  expect(await publish(supervisor)).toBe("public_alert.same_person");
  expect(await publish(await other())).toBe("ok");
});

it("is corrected in place by two persons: telephones get the same alert, and the old text stays in the log", async () => {
  const row = await publishedAlert(dispatcher, supervisor, body());
  const asked = { ...params(row.alertId), body: { ...body({ texts: texts("فُتح الطريق من جهة واحدة."), until: row.until }), version: 2 } };
  const proposed = await (await other()).must(alerts.correct, asked);
  expect(proposed).toMatchObject({ version: 3, texts: row.texts, correction: { texts: { ar: { words: "فُتح الطريق من جهة واحدة." } } } });
  expect(await shownOf(row.alertId)).toMatchObject({ texts: row.texts, correctedAt: null });
  const publish = (by: TestClient, version = 3) => by.code(alerts.publishCorrection, { ...params(row.alertId), body: { version } });
  expect(await publish(dispatcher)).toBe("access.not_your_role");
  expect(await publish(await other())).toBe("public_alert.same_person");
  expect(await publish(supervisor)).toBe("ok");
  expect(await shownOf(row.alertId)).toMatchObject({ texts: { ar: { words: "فُتح الطريق من جهة واحدة." } }, from: row.from });
  expect((await shownOf(row.alertId))?.correctedAt).not.toBeNull();
  const [listed] = (await dispatcher.must(alerts.list, { query: {} })).filter(({ alertId }) => alertId === row.alertId);
  expect(listed).toMatchObject({ written: { by: "dispatcher" }, corrected: { by: "supervisor" }, correction: null });
  const entry = (await logEntries(room, row.alertId)).find(({ type }) => type === "public_alert.corrected");
  expect(JSON.stringify(entry?.detail)).toContain(row.texts.ar.words);
  expect(JSON.stringify(entry?.detail)).toContain("فُتح الطريق من جهة واحدة.");
});

it("is renewed by one person up to the length that the room set, and beyond it by two", async () => {
  const row = await publishedAlert(dispatcher, supervisor, body());
  const until = (hours: number) => new Date(Date.parse(row.published?.at ?? "") + hours * HOUR).toISOString();
  const renew = (hours: number, version: number) =>
    supervisor.code(alerts.renew, { ...params(row.alertId), body: { version, until: until(hours) } });
  expect(await renew(20, 2)).toBe("ok");
  expect(await renew(30, 3)).toBe("public_alert.two_needed");
  await dispatcher.must(alerts.correct, { ...params(row.alertId), body: { ...body({ until: until(30) }), version: 3 } });
  expect(await supervisor.code(alerts.publishCorrection, { ...params(row.alertId), body: { version: 4 } })).toBe("ok");
  expect(await shownOf(row.alertId)).toMatchObject({ until: until(30) });
});

it("stands in a feed of CAP documents: an alert, its updates and its cancellation, each with those that it replaces", async () => {
  const row = await publishedAlert(dispatcher, supervisor, body());
  const first = await documentOf(row);
  expect(["msgType", "status", "scope", "category", "responseType"].map((name) => part(first, name))).toEqual([
    "Alert",
    "Actual",
    "Public",
    "Transport",
    "Avoid",
  ]);
  expect(first.match(/<language>[^<]*</g)).toEqual(["<language>ar-DZ<", "<language>fr-DZ<", "<language>en<"]);
  clock.forward(60_000);
  await dispatcher.must(alerts.correct, {
    ...params(row.alertId),
    body: { ...body({ texts: texts("فُتح الطريق من جهة واحدة."), until: row.until }), version: 2 },
  });
  await supervisor.must(alerts.publishCorrection, { ...params(row.alertId), body: { version: 3 } });
  const update = await documentOf(row);
  expect([part(update, "msgType"), part(update, "references")?.split(",")[1]]).toEqual(["Update", part(first, "identifier")]);
  expect(update).toContain("فُتح الطريق من جهة واحدة.");
  await dispatcher.must(alerts.end, { ...params(row.alertId), body: { version: 4, reason: "فُتح الطريق" } });
  const cancel = await documentOf(row);
  expect([part(cancel, "msgType"), part(cancel, "references")]).toEqual(["Cancel", `${referenceTo(first)} ${referenceTo(update)}`]);
  expect([first, update, cancel].flatMap(capFaults)).toEqual([]);
  expect(atomFaults(await feed())).toEqual([]);
  clock.forward(25 * HOUR);
  expect(await feed()).not.toContain(row.alertId);
});

it("tells nothing of a found child any more, and nothing before an alert begins", async () => {
  // Sessions of yesterday are over.
  const as = clientsOf(room.url);
  [dispatcher, supervisor] = [await as("dispatcher"), await as("supervisor")];
  const child = await authorisedChild(dispatcher, supervisor);
  await child.authorise();
  const row = await publishedAlert(dispatcher, supervisor, childBody(clock.now(), child.childAlertId));
  expect(await documentOf(row)).toContain(child.said.ar);
  const page = await dispatcher.must(bolos.page, { params: child });
  await dispatcher.must(bolos.cancel, { params: child, body: { version: page.version, end: "found", words: "عُثر عليه" } });
  const cancel = await documentOf(row);
  expect([part(cancel, "msgType"), cancel.includes(child.said.ar), cancel.includes(child.said.fr)]).toEqual(["Cancel", false, false]);
  expect((await citizen.fetch(`/api/allo/alerts/${row.alertId}/cap/1`)).status).toBe(404);
  const later = await publishedAlert(dispatcher, supervisor, { ...body(), from: new Date(clock.now() + HOUR).toISOString() });
  expect(await feed()).not.toContain(later.alertId);
});
