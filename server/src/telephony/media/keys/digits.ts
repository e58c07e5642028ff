import { createSocket } from "node:dgram";
import { once } from "node:events";
import { z } from "zod";

const told = z.object({ callid: z.string(), source_tag: z.string().optional(), event: z.number().int().min(0).max(15) });
const KEYS = "0123456789*#ABCD";

/** Keys that callers press (RFC 4733), as rtpengine reports them. Any other message is ignored. */
export async function hearDigits(port: number, heard: (callId: string, tag: string, digit: string) => void): Promise<AsyncDisposable> {
  const socket = createSocket("udp4");
  socket.on("error", () => undefined);
  socket.on("message", (message) => {
    try {
      const { callid, source_tag: tag = "", event } = told.parse(JSON.parse(message.toString("utf8")));
      heard(callid, tag, KEYS[event] ?? "");
    } catch {
      // Anybody on this machine can send here; only what can be read counts.
    }
  });
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  return {
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}
