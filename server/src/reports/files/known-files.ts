import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { gather } from "../../platform/gather.ts";
import type { Files } from "./files.ts";
import { filesById, filesUnder, markBegun, type KnownFile, type UnderCode } from "./files-store.ts";

/** Look-ups and notes of upload requests. Requests made at the same time share one query. */
export type KnownFiles = {
  /** Whether a follow-up code has a report, and that report's file of this id. */
  readonly under: (asked: { readonly codeHash: Buffer; readonly fileId: string }) => Promise<UnderCode>;
  readonly byId: (fileId: string) => Promise<KnownFile | null>;
  /** The first bytes of a file are expected. */
  readonly begun: (fileId: string) => Promise<void>;
};

/** A phone on a slow link does not feel these; a room that takes 150 files a second asks its database four times less. */
const TOGETHER = { everyMs: 40, limit: 100 } as const;

const LOOK_UP = { readOnly: true, byKey: true } as const;

/** Opens the way to what the room knows of files. */
export function knownFiles({ db, clock }: Pick<Files, "db" | "clock">): KnownFiles {
  return {
    under: gather({ ...TOGETHER, work: (asked) => transaction(db, SYSTEM, (tx) => filesUnder(tx, asked), LOOK_UP) }),
    byId: gather({ ...TOGETHER, work: (fileIds) => transaction(db, SYSTEM, (tx) => filesById(tx, fileIds), LOOK_UP) }),
    begun: gather({
      ...TOGETHER,
      work: async (fileIds) => {
        await transaction(db, SYSTEM, (tx) => markBegun(tx, fileIds, new Date(clock())), { byKey: true });
        return fileIds.map(() => undefined);
      },
    }),
  };
}
