import { dispatch } from "@amaliyat/contract/dispatch";
import { placeIn, signInAs, signInEach } from "../town/furnish.ts";

const METRE_DEG = 1 / 111_195;
/** Sector in the middle of the map. */
const IN_SIGHT = 3;
/** Metres of a crew between two reports, and reports until it turns round. */
const [STEP_M, TURNS_AFTER] = [28, 12];

export type Crews = {
  /** Each crew reports a place some way on from its last. */
  readonly move: () => Promise<void>;
};

/** Makes units of the first sector with a crew each, that stand there, free. */
export async function crewsOut(url: string, count: number): Promise<Crews> {
  const supervisor = await signInAs(url, "supervisor");
  const phones = await signInEach(url, "patrol1", count);
  for (const [nth, { session }] of phones.entries())
    await supervisor.must(dispatch.createUnit, {
      body: { code: String(201 + nth), kind: "car", sectorId: "SU1", userId: session.user.userId },
    });
  let step = 0;
  const move = async (): Promise<void> => {
    const along = Math.abs((step++ % (2 * TURNS_AFTER)) - TURNS_AFTER);
    const { lat, lon } = placeIn(IN_SIGHT);
    for (const [nth, phone] of phones.entries()) {
      const place = { lat: lat + along * STEP_M * METRE_DEG, lon: lon + nth * 5 * STEP_M * METRE_DEG };
      await phone.must(dispatch.report, { body: { positions: [{ ...place, at: new Date().toISOString() }] } });
    }
  };
  await move();
  return { move };
}
