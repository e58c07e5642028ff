import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { boloPageOf, bolosOfIntervention, writeReply } from "./bolo-queries.ts";

it("writes a returned page and reads the lists and other pages again; any other reply makes the page old too", async () => {
  const client = new QueryClient();
  const page = boloPageOf("b").queryKey;
  const keys = [page, boloPageOf("other").queryKey, bolosOfIntervention("i").queryKey];
  const isOld = () => keys.map((key) => client.getQueryState(key)?.isInvalidated);
  for (const key of keys) client.setQueryData<unknown>(key, []);
  const reply = { boloId: "b", sightings: [], events: [] };
  await writeReply(client, reply);
  expect(client.getQueryData(page)).toBe(reply);
  expect(isOld()).toEqual([false, true, true]);
  await writeReply(client, { sightingId: "s" });
  expect(client.getQueryData(page)).toBe(reply);
  expect(isOld()).toEqual([true, true, true]);
});
