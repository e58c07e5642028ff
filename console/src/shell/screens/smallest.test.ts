import { ROUTES } from "@amaliyat/contract/table";
import { isNothing } from "@amaliyat/contract/route";
import { expect, test } from "vitest";
import { smallest } from "./smallest.ts";

const answered = ROUTES.filter(({ carriage, reply }) => carriage === "json" && !isNothing(reply));

test("the smallest reply of every route is one that its contract accepts", () => {
  const wrong = answered.flatMap(({ name, reply }) => {
    const { error } = reply.safeParse(smallest(reply));
    return error === undefined ? [] : [`${name}: ${error.message}`];
  });
  expect(wrong).toEqual([]);
});
