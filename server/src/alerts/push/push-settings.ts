import type { AllowedHost } from "@amaliyat/domain/kernel";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import webPush from "web-push";
import { z } from "zod";
import { writeOnce } from "../../platform/write-once.ts";

const vapidKeys = z.object({ publicKey: z.string().length(87), privateKey: z.string().length(43) });

/** Push services to which the room may send, and the key that identifies the room to them (RFC 8292). */
export type PushSettings = {
  readonly hosts: readonly AllowedHost[];
  /** Address that a push service may write to: mailto: or https:. */
  readonly contact: string;
  readonly keys: z.output<typeof vapidKeys>;
};

/**
 * The room's pair of keys, made at the first start and readable by its own user only. Lost, every telephone has to subscribe anew: a push
 * service takes messages of the key alone that a subscription was made with.
 */
export async function openVapidKeys(folder: string): Promise<PushSettings["keys"]> {
  const file = join(folder, "push.json");
  await writeOnce(file, () => JSON.stringify(webPush.generateVAPIDKeys()));
  return vapidKeys.parse(JSON.parse(await readFile(file, "utf8")));
}
