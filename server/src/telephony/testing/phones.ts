import { makePhone, overWebSocket, type Phone } from "@amaliyat/simulator";
import type { TestLines } from "./lines.ts";

export {
  makePhone,
  overStream,
  overUdp,
  overWebSocket,
  toneIn,
  toneVoice,
  type Phone,
  type StreamTls,
  type Talk,
  type Voice,
} from "@amaliyat/simulator";

export async function until(what: string, holds: () => boolean, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A console that is registered, and of which the exchange has heard. It says a tone (Hz). */
export async function registeredConsole(lines: TestLines, extension: string, tone: number): Promise<Phone> {
  const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
  const phone = makePhone({ carrier, user: extension, tone });
  const status = await phone.register(lines.login(extension));
  if (status !== 200) throw new Error(`console ${extension} could not register: ${status}`);
  await lines.heard("phone_registered", (line) => line["extension"] === extension);
  return phone;
}
