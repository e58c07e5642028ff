import { identity } from "@amaliyat/contract/identity";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMay, useSession } from "../session-context.ts";
import { latinOf, namesQuery } from "./latin-names.ts";

/** Reads the names in Latin letters once a session, and after each change. */
export function ReadNames(): null {
  const { lockedAt } = useSession();
  const may = useMay(identity.names);
  const { data } = useQuery({ ...namesQuery, enabled: may && lockedAt === null });
  useEffect(() => {
    if (data) latinOf.set(new Map(data.map(({ name, nameLatin }) => [name, nameLatin])));
  }, [data]);
  return null;
}
