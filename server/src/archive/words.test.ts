import { archive, type ArchiveFound } from "@amaliyat/contract/archive";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { reachOf } from "@amaliyat/contract/route";
import { plateKey } from "@amaliyat/domain/bolos";
import { ROLES } from "@amaliyat/domain/identity";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetPlaceWords } from "../interventions/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let operator: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  operator = await room.as("operator");
});
afterAll(() => room[Symbol.asyncDispose]());

const DIGITS = Array.from("0123456789٠١٢٣٤٥٦٧٨٩");

type Role = Parameters<TestRoom["as"]>[0];
const params = ({ interventionId }: InterventionCard) => ({ interventionId });

const open = (placeText: string, body: object = {}): Promise<InterventionCard> =>
  operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, placeText, subcategory: "ACC.MAT", ...body } });
const note = (card: InterventionCard, text: string) => operator.must(interventions.note, { params: params(card), body: { text } });
async function notePerson(card: InterventionCard, name: string | null, description: string | null = null): Promise<string> {
  const body = { role: "witness" as const, certainty: "fact" as const, name, description };
  const people = await operator.must(interventions.notePerson, { params: params(card), body });
  return people.at(-1)?.personId ?? "";
}

async function search(words: string, who: Role = "dispatcher", more: object = {}): Promise<ArchiveFound> {
  return (await room.as(who)).must(archive.search, { body: { words, byPlace: false, ...more } });
}
/** Results, shortly: «شارع النخيل, person». */
const found = async (words: string, who: Role = "dispatcher", more: object = {}): Promise<string[]> =>
  (await search(words, who, more)).rows.map((item) =>
    item.source === "intervention" ? [item.row.placeText, item.foundIn].filter((part) => part !== null).join(", ") : item.source,
  );

describe("people concerned", () => {
  it("find their intervention for roles that may read them, within their sectors, and for nobody else", async () => {
    await notePerson(await open("باب الواحة"), "إلياس بن عمّار", "معطف أخضر");
    const searchers = ROLES.filter((role) => reachOf(archive.search.access, role) !== null);
    const readers = searchers.filter((role) => reachOf(interventions.people.access, role) !== null);
    expect(searchers.length).toBeGreaterThan(readers.length);
    for (const role of searchers) {
      const expected = readers.includes(role) ? ["باب الواحة, person"] : [];
      expect(await found("الياس بن عمار", role), role).toEqual(expected);
      expect(await found("باب الواحة إلياس", role), role).toEqual(expected);
      expect(await found("معطف اخضر", role), role).toEqual(expected);
      expect(await found("باب الواحة", role), role).toEqual(["باب الواحة"]);
    }
    expect(await found("الياس بن عمار", "operator2")).toEqual([]);
  });

  it("find nothing any more once what was noted of them is withdrawn", async () => {
    const card = await open("ساحة القدس");
    const personId = await notePerson(card, "Yacine Hamdani");
    await notePerson(card, "Nadia Hamdani");
    expect(await found("yacine hamdani")).toEqual(["ساحة القدس, person"]);
    await operator.must(interventions.withdrawPerson, { params: { ...params(card), personId }, body: { reason: "خلط مع آخر" } });
    expect(await found("yacine")).toEqual([]);
    expect(await found("HAMDANI")).toEqual(["ساحة القدس, person"]);
  });

  it("stand in a table that no role of the room reads", async () => {
    for (const role of ["supervisor", "evidence_officer", "system"]) {
      const read = (tx: Parameters<Parameters<typeof transaction>[2]>[0]) => sql`select people from intervention_words`.execute(tx);
      await expect(transaction(room.database.db, { userId: "", role, sectors: ["SU1"] }, read), role).rejects.toThrow("permission denied");
    }
  });
});

describe("notes", () => {
  it("find their intervention for each reader of the card, also with words of its place, by day and kind", async () => {
    const card = await open("مسجد النور");
    await note(card, "شاحنة بيضاء محملة بالرمل");
    for (const role of ["operator", "evidence_officer"] as const)
      expect(await found("شاحنه بيضاء", role), role).toEqual(["مسجد النور, note"]);
    expect(await found("اليوم حادث مسجد النور شاحنة")).toEqual(["مسجد النور, note"]);
    expect(await found("أمس شاحنة بيضاء")).toEqual([]);
    expect(await found("سرقة شاحنة بيضاء")).toEqual([]);
    expect(await found("شاحنة بيضاء", "operator2")).toEqual([]);
  });

  it("are joined by the outcome and the reasons of the card", async () => {
    const card = await open("حي الرياض");
    const body = { version: card.version, disposition: "01" as const, outcome: "نُقلت المصابة إلى العيادة" };
    await (await room.as("dispatcher")).must(interventions.close, { params: params(card), body });
    expect(await found("العيادة المصابة")).toEqual(["حي الرياض, note"]);
  });

  it("and names take quotes, wildcards and strange signs for what they are", async () => {
    const card = await open("نهج الزيتون");
    await note(card, "قال: 100% 'صحيح' \\ _ $1 {}");
    await notePerson(card, "O'Brien; drop table intervention_words --");
    expect(await found("o'brien")).toEqual(["نهج الزيتون, person"]);
    expect(await found("صحيح 100")).toEqual(["نهج الزيتون, note"]);
    for (const words of ["%", "_", "صح%zz", "O_Zrien", "' or true --", "%9$Lzz", "\u{10d50}"])
      expect(await found(words), words).toEqual([]);
  });
});

