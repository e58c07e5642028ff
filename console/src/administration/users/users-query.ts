import { identity, type User } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { USERS } from "../../facts/index.ts";
import { liveFeature } from "../../live/index.ts";

/** Everybody who is or was designated. */
export const userList = queryOptions({
  queryKey: USERS,
  queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
  staleTime: 0,
});

/** A decided request may have changed a designation. */
export const usersLive = liveFeature({
  name: "users",
  lists: [],
  topics: ["approval"],
  write: (client) => void client.invalidateQueries({ queryKey: USERS }),
});
