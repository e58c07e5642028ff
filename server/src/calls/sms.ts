import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Hands over one message to one telephone. Refused where it was surely not handed over; throws where nobody knows. */
export type SendSms = (message: {
  readonly to: string;
  readonly text: string;
  readonly at: number;
}) => Promise<Result<void, { readonly cause: unknown }>>;

/**
 * Writes each message as a file of its own into a folder that a modem or the operator's gateway empties. Under another name until it is
 * whole, so that none is sent by half.
 */
export const dropIntoFolder =
  (folder: string): SendSms =>
  async ({ to, text, at }) => {
    const name = `${at}-${randomUUID()}`;
    const part = join(folder, `.${name}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(part, `To: ${to}\n\n${text}\n`, { mode: 0o600 });
    } catch (cause) {
      await rm(part, { force: true }).catch(() => undefined);
      return refuse({ cause });
    }
    try {
      await rename(part, join(folder, `${name}.sms`));
    } catch (cause) {
      // Number and words of a message do not stay behind where nobody looks.
      await rm(part, { force: true }).catch(() => undefined);
      throw cause;
    }
    return ok(undefined);
  };
