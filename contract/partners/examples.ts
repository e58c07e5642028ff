/** The incident of the examples: in a real exchange the name that the room gave. */
export const EXAMPLE_INCIDENT = "urn:emergency:uid:incidentid:7d1f0c1e5a3b4c2d9e8f001122334455:room.town.dz";
/** The desk token of the examples. */
export const EXAMPLE_TOKEN = "a-token-that-the-room-issued";
/** The request of the examples of GeoReport. */
export const EXAMPLE_REQUEST = "T-2026-000123";

const stamp = "2026-11-29T10:00:00Z";
const part = (name: string) => ({ $id: name, lastUpdateTimeStamp: stamp, updatedByAgencyReference: { $ref: "cp.example" } });

/** An EIDO of Civil Protection; `status` is of NENA's registry. */
const eidoAbout = (id: string, status: string, note: string) => ({
  ...part(id),
  eidoVersion: "1.0",
  issuingElementIdentification: "cp.example",
  agencyComponent: [{ ...part("cp.example"), agencyRoleDescriptionRegistryText: ["Dispatching"], agencyType: ["fire"] }],
  incidentComponent: {
    ...part(`${id}:incident`),
    incidentTypeCommonRegistryText: "Fire",
    incidentTypeInternalText: "Feu dans un immeuble",
    incidentStatusCommonRegistryText: [status],
    internalIncidentId: "CP-417",
    locationReference: [{ $ref: `${id}:location` }],
  },
  locationComponent: [
    {
      ...part(`${id}:location`),
      locationTypeDescriptionRegistryText: "Incident",
      locationByValue:
        '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" xmlns:gml="http://www.opengis.net/gml" entity="pres:cp.example"><tuple id="t"><status><gp:geopriv><gp:location-info><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>31.953 5.333</gml:pos></gml:Point></gp:location-info></gp:geopriv></status></tuple></presence>',
      locationDescriptionText: "Cité 200 logements, bâtiment B",
    },
  ],
  notesComponent: [{ ...part(`${id}:note`), notesActionComments: note }],
});

const language = (ar: string, fr: string, en: string) => ({ ar, fr, en });
const request = {
  service_request_id: EXAMPLE_REQUEST,
  status: "open",
  status_notes: "Reçu",
  service_name: "Obstacle sur la voie",
  service_code: "obstacle",
  description: "Un camion barre la rue",
  agency_responsible: "Salle des opérations",
  service_notice: null,
  requested_datetime: stamp,
  updated_datetime: stamp,
  expected_datetime: null,
  address: "Rue Didouche Mourad 7",
  address_id: null,
  zipcode: null,
  lat: 31.953,
  long: 5.333,
  media_url: null,
};
const forward = {
  forwardId: "3f0c9f3a-52b5-4d4f-9f0e-0d9a6c2f4b11",
  incidentId: EXAMPLE_INCIDENT,
  reference: "I-2026-000417",
  state: "acknowledged",
  queuedAt: "2026-11-29T10:00:00.000Z",
  subcategoryCode: "ACC.INJ",
  subcategory: language("حادث مرور بجرحى", "Accident avec blessés", "Accident with injured people"),
  priorityCode: "P2",
  priority: language("مستعجل جدا", "Très urgent", "Very urgent"),
  placeText: "قرب المستشفى",
  place: { lat: 31.953, lon: 5.333 },
  attributeCodes: ["injury"],
  attributes: [language("جرحى", "Blessés", "Injured people")],
  notes: [],
  people: [],
  message: "جريح واحد",
  reason: null,
  status: "Active",
  revisedAt: null,
  dangerUnreadSince: null,
  joined: false,
};

/** One call of a route, as an outsider would make it. `reply` is the answer: the same fields, with values of that room. */
export type PartnerExample = {
  readonly name: string;
  readonly summary: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly reply?: unknown;
};

/** The examples of each route in the order in which they are played; a test sends each to a real room. */
export const PARTNER_EXAMPLES: Readonly<Record<string, readonly PartnerExample[]>> = {
  "partners.takeEido": [
    {
      name: "ask",
      summary: "Ask for something of the room. Put your own names in place of each `$id`, and the present time of each stamp",
      body: eidoAbout("urn:cp.example:417", "Active", "Deux blessés"),
      reply: { incidentId: "urn:cp.example:417", taken: "request", unread: [] },
    },
    {
      name: "acknowledge",
      summary: "Acknowledge what the room forwarded. Put the `$id` of its EIDO in place of this one, and the present time of each stamp",
      body: eidoAbout(EXAMPLE_INCIDENT, "Assigned", "Deux véhicules partent"),
      reply: { incidentId: EXAMPLE_INCIDENT, taken: "report", unread: [] },
    },
  ],
  "partners.systemReport": [
    {
      name: "acknowledged",
      summary: "A person has read it",
      body: { incidentId: EXAMPLE_INCIDENT, status: "acknowledged", reference: "CP-417" },
    },
    { name: "in_progress", summary: "Work has begun", body: { incidentId: EXAMPLE_INCIDENT, status: "in_progress" } },
    {
      name: "message",
      summary: "Words for the room",
      body: { incidentId: EXAMPLE_INCIDENT, status: "message", text: "Deux véhicules sur place" },
    },
    { name: "done", summary: "It is over", body: { incidentId: EXAMPLE_INCIDENT, status: "done", text: "Feu éteint" } },
  ],
  "partners.deskSignIn": [
    {
      name: "sign_in",
      summary: "Open the session of a desk",
      body: { token: EXAMPLE_TOKEN },
      reply: {
        session: "a-session-of-eight-hours",
        expiresAt: "2026-11-29T18:00:00.000Z",
        names: language("الحماية المدنية", "Protection civile", "Civil Protection"),
      },
    },
  ],
  "partners.deskForwards": [{ name: "list", summary: "Forwarded interventions", reply: [forward] }],
  "partners.deskReport": [
    {
      name: "acknowledged",
      summary: "A person has read it",
      params: { forwardId: forward.forwardId },
      body: { status: "acknowledged" },
      reply: forward,
    },
  ],
  "reports.open311Send": [
    {
      name: "send",
      summary: "Hand on a report of a resident",
      params: { format: "json" },
      body: {
        service_code: "obstacle",
        lat: "31.953",
        long: "5.333",
        description: "Un camion barre la rue",
        address_string: "Rue Didouche Mourad 7",
      },
      reply: [{ service_request_id: EXAMPLE_REQUEST, service_notice: null, account_id: null }],
    },
  ],
  "reports.open311SendUpdate": [
    {
      name: "update",
      summary: "Add words to a request",
      params: { format: "json" },
      body: { service_request_id: EXAMPLE_REQUEST, update_id: "1", description: "Toujours là", status: "OPEN", updated_datetime: stamp },
      reply: [{ update_id: "7d1f0c1e-5a3b-8c2d-8e8f-001122334455" }],
    },
  ],
  "reports.open311Requests": [{ name: "list", summary: "Your requests", params: { format: "json" }, reply: [request] }],
  "reports.open311Request": [
    { name: "one", summary: "One request", params: { format: "json", request: EXAMPLE_REQUEST }, reply: [request] },
  ],
  "reports.open311Token": [
    {
      name: "token",
      summary: "The request of a token",
      params: { format: "json", request: EXAMPLE_REQUEST },
      reply: [{ service_request_id: EXAMPLE_REQUEST, token: EXAMPLE_REQUEST }],
    },
  ],
  "alerts.inForce": [{ name: "none", summary: "No alert is in force", reply: { alerts: [], pushKey: null } }],
};
