import { expect, it } from "vitest";
import { makeLog } from "../platform/log.ts";
import { forgetAll } from "./worker.ts";

it("goes on after a kind that cannot be deleted", async () => {
  const forgotten: string[] = [];
  const forget = (name: string) => async (at: number) => void forgotten.push(`${name} ${at}`);
  const stuck = () => Promise.reject(new Error("the disk is read-only"));
  await forgetAll([forget("recordings"), stuck, forget("positions")], 7, makeLog("silent"));
  expect(forgotten).toEqual(["recordings 7", "positions 7"]);
});
