import { NoPermissionState } from "@amaliyat/ui/feedback";
import { Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../session/index.ts";
import { DirectoryView } from "./directory-view.tsx";
import { viewsOf, type PartnersView } from "./partners-search.ts";
import { QueueView } from "./queue-view.tsx";
import { RequestsView } from "./requests-view.tsx";
import { useText } from "./text.ts";
import "../lists/lists.css";
import "./partners.css";

/** What partners ask, what waits to be sent to them, and who they are. */
export function PartnersScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { role } = useSession().user;
  const { view: asked, open = null } = useSearch({ from: "/partners" });
  const views = viewsOf(role);
  const view = views.find((one) => one === asked) ?? views[0];
  const show = (next: PartnersView, id: string | null = null): void =>
    void navigate({ to: "/partners", search: { view: next, ...(id === null ? {} : { open: id }) } });
  if (view === undefined) return <NoPermissionState logged={false} reason={text("title")} />;
  return (
    <div className="list-screen">
      <div className="list-bar">
        <Tabs
          label={text("title")}
          tabs={views.map((value) => ({ value, label: text(`view.${value}`) }))}
          value={view}
          onChange={(next) => show(next)}
        />
      </div>
      {view === "requests" && <RequestsView />}
      {view === "queue" && <QueueView />}
      {view === "directory" && <DirectoryView open={open} onOpen={(id) => show("directory", id)} />}
    </div>
  );
}
