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
