/** Query keys, each in one place: the live channel writes under the same ones that the lists read. */
export const KEYS = {
  firstRun: ["first-run"],
  session: ["session"],
  sessions: ["sessions"],
  room: ["room"],
  basemap: ["basemap"],
  sectors: ["sectors"],
  sites: ["sites"],
  cameras: ["cameras"],
  units: ["units"],
  interventions: ["interventions", "open"],
  imports: ["imports"],
  duty: ["duty"],
  card: (interventionId: string) => ["interventions", "card", interventionId] as const,
  cards: ["interventions", "card"],
  advice: (interventionId: string) => ["interventions", "advice", interventionId] as const,
  allAdvice: ["interventions", "advice"],
} as const;
