import type { FromRoom, Happening, Topic } from "@amaliyat/contract/live";
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** Happenings of these topics. */
type HappeningOf<T extends Topic> = Extract<Happening, { readonly topic: T }>;

/** Newest position of a unit: it has no number, and is not repeated after a gap. */
export type Moved = Extract<FromRoom, { readonly kind: "moved" }>;

type Part = {
  readonly name: string;
  /** Keys of its queries. All of them are read again after a gap that is too old to be repeated. */
  readonly lists: readonly QueryKey[];
  /** Hears of each position, with the time of this screen at which it arrived (ms, monotonic clock). */
  readonly move?: (moved: Moved, heardAt: number) => void;
};

/** Share of one feature in the live channel. It writes under its own keys only. */
export type LiveFeature = Part & {
  /** Topics that it follows, its own and those of features that it depends on. */
  readonly topics: readonly Topic[];
  /** Topics that come too often for the status bar. */
  readonly quiet: readonly Topic[];
  /** Writes the happenings of one frame that it follows, oldest first. */
  readonly write: (client: QueryClient, happened: readonly Happening[]) => void;
};

type Given<T extends Topic> = Part & {
  readonly topics: readonly T[];
  readonly quiet?: readonly NoInfer<T>[];
  /** Writes the happenings of one frame into the caches, oldest first: at least one, and none of another topic. */
  readonly write: (client: QueryClient, happened: readonly HappeningOf<T>[], topics: ReadonlySet<Topic>) => void;
};

/** Makes the share of a feature: its writer sees only happenings of its topics, and no frame without one. */
export function liveFeature<T extends Topic>(given: Given<T>): LiveFeature {
  const followed = new Set<Topic>(given.topics);
  const isFollowed = (one: Happening): one is HappeningOf<T> => followed.has(one.topic);
  return {
    ...given,
    quiet: given.quiet ?? [],
    write(client, happened) {
      const own = happened.filter(isFollowed);
      if (own.length > 0) given.write(client, own, new Set<Topic>(own.map((one: Happening) => one.topic)));
    },
  };
}

/** Reads the lists of all features again. The screen keeps its data until the answer arrives. */
export function readAgain(client: QueryClient, features: readonly LiveFeature[]): void {
  for (const { lists } of features) for (const queryKey of lists) void client.invalidateQueries({ queryKey });
}
