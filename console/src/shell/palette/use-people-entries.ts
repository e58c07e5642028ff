import { identity } from "@amaliyat/contract/identity";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { useLanguage } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { read } from "../../api/index.ts";
import { USERS } from "../../facts/index.ts";
import { usePersonNames, useSession } from "../../session/index.ts";
import type { Entry } from "./entry.ts";
import { wayToPeople } from "./way-to-people.ts";

const HELD_MS = 60_000;

const people = queryOptions({ queryKey: USERS, queryFn: ({ signal }) => read(identity.users, { signal }), staleTime: HELD_MS });

/** People of the room by name in either script, badge and user name, for a role that has a way to them. */
export function usePeopleEntries(query: string): readonly Entry[] {
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { shown } = usePersonNames();
  const way = wayToPeople(useSession().user.role);
  const isAsked = query.trim() !== "" && way !== null;
  const held = useQuery({ ...people, enabled: isAsked }).data;
  if (!isAsked || held === undefined) return [];
  return held.map((user): Entry => ({
    id: `person ${user.userId}`,
    kind: "person",
    label: shown(user.name),
    detail: [user.badge, ROLE_LABELS[user.role][language]].join(" · "),
    code: user.badge,
    words: [user.username, user.name, user.nameLatin ?? ""],
    act: () => {
      if (way === "account") void navigate({ to: "/administration", search: { view: "users", open: user.userId } });
      else void navigate({ to: "/log", search: { person: user.userId } });
    },
  }));
}
