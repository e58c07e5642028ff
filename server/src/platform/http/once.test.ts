import { interventions } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { expect, test } from "vitest";
import { runOnce, type OnceKeeper } from "./once.ts";

const once = { userId: "u", key: "key-of-a-command", run: "r", route: "things.do", hash: Buffer.from("asked") };
const hashOf = () => Buffer.from("asked");
const answered = async () => ok({ thingId: "t" });

test("an act that was committed is answered as done, though its answer cannot be stored for a repetition", async () => {
  const lost: unknown[] = [];
  const cause = new Error("the database went away after the commit");
  const keeper: OnceKeeper = { find: async () => null, writeReply: () => Promise.reject(cause), hashOf };
  expect(await runOnce(keeper, interventions.note, once, answered, (each) => lost.push(each))).toEqual(ok({ thingId: "t" }));
  expect(lost).toEqual([cause]);
});

test("a repetition of an act whose answer was not stored is told that it was carried out", async () => {
  const keeper: OnceKeeper = {
    find: async () => ({ route: once.route, hash: once.hash, reply: null }),
    writeReply: async () => undefined,
    hashOf,
  };
  const repeated = await runOnce(
    keeper,
    interventions.note,
    once,
    () => Promise.reject(new Error("carried out twice")),
    () => undefined,
  );
  expect(repeated).toEqual(refuse({ code: "request.done_before" }));
});
