import { backOffMs } from "@amaliyat/domain/kernel";
import type { CameraRefusal } from "../model.ts";
import type { Tuning } from "../tuning.ts";

/**
 * Delay before attempt `failures + 1`, in ms. Half of it is fixed, half by `random` in [0, 1), so that cameras lost together come back
 * apart. The first retry is within `retryFirstMs`. Wrong credentials wait long from the start.
 */
export function retryDelay(failures: number, refusal: CameraRefusal, tuning: Tuning, random: number): number {
  const wrong = refusal.code === "camera.wrong_credentials" || refusal.code === "camera.basic_only";
  const { retryCredentialsMs: always, retryFirstMs: firstMs, retryMaxMs: longestMs } = tuning;
  return backOffMs(wrong ? { firstMs: always, longestMs: always } : { firstMs, longestMs }, failures, random);
}
