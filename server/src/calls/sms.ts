import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Sends one message to one telephone; throws where it cannot. */
export type SendSms = (message: { readonly to: string; readonly text: string; readonly at: number }) => Promise<void>;

/**
 * Writes each message as a file of its own into a folder that a modem or the operator's gateway empties. Under another name until it is
 * whole, so that none is sent by half.
 */
export const dropIntoFolder =
  (folder: string): SendSms =>
  async ({ to, text, at }) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${at}-${randomUUID()}`;
    await writeFile(join(folder, `.${name}`), `To: ${to}\n\n${text}\n`, { mode: 0o600 });
    await rename(join(folder, `.${name}`), join(folder, `${name}.sms`));
  };
