import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { NoPermissionState } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate, useSearch } from "@tanstack/react-router";
import EyeOff from "lucide-react/icons/eye-off";
import type { ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { useSession } from "../session/index.ts";
import { viewsOf, type OpenProps, type View } from "./administration-search.ts";
import { SectorsView } from "./sectors/sectors-view.tsx";
import { SessionsView } from "./sessions-view.tsx";
import { useText } from "./text.ts";
import { UnitsView } from "./units/units-view.tsx";
import { UsersView } from "./users/users-view.tsx";
import "./administration.css";

/** Designations, for an administrator; the units of one's sectors, for their leaders. */
export function AdministrationScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { role } = useSession().user;
  const search = useSearch({ from: "/administration" });
  const views = viewsOf(role);
  const view = search.view ?? views[0];
  const show = (open: string | null): void =>
    void navigate({ to: "/administration", search: { ...(view ? { view } : {}), ...(open === null ? {} : { open }) } });
  return (
    <div className="list-screen">
      <ViewBar
        label={text("title")}
        views={views}
        view={view ?? "users"}
        labelOf={(one: View) => text(`view.${one}`)}
        onChange={(next) => void navigate({ to: "/administration", search: { view: next } })}
      >
        {role === "administrator" && (
          <span className="am-row am-t2 am-small">
            <EyeOff size={14} aria-hidden="true" />
            {text("no_picture")}
          </span>
        )}
      </ViewBar>
      {view && views.includes(view) ? <Part view={view} open={search.open ?? null} onOpen={show} /> : <NotThisPart />}
    </div>
  );
}

const PARTS: Readonly<Record<View, (props: OpenProps) => ReactNode>> = {
  users: UsersView,
  sessions: SessionsView,
  sectors: SectorsView,
  units: UnitsView,
};

function Part({ view, ...props }: OpenProps & { readonly view: View }): ReactNode {
  const Shown = PARTS[view];
  return <Shown {...props} />;
}

function NotThisPart(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { role } = useSession().user;
  return <NoPermissionState logged={false} reason={text("no_part", { role: ROLE_LABELS[role][language] })} />;
}
