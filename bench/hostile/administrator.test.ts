import { expect, test } from "vitest";
import { administrator } from "./administrator.ts";

test("tells how many sequences of an administrator's acts reach a picture: none", async () => {
  const rows = await administrator(true);
  expect(rows.find(({ metric }) => metric === "paths_to_a_picture")).toEqual({
    case: "administrator",
    subject: "amaliyat",
    metric: "paths_to_a_picture",
    value: 0,
    unit: "paths",
  });
  expect(rows.find(({ metric }) => metric === "sequences")?.value).toBeGreaterThan(1_000);
});
