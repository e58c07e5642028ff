import type { ReactNode } from "react";
import "./workstation.css";

/** One part of the room alone, over the whole of a screen. */
export const AloneScreen = ({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode => (
  <div className="workstation-alone">
    <h1 className="am-hidden-visually">{title}</h1>
    {children}
  </div>
);
