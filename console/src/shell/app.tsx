import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import type { Session } from "@amaliyat/contract/identity";
import { createQueryClient } from "../api/index.ts";
import { LiveProvider } from "../live/index.ts";
import { SessionGate } from "../session/index.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { createConsoleRouter } from "./router.ts";
import "./shell.css";

const client = createQueryClient();

export function App(): ReactNode {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <SessionGate>
          {({ session, onEnded }) => (
            <LiveProvider onEnded={onEnded}>
              <Screens session={session} />
            </LiveProvider>
          )}
        </SessionGate>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

function Screens({ session }: { readonly session: Session }): ReactNode {
  const { role } = session.user;
  const router = useMemo(() => createConsoleRouter({ role }), [role]);
  return <RouterProvider router={router} />;
}
