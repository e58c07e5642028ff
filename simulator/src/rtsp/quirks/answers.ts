import type { Socket } from "node:net";
import { noise } from "./apply.ts";
import type { Answer } from "./manners.ts";

/** Sends what stands in for the usual answer to the request numbered `cseq`. */
export function sendAnswer(socket: Socket, answer: Exclude<Answer, { kind: "status" }>, cseq: string, random: () => number): void {
  switch (answer.kind) {
    case "text":
      socket.write(answer.text.replaceAll("{cseq}", cseq), "latin1");
      if (answer.more !== undefined) socket.write(answer.more.text.repeat(answer.more.times), "latin1");
      return;
    case "bytes":
      return void socket.write(Buffer.from(answer.hex, "hex"));
    case "noise":
      return void socket.write(noise(answer.bytes, random));
    case "silence":
      return;
    case "close":
      return void socket.destroy();
    case "endless": {
      socket.write(answer.text.replaceAll("{cseq}", cseq), "latin1");
      const bytes = Buffer.from(answer.hex.repeat(answer.times), "hex");
      const timer = setInterval(() => socket.write(bytes), answer.everyMs);
      socket.once("close", () => clearInterval(timer));
    }
  }
}

/** Sends a text byte by byte; resolves behind the last one. */
export function sendSlowly(socket: Socket, text: string, everyMs: number): Promise<void> {
  const bytes = Buffer.from(text, "latin1");
  const { promise, resolve } = Promise.withResolvers<void>();
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) {
      clearInterval(timer);
      resolve();
    } else socket.write(bytes.subarray(at, ++at));
  }, everyMs);
  return promise;
}
