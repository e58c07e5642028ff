import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useEffect, useMemo, type ReactNode } from "react";
import { LiveProvider } from "../live/index.ts";
import { SessionGate } from "../session/index.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { isOfConsole, PATROL_APP, type ConsoleRole } from "./navigation.ts";
import { LIVE_FEATURES } from "./live-features.ts";
import { createConsoleRouter } from "./router.ts";
import "./shell.css";

/** The console of the page. `client` holds what it has read of the room. */
export function App({ client }: { readonly client: QueryClient }): ReactNode {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <SessionGate>
          {({ session, onEnded }) =>
            isOfConsole(session.user.role) ? (
              <LiveProvider features={LIVE_FEATURES} onEnded={onEnded}>
                <Screens role={session.user.role} />
              </LiveProvider>
            ) : (
              <ToPatrolApp />
            )
          }
        </SessionGate>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

/** A crew that came to the console by its address is led to its own app. */
function ToPatrolApp(): ReactNode {
  useEffect(() => location.replace(PATROL_APP), []);
  return <LoadingState />;
}

function Screens({ role }: { readonly role: ConsoleRole }): ReactNode {
  const router = useMemo(() => createConsoleRouter({ role }), [role]);
  return <RouterProvider router={router} />;
}
