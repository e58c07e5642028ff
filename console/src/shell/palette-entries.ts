import { archive } from "@amaliyat/contract/archive";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { readWords } from "@amaliyat/domain/archive";
import { placeName } from "@amaliyat/domain/places";
import { score, search } from "@amaliyat/domain/search";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { askNewIntervention, cameraList, openInterventions, shortReference, siteList, titleOf, unitList } from "../facts/index.ts";
import { foundKey, useFoundDetail, useFoundPlaces } from "../gazetteer/index.ts";
import { select, type Selection } from "../selection/index.ts";
import { useLock, useMay, useSession, useSignOut } from "../session/index.ts";
import { useLanguage, useTheme } from "@amaliyat/ui/i18n";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { screensOf } from "./navigation.ts";
import { openKeys } from "./overlays.ts";
import { useText } from "./text.ts";

export type EntryKind = "screen" | "camera" | "site" | "place" | "intervention" | "unit" | "command" | "archive";
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

const MOST = 11;

const searched = (entry: Entry) => ({ code: entry.code, texts: [`${entry.label} ${entry.detail}`, ...entry.words] });
const isPlace = ({ kind }: Entry): boolean => kind === "camera" || kind === "site";
/** A code, or the beginning of words: nearer to the typed text than a place that only sounds like it. */
const NEAR = 2;

/**
 * Entries that answer a query, best first; without a query, the screens and commands. `placed` is the room's answer to the same words. It
 * keeps its own order: after entries that begin like the words, and before the rest. Until it arrives, cameras and sites are searched like
 * the rest.
 */
export function found(entries: readonly Entry[], query: string, placed?: readonly Entry[]): readonly Entry[] {
  if (query.trim() === "") return entries.filter((entry) => entry.kind === "screen" || entry.kind === "command").slice(0, MOST);
  if (placed === undefined) return search(query, entries, searched).slice(0, MOST);
  const others = search(
    query,
    entries.filter((entry) => !isPlace(entry)),
    searched,
  );
  const near = others.filter((entry) => score(query, searched(entry)) >= NEAR).slice(0, MOST / 2);
  return [...near, ...placed, ...others.filter((entry) => !near.includes(entry))].slice(0, MOST);
}

/** Everything that the palette can find: read from the lists that are held; places by name are asked of the room. */
export function useEntries(query: string): readonly Entry[] {
  const things = useThings();
  const listed = found([...useCommands(), ...things], query, usePlaced(query, things));
  const past = useArchiveEntry(query);
  return isOfPast(query) ? [...past, ...listed] : [...listed, ...past];
}

/** True for words that name a time or a kind of event, as no thing of the room does: then the archive is what is asked for. */
function isOfPast(query: string): boolean {
  const { span, kinds } = readWords(query, roomNow());
  return span !== null || kinds.length > 0;
}

/** The way to all that is over: the words are searched for in the archive. */
function useArchiveEntry(query: string): readonly Entry[] {
  const text = useText();
  const navigate = useNavigate();
  const maySearch = useMay(archive.search);
  const words = query.trim();
  if (!maySearch || words === "") return [];
  const act = (): void => void navigate({ to: "/archive", search: { q: words } });
  return [{ id: "search_archive", kind: "archive", label: text("search_archive", { words }), detail: "", code: "", words: [], act }];
}

/** The room's answer as entries: its cameras and sites as they stand in the lists, the rest as points of the map. */
function usePlaced(query: string, things: readonly Entry[]): readonly Entry[] | undefined {
  const { language } = useLanguage();
  const navigate = useNavigate();
  const detailOf = useFoundDetail();
  return useFoundPlaces(query).found?.map((one): Entry => {
    const known = one.source === "camera" || one.source === "site" ? things.find(({ id }) => id === one.id) : undefined;
    if (known !== undefined) return known;
    const name = placeName(one.names, language);
    return {
      id: foundKey(one),
      kind: "place",
      label: name,
      detail: detailOf(one),
      code: "",
      words: [],
      act: () => {
        select({ kind: "place", point: one.point, name });
        void navigate({ to: "/room" });
      },
    };
  });
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
