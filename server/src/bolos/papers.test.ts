import { bolos, type BoloSaidIn } from "@amaliyat/contract/bolos";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JPEG } from "../testing/things/drawings.ts";
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

const bare: BoloSaidIn = {
  kind: "wanted_person",
  priority: "P1",
  text: "مطلوب: فلان بن فلان",
  facts: { description: "طويل القامة" },
  sectors: ["SU1"],
  hours: 720,
};
const whole = { ...bare, authority: "وكيل الجمهورية لدى محكمة ورقلة", caseReference: "118/26" };
const of = (bolo: { readonly boloId: string }) => ({ params: { boloId: bolo.boloId } });
const publish = (client: TestClient, bolo: { readonly boloId: string }, version: number) =>
  client.code(bolos.publish, { ...of(bolo), body: { version } });

it("on a wanted person needs authority, case and document, and another person who publishes; its pages are kept as pictures are", async () => {
  const draft = await dispatcher.must(bolos.write, { body: bare });
  expect(draft).toMatchObject({ needsPapers: true, isOwnText: true, documents: [], caseReference: null });
  expect(await supervisor.must(bolos.page, of(draft))).toMatchObject({ isOwnText: false });
  expect(await publish(dispatcher, draft, 1)).toBe("bolo.papers_missing");
  await dispatcher.must(bolos.change, { ...of(draft), body: { ...whole, version: 1 } });
  expect(await publish(supervisor, draft, 2)).toBe("bolo.papers_missing");
  const page = await dispatcher.must(bolos.attachDocument, { ...of(draft), body: JPEG });
  expect(page.sha256).toBe(createHash("sha256").update(JPEG).digest("hex"));
  expect(await publish(dispatcher, draft, 2)).toBe("bolo.same_person");
  expect(await publish(supervisor, draft, 2)).toBe("ok");
  const published = await dispatcher.must(bolos.page, of(draft));
  expect([published.pictures.length, published.documents.map(({ pictureId }) => pictureId)]).toEqual([0, [page.pictureId]]);
  // A page is no picture of the person: no phone has it small.
  expect(await dispatcher.code(bolos.keepThumbnail, { params: { pictureId: page.pictureId }, body: JPEG })).toBe("object.not_found");
  const types = (await logEntries(room, draft.boloId)).map(({ type }) => type);
  expect(types.filter((type) => type === "bolo.document_attached")).toHaveLength(1);
});

it("is renewed by a further document and a second person, never by a dot", async () => {
  const draft = await dispatcher.must(bolos.write, { body: { ...whole, hours: 1 } });
  await dispatcher.must(bolos.attachDocument, { ...of(draft), body: JPEG });
  await supervisor.must(bolos.publish, { ...of(draft), body: { version: 1 } });
  const renew = (client: TestClient, reason: string) => client.code(bolos.renew, { ...of(draft), body: { version: 2, hours: 48, reason } });
  expect(await renew(supervisor, ".")).toBe("request.reason_missing");
  expect(await renew(supervisor, "لم يُعثر عليه")).toBe("bolo.document_missing");
  clock.forward(1000);
  await supervisor.must(bolos.attachDocument, { ...of(draft), body: JPEG });
  expect(await renew(supervisor, "لم يُعثر عليه")).toBe("bolo.same_person");
  expect(await renew(dispatcher, "لم يُعثر عليه")).toBe("ok");
  expect(await dispatcher.code(bolos.renew, { ...of(draft), body: { version: 3, hours: 96, reason: "مرة أخرى" } })).toBe(
    "bolo.document_missing",
  );
});

it("of another kind that names a person is held to the same, and goes at once without the name", async () => {
  const said = { kind: "vehicle" as const, priority: "P2" as const, facts: { plate: "00123 116 30" }, sectors: ["SU1"] };
  const named = await dispatcher.must(bolos.write, { body: { ...said, text: "سيارة يقودها المدعو كريم" } });
  expect(await publish(dispatcher, named, 1)).toBe("bolo.papers_missing");
  await dispatcher.must(bolos.change, { ...of(named), body: { ...said, text: "سيارة بيضاء مسروقة", version: 1 } });
  expect(await publish(dispatcher, named, 2)).toBe("ok");
});

it("is published by a second person, and not by a second account of the same badge, however that is written", async () => {
  const draft = await dispatcher.must(bolos.write, { body: whole });
  await dispatcher.must(bolos.attachDocument, { ...of(draft), body: JPEG });
  const badge = (username: string, given: string) =>
    room.database.db.pool.query("update users set badge = $2 where username = $1", [username, given]);
  await badge("dispatcher", "7001");
  await badge("supervisor", "٧٠٠١");
  expect(await publish(supervisor, draft, 1)).toBe("bolo.same_person");
  await badge("supervisor", "7002");
  expect(await publish(supervisor, draft, 1)).toBe("ok");
});
