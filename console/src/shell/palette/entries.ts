import { archive } from "@amaliyat/contract/archive";
import { readWords } from "@amaliyat/domain/archive";
import { referenceOfDigits } from "@amaliyat/domain/interventions";
import { placeName } from "@amaliyat/domain/places";
import { codeKey, score, search } from "@amaliyat/domain/search";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import { type FailedSearch, isArchiveKey, useKeyedItems } from "../../archive/index.ts";
import { useReplay } from "../../facts/index.ts";
import { foundKey, useFoundDetail, useFoundPlaces } from "../../gazetteer/index.ts";
import { select } from "../../selection/index.ts";
import { useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { A_WHILE_MS, type Entry } from "./entry.ts";
import { useActEntries } from "./use-act-entries.ts";
import { useCommands } from "./use-commands.ts";
import { usePartEntries } from "./use-part-entries.ts";
import { usePeopleEntries } from "./use-people-entries.ts";
import { useSendingEntries } from "./use-sending-entries.ts";
import { useThings } from "./use-things.ts";

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

/** Entries of a typed reference, number or plate: the room's answer, the lists, and the way to the archive. */
type Keyed = {
  readonly keyed: readonly Entry[];
  readonly listed: readonly Entry[];
  readonly past: readonly Entry[];
  /** The room has not answered yet. */
  readonly asking: boolean;
};

/** State of the room's answer to a typed key; both are empty for other words. */
export type KeyAnswer = { readonly asking: boolean; readonly failed: FailedSearch | null };

/** Entries of the palette, and the state of the room's answer to a key. */
export type Found = { readonly entries: readonly Entry[]; readonly answer: KeyAnswer };

const NO_KEY: KeyAnswer = { asking: false, failed: null };

/**
 * Entries of a key. The thing of exactly this code is first: «2026-000003» is the intervention, and only then the BOLO B-2026-000003. Until the
 * room has answered, the archive stands before what only resembles the key, so that a fast Enter opens nothing else.
 */
export function keyedFirst(query: string, { keyed, listed, past, asking }: Keyed): readonly Entry[] {
  const key = codeKey(referenceOfDigits(query) ?? query);
  const isExact = ({ code }: Entry): boolean => code !== "" && codeKey(code) === key;
  const all = [...keyed, ...listed];
  const rest = all.filter((entry) => !isExact(entry));
  return [...all.filter(isExact), ...(asking ? [...past, ...rest] : [...rest, ...past])];
}

/** Everything that the palette can find: read from the lists that are held; places by name are asked of the room. */
export function useEntries(query: string): Found {
  const things = useThings();
  const parts = usePartEntries();
  const all = [...useCommands(), ...things, ...(query.trim() === "" ? [] : parts), ...usePeopleEntries(query), ...useActEntries(query)];
  const placed = usePlaced(isArchiveKey(query) ? "" : query, things);
  const listed = found(all, query, placed);
  const sending = useSendingEntries(query);
  const { keyed, ...answer } = useKeyedEntries(query, listed);
  const past = useArchiveEntry(query);
  if (isArchiveKey(query)) {
    const asking = answer.asking || answer.failed !== null;
    return { entries: [...sending, ...keyedFirst(query, { keyed, listed, past, asking })], answer };
  }
  return { entries: isOfPast(query) ? [...sending, ...past, ...listed] : [...sending, ...listed, ...past], answer: NO_KEY };
}

/** True for words that name a time or a kind of event, as no thing of the room does: then the archive is what is asked for. */
function isOfPast(query: string): boolean {
  const { span, kinds } = readWords(query, roomNow());
  return span !== null || kinds.length > 0;
}

/** Work, calls, reports and BOLOs of a typed reference, number or plate, without those that are listed already. */
function useKeyedEntries(query: string, listed: readonly Entry[]): KeyAnswer & Pick<Keyed, "keyed"> {
  const { items, asking, failed } = useKeyedItems(query);
  const keyed = items
    .filter(({ id }) => !listed.some((entry) => entry.id === id))
    .map(({ id, label, detail, reference, open, replay }): Entry => ({
      id,
      kind: "archive",
      label,
      detail,
      code: reference,
      words: [],
      act: open,
      replay: replay ?? undefined,
    }));
  return { keyed, asking, failed };
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
  const replay = useReplay();
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
      replay: replay({ place: one.point, at: roomNow() - A_WHILE_MS }) ?? undefined,
    };
  });
}
