import { codeKey, fold } from "@amaliyat/domain/search";
import { array, constantFrom, sample } from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../testing/database.ts";
import { SYSTEM, transaction } from "./index.ts";

let room: TestDatabase;
beforeAll(async () => {
  room = await cloneDatabase();
});
afterAll(() => room[Symbol.asyncDispose]());

const folded = async (texts: readonly string[], by: "amaliyat_fold" | "amaliyat_code_key" = "amaliyat_fold"): Promise<string[]> => {
  const { rows } = await transaction(room.db, SYSTEM, (tx) =>
    sql<{
      folded: string;
    }>`select ${sql.raw(by)}(given) as folded from unnest(${texts}::text[]) with ordinality as each (given, place) order by place`.execute(
      tx,
    ),
  );
  return rows.map((row) => row.folded);
};

test.each([
  ["الشُّرْطَة", "الشرطه"],
  ["أحمد إبراهيم آمنة ٱلله", "احمد ابراهيم امنه الله"],
  ["مستشفى", "مستشفي"],
  ["مؤسسة ـــ شاطئ", "موسسه شاطي"],
  ["Sûreté de WILAYA — Œuvre n° ١٢", "surete de wilaya oeuvre n 12"],
  ["  \u202bنص\u202c  ", "نص"],
  ["ـــ", ""],
])("%s is searched as %s", async (given, wanted) => {
  expect(await folded([given])).toEqual([wanted]);
});

test("the database spells as the domain does", async () => {
  const letters = Array.from(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱةىؤئءیکـًٌٍَُِّْٰ٠٣٩۰۵۹abzAZéèêëàçôûùîïÉÀŒœÆßﬁ019 -—,.،؟'’«»\u200f\u202a\u2066\ufeff\u00a0\n²½",
  );
  const text = array(constantFrom(...letters), { maxLength: 30 }).map((each) => each.join(""));
  const texts = sample(text, { numRuns: 2_000, seed: 7 });
  expect(await folded(texts)).toEqual(texts.map(fold));
  expect(await folded(texts, "amaliyat_code_key")).toEqual(texts.map(codeKey));
  const codes = sample(array(constantFrom(...Array.from("كرهKk0٠3٣1۰- _")), { maxLength: 8 }), { numRuns: 2_000, seed: 8 }).map((each) =>
    each.join(""),
  );
  expect(await folded(codes, "amaliyat_code_key")).toEqual(codes.map(codeKey));
});

test("a search inside Arabic text goes through the trigram index", async () => {
  await room.db.pool.query(`
    create table street (name text not null);
    insert into street select 'شارع الاستقلال رقم ' || n from generate_series(1, 20000) as n;
    insert into street values ('نهج الأمير عبد القادر');
    create index street_name on street using gin (amaliyat_fold(name) gin_trgm_ops);
    analyze street`);
  const find = "select name from street where amaliyat_fold(name) like '%' || amaliyat_fold('الامير') || '%'";
  expect((await room.db.pool.query(find)).rows).toEqual([{ name: "نهج الأمير عبد القادر" }]);
  const { rows } = await room.db.pool.query<{ "QUERY PLAN": string }>(`explain ${find}`);
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Bitmap Index Scan on street_name");
});
