import { interventions, type InterventionRow } from "@amaliyat/contract/interventions";
import { Button, Kbd } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useUiText } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Search from "lucide-react/icons/search";
import { useMemo, useState, type ReactNode } from "react";
import { askNewIntervention, useInterventions, usePlaceWords, withoutUnitSince } from "../../facts/index.ts";
import { useMay, useSession } from "../../session/index.ts";
import { createPersonStore, useStore } from "../../store/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { AloneChip, QueueFilters } from "./queue-filters.tsx";
import { QueueList } from "./queue-list.tsx";
import { arrange, NO_FILTER, passes, show, type QueueFilter } from "./queue-order.ts";
import { useText } from "../text.ts";
import { useHold } from "../use-hold.ts";

/** Kept beside the screen, so that coming back from a card finds the queue as it was left. */
const filterStore = createPersonStore<QueueFilter>(NO_FILTER);

const none: readonly InterventionRow[] = [];

/** The open interventions by priority, at the start edge of the room. */
export function Queue({ bare = false }: { readonly bare?: boolean }): ReactNode {
  const text = useText();
  const query = useInterventions();
  const all = query.data ?? none;
  const filter = useStore(filterStore);
  const { userId } = useSession().user;
  const placeWords = usePlaceWords();
  const open = useMemo(() => all.filter((row) => row.state === "open"), [all]);
  const wanted = useMemo(
    () => open.filter((row) => passes(row, filter, { userId, wordsOf: (one) => placeWords(one) ?? "" })),
    [open, filter, userId, placeWords],
  );
  const current = useMemo(() => arrange(wanted), [wanted]);
  const hold = useHold(current);
  const held = useFilteredHold(hold.held, filter, current);
  const shown = useMemo(() => show(all, wanted, held), [all, wanted, held]);
  const differs = held !== null && shown.differs;
  const alone = open.filter((row) => withoutUnitSince(row) !== null).length;
  const setFilter = (change: Partial<QueueFilter>): void => filterStore.set({ ...filter, ...change });

  return (
    <Panel
      className="room-queue"
      region
      title={text("queue.title")}
      count={query.data ? open.length : undefined}
      actions={<AloneChip filter={filter} alone={alone} onChange={setFilter} />}
      foot={(differs || !bare) && <QueueFoot waiting={shown.waiting} urgent={shown.worst === 1} differs={differs} onRenew={hold.renew} />}
    >
      <QueueFilters filter={filter} onChange={setFilter} />
      {query.isError && !query.data ? (
        <QueryFailed query={query} />
      ) : !query.data ? (
        <LoadingState what={text("queue.loading")} lines={8} />
      ) : shown.groups.length === 0 ? (
        <NothingOpen filtered={open.length > 0} onClear={() => filterStore.set(NO_FILTER)} />
      ) : (
        <QueueList groups={shown.groups} placeWords={placeWords} holdProps={hold.props} />
      )}
    </Panel>
  );
}

/** A change of the filter is the person's own act: it arranges the list anew even under the hand. */
function useFilteredHold<T>(held: T | null, filter: QueueFilter, current: T): T | null {
  const [kept, setKept] = useState<{ readonly filter: QueueFilter; readonly held: T | null; readonly as: T | null }>({
    filter,
    held,
    as: held,
  });
  if (kept.held !== held) setKept({ filter, held, as: held });
  else if (kept.filter !== filter) setKept({ filter, held, as: held === null ? null : current });
  return kept.as;
}

function QueueFoot(props: {
  readonly waiting: number;
  readonly urgent: boolean;
  readonly differs: boolean;
  readonly onRenew: () => void;
}): ReactNode {
  const { waiting, urgent, differs, onRenew } = props;
  const text = useText();
  if (differs) {
    return (
      <button type="button" className="room-queue__strip" data-urgent={urgent || undefined} onClick={onRenew}>
        {waiting > 0 ? text("queue.new", { count: waiting }) : text("queue.changed")}
        <span>{text("queue.apply")}</span>
      </button>
    );
  }
  return (
    <>
      <Kbd keys="ArrowUp" />
      <Kbd keys="ArrowDown" /> {text("queue.keys.move")}
      <Kbd keys="Enter" /> {text("queue.keys.open")}
      <Kbd keys="KeyA" /> {text("queue.keys.assign")}
    </>
  );
}

function NothingOpen({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const mayOpen = useMay(interventions.open);
  if (filtered) {
    const act = (
      <Button size="s" onClick={onClear}>
        {ui("clear")}
      </Button>
    );
    return <EmptyState icon={<Search size={24} />} title={ui("no_match")} text={text("queue.filtered")} act={act} />;
  }
  const act = mayOpen && (
    <Button size="s" shortcut="Ctrl+KeyN" onClick={() => askNewIntervention()}>
      {text("queue.open_new")}
    </Button>
  );
  return <EmptyState title={text("queue.empty")} text={text("queue.empty_text")} act={act} />;
}
