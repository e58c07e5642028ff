import { theRoom } from "@amaliyat/contract/room";
import { Bdi } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import HardDrive from "lucide-react/icons/hard-drive";
import { useEffect, useRef, type ReactNode } from "react";
import { read } from "../api/index.ts";
import { roomInfo } from "../facts/index.ts";
import { playSound } from "./sounds.ts";
import { faultsOf, freshFaults, type StorageFault } from "./storage-facts.ts";
import { useText } from "./text.ts";

/** The room measures its disks with each question; with this a person hears of a full one within six seconds. */
const ASK_EVERY_MS = 5_000;

/** A disk that is full: its name, the stopped uses, and the cure. Heard once, in one window, and seen until there is space. */
export function StorageAlert({ isTeller }: { readonly isTeller: boolean }): ReactNode {
  const text = useText();
  const { data } = useQuery({
    queryKey: [...roomInfo.queryKey, "storage"],
    queryFn: ({ signal }) => read(theRoom.storage, { signal }),
    refetchInterval: ASK_EVERY_MS,
    // A screen behind another window must be heard too.
    refetchIntervalInBackground: true,
  });
  const faults = faultsOf(data?.volumes ?? []);
  const told = useRef<readonly StorageFault[]>([]);
  useEffect(() => {
    if (freshFaults(told.current, faults).length > 0 && isTeller) playSound("storage");
    told.current = faults;
  });
  if (faults.length === 0) return null;
  return (
    <div className="shell-storage" role="alert">
      <HardDrive size={20} aria-hidden="true" />
      <ul>
        {faults.map(({ kind, path, free, total }) => (
          <li key={`${kind} ${path}`}>
            <b>{text(`storage.${kind}`)}</b> <Bdi>{path}</Bdi> <span className="am-small">{text("storage.free", { free, total })}</span>{" "}
            {text(`storage.${kind}_do`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
