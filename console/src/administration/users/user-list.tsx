import type { User } from "@amaliyat/contract/identity";
import { ROLE_LABELS, ROLES } from "@amaliyat/domain/identity";
import { Button, Segmented, Select, type SelectOption } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, searchItems, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import type { UseQueryResult } from "@tanstack/react-query";
import UserRoundPlus from "lucide-react/icons/user-round-plus";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
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
  const [query, setQuery] = useState("");
  const [role, setRole] = useState<string>(ALL);
  const [state, setState] = useState<(typeof STATES)[number]>("designated");
  const columns = useColumns();
  const all = users.data ?? [];
  const isShown = (user: User): boolean => state === "all" || (designationOf(user, now) === "designated") === (state === "designated");
  const rows = searchItems(
    all.filter((user) => isShown(user) && (role === ALL || user.role === role)),
    query,
    (user) => `${user.name} ${user.username} ${user.badge}`,
  );
  const roles: readonly SelectOption<string>[] = [
    { value: ALL, label: text("users.all_roles") },
    ...ROLES.map((value) => ({ value, label: ROLE_LABELS[value][language] })),
  ];
  return (
    <Panel
      title={text("view.users")}
      count={users.data ? rows.length : undefined}
      region
      className="list-main"
      actions={
        <Button size="s" variant="primary" icon={<UserRoundPlus size={14} aria-hidden="true" />} onClick={onNew}>
          {text("users.new")}
        </Button>
      }
    >
      <div className="list-filter">
        <ListSearch placeholder={text("users.search")} value={query} onChange={setQuery} />
        <Select size="s" aria-label={text("field.role")} options={roles} value={role} onChange={setRole} />
        <Segmented
          size="s"
          label={text("users.state")}
          options={STATES.map((value) => ({ value, label: text(`users.filter.${value}`) }))}
          value={state}
          onChange={setState}
        />
      </div>
      <ListBody query={users} what={text("view.users")}>
        {() => (
          <Table
            label={text("view.users")}
            columns={columns}
            rows={rows}
            rowKey={(user) => user.userId}
            selected={selected}
            onSelect={onSelect}
            rowHeight={56}
            initialSort={{ column: "name", direction: "ascending" }}
            empty={<NoneFound />}
          />
        )}
      </ListBody>
    </Panel>
  );
}

function useColumns(): readonly Column<User>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "name",
      header: text("field.name"),
      renderCell: (user) => (
        <>
          <Bdi className="am-strong">{user.name}</Bdi>
          <div className="am-t3 am-small">
            <Num>{user.username}</Num>
          </div>
        </>
      ),
      sortValue: (user) => user.name,
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
