import { identity } from "@amaliyat/contract/identity";
import type { LatinName } from "@amaliyat/domain/identity";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { liveFeature } from "../../live/index.ts";
import { createPersonStore } from "../../store/index.ts";

/** Names in Latin letters by the name in records. Many cells ask for one, so that they stand outside the queries. */
export const latinOf = createPersonStore<ReadonlyMap<string, string>>(new Map());

const NAMES = ["names"] as const;

export const namesQuery = queryOptions({
  queryKey: NAMES,
  queryFn: ({ signal }): Promise<readonly LatinName[]> => read(identity.names, { signal }),
});

/** Names are read again when somebody has another one. */
export const namesLive = liveFeature({
  name: "names",
  lists: [NAMES],
  topics: ["person_named"],
  write: (client) => void client.invalidateQueries({ queryKey: NAMES }),
});
