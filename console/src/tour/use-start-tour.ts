import { dispatch } from "@amaliyat/contract/dispatch";
import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../session/index.ts";
import { windowRole } from "../workstation/index.ts";
import { startTour } from "./tour-state.ts";

/** Opens the room with its tour; null for a person without the room, and in a window with a role of its own. */
export function useStartTour(): (() => void) | null {
  const navigate = useNavigate();
  const mayRoom = useMay(dispatch.units);
  if (!mayRoom || windowRole() !== "work") return null;
  return () => {
    startTour();
    void navigate({ to: "/room" });
  };
}
