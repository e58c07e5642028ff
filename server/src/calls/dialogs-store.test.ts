import { afterAll, beforeAll, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { keepDialogs } from "./dialogs-store.ts";

let room: TestDatabase;
beforeAll(async () => {
  room = await cloneDatabase();
});
afterAll(() => room[Symbol.asyncDispose]());

it("keeps the last state of each call until it is forgotten", async () => {
  const keep = keepDialogs(room.db);
  const [one, two] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
  await keep.save(one, { step: 1 });
  await keep.save(two, { step: 1, name: "مكالمة" });
  await keep.save(one, { step: 2 });
  expect(await keepDialogs(room.db).all()).toEqual(expect.arrayContaining([{ step: 2 }, { step: 1, name: "مكالمة" }]));
  await keep.forget(one);
  expect(await keep.all()).toEqual([{ step: 1, name: "مكالمة" }]);
});
