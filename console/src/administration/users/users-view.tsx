import { identity, type User } from "@amaliyat/contract/identity";
import { EmptyState } from "@amaliyat/ui/feedback";
import { queryOptions, useQuery } from "@tanstack/react-query";
import UserRound from "lucide-react/icons/user-round";
import type { ReactNode } from "react";
import { read } from "../../api/index.ts";
import type { OpenProps } from "../administration-search.ts";
import { useText } from "../text.ts";
import { EditUser } from "./edit-user.tsx";
import { NewUser } from "./new-user.tsx";
import { UserList } from "./user-list.tsx";

const userList = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
  staleTime: 0,
});

/** Everybody who is or was designated, beside the one that is open. */
export function UsersView({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const users = useQuery(userList);
  const chosen = users.data?.find((user) => user.userId === open);
  return (
    <div className="administration-columns">
      <UserList users={users} selected={open} onSelect={onOpen} onNew={() => onOpen("new")} />
      {open === "new" ? (
        <NewUser onMade={onOpen} />
      ) : chosen ? (
        <EditUser key={chosen.userId} user={chosen} />
      ) : (
        <section className="am-panel administration-side">
          <EmptyState icon={<UserRound size={24} />} title={text("users.none_chosen")} text={text("users.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}
