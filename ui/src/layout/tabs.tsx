import { useId, type ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { Num } from "../i18n/isolated.tsx";
import { useFormat } from "../i18n/use-i18n.ts";
import { moveRovingFocus } from "./roving.ts";

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly count?: number | undefined;
  readonly icon?: ReactNode;
}

export interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly className?: string | undefined;
  /** The content of the tab that is open; without it, give the panel its own `role="tabpanel"`. */
  readonly children?: ReactNode;
}

/** Tabs (WAI-ARIA): one stop for Tab, arrows move and open. */
export function Tabs<V extends string>({ label, tabs, value, onChange, className, children }: TabsProps<V>): ReactNode {
  const format = useFormat();
  const id = useId();
  // Tab must find a way in also while none of them is open.
  const stop = tabs.some((tab) => tab.value === value) ? value : tabs[0]?.value;
  return (
    <>
      <div
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        className={classNames("am-tabs", className)}
        onKeyDown={(event) => {
          moveRovingFocus(event, "[role=tab]", "horizontal")?.click();
        }}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={children ? `${id}-panel` : undefined}
            tabIndex={tab.value === stop ? 0 : -1}
            className="am-tab"
            onClick={() => onChange(tab.value)}
          >
            {tab.icon}
            {tab.label}
            {tab.count !== undefined && <Num className="am-tab__count">{format.number(tab.count)}</Num>}
          </button>
        ))}
      </div>
      {children && (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="am-tab-panel">
          {children}
        </div>
      )}
    </>
  );
}
