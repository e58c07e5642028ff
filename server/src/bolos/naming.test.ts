import { bolos, type BoloSaidIn } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
let operator: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [dispatcher, supervisor, operator] = [await room.as("dispatcher"), await room.as("supervisor"), await room.as("operator")];
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** A warning of danger whose words look like a name. */
const DANGER = "السائق كرار خنجر، يهدد المارة";
const WORDS = "السائق كرار خنجر";
const said = (text: string, change: Partial<BoloSaidIn> = {}): BoloSaidIn => ({
  kind: "vehicle",
  priority: "P1",
  text,
  facts: { plate: "00123 116 30" },
  sectors: ["SU1"],
  ...change,
});
const of = (bolo: { readonly boloId: string }) => ({ params: { boloId: bolo.boloId } });
const publish = (by: TestClient, bolo: { readonly boloId: string }, version: number) =>
  by.ask(bolos.publish, { ...of(bolo), body: { version } });

it("is held back with the words that look like a name, and goes out by another person on the answer that they name nobody", async () => {
  const draft = await dispatcher.must(bolos.write, { body: said(DANGER) });
  expect(draft).toMatchObject({ needsPapers: true, namesNobody: null });
  expect(await publish(dispatcher, draft, 1)).toMatchObject({ error: { code: "bolo.papers_missing", params: { words: WORDS } } });
  const answered = await dispatcher.must(bolos.change, { ...of(draft), body: { ...said(DANGER), namesNobody: WORDS, version: 1 } });
  expect(answered).toMatchObject({ needsPapers: false, namesNobody: { words: WORDS, by: "dispatcher" } });
  expect(await publish(dispatcher, draft, 2)).toMatchObject({ error: { code: "bolo.same_answerer" } });
  expect(await publish(supervisor, draft, 2)).toMatchObject({ ok: true, value: { standing: "in_force" } });
  const entries = (await logEntries(room, draft.boloId)).filter(({ detail }) => detail !== null && "answer" in detail);
  expect(entries.map(({ type }) => type).toSorted()).toEqual(["bolo.changed", "bolo.published"]);
});

it("is asked again for other words, and keeps the answer and its author while they stay", async () => {
  const draft = await dispatcher.must(bolos.write, { body: said(DANGER, { namesNobody: WORDS }) });
  expect(draft).toMatchObject({ needsPapers: false, namesNobody: { by: "dispatcher" } });
  const change = (text: string, version: number) =>
    supervisor.must(bolos.change, { ...of(draft), body: { ...said(text), namesNobody: WORDS, version } });
  expect(await change(`${DANGER}، احذروا`, 1)).toMatchObject({ needsPapers: false, namesNobody: { words: WORDS, by: "dispatcher" } });
  const other = await change("السائق كمال بوزيد، يهدد المارة", 2);
  expect(other).toMatchObject({ needsPapers: true, namesNobody: null });
  expect(await publish(supervisor, draft, 3)).toMatchObject({ error: { params: { words: "السائق كمال بوزيد" } } });
});

it("is published by nobody who ever answered, though the answer was withdrawn and another person gave it again", async () => {
  const draft = await dispatcher.must(bolos.write, { body: said(DANGER, { namesNobody: WORDS }) });
  const change = (by: TestClient, namesNobody: string | null, version: number) =>
    by.must(bolos.change, { ...of(draft), body: { ...said(DANGER, { namesNobody }), version } });
  expect(await change(supervisor, null, 1)).toMatchObject({ needsPapers: true, namesNobody: null });
  expect(await change(operator, WORDS, 2)).toMatchObject({ needsPapers: false, namesNobody: { by: "operator" } });
  expect(await publish(dispatcher, draft, 3)).toMatchObject({ error: { code: "bolo.same_answerer" } });
  expect(await publish(supervisor, draft, 3)).toMatchObject({ ok: true });
});

it("takes no such answer where the kind, a label, a paper or a warrant says that it is on a person", async () => {
  for (const body of [
    said(DANGER, { kind: "wanted_person", facts: { description: "طويل" } }),
    said(DANGER, { kind: "missing_person", facts: { description: "طويل" } }),
    said("الاسم: كمال بوزيد"),
    said("Nom : Bouzid, permis inconnu"),
    said("رخصة السياقة رقم 30123456"),
    said("صدر في حقه أمر بالقبض"),
  ])
    expect(await dispatcher.code(bolos.write, { body: { ...body, namesNobody: WORDS } }), body.text).toBe("bolo.names_somebody");
});
