import { useHeldList } from "@amaliyat/ui/layout";
import { Button } from "@amaliyat/ui/controls";
import { useFormat } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, type KeyboardEvent, type ReactNode } from "react";
import { QUEUE_PAGE, readMoreOfQueue } from "../report-lists.ts";
import { nextInQueue } from "../../selection/index.ts";
import { useText } from "../text.ts";
import type { Incoming } from "./incoming.ts";
import { IncomingRow, optionId } from "./incoming-rows.tsx";
import { useReportCounts } from "./use-incoming.ts";
import { useWaveActs, useWaveRows } from "./use-wave.ts";

const idOf = ({ id }: Incoming): string => id;

/**
 * The queue as one list box: one stop for Tab, arrows move, Enter opens. Rows keep their places while a person uses the list. Enter unfolds
 * a wave, C closes its waiting reports; that can be undone.
 */
export function IncomingList({ items }: { readonly items: readonly Incoming[] }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const { shown, waiting, apply, handlers } = useHeldList(items, idOf);
  const { members, more, hasMore } = useWaveRows(unfolded);
  const { close, busy } = useWaveActs();
  const rows = shown.flatMap((entry) =>
    entry.item.id === unfolded
      ? [{ ...entry, isMember: false }, ...members.map((item) => ({ item, gone: false, isMember: true }))]
      : [{ ...entry, isMember: false }],
  );
  const ids = rows.map(({ item }) => item.id);
  const active = chosen !== null && ids.includes(chosen) ? chosen : null;
  const current = rows.find(({ item }) => item.id === active)?.item;
  const open = ({ kind, id }: Incoming): void => {
    if (kind === "wave") setUnfolded((before) => (before === id ? null : id));
    else if (kind === "report") void navigate({ to: "/reports/$reportId", params: { reportId: id } });
    else void navigate({ to: "/calls/$callId", params: { callId: id } });
  };
  useEffect(() => {
    if (active !== null) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextInQueue(ids, active, event.key);
    if (next !== null) setChosen(next);
    else if (event.key === "Enter" && current !== undefined) open(current);
    else if (event.code === "KeyC" && current?.kind === "wave") void close(current.wave);
    else return;
    event.preventDefault();
  };
  return (
    <div className="reports-incoming__hold" {...handlers}>
      {waiting > 0 && (
        <button type="button" className="reports-incoming__strip" onClick={apply}>
          {text("incoming.new", { count: waiting })} <span>{text("incoming.apply")}</span>
        </button>
      )}
      {current?.kind === "wave" && (
        <div className="reports-wave__acts">
          <span className="am-small">{text("wave.chosen")}</span>
          <Button size="s" onClick={() => open(current)}>
            {text(unfolded === current.id ? "wave.fold" : "wave.unfold")}
          </Button>
          <Button size="s" loading={busy} onClick={() => void close(current.wave)}>
            {text("wave.close")}
          </Button>
          {unfolded === current.id && hasMore && (
            <Button size="s" onClick={more}>
              {text("wave.more")}
            </Button>
          )}
        </div>
      )}
      <div
        className="reports-incoming__list"
        role="listbox"
        aria-label={text("incoming.title")}
        tabIndex={0}
        aria-activedescendant={active === null ? undefined : optionId(active)}
        onKeyDown={onKeyDown}
      >
        {rows.map(({ item, gone, isMember }) => (
          <IncomingRow
            key={item.id}
            item={item}
            gone={gone}
            selected={item.id === active}
            unfolded={item.id === unfolded}
            isMember={isMember}
            onSelect={setChosen}
            onOpen={open}
          />
        ))}
      </div>
      <MoreOfQueue items={items} />
    </div>
  );
}

/** The rest of a queue that is longer than this screen holds, by hand. */
function MoreOfQueue({ items }: { readonly items: readonly Incoming[] }): ReactNode {
  const text = useText();
  const format = useFormat();
  const client = useQueryClient();
  const counts = useReportCounts();
  const held = items.filter(({ kind }) => kind === "report" || kind === "wave").length;
  const all = counts === undefined ? 0 : counts.danger + counts.calm - counts.inWaves + counts.waves;
  if (held < QUEUE_PAGE || all <= held) return null;
  return (
    <button type="button" className="reports-incoming__strip" onClick={() => readMoreOfQueue(client)}>
      {text("incoming.held", { held: format.number(held), all: format.number(all) })} <span>{text("incoming.more")}</span>
    </button>
  );
}
