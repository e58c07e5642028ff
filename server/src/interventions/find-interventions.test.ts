import { interventions } from "@amaliyat/contract/interventions";
import type { Arguments } from "@amaliyat/contract/route";
import type { Point } from "@amaliyat/domain/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const open = async (sector: "SU1" | "SU2", placeText: string, place: Point = PLACES[sector]) => {
  const operator = await room.as(sector === "SU1" ? "operator" : "operator2");
  return operator.must(interventions.open, { body: { origin: "desk", place, placeText } });
};

type Query = Arguments<typeof interventions.list>["query"];
const placesOf = async (query: Query, who: "operator" | "operator2" = "operator"): Promise<(string | null)[]> => {
  const { rows } = await (await room.as(who)).must(interventions.list, { query });
  return rows.map(({ placeText }) => placeText);
};

describe("searching the list", () => {
  it("finds a place in any spelling, of the caller's sectors only, newest first", async () => {
    await open("SU1", "شارع الأمير 1");
    await open("SU1", "شارع الامير 2");
    await open("SU2", "شارع الأمير 3");
    await open("SU1", "حي النصر");
    expect(await placesOf({ q: "الأمِير" })).toEqual(["شارع الامير 2", "شارع الأمير 1"]);
    expect(await placesOf({ q: "امير" }, "operator2")).toEqual(["شارع الأمير 3"]);
  });

  it("finds a reference, and joins the search with other filters and the cursor", async () => {
    const operator = await room.as("operator");
    const { reference } = await open("SU1", "Rue Didouche 7");
    for (const nth of [8, 9]) await open("SU1", `Rue Didouche ${nth}`);
    expect(await placesOf({ q: reference })).toEqual(["Rue Didouche 7"]);
    expect(await placesOf({ q: "didouche", origin: "call" })).toEqual([]);
    expect(await placesOf({ q: "didouche", origin: "desk", state: "open", sectorId: "SU1" })).toHaveLength(3);
    expect(await placesOf({ q: "didouche", to: "2020-01-01T00:00:00Z" })).toEqual([]);
    const first = await operator.must(interventions.list, { query: { q: "didouche", size: 2 } });
    expect(first.rows.map(({ placeText }) => placeText)).toEqual(["Rue Didouche 9", "Rue Didouche 8"]);
    expect(await placesOf({ q: "didouche", size: 2, cursor: first.next ?? "" })).toEqual(["Rue Didouche 7"]);
  });

  it("takes quotes and wildcards for what they are", async () => {
    expect(await placesOf({ q: "' or true --" })).toEqual([]);
    expect(await placesOf({ q: "dido%che" })).toEqual([]);
  });

  it("finds nothing in a sector of others", async () => {
    await open("SU2", "elsewhere");
    expect(await placesOf({ sectorId: "SU2" })).toEqual([]);
    expect(await placesOf({ sectorId: "SU2", q: "elsewhere" })).toEqual([]);
    expect(await placesOf({ sectorId: "SU2", q: "elsewhere" }, "operator2")).toEqual(["elsewhere"]);
  });
});
