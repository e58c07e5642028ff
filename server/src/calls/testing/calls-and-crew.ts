import { calls } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import type { NatureCode, TreeStep } from "@amaliyat/domain/calls";
import { callsDesk } from "../../testing/calls-desk.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

type Opened = {
  readonly room: TestRoom;
  readonly taker: TestClient;
  readonly desk: TestClient;
  readonly crew: TestClient;
  readonly unitId: string;
};

/** A room with calls, a desk and a crew that can be sent, and what each of them does. `number`: the first figures of those who ring. */
export function callsAndCrew({ code, number }: { readonly code: string; readonly number: string }) {
  const lines = callsDesk();
  let opened: Opened | null = null;
  const at = (): Opened => {
    if (opened === null) throw new Error("the room is not open yet");
    return opened;
  };
  let numbers = 0;
  const params = ({ interventionId }: { readonly interventionId: string }) => ({ params: { interventionId } });
  return {
    lines,
    params,
    begin: async (stack: AsyncDisposableStack): Promise<Opened> => {
      const { room, taker } = await lines.open(stack);
      const [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
      opened = { room, taker, desk, crew, unitId: (await makeUnit(room, "SU1", code)).unitId };
      return opened;
    },
    open: (body: object = {}): Promise<InterventionCard> =>
      at().desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS", ...body } }),
    now: (of: InterventionCard) => at().desk.must(interventions.card, params(of)),
    send: (to: InterventionCard) => at().desk.must(dispatch.assign, { ...params(to), body: { unitId: at().unitId, anyway: true } }),
    orderOf: async () => (await at().crew.must(dispatch.duty, {}))?.assignments[0],
    says: async (callId: string, ...steps: readonly TreeStep[]) => {
      for (const body of steps) await at().taker.must(calls.answer, { params: { callId }, body });
    },
    isAbout: (callId: string, nature: NatureCode | "NUI") => at().taker.must(calls.setNature, { params: { callId }, body: { nature } }),
    rings: () => lines.talk(`${number}${10 + numbers++}`),
    /** The crew is free of all that it works on. */
    endWork: async () => {
      for (const { assignmentId } of (await at().crew.must(dispatch.duty, {}))?.assignments ?? [])
        await at().crew.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
    },
  };
}