describe("plates", () => {
  it("are found in notes, outcomes and descriptions in any grouping and in both scripts", async () => {
    await note(await open("محطة القطار"), "رونو بيضاء 00123-116-30 تفر شمالا");
    await note(await open("جسر الوادي"), "لوحة ٠٠٤٥٦ ١١٩ ٣٠");
    await note(await open("مدخل الميناء"), "Peugeot AB-123-CD");
    for (const typed of ["00123-116-30", "00123 116 30", "0012311630", "٠٠١٢٣-١١٦-٣٠", "123 116 30", "رونو 0012311630"])
      expect(await found(typed), typed).toEqual(["محطة القطار, note"]);
    for (const typed of ["00456-119-30", "0045611930", "٠٠٤٥٦١١٩٣٠"]) expect(await found(typed), typed).toEqual(["جسر الوادي, note"]);
    for (const typed of ["ab123cd", "AB 123 CD", "AB-123-CD"]) expect(await found(typed), typed).toEqual(["مدخل الميناء, note"]);
    expect(await found("00123-116-31")).toEqual([]);
  });

  it("are compared by the key of BOLOs, wherever they stand in a text", async () => {
    const group = fc.string({ unit: fc.constantFrom(...DIGITS), minLength: 2, maxLength: 6 });
    const between = fc.constantFrom(" ", "-", "", " - ", "/");
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 2, maxLength: 3 }), between, between, async (groups, noted, typed) => {
        const holds = "select amaliyat_words($1) like '%' || $2 || '%' as holds";
        const text = `سيارة ${groups.join(noted)} عند المفترق`;
        const { rows } = await room.database.db.pool.query(holds, [text, plateKey(groups.join(typed))]);
        expect(rows).toEqual([{ holds: true }]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("erasure and clips", () => {
  it("words of a place that were taken back are found no more, and a new place is", async () => {
    const { interventionId } = await open("خلف ورشة النجارة");
    expect(await found("ورشة النجارة")).toEqual(["خلف ورشة النجارة"]);
    const system = { userId: "", role: "system", sectors: [] };
    await transaction(room.database.db, system, (tx) => forgetPlaceWords(tx, interventionId, "خلف ورشة النجارة"));
    expect(await found("ورشة النجارة")).toEqual([]);
    const { rows } = await room.database.db.pool.query("select * from intervention_words where said like '%النجاره%'");
    expect(rows).toEqual([]);
  });

  it("erased events take their words along", async () => {
    const card = await open("سوق السبت");
    await note(card, "دراجة برتقالية");
    expect(await found("دراجة برتقالية")).toEqual(["سوق السبت, note"]);
    const erase = "update intervention_event set data = data - 'text' where intervention_id = $1";
    await room.database.db.pool.query(erase, [card.interventionId]);
    expect(await found("دراجة برتقالية")).toEqual([]);
  });

  it("a clip that is kept is shown, and can be asked for; one past its time is not", async () => {
    const [camera, kept, past, none] = [crypto.randomUUID(), await open("درب الحنة"), await open("درب الحنة"), await open("درب الحنة")];
    const insert = `insert into clip (clip_id, intervention_id, camera_id, from_at, to_at, kept_until)
      values ($1, $2, $3, '2026-01-01T10:00:00Z', '2026-01-01T10:00:30Z', now() + $4::interval)`;
    await room.database.db.pool.query(insert, [crypto.randomUUID(), kept.interventionId, camera, "1 day"]);
    await room.database.db.pool.query(insert, [crypto.randomUUID(), past.interventionId, camera, "-1 day"]);
    const clips = async (more: object = {}) => {
      const { rows } = await search("درب الحنة", "operator", more);
      return rows.map((item) => (item.source === "intervention" ? [item.row.interventionId, item.clip] : item.source));
    };
    const shown = { cameraId: camera, from: "2026-01-01T10:00:00.000Z", to: "2026-01-01T10:00:30.000Z" };
    expect(await clips()).toEqual([
      [none.interventionId, null],
      [past.interventionId, null],
      [kept.interventionId, shown],
    ]);
    expect(await clips({ withClip: true })).toEqual([[kept.interventionId, shown]]);
    expect(await clips({ withClip: true, sources: ["bolo"] })).toEqual([]);
  });
});
