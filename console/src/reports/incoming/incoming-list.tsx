import { useHeldList } from "@amaliyat/ui/layout";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, type KeyboardEvent, type ReactNode } from "react";
import { nextInQueue } from "../../room/queue-keys.ts";
import { useText } from "../text.ts";
import type { Incoming } from "./incoming.ts";
import { IncomingRow, optionId } from "./incoming-rows.tsx";

const idOf = ({ id }: Incoming): string => id;

/** The queue as one list box: one stop for Tab, arrows move, Enter opens. Rows stay where they are while a hand is on them. */
export function IncomingList({ items }: { readonly items: readonly Incoming[] }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const { shown, waiting, apply, handlers } = useHeldList(items, idOf);
  const ids = shown.map(({ item }) => item.id);
  const active = chosen !== null && ids.includes(chosen) ? chosen : null;
  const open = ({ kind, id }: Incoming): void =>
    void (kind === "report"
      ? navigate({ to: "/reports/$reportId", params: { reportId: id } })
      : navigate({ to: "/calls/$callId", params: { callId: id } }));
  useEffect(() => {
    if (active !== null) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextInQueue(ids, active, event.key);
    const row = event.key === "Enter" ? shown.find(({ item }) => item.id === active) : undefined;
    if (next !== null) setChosen(next);
    else if (row !== undefined) open(row.item);
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
      <div
        className="reports-incoming__list"
        role="listbox"
        aria-label={text("incoming.title")}
        tabIndex={0}
        aria-activedescendant={active === null ? undefined : optionId(active)}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ item, gone }) => (
          <IncomingRow key={item.id} item={item} gone={gone} selected={item.id === active} onSelect={setChosen} onOpen={open} />
        ))}
      </div>
    </div>
  );
}
