import { identity, type User } from "@amaliyat/contract/identity";
import type { ReplyOf } from "@amaliyat/contract/route";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { USERS } from "../../facts/index.ts";
import { liveFeature, putOne } from "../../live/index.ts";

/** Everybody who is or was designated. */
export const userList = queryOptions({
  queryKey: USERS,
  queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
  staleTime: 0,
});

/** Writes a changed user. If the change waits for a second person, or was refused, the people are read again. */
export async function writeChange(client: QueryClient, change: ReplyOf<typeof identity.changeUser> | null): Promise<void> {
  if (change?.kind !== "made") return client.invalidateQueries({ queryKey: USERS });
  client.setQueryData(userList.queryKey, (held) => held && putOne(held, change.user, ({ userId }) => userId));
}

/** A decided request may have changed a designation. */
export const usersLive = liveFeature({
  name: "users",
  lists: [],
  topics: ["approval"],
  write: (client) => void client.invalidateQueries({ queryKey: USERS }),
});
