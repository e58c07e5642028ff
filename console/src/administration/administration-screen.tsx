import { Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import EyeOff from "lucide-react/icons/eye-off";
import type { ReactNode } from "react";
import { VIEWS } from "./administration-search.ts";
import { SectorsView } from "./sectors/sectors-view.tsx";
import { SessionsView } from "./sessions-view.tsx";
import { useText } from "./text.ts";
import { UsersView } from "./users/users-view.tsx";
import "./administration.css";

/** The administrator's screen: who is designated to do what and where. An administrator sees no picture. */
export function AdministrationScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { view = "users", open } = useSearch({ from: "/administration" });
  const tabs = VIEWS.map((value) => ({ value, label: text(`view.${value}`) }));
  const show = (next: string | null): void =>
    void navigate({ to: "/administration", search: { ...(view === "users" ? {} : { view }), ...(next === null ? {} : { open: next }) } });
  return (
    <div className="administration">
      <div className="administration-bar">
        <Tabs
          label={text("title")}
          tabs={tabs}
          value={view}
          onChange={(next) => void navigate({ to: "/administration", search: next === "users" ? {} : { view: next } })}
        />
        <span className="am-row am-t2 am-small">
          <EyeOff size={14} aria-hidden="true" />
          {text("no_picture")}
        </span>
      </div>
      {view === "users" && <UsersView open={open ?? null} onOpen={show} />}
      {view === "sessions" && <SessionsView />}
      {view === "sectors" && <SectorsView open={open ?? null} onOpen={show} />}
    </div>
  );
}
