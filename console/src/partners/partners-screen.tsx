import { NoPermissionState } from "@amaliyat/ui/feedback";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { useSession } from "../session/index.ts";
import { DirectoryView } from "./directory/directory-view.tsx";
import { viewsOf, type PartnersView } from "./partners-search.ts";
import { QueueView } from "./queue-view.tsx";
import { RequestsView } from "./requests-view.tsx";
import { useText } from "./text.ts";
import "./partners.css";

/** Requests of partners, messages to be sent to them, and the directory. */
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
      <ViewBar label={text("title")} views={views} view={view} labelOf={(one) => text(`view.${one}`)} onChange={(next) => show(next)} />
      {view === "requests" && <RequestsView />}
      {view === "queue" && <QueueView />}
      {view === "directory" && <DirectoryView open={open} onOpen={(id) => show("directory", id)} />}
    </div>
  );
}
