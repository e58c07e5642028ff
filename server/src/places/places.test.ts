import { places, type FoundPlace, type Place } from "@amaliyat/contract/places";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../platform/database/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";

let room: TestRoom;
let operator: TestClient;
let operator2: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, operator2] = [await room.as("operator"), await room.as("operator2")];
});
afterAll(() => room[Symbol.asyncDispose]());

const make = (names: object, change: object = {}, by = operator) =>
  by.ask(places.create, { body: { names, kind: "shop", point: PLACES.SU1, ...change } });
const made = async (names: object, change: object = {}, by = operator): Promise<Place> => {
  const answer = await make(names, change, by);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const search = (text: string, by = operator, near: object = {}): Promise<FoundPlace[]> =>
  by.must(places.search, { query: { text, ...near } });
const names = async (text: string, by = operator, near: object = {}) => (await search(text, by, near)).map((one) => one.names.ar);

describe("the room's own places", () => {
  it("are found by any name or alias, in any spelling, with the sector of their point", async () => {
    const screen = await openScreen(await room.as("dispatcher"));
    const place = await made({ ar: "قهوة الأصيل", fr: "Café L'Été" }, { aliases: ["عند إبراهيم"] });
    await screen.happens("place", ({ placeId }) => placeId === place.placeId);
    screen.socket.terminate();
    expect(place).toMatchObject({ version: 1, state: "open", sectorId: "SU1", writtenBy: "operator" });
    for (const text of ["قهوه الاصيل", "الأصيل", "cafe l'ete", "ETE", "عند ابراهيم", "قـهـوة"])
      expect(await search(text), text).toMatchObject([{ source: "place", id: place.placeId, sectorId: "SU1", kind: "shop", metres: null }]);
    expect((await logEntries(room, place.placeId)).at(-1)).toMatchObject({
      type: "place.changed",
      sector_id: "SU1",
      detail: { aliases: ["عند إبراهيم"], version: 1 },
    });
  });

  it("by a whole word before the beginning of one, that before what is spelt alike; of two alike the nearer", async () => {
    const at = (lon: number) => ({ point: { lat: 31.905, lon } });
    await made({ ar: "دار الياسمين" }, at(5.302));
    await made({ ar: "ياسمينة" }, at(5.303));
    await made({ ar: "ياسمان" }, at(5.304));
    expect(await names("ياسمين")).toEqual(["دار الياسمين", "ياسمينة", "ياسمان"]);
    await made({ ar: "صيدلية الفجر" }, at(5.301));
    await made({ ar: "صيدلية الفجر" }, at(5.309));
    const near = (lon: number) => search("صيدليه الفجر", operator, { lat: 31.905, lon });
    expect((await near(5.3)).map(({ point }) => point.lon)).toEqual([5.301, 5.309]);
    const [nearest] = await near(5.31);
    expect(nearest?.point.lon).toBe(5.309);
    expect(nearest?.metres).toBeGreaterThan(90);
    expect(nearest?.metres).toBeLessThan(100);
  });

  it("say where a point is, as far as half a kilometre", async () => {
    const at = { lat: 31.9005, lon: 5.3005 };
    await made({ ar: "محطة الضخ" }, { point: at });
    const near = (metres: number) => operator.must(places.near, { query: { lat: at.lat + metres / 111_000, lon: at.lon } });
    expect(await near(100)).toMatchObject({ source: "place", names: { ar: "محطة الضخ" } });
    expect((await near(100))?.metres).toBeGreaterThan(95);
    expect(await near(0)).toMatchObject({ metres: 0 });
    expect(await near(5_000)).toBeNull();
  });

  it("stand beside sites, cameras and sectors; to a patrol no camera is named", async () => {
    await makeCamera(room, "SU1", "نخيل-1");
    await makeCamera(room, "SU2", "نخيل-2");
    const sources = async (by: TestClient) =>
      (await search("نخيل", by)).map(({ source, names: named }) => `${source} ${named.ar}`).toSorted();
    expect(await sources(operator)).toEqual(["camera نخيل-1", "site نخيل-1"]);
    expect(await sources(await room.as("patrol"))).toEqual([]);
    expect((await search("اسم SU2"))[0]).toMatchObject({ source: "sector", id: "SU2" });
  });

  it("of another sector are neither found, seen, changed nor made", async () => {
    const place = await made({ ar: "مخبزة الحي الآخر" }, { point: PLACES.SU2 }, operator2);
    expect(await names("مخبزة الحي")).toEqual([]);
    expect(await names("مخبزة الحي", await room.as("operator0"))).toEqual(["مخبزة الحي الآخر"]);
    expect((await operator.must(places.list, {})).some(({ placeId }) => placeId === place.placeId)).toBe(false);
    const body = { names: { ar: "لي" }, kind: "shop" as const, point: PLACES.SU1, version: 1 };
    expect(await operator.code(places.change, { params: { placeId: place.placeId }, body })).toBe("object.not_found");
    expect(codeOf(await make({ ar: "بعيد" }, { point: PLACES.SU2 }))).toBe("place.beyond_sectors");
    expect(codeOf(await make({ ar: "في البحر" }, { point: { lat: 0, lon: 0 } }))).toBe("place.beyond_sectors");
    const moved = await made({ ar: "متنقل" });
    const away = { ...body, point: PLACES.SU2 };
    expect(await operator.code(places.change, { params: { placeId: moved.placeId }, body: away })).toBe("place.beyond_sectors");
    const count = (role: string, sectors: string[]) =>
      transaction(room.database.db, { userId: "", role, sectors }, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from place where place_id = ${place.placeId}`.execute(tx);
        return rows[0]?.n;
      });
    expect(await count("operator", ["SU2"])).toBe(1);
    expect(await count("operator", ["SU1"])).toBe(0);
    expect(await count("analyst", ["SU2"])).toBe(0);
  });

  it("are changed on the version that was seen, and closed for good", async () => {
    const { placeId } = await made({ ar: "مطعم الواحة" });
    const params = { placeId };
    const body = (version: number, ar: string) => ({ version, names: { ar }, kind: "shop" as const, point: PLACES.SU1 });
    const both = await Promise.all(["أ أ", "ب ب"].map((ar) => operator.code(places.change, { params, body: body(1, ar) })));
    expect(both.toSorted()).toEqual(["ok", "place.changed_meanwhile"]);
    expect(await names("مطعم الواحة")).not.toContain("مطعم الواحة");
    await operator.must(places.change, { params, body: body(2, "مطعم الواحة") });
    expect(await operator.must(places.close, { params, body: { version: 3, reason: "هُدم" } })).toMatchObject({
      state: "closed",
      reason: "هُدم",
    });
    expect(await names("مطعم الواحة")).not.toContain("مطعم الواحة");
    expect(await operator.code(places.change, { params, body: body(4, "x") })).toBe("place.closed");
    expect(await operator.code(places.close, { params, body: { version: 4, reason: "مرتين" } })).toBe("place.closed");
  });

  it("take no name that reads as another, and keep one of markup as the text that it is", async () => {
    const hostile = ["\u202eédnava", "a\u2066b\u2069", "سطر\nسطر", "", "ن".repeat(121)];
    for (const ar of hostile) expect(codeOf(await make({ ar })), JSON.stringify(ar)).toBe("request.invalid");
    expect(codeOf(await make({}))).toBe("request.invalid");
    expect(codeOf(await make({ ar: "ن" }, { point: { lat: 91, lon: 0 } }))).toBe("request.invalid");
    const markup = '<img src=x onerror="alert(1)">';
    await made({ ar: markup });
    expect(await names("img src")).toEqual([markup]);
  });

  it("a point that is typed in figures is the answer, with its sector and distance; two numbers are none", async () => {
    for (const text of ["31.905, 5.305", "٣١٫٩٠٥ ٥٫٣٠٥", "geo:31.905,5.305", `31°54'18"N 5°18'18"E`, "31,905 5,305"])
      expect(await search(text, operator, { lat: 31.905, lon: 5.315 }), text).toMatchObject([
        { source: "point", names: { ar: "31.90500, 5.30500" }, point: PLACES.SU1, sectorId: "SU1", metres: 944 },
      ]);
    expect(await search("31 5")).toEqual([]);
    expect((await search("0.0000, 0.0000"))[0]).toMatchObject({ source: "point", sectorId: null, metres: null });
  });

  it("a site and a camera are found by their code in either script", async () => {
    await makeCamera(room, "SU1", "ك-077");
    for (const text of ["k77", "K-077", "ك٠٧٧", "ك 77", "كاميرا 77"])
      expect(
        (await search(text)).slice(0, 3).some(({ source, names: { ar } }) => source === "camera" && ar === "ك-077"),
        text,
      ).toBe(true);
    expect((await search("k77", await room.as("operator2"))).filter(({ source }) => source === "camera")).toEqual([]);
  });

  it("a search of pattern characters, quotes or one letter is only a search", async () => {
    for (const text of ["%", "_", "%%%%", "'; drop table place; --", "\\", "ق", "١"])
      expect(Array.isArray(await search(text)), text).toBe(true);
    expect(await names("%%")).toEqual([]);
  });
});
