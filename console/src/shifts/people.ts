import { identity, type User } from "@amaliyat/contract/identity";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import type { ComboboxOption } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { USERS, useSectors } from "../facts/index.ts";
import { useMay, usePersonNames, useSession } from "../session/index.ts";
import type { SelectOption } from "@amaliyat/ui/controls";

/** Colleagues who are designated, as choices: found by name, user name, badge or role. */
export function usePeople(isFit: (user: User) => boolean): readonly ComboboxOption<string>[] {
  const { language } = useLanguage();
  const names = usePersonNames();
  const users = useQuery({
    queryKey: USERS,
    queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
    staleTime: 0,
    enabled: useMay(identity.users),
  });
  return (users.data ?? [])
    .filter((user) => !user.ended && isFit(user))
    .map((user) => ({
      value: user.userId,
      label: names.shown(user.name),
      detail: ROLE_LABELS[user.role][language],
      keywords: `${user.name} ${user.nameLatin ?? ""} ${user.username} ${user.badge}`,
    }));
}

/** The sectors of the reader, as choices. */
export function useOwnSectors(): readonly SelectOption<string>[] {
  const { language } = useLanguage();
  const { covers } = useSession();
  return (useSectors().data ?? [])
    .filter(({ sectorId }) => covers.includes(sectorId))
    .map(({ sectorId, names }) => ({ value: sectorId, label: `${sectorId} · ${names[language]}` }));
}

/** Gives the name of a sector to read; its code while the list of sectors has not come. */
export function useSectorName(): (sectorId: string) => string {
  const { language } = useLanguage();
  const sectors = useSectors().data;
  return (sectorId) => sectors?.find((one) => one.sectorId === sectorId)?.names[language] ?? sectorId;
}
