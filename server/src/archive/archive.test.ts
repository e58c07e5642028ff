import { archive, type ArchiveFound } from "@amaliyat/contract/archive";
import { bolos } from "@amaliyat/contract/bolos";
import { calls } from "@amaliyat/contract/calls";
import { interventions } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import { reports } from "@amaliyat/contract/reports";
import { theRoom } from "@amaliyat/contract/room";
import { addDays, localDay, startOfDay } from "@amaliyat/domain/calendar";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { newCode, reportBody } from "../testing/things/things.ts";
import { testClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

type Who = "operator" | "operator2" | "dispatcher" | "supervisor";
type More = Partial<{ sources: ArchiveFound["sources"]; byPlace: boolean; size: number; cursor: string }>;

const search = async (words: string, who: Who = "dispatcher", more: More = {}): Promise<ArchiveFound> =>
  (await room.as(who)).must(archive.search, { body: { words, ...more } });
/** Results, shortly: «intervention شارع النخيل». */
const found = async (words: string, who: Who = "dispatcher", more: More = {}): Promise<string[]> =>
  (await search(words, who, more)).rows.map((item) => {
    if (item.source === "bolo") return `bolo ${item.row.text}`;
    if (item.source === "report") return `report ${item.row.kind}`;
    return `${item.source} ${item.row.placeText}`;
  });

/** Opens an intervention and makes it as old as so many days, at noon. */
async function open(sector: "SU1" | "SU2", placeText: string, subcategory: string, daysAgo: number, metresNorth = 0): Promise<string> {
  const by = await room.as(sector === "SU1" ? "operator" : "operator2");
  const place = { lat: PLACES[sector].lat + metresNorth / 111_000, lon: PLACES[sector].lon };
  const card = await by.must(interventions.open, { body: { origin: "desk", place, placeText } });
  const at = new Date(startOfDay(addDays(localDay(Date.now()), -daysAgo)) + 12 * 3_600_000);
  const change =
    "update intervention set opened_at = $1, subcategory = $2, kind = 'closed', closed_at = $1, disposition = '01', outcome = 'انتهى' where intervention_id = $3";
  await room.database.db.pool.query(change, [at, subcategory, card.interventionId]);
  return card.reference;
}

async function call(number: string, placeText: string, daysAgo: number, reference = `L17-${number}`): Promise<void> {
  const at = new Date(startOfDay(addDays(localDay(Date.now()), -daysAgo)) + 13 * 3_600_000);
  await room.database.db.pool.query(
    `insert into call (call_id, arrived_at, since, ended_at, line, nature, reference, direction, from_number, number_key, place_text, ending, sector_id)
     values ($1, $2, $2, $2, '17', 'OTH', $3, 'in', $4, $5, $6, 'abandoned', 'SU1')`,
    [randomUUID(), at, reference, number, number.slice(-9), placeText],
  );
}

describe("the archive", () => {
  it("finds yesterday's accident by a day, a kind and a street in any spelling, closed as it is", async () => {
    await open("SU1", "شارع النخيل", "ACC.INJ", 1);
    await open("SU1", "شارع النخيل", "THF.PHN", 1);
    await open("SU1", "شارع النخيل", "ACC.MAT", 2);
    await open("SU1", "حي النصر", "ACC.MAT", 1, 100);
    await open("SU2", "شارع النخيل", "ACC.MAT", 1, 100);
    expect(await found("أمس حادث شارع النخيل", "operator")).toEqual(["intervention شارع النخيل"]);
    expect(await found("شارع النّخيل حوادث", "operator")).toEqual(["intervention شارع النخيل", "intervention شارع النخيل"]);
    expect(await found("حادث النخيل", "operator2")).toEqual(["intervention شارع النخيل"]);
    expect((await search("أول أمس حادث")).read).toMatchObject({ kinds: ["ACC"], rest: "" });
  });

  it("finds what lies around a place that the town knows by another name", async () => {
    const operator = await room.as("operator");
    await operator.must(places.create, { body: { names: { ar: "سوق التمور", fr: "Marché aux dattes" }, kind: "shop", point: PLACES.SU1 } });
    await open("SU1", "قرب المدخل الشرقي", "OTH.ASL", 3, 40);
    const answer = await search("bagarre marché aux dattes");
    expect(answer.read.place).toMatchObject({ names: { ar: "سوق التمور" }, point: PLACES.SU1 });
    expect(await found("bagarre marché aux dattes")).toEqual(["intervention قرب المدخل الشرقي"]);
    expect(await found("bagarre marché aux dattes", "dispatcher", { byPlace: false })).toEqual([]);
  });

  it("reads no street of the town for one that the town has not: the words are searched as words", async () => {
    const operator = await room.as("operator");
    await operator.must(places.create, { body: { names: { ar: "شارع الدقلة" }, kind: "street", point: PLACES.SU1 } });
    await open("SU1", "زاوية شارع الأمير خالد", "OTH.ASL", 4, 60);
    for (const words of ["شارع ديدوش مراد", "شارع العربي بن مهيدي", "شارع الأمير أمس", "rue de l'Emir", "صيدلية الدقلة"])
      expect((await search(words)).read.place, words).toBeNull();
    expect((await search("شارع الدقلة")).read.place).toMatchObject({ names: { ar: "شارع الدقلة" } });
    expect(await found("شارع الأمير")).toEqual(["intervention زاوية شارع الأمير خالد"]);
  });

  it("reads a place for sure, or none, and that place is the first that palette, map and card offer", async () => {
    const operator = await room.as("operator");
    const at = (metres: number) => ({ lat: PLACES.SU1.lat + metres / 111_000, lon: PLACES.SU1.lon });
    const named = [
      ["صيدلية الواحة", "health"],
      ["صيدلية النور", "health"],
      ["شارع الفقارة", "street"],
      ["حي السبخة", "quarter"],
      ["مسجد المحطة", "worship"],
      ["مسجد الرحمة", "worship"],
      ["ورشة بن علي", "shop"],
    ] as const;
    for (const [nth, [ar, kind]] of named.entries())
      await operator.must(places.create, { body: { names: { ar }, kind, point: at(100 * (nth - 3)) } });
    const { center } = await operator.must(theRoom.room, {});
    const firstOf = async (text: string) => (await operator.must(places.search, { query: { text, ...center } }))[0]?.names.ar;
    const readOf = async (text: string) => (await search(text)).read.place?.names.ar ?? null;
    for (const text of ["صيدلية", "شارع الوحدة", "حي الوحدة", "المسجد الكبير", "مسجد علي", "حي علي", "cité est", "BNA"])
      expect(await readOf(text), text).toBeNull();
    for (const text of ["شارع الفقارة", "شارع الفقارة رقم 7", "7 شارع الفقارة", "حي السبخة", "جامع الرحمة", "صيدلية النور"]) {
      const read = await readOf(text);
      expect(read, text).not.toBeNull();
      expect(await firstOf(text), text).toBe(read);
    }
  });

  it("finds a reference, a number in any grouping, a BOLO by its words, a report by its kind, each by its rights", async () => {
    const reference = await open("SU1", "مفترق المطار", "TRF.CNG", 40, 100);
    await call("+213550123456", "عمارة ب 12", 5);
    const marked = ["رقم ", "n°", "réf ", "الملف رقم "].map((mark) => `${mark}${reference}`);
    for (const typed of [reference, ...marked, `\u2068${reference}\u2069`, `\u202b${reference}\u202c\u200f`])
      expect(await found(typed), JSON.stringify(typed)).toEqual(["intervention مفترق المطار"]);
    for (const typed of ["0550 12 34 56", "+213 550 12 34 56", "550123456"]) expect(await found(typed), typed).toEqual(["call عمارة ب 12"]);
    expect(await found("0550123456", "operator")).toEqual([]);
    const dispatcher = await room.as("dispatcher");
    const body = { kind: "property" as const, priority: "P3" as const, text: "دراجة حمراء مسروقة", sectors: ["SU1"] };
    const bolo = await dispatcher.must(bolos.write, { body });
    for (const typed of [
      bolo.reference,
      bolo.reference.replaceAll("-", "").toLowerCase(),
      `B ${bolo.reference.slice(2).replace("-", "")}`,
    ]) {
      expect(await found(typed), typed).toEqual(["bolo دراجة حمراء مسروقة"]);
      expect(
        (await dispatcher.must(bolos.list, { query: { q: typed } })).map(({ reference: each }) => each),
        typed,
      ).toEqual([bolo.reference]);
    }
    expect(await found("دراجه حمراء")).toEqual(["bolo دراجة حمراء مسروقة"]);
    expect(await found("اليوم", "dispatcher", { sources: ["bolo"] })).toEqual(["bolo دراجة حمراء مسروقة"]);
    expect(await found("أمس", "dispatcher", { sources: ["bolo"] })).toEqual([]);
    await testClient(room.url).must(reports.send, { body: { ...reportBody(newCode(), PLACES.SU1), kind: "accident" } });
    expect(await found("اليوم حادث", "dispatcher", { sources: ["report"] })).toEqual(["report accident"]);
    expect((await search("حادث", "operator")).sources).toEqual(["intervention", "bolo"]);
  });

  it("finds a reference of each kind by its digits alone, of any keyboard, and by the last of them", async () => {
    const dispatcher = await room.as("dispatcher");
    await call("+213550999001", "رصيف التمر", 6, "L17-2024-000777");
    const body = { kind: "property" as const, priority: "P3" as const, text: "حقيبة سفر", sectors: ["SU1"] };
    await dispatcher.must(bolos.write, { body });
    await room.database.db.pool.query("update bolo set reference = 'B-2024-000777' where text = 'حقيبة سفر'");
    await testClient(room.url).must(reports.send, { body: { ...reportBody(newCode(), PLACES.SU1), kind: "theft" } });
    await room.database.db.pool.query("update report set reference = 'R-2024-000777' where kind = 'theft'");
    const reference = await open("SU1", "درب الجمل", "TRF.CNG", 300);
    await room.database.db.pool.query("update intervention set reference = '2024-000777' where reference = $1", [reference]);
    const all = ["bolo حقيبة سفر", "call رصيف التمر", "intervention درب الجمل", "report theft"];
    for (const typed of ["2024000777", "٢٠٢٤٠٠٠٧٧٧", "رقم 2024000777", "2024 000 777", "000777", "٠٠٠٧٧٧"])
      expect((await found(typed, "dispatcher", { byPlace: false })).toSorted(), typed).toEqual(all);
    for (const typed of ["2024000777", "٢٠٢٤٠٠٠٧٧٧", "000777"]) {
      expect(await dispatcher.must(bolos.list, { query: { q: typed } }), typed).toMatchObject([{ reference: "B-2024-000777" }]);
      expect((await dispatcher.must(calls.list, { query: { q: typed } })).rows, typed).toMatchObject([{ reference: "L17-2024-000777" }]);
      expect((await dispatcher.must(reports.list, { query: { q: typed } })).rows, typed).toMatchObject([{ reference: "R-2024-000777" }]);
      expect((await dispatcher.must(interventions.list, { query: { q: typed } })).rows, typed).toMatchObject([
        { reference: "2024-000777" },
      ]);
    }
    expect(await found("2024000778")).toEqual([]);
    // As people say it, without the zeros: a crew takes a case up by the same words.
    for (const typed of ["2024/777", "٢٠٢٤/٧٧٧", "2024-777", "رقم 2024/777", "n° 2024/0777"])
      expect((await found(typed, "dispatcher", { byPlace: false })).toSorted(), typed).toEqual(all);
    await room.database.db.pool.query("update intervention set reference = '2024-000042' where reference = '2024-000777'");
    for (const typed of ["2024/42", "رقم ٢٠٢٤/٤٢"]) expect(await found(typed), typed).toEqual(["intervention درب الجمل"]);
  });

  it("gives pages over all sources without a gap or a double", async () => {
    const whole = (await search("شارع", "dispatcher", { size: 200 })).rows.map(({ at }) => at);
    const paged: string[] = [];
    for (let cursor: string | undefined = undefined; ;) {
      const { rows, next }: ArchiveFound = await search("شارع", "dispatcher", { size: 1, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...rows.map(({ at }) => at));
      if (next === null) break;
      cursor = next;
    }
    expect(paged).toEqual(whole);
    expect(paged.length).toBeGreaterThan(2);
  });

  it("answers strange days, words and places in the list, and logs each that it answers", async () => {
    for (const words of ["0000-01-01", "0001-01-01", "01/01/1900", "constructor", "5 constructor", "__proto__", "hasOwnProperty"])
      expect(await found(words, "dispatcher", { byPlace: false }), words).toEqual([]);
    const logged = (await logEntries(room)).filter(({ type }) => type === "archive.searched").slice(-7);
    expect(logged.map(({ detail }) => detail?.["q"])).toContain("0001-01-01");
    const by = await room.as("dispatcher");
    for (const at of ["999999999999999", "253402300800000"]) {
      const body = { words: "شارع", cursor: `${Date.now()}_${at}_${randomUUID()}` };
      expect(await by.code(archive.search, { body }), at).toBe("request.invalid");
    }
  });

  it("reads «today» of all pages as the first one did, also past midnight; never of another time", async () => {
    const first = await search("اليوم", "dispatcher", { size: 1 });
    const [begun = "", ...row] = first.next?.split("_") ?? [];
    const pageFrom = async (moment: number) =>
      (await search("اليوم", "dispatcher", { cursor: [moment, ...row].join("_") })).read.span?.from;
    const today = startOfDay(localDay(Number(begun)));
    expect(first.read.span?.from).toBe(new Date(today).toISOString());
    // The first page was asked a minute before midnight.
    expect(await pageFrom(today - 60_000)).toBe(new Date(startOfDay(localDay(today - 60_000))).toISOString());
    for (const forged of [Number(begun) + 3_600_000, Number(begun) - 90 * 3_600_000])
      expect(await pageFrom(forged)).toBe(new Date(today).toISOString());
  });

  it("finds nothing by words of which nothing is read, and does not list everything", async () => {
    for (const words of ["\u200b", "%", "'", "(.*)+$", "(((", "_", "\\", "🚓", "في", "\u{10d50}"]) {
      const { read, rows, next } = await search(words);
      expect([words, rows.length, next]).toEqual([words, 0, null]);
      if (read.rest === "") expect(read).toEqual({ span: null, kinds: [], rest: "", place: null });
    }
  });

  it("takes quotes and wildcards for what they are, and is in the log with its words", async () => {
    expect(await found("' or true --")).toEqual([]);
    expect(await found("النخ%zz")).toEqual([]);
    const [last] = (await logEntries(room)).filter(({ type }) => type === "archive.searched").slice(-1);
    expect(last).toMatchObject({ actor_name: "dispatcher", detail: { q: "النخ%zz", count: 0 } });
  });
});
