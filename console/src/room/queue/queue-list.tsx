import type { InterventionRow } from "@amaliyat/contract/interventions";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useId, type KeyboardEvent, type ReactNode } from "react";
import { select, useSelectedId, nextInQueue, rowAct } from "../../selection/index.ts";
import { optionId, QueueRow } from "./queue-row.tsx";
import type { QueueGroup } from "./queue-order.ts";
import { useText } from "../text.ts";
import type { Hold } from "../use-hold.ts";

export type QueueListProps = {
  readonly groups: readonly QueueGroup[];
  readonly placeWords: (row: InterventionRow) => string | null;
  readonly holdProps: Hold<unknown>["props"];
};

/** The rows as one list box: one stop for Tab, arrows move the selection, Enter opens, A opens with the units in front. */
export function QueueList({ groups, placeWords, holdProps }: QueueListProps): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const chosen = useSelectedId("intervention");
  const ids = groups.flatMap((group) => group.rows.map((row) => row.interventionId));
  const active = chosen !== null && ids.includes(chosen) ? chosen : null;

  const onSelect = useCallback((id: string) => select({ kind: "intervention", id }), []);
  const onOpen = useCallback(
    (interventionId: string, begin?: "assign") =>
      void navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: begin ? { begin } : {} }),
    [navigate],
  );
  const openRow = useCallback((interventionId: string) => onOpen(interventionId), [onOpen]);
  useEffect(() => {
    if (active !== null) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextInQueue(ids, active, event.key);
    const act = rowAct(event.nativeEvent);
    if (next !== null) onSelect(next);
    else if (active !== null && act === "open") onOpen(active);
    else if (active !== null && act === "assign") onOpen(active, act);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="room-queue__list"
      role="listbox"
      aria-label={text("queue.title")}
      tabIndex={0}
      aria-activedescendant={active === null ? undefined : optionId(active)}
      onKeyDown={onKeyDown}
      {...holdProps}
    >
      {groups.map((group) => (
        <Group key={group.level} group={group}>
          {group.rows.map((row) => (
            <QueueRow
              key={row.interventionId}
              row={row}
              place={placeWords(row)}
              selected={row.interventionId === active}
              onSelect={onSelect}
              onOpen={openRow}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ group, children }: { readonly group: QueueGroup; readonly children: ReactNode }): ReactNode {
  const { language } = useLanguage();
  const format = useFormat();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className="room-queue__group">
        {PRIORITY_LABELS[`P${group.level}`][language]} <Num>{format.number(group.rows.length)}</Num>
      </div>
      {children}
    </div>
  );
}
