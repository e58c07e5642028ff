import { Turns } from "@amaliyat/domain/kernel";
import { parentPort } from "node:worker_threads";
import { convert, type Converted } from "./convert.ts";
import type { G711Types } from "./g711.ts";
import type { Played } from "./played.ts";

export type ToConvert = {
  readonly id: number;
  readonly pcaps: readonly string[];
  readonly wav: string;
  readonly callerPorts: readonly number[];
  readonly played: readonly Played[];
  readonly types: G711Types;
};
export type FromConvert = { readonly id: number } & ({ readonly made: Converted } | { readonly failed: string });

// One after the other: two at once would be no sooner, and hold the sound of both in memory.
const turns = new Turns();
parentPort?.on("message", ({ id, pcaps, wav, callerPorts, played, types }: ToConvert) => {
  const tell = (said: FromConvert): void => parentPort?.postMessage(said);
  void turns.run(() =>
    convert(pcaps, wav, callerPorts, played, types).then(
      (made) => tell({ id, made }),
      (cause: unknown) => tell({ id, failed: cause instanceof Error ? cause.message : String(cause) }),
    ),
  );
});
