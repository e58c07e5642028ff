import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { askPassword } from "./ask-password.ts";

/** Asks, while somebody types. */
function ask(typed: string, signal = new AbortController().signal) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askPassword({ input, output }, "Password: ", signal).finally(() => output.end());
  input.write(typed);
  return { answer, shown: text(output) };
}

it("takes what is typed, with its corrections, and shows nothing of it", async () => {
  const { answer, shown } = ask("كلمة sesamX\u007f سر\r");
  expect(await answer).toBe("كلمة sesam سر");
  expect(await shown).toBe("Password: \n");
});

it("ends without an answer at Ctrl-C, and when the command ends", async () => {
  await expect(ask("ses\u0003").answer).rejects.toThrow(/aborted/);
  await expect(ask("ses", AbortSignal.abort()).answer).rejects.toThrow(/aborted/);
});
