import { identity, type User } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../../api/index.ts";

/** Everybody who is or was designated. */
export const userList = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
  staleTime: 0,
});
