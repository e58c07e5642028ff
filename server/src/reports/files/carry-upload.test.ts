import { PassThrough, type Readable } from "node:stream";
import { expect, it } from "vitest";
import { untilBreak } from "./carry-upload.ts";

const all = async (body: Readable): Promise<string> => {
  let text = "";
  for await (const part of body) text += String(part);
  return text;
};

it("gives all that came, also where the link broke, and ends at once where it had broken before", async () => {
  const whole = new PassThrough();
  whole.end("all of it");
  expect(await all(untilBreak(whole))).toBe("all of it");
  const cut = new PassThrough();
  const body = untilBreak(cut);
  cut.write("as far as");
  await new Promise((resolve) => setImmediate(resolve));
  cut.destroy(new Error("reset by the other side"));
  expect(await all(body)).toBe("as far as");
  const gone = new PassThrough();
  gone.on("error", () => undefined);
  gone.destroy(new Error("reset by the other side"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(await all(untilBreak(gone))).toBe("");
});
