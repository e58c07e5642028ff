import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { search } from "@amaliyat/domain/search";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { shortReference, titleOf } from "../interventions/facts.ts";
import { askNewIntervention } from "../interventions/new-intervention-store.ts";
import { cameraList, openInterventions, siteList, unitList } from "../live/index.ts";
import { select, type Selection } from "../selection/index.ts";
import { useLock, useMay, useSession, useSignOut } from "../session/index.ts";
import { useLanguage, useTheme } from "@amaliyat/ui/i18n";
import { useNow } from "@amaliyat/ui/hooks";
import { screensOf } from "./navigation.ts";
import { openKeys } from "./overlays.ts";
import { useText } from "./text.ts";

export type EntryKind = "screen" | "camera" | "site" | "intervention" | "unit" | "command";
export type Entry = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly label: string;
  /** In grey beside the label; searched too. */
  readonly detail: string;
  readonly code: string;
  readonly words: readonly string[];
  readonly act: () => void;
};

const MOST = 12;

/** What answers a query, best first; without one, the screens and commands. */
export function found(entries: readonly Entry[], query: string): readonly Entry[] {
  if (query.trim() === "") return entries.filter((entry) => entry.kind === "screen" || entry.kind === "command").slice(0, MOST);
  return search(query, entries, (entry) => ({ code: entry.code, texts: [`${entry.label} ${entry.detail}`, ...entry.words] })).slice(
    0,
    MOST,
  );
}

/** Everything that the palette can find: read from the lists that are held, never fetched for it. */
export function useEntries(): readonly Entry[] {
  return [...useCommands(), ...useThings()];
}

function useThings(): readonly Entry[] {
  const { language } = useLanguage();
  const navigate = useNavigate();
  const now = useNow();
  const rows = useQuery({ ...openInterventions, enabled: useMay(interventions.list) }).data ?? [];
  const units = useQuery({ ...unitList, enabled: useMay(dispatch.units) }).data ?? [];
  const cams = useQuery({ ...cameraList, enabled: useMay(cameras.list) }).data ?? [];
  const sites = useQuery({ ...siteList, enabled: useMay(cameras.sites) }).data ?? [];
  const show = (selection: Selection) => () => {
    select(selection);
    void navigate({ to: "/room" });
  };
  return [
    ...rows
      .filter((row) => row.state === "open")
      .map((row): Entry => ({
        id: row.interventionId,
        kind: "intervention",
        label: titleOf(row.subcategory, language),
        detail: `${shortReference(row.reference, now)} ${row.placeText ?? ""}`,
        code: row.reference,
        words: [row.subcategory],
        act: () => void navigate({ to: "/interventions/$interventionId", params: { interventionId: row.interventionId } }),
      })),
    ...cams.map((camera): Entry => ({
      id: camera.cameraId,
      kind: "camera",
      label: `${camera.code} · ${camera.names[language]}`,
      detail: camera.siteNames[language],
      code: camera.code,
      words: [...Object.values(camera.names), ...Object.values(camera.siteNames)],
      act: show({ kind: "camera", id: camera.cameraId }),
    })),
    ...units.map((unit): Entry => ({
      id: unit.unitId,
      kind: "unit",
      label: unit.code,
      detail: "",
      code: unit.code,
      words: [],
      act: show({ kind: "unit", id: unit.unitId }),
    })),
    ...sites.map((site): Entry => ({
      id: site.siteId,
      kind: "site",
      label: site.names[language],
      detail: site.code,
      code: site.code,
      words: Object.values(site.names),
      act: show({ kind: "site", id: site.siteId }),
    })),
  ];
}

function useCommands(): readonly Entry[] {
  const text = useText();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { theme, setTheme } = useTheme();
  const { lock } = useLock();
  const mayOpen = useMay(interventions.open);
  const screens = screensOf(useSession().user.role).map((screen): Entry => ({
    id: screen.to,
    kind: "screen",
    label: text(screen.word),
    detail: "",
    code: screen.to,
    words: [],
    act: () => void navigate({ to: screen.to }),
  }));
  const command = (id: "new" | "keys" | "theme" | "lock" | "sign_out", act: () => void): Entry => ({
    id,
    kind: "command",
    label: text(`command.${id}`),
    detail: "",
    code: id,
    words: [],
    act,
  });
  return [
    ...screens,
    ...(mayOpen ? [command("new", () => askNewIntervention())] : []),
    command("keys", openKeys),
    command("theme", () => setTheme(theme === "dark" ? "light" : "dark")),
    command("lock", lock),
    command("sign_out", () => void signOut()),
  ];
}
