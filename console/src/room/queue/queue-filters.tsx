import { Chip, TextInput } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import Search from "lucide-react/icons/search";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import type { QueueFilter } from "./queue-order.ts";
import { useText } from "../text.ts";

type Change = (change: Partial<QueueFilter>) => void;

/** Number of interventions without a unit on its way; pressed, it shows only those. */
export function AloneChip(props: { readonly filter: QueueFilter; readonly alone: number; readonly onChange: Change }): ReactNode {
  const { filter, alone, onChange } = props;
  const text = useText();
  const format = useFormat();
  if (alone === 0 && !filter.withoutUnit) return null;
  return (
    <Chip tone="attention" pressed={filter.withoutUnit} onClick={() => onChange({ withoutUnit: !filter.withoutUnit })}>
      {text("queue.no_unit")} <Num>{format.number(alone)}</Num>
    </Chip>
  );
}

/** Search by any word of a row, and «mine». */
export function QueueFilters({ filter, onChange }: { readonly filter: QueueFilter; readonly onChange: Change }): ReactNode {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  useShortcut("Slash", () => input.current?.focus());
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || filter.text === "") return;
    event.preventDefault();
    onChange({ text: "" });
  };
  return (
    <div className="room-queue__search">
      <TextInput
        ref={input}
        size="s"
        type="search"
        className="am-grow"
        icon={<Search size={14} aria-hidden="true" />}
        aria-label={text("queue.search")}
        placeholder={text("queue.search")}
        value={filter.text}
        onChange={(value) => onChange({ text: value })}
        onKeyDown={onKeyDown}
      />
      <Chip pressed={filter.mine} onClick={() => onChange({ mine: !filter.mine })}>
        {text("queue.mine")}
      </Chip>
    </div>
  );
}
