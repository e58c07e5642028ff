import { calls } from "@amaliyat/contract/calls";
import { Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../../session/index.ts";
import { SETTING_PARTS, type LinesSearch, type SettingPart } from "../lines-search.ts";
import { useText } from "../text.ts";
import { LinesPart } from "./lines-part.tsx";
import type { OpenProps } from "./open-props.ts";
import { TakersPart } from "./takers-part.tsx";
import { TreesPart } from "./trees/trees-part.tsx";
import "./settings.css";

const SHOWN: Readonly<Record<SettingPart, (props: OpenProps) => ReactNode>> = { lines: LinesPart, takers: TakersPart, trees: TreesPart };

/** Settings of the lines, the call-takers and the questions. */
export function SettingsView(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const may: Readonly<Record<SettingPart, boolean>> = {
    lines: useMay(calls.putLine),
    takers: useMay(calls.putTaker),
    trees: useMay(calls.putTree),
  };
  const parts = SETTING_PARTS.filter((part) => may[part]);
  const search: LinesSearch = useSearch({ from: "/lines" });
  const part = parts.find((one) => one === search.part) ?? "lines";
  const Shown = SHOWN[part];
  const show = (next: SettingPart, open: string | null): void =>
    void navigate({ to: "/lines", search: { view: "settings", part: next, ...(open === null ? {} : { open }) } });
  return (
    <div className="list-screen">
      {parts.length > 1 && (
        <Tabs
          label={text("view.settings")}
          className="lines-parts"
          tabs={parts.map((value) => ({ value, label: text(`part.${value}`) }))}
          value={part}
          onChange={(next) => show(next, null)}
        />
      )}
      <Shown open={search.open ?? null} onOpen={(open) => show(part, open)} />
    </div>
  );
}
