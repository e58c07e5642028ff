import type { User } from "@amaliyat/contract/identity";
import { ROLE_LABELS, ROLES } from "@amaliyat/domain/identity";
import { Button, Select, type SelectOption } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import type { UseQueryResult } from "@tanstack/react-query";
import UserRoundPlus from "lucide-react/icons/user-round-plus";
import { useState, type ReactNode } from "react";
import { ListPanel } from "../../lists/index.ts";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import { DesignationLabel } from "./designation-label.tsx";
import { designationOf } from "./user-draft.ts";

const STATES = ["all", "designated", "not_designated"] as const;
const ALL = "all";

export type UserListProps = {
  readonly users: UseQueryResult<readonly User[]>;
  readonly selected: string | null;
  readonly onSelect: (userId: string) => void;
  readonly onNew: () => void;
};

export function UserList({ users, selected, onSelect, onNew }: UserListProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const [role, setRole] = useState<string>(ALL);
  const columns = useColumns();
  const roles: readonly SelectOption<string>[] = [
    { value: ALL, label: text("users.all_roles") },
    ...ROLES.map((value) => ({ value, label: ROLE_LABELS[value][language] })),
  ];
  return (
    <ListPanel
      title={text("view.users")}
      list={users}
      act={
        <Button size="s" variant="primary" icon={<UserRoundPlus size={14} aria-hidden="true" />} onClick={onNew}>
          {text("users.new")}
        </Button>
      }
      search={text("users.search")}
      wordsOf={({ name, nameLatin, username, badge }) => `${name} ${nameLatin ?? ""} ${username} ${badge}`}
      besides={<Select size="s" aria-label={text("field.role")} options={roles} value={role} onChange={setRole} />}
      filter={{
        label: text("users.state"),
        options: STATES.map((value) => ({ value, label: text(`users.filter.${value}`) })),
        initial: "designated",
        answers: (user, state) =>
          (role === ALL || user.role === role) &&
          (state === "all" || (designationOf(user, now) === "designated") === (state === "designated")),
      }}
      columns={columns}
      rowKey={({ userId }) => userId}
      initialSort={{ column: "name", direction: "ascending" }}
      open={selected}
      onOpen={onSelect}
    />
  );
}

function useColumns(): readonly Column<User>[] {
  const text = useText();
  const { language } = useLanguage();
  const names = usePersonNames();
  return [
    {
      id: "name",
      header: text("field.name"),
      renderCell: (user) => (
        <>
          <PersonName name={user.name} className="am-strong" />
          <div className="am-t3 am-small">
            <Num>{user.username}</Num>
          </div>
        </>
      ),
      sortValue: (user) => names.shown(user.name),
    },
    {
      id: "badge",
      header: text("field.badge"),
      width: "110px",
      renderCell: (user) => <Num>{user.badge}</Num>,
      sortValue: (user) => user.badge,
    },
    {
      id: "role",
      header: text("field.role"),
      width: "190px",
      renderCell: (user) => ROLE_LABELS[user.role][language],
      sortValue: (user) => ROLE_LABELS[user.role][language],
    },
    {
      id: "sectors",
      header: text("field.sectors"),
      width: "140px",
      renderCell: (user) => (user.sectors.length === 0 ? <span className="am-t3">–</span> : <Num>{user.sectors.join(" · ")}</Num>),
    },
    {
      id: "designation",
      header: text("users.designation"),
      width: "220px",
      renderCell: (user) => (
        <>
          <DesignationLabel user={user} />
          {user.designatedUntil !== null && !user.ended && (
            <div className="am-t3 am-small">
              {text("users.until")} <Time at={Date.parse(user.designatedUntil) - 1} format="day" />
            </div>
          )}
        </>
      ),
      sortValue: (user) => (user.designatedUntil === null ? null : Date.parse(user.designatedUntil)),
    },
  ];
}
