import { places } from "@amaliyat/contract/places";
import * as fc from "fast-check";
import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeLog } from "../../platform/log.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { startTestRoom, temporaryData, type TestRoom } from "../../testing/test-room.ts";
import { loadLandmarks } from "./load-landmarks.ts";
import { landmarksOf, MOST_BYTES, MOST_LANDMARKS } from "./read-landmarks.ts";
import { parsed } from "./read-map-file.ts";

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

const load = () => loadLandmarks({ db: room.database.db, clock: Date.now, log: makeLog("silent"), folder: join(data.path, "map") });
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

describe("the streets of the map's roads", () => {
  const NODES = [31.905, 5.301, 31.905, 5.302, 31.905, 5.303];
  const way = (name: object | null, ...nodes: number[]) => ({ class: "residential", name, oneway: false, limitKmh: null, nodes });
  const roads = () => join(data.path, "map", "roads.json");

  it("are found beside landmarks, one for all its ways, and go when the file no longer has them", async () => {
    const name = { ar: "شارع النخيل", fr: "Avenue des Palmiers" };
    const ways = [way(name, 0, 1), way(name, 1, 2), way({ ar: "نهج 12", fr: "Rue 12" }, 0, 2), way(null, 0, 1)];
    await writeFile(roads(), JSON.stringify({ nodes: NODES, ways }));
    await load();
    expect(await last()).toMatchObject({ type: "landmarks.loaded", detail: { source: "street", taken: 2 } });
    const search = async (text: string) => (await room.as("operator")).must(places.search, { query: { text } });
    for (const text of ["av palmiers", "chari3 nakhil", "شارع لنخيل"])
      expect(await search(text), text).toMatchObject([
        { source: "street", kind: "street", names: name, point: { lat: 31.905, lon: 5.302 } },
      ]);
    expect((await search("rue n° ١٢"))[0]).toMatchObject({ source: "street", names: { ar: "نهج 12" }, sectorId: "SU1" });
    await writeFile(roads(), JSON.stringify({ nodes: NODES, ways: [] }));
    await load();
    expect(await search("av palmiers")).toEqual([]);
    expect(await found("الامل")).toEqual(["مسجد الأمل"]);
  });

  it("of a broken file are refused once, and those before stay", async () => {
    for (const bytes of ["[]", JSON.stringify({ nodes: NODES, ways: [way({ ar: "ش" }, 0, 9)] })]) {
      await writeFile(roads(), bytes);
      await load();
      await load();
      expect(await last()).toMatchObject({ type: "landmarks.refused", detail: { source: "street", fault: "not_roads" } });
    }
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
    const said = landmarksOf({ landmarks: given });
    if (typeof said === "string") throw new Error(said);
    expect(said.places.map(({ names }) => names)).toEqual([{ ar: "سوق" }, { ar: "سوق", fr: undefined, en: undefined }]);
    expect(said.leftOut).toBe(6);
    expect(landmarksOf({ landmarks: Array.from({ length: MOST_LANDMARKS + 1 }, () => 0) })).toBe("too_many");
  });

  it("any text at all is judged and breaks nothing", () => {
    fc.assert(fc.property(fc.string(), (given) => typeof parsed(given, landmarksOf) === "string"));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (given) => {
        const said = landmarksOf({ landmarks: given });
        return typeof said !== "string" && said.places.length + said.leftOut === given.length;
      }),
    );
  });
});
