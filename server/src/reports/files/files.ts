import type { AllowedHost } from "@amaliyat/domain/kernel";
import { FILM_PIXELS_MOST, PIXELS_MOST, SECONDS_MOST } from "@amaliyat/domain/reports";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../platform/clock.ts";
import { withVault, type Db } from "../../platform/database/index.ts";
import { openDecoder, type Decoder } from "../../platform/decoder/index.ts";
import type { Log } from "../../platform/log.ts";
import { SealedFolder } from "../../platform/sealed/index.ts";
import type { Space } from "../../platform/space/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { Parts } from "./parts.ts";

export type FilesOptions = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  /** Folder of files that come with reports. */
  readonly folder: string;
  readonly space: Pick<Space, "mayWrite">;
  readonly decoder?: Decoder | undefined;
  /** Hosts from which pictures of other systems are fetched. */
  readonly mediaHosts: readonly AllowedHost[];
};

/** Folders of the files of reports, and their decoder. */
export type Files = Pick<FilesOptions, "db" | "clock" | "log" | "mediaHosts"> & {
  /** Folder of parts that come, each under the id of its file, encrypted. */
  readonly incoming: string;
  readonly parts: Parts;
  /** For files without a name. */
  readonly work: string;
  readonly sealed: SealedFolder;
  readonly decoder: Decoder;
  /** False where so many bytes more of a part, and the whole sealed file beside it, would take the room of something else. */
  readonly hasRoom: (more: number, whole: number) => Promise<boolean>;
};

/** Opens the folder of files of reports. */
export async function openFiles({ db, clock, log, vault, folder, space, decoder, mediaHosts }: FilesOptions): Promise<Files> {
  const [incoming, work] = [join(folder, "incoming"), join(folder, "work")];
  for (const each of [folder, incoming, work]) await mkdir(each, { recursive: true, mode: 0o700 });
  return {
    db: withVault(db, vault),
    clock,
    log,
    mediaHosts,
    incoming,
    parts: new Parts(incoming, vault.key("parts of reports")),
    work,
    sealed: new SealedFolder(join(folder, "sealed"), vault.key("files of reports")),
    decoder: decoder ?? openDecoder({ folder: work }, { pixels: PIXELS_MOST, filmPixels: FILM_PIXELS_MOST, seconds: SECONDS_MOST }),
    hasRoom: async (more, whole) => (await space.mayWrite("parts", more)) && (await space.mayWrite("uploads", whole)),
  };
}

/** Names under which a file is sealed. */
export const originalOf = (fileId: string): string => `${fileId}.original`;
export const copyOf = (fileId: string, copy: "small" | "whole"): string => `${fileId}.${copy}`;
