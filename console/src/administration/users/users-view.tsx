import { EmptyState } from "@amaliyat/ui/feedback";
import { useQuery } from "@tanstack/react-query";
import UserRound from "lucide-react/icons/user-round";
import type { ReactNode } from "react";
import type { OpenProps } from "../administration-search.ts";
import { useText } from "../text.ts";
import { EditUser } from "./edit-user.tsx";
import { NewUser } from "./new-user.tsx";
import { UserList } from "./user-list.tsx";
import { userList } from "./users-query.ts";

/** Everybody who is or was designated, beside the one that is open. */
export function UsersView({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const users = useQuery(userList);
  const chosen = users.data?.find((user) => user.userId === open);
  return (
    <div className="list-columns">
      <UserList users={users} selected={open} onSelect={onOpen} onNew={() => onOpen("new")} />
      {open === "new" ? (
        <NewUser onMade={onOpen} />
      ) : chosen ? (
        <EditUser key={chosen.userId} user={chosen} />
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<UserRound size={24} />} title={text("users.none_chosen")} text={text("users.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}
