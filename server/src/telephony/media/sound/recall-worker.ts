import { parentPort } from "node:worker_threads";
import { recallSound, type RecallAsked } from "./recall-sound.ts";

export type ToRecall = RecallAsked & { readonly id: number };
export type FromRecall = { readonly id: number; readonly made: { readonly wav: Uint8Array; readonly seconds: number } | null };

parentPort?.on("message", ({ id, ...asked }: ToRecall) => {
  const tell = (made: FromRecall["made"]): void => parentPort?.postMessage({ id, made } satisfies FromRecall);
  void recallSound(asked).then(tell, () => tell(null));
});
