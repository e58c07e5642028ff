import type { LogRow } from "@amaliyat/contract/audit";
import { Tabs } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { CheckpointPanel } from "./checkpoint-panel.tsx";
import { CountsList } from "./counts-list.tsx";
import { EntryDetails } from "./entry-details.tsx";
import type { LogSearch, Narrow } from "./log-search.ts";
import { useText } from "./text.ts";

const TABS = ["entry", "counts", "checkpoint"] as const;

/** Beside the log, always in its place: the chosen entry whole, how many of each type, and the signed head. */
export function SidePanel({
  row,
  search,
  onNarrow,
}: {
  readonly row: LogRow | null;
  readonly search: LogSearch;
  readonly onNarrow: Narrow;
}): ReactNode {
  const text = useText();
  const [tab, setTab] = useState<(typeof TABS)[number]>("entry");
  const tabs = TABS.map((value) => ({ value, label: text(`side.${value}`) }));
  return (
    <aside className="am-panel audit-side" data-region="" tabIndex={-1} aria-label={text("side.label")}>
      <Tabs label={text("side.label")} tabs={tabs} value={tab} onChange={setTab}>
        {tab === "entry" && <EntryDetails row={row} onNarrow={onNarrow} />}
        {tab === "counts" && <CountsList search={search} onNarrow={onNarrow} />}
        {tab === "checkpoint" && <CheckpointPanel />}
      </Tabs>
      {tab !== "checkpoint" && <CheckpointPanel short onOpen={() => setTab("checkpoint")} />}
    </aside>
  );
}
