import { places } from "@amaliyat/contract/places";
import { fold } from "@amaliyat/domain/search";
import * as fc from "fast-check";
import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { logEntries } from "../testing/log-entries.ts";
import { startTestRoom, temporaryData, type TestRoom } from "../testing/test-room.ts";
import { loadLandmarks } from "./load-landmarks.ts";
import { landmarksOf, MOST_BYTES, MOST_LANDMARKS } from "./read-landmarks.ts";

const LANDMARKS = [
  { name: { ar: "مسجد الأمل", fr: "Mosquée El Amel" }, kind: "place_of_worship", point: { lat: 31.905, lon: 5.305 } },
  { name: { ar: "مستشفى الواحة", fr: "Hôpital de l'Oasis" }, kind: "hospital", point: { lat: 31.905, lon: 5.315 } },
];
const text = (landmarks: readonly unknown[]): string => JSON.stringify({ attribution: "test", madeFrom: {}, landmarks });

let data: Awaited<ReturnType<typeof temporaryData>>;
let room: TestRoom;
let file = "";
beforeAll(async () => {
  data = await temporaryData();
  await mkdir(join(data.path, "map"));
  file = join(data.path, "map", "landmarks.json");
  await writeFile(file, text(LANDMARKS));
  room = await startTestRoom({ environment: { AMALIYAT_MAP: join(data.path, "map") } });
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await data[Symbol.asyncDispose]();
});

const load = () => loadLandmarks({ db: room.database.db, clock: Date.now, log: makeLog("silent"), file });
const found = async (query: string): Promise<(string | undefined)[]> =>
  (await (await room.as("operator")).must(places.search, { query: { text: query } })).map(({ names }) => names.ar);
const last = async () => (await logEntries(room)).findLast(({ type }) => type.startsWith("landmarks."));

describe("the landmarks of the map", () => {
  it("are loaded by a job after the start, and found in any spelling", async () => {
    await vi.waitFor(async () => expect(await found("مسجد الامل")).toEqual(["مسجد الأمل"]), { timeout: 10_000 });
    expect(await found("hopital de l'oasis")).toEqual(["مستشفى الواحة"]);
    expect(await found("مستشفي")).toEqual(["مستشفى الواحة"]);
    expect(await found("الواحة مستشفى")).toEqual(["مستشفى الواحة"]);
    expect(await found("hopitel de l oasis")).toEqual(["مستشفى الواحة"]);
    expect(await found("مستسفى")).toEqual(["مستشفى الواحة"]);
    expect(await found("زززز")).toEqual([]);
    expect(await last()).toMatchObject({ type: "landmarks.loaded", detail: { taken: 2, leftOut: 0 } });
  });

  it("are looked at again only when the file changed, and then as a whole", async () => {
    const before = (await logEntries(room)).length;
    await load();
    expect((await logEntries(room)).length).toBe(before);
    await writeFile(file, text(LANDMARKS.slice(1)));
    await load();
    expect(await found("الامل")).toEqual([]);
    expect(await found("الواحة")).toEqual(["مستشفى الواحة"]);
  });

  it("of a broken, foreign or huge file are refused once, and those before stay", async () => {
    for (const [bytes, fault] of [
      ["{", "not_json"],
      ['{"landmarks":{}}', "not_landmarks"],
    ] as const) {
      await writeFile(file, bytes);
      await load();
      await load();
      expect(await last()).toMatchObject({ type: "landmarks.refused", detail: { fault } });
    }
    await truncate(file, MOST_BYTES + 1);
    await load();
    expect(await last()).toMatchObject({ type: "landmarks.refused", detail: { fault: "too_large" } });
    expect((await logEntries(room)).filter(({ type }) => type === "landmarks.refused")).toHaveLength(3);
    expect(await found("الواحة")).toEqual(["مستشفى الواحة"]);
    await writeFile(file, text(LANDMARKS));
    await load();
    expect(await found("الامل")).toEqual(["مسجد الأمل"]);
  });
});

describe("a landmark", () => {
  it("without a usable name or a point on earth is left out and counted; a hostile name is no name", () => {
    const point = { lat: 31.9, lon: 5.3 };
    const given = [
      { name: { ar: "سوق" }, kind: "marketplace", point },
      { name: { ar: "سوق", fr: "\u202eédnava" }, kind: "marketplace", point },
      { name: { fr: "a\u202eb" }, kind: "shop", point },
      { name: { ar: "بعيد" }, kind: "shop", point: { lat: 91, lon: 5.3 } },
      { name: { ar: "ن".repeat(201) }, kind: "shop", point },
      { name: {}, kind: "shop", point },
      null,
      7,
    ];
    const said = landmarksOf(text(given));
    if (typeof said === "string") throw new Error(said);
    expect(said.landmarks.map(({ names }) => names)).toEqual([{ ar: "سوق" }, { ar: "سوق", fr: undefined, en: undefined }]);
    expect(said.leftOut).toBe(6);
    expect(landmarksOf(JSON.stringify({ landmarks: Array.from({ length: MOST_LANDMARKS + 1 }, () => 0) }))).toBe("too_many");
  });

  it("any text at all is judged and breaks nothing", () => {
    fc.assert(fc.property(fc.string(), (given) => typeof landmarksOf(given) === "string"));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (given) => {
        const said = landmarksOf(text(given));
        return typeof said !== "string" && said.landmarks.length + said.leftOut === given.length;
      }),
    );
  });
});

it("names are kept for the search as the domain folds them, each on its line", async () => {
  const name = fc.string({ unit: fc.constantFrom(...Array.from("أإآاةهىيـًٌّ٣9éÉœ'- ")), maxLength: 12 });
  const names = fc.sample(fc.record({ ar: name, fr: name }), { numRuns: 300, seed: 7 });
  const folded = await transaction(room.database.db, SYSTEM, async (tx) => {
    const { rows } = await sql<{ folded: string }>`
      select amaliyat_names_text(each, '{}') as folded from jsonb_array_elements(${JSON.stringify(names)}::jsonb) with ordinality as given (each, nth)
      order by nth`.execute(tx);
    return rows.map((row) => row.folded);
  });
  const expected = names.map(({ ar, fr }) => new Set([ar, fr].map(fold).filter((one) => one !== "")));
  expect(
    folded.map(
      (one) =>
        new Set(
          one
            .split("\n")
            .map((part) => part.trim())
            .filter((part) => part !== ""),
        ),
    ),
  ).toEqual(expected);
});
