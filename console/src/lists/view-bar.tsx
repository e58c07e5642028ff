import { Tabs } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import "./lists.css";

export type ViewBarProps<V extends string> = {
  /** The name of the screen, as a screen reader says it before its views. */
  readonly label: string;
  readonly views: readonly V[];
  readonly view: V;
  readonly labelOf: (view: V) => string;
  readonly onChange: (view: V) => void;
  /** Content beside the views. */
  readonly children?: ReactNode;
};

/** The views of a screen, over their content; not on paper. */
export function ViewBar<V extends string>({ label, views, view, labelOf, onChange, children }: ViewBarProps<V>): ReactNode {
  return (
    <div className="list-bar am-no-print">
      <Tabs label={label} tabs={views.map((value) => ({ value, label: labelOf(value) }))} value={view} onChange={onChange} />
      {children}
    </div>
  );
}
