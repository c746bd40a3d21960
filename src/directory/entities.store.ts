import type pg from "pg";
import { newId } from "../platform/ids.ts";
import type { Location, Organization, Phone } from "./directory.contract.ts";
import type { AtEntity, Change, Entities, EntityName, ServiceEntity } from "./entities.ts";

/*
 * The directory's tables: whole batches read and written with one statement a table.
 */

export type Client = pg.PoolClient;

type Row = Record<string, unknown>;

interface Table {
  name: string;
  columns: Record<string, string>;
}

const TABLES = {
  organization: { name: "organization", columns: { id: "uuid", website: "text", email: "text", government: "boolean", external_ids: "jsonb" } },
  organizationText: { name: "organization_text", columns: { organization_id: "uuid", lang: "text", name: "text", description: "text", state: "text" } },
  location: {
    name: "location",
    columns: { id: "uuid", kind: "text", confidential: "boolean", address: "text", city: "text", postal_code: "text", municipality_code: "text", lat: "double precision", lon: "double precision", point_source: "text" },
  },
  locationText: { name: "location_text", columns: { location_id: "uuid", lang: "text", name: "text", directions: "text", accessibility: "text" } },
  service: {
    name: "service",
    columns: {
      id: "uuid", organization_id: "uuid", website: "text", email: "text", languages: "text[]", visibility: "text", notice: "text", source: "text", source_id: "text",
      source_urls: "text[]", as_of: "text", verified_on: "date", verified_by: "text", next_due: "date", created_at: "timestamptz", updated_at: "timestamptz",
    },
  },
  serviceText: {
    name: "service_text",
    columns: { service_id: "uuid", lang: "text", name: "text", description: "text", eligibility: "text", fees: "text", documents: "text", application: "text", notes: "text", state: "text" },
  },
  serviceNeed: { name: "service_need", columns: { service_id: "uuid", code: "text", position: "smallint" } },
  serviceArea: { name: "service_area", columns: { service_id: "uuid", kind: "text", code: "text", assumed: "boolean", position: "smallint" } },
  at: { name: "service_at_location", columns: { id: "uuid", service_id: "uuid", location_id: "uuid", position: "smallint", hours: "jsonb", hours_note_fr: "text", hours_note_en: "text" } },
  phone: {
    name: "phone",
    columns: { organization_id: "uuid", service_at_location_id: "uuid", position: "smallint", kind: "text", number: "text", extension: "text", language: "text", note_fr: "text", note_en: "text" },
  },
  verification: { name: "verification", columns: { service_id: "uuid", verified_on: "date", method: "text", actor: "text" } },
  change: { name: "change", columns: { at: "timestamptz", actor: "text", source: "text", entity: "text", entity_id: "uuid", field: "text", before: "jsonb", after: "jsonb", imported: "boolean", batch: "uuid" } },
} satisfies Record<string, Table>;

async function insertRows(client: Client, table: Table, rows: Row[], onConflict = ""): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(table.columns).join(", ");
  const shape = Object.entries(table.columns).map(([column, type]) => `${column} ${type}`).join(", ");
  await client.query(`INSERT INTO ${table.name} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS r(${shape}) ${onConflict}`, [JSON.stringify(rows)]);
}

/** Inserts, or updates every column but the key and those that only creation sets. */
function upsertRows(client: Client, table: Table, rows: Row[]): Promise<void> {
  const updated = Object.keys(table.columns).filter((column) => column !== "id" && column !== "created_at");
  return insertRows(client, table, rows, `ON CONFLICT (id) DO UPDATE SET ${updated.map((column) => `${column} = excluded.${column}`).join(", ")}`);
}

async function replaceChildren(client: Client, table: Table, key: string, parents: string[], rows: Row[]): Promise<void> {
  if (parents.length === 0) return;
  await client.query(`DELETE FROM ${table.name} WHERE ${key} = ANY($1::uuid[])`, [parents]);
  await insertRows(client, table, rows);
}

function textRows<T extends object>(key: string, id: string, texts: { fr: T | null; en: T | null }): Row[] {
  return (["fr", "en"] as const).flatMap((lang) => (texts[lang] === null ? [] : [{ [key]: id, lang, ...texts[lang] }]));
}

function phoneRows(key: string, id: string, phones: readonly Phone[]): Row[] {
  return phones.map(({ note, ...phone }, position) => ({ [key]: id, position, ...phone, note_fr: note.fr, note_en: note.en }));
}

export async function writeOrganizations(client: Client, organizations: Organization[]): Promise<void> {
  const ids = organizations.map(({ id }) => id);
  await upsertRows(client, TABLES.organization, organizations.map(({ id, website, email, government, externalIds }) => ({ id, website, email, government, external_ids: externalIds })));
  await replaceChildren(client, TABLES.organizationText, "organization_id", ids, organizations.flatMap(({ id, texts }) => textRows("organization_id", id, texts)));
  await replaceChildren(client, TABLES.phone, "organization_id", ids, organizations.flatMap(({ id, phones }) => phoneRows("organization_id", id, phones)));
}

export async function writeLocations(client: Client, locations: Location[]): Promise<void> {
  const ids = locations.map(({ id }) => id);
  const rows = locations.map(({ id, kind, confidential, address, city, lat, lon, ...rest }) => ({ id, kind, confidential, address, city, lat, lon, postal_code: rest.postalCode, municipality_code: rest.municipalityCode, point_source: rest.pointSource }));
  await upsertRows(client, TABLES.location, rows);
  await replaceChildren(client, TABLES.locationText, "location_id", ids, locations.flatMap(({ id, texts }) => textRows("location_id", id, texts)));
}

function serviceRow({ provenance, ...service }: ServiceEntity, at: string): Row {
  const { id, organizationId, website, email, languages, visibility, notice } = service;
  const { source, sourceId, urls, asOf, verifiedOn, verifiedBy, nextDue } = provenance;
  return {
    id, organization_id: organizationId, website, email, languages, visibility, notice, source, source_id: sourceId, source_urls: urls,
    as_of: asOf, verified_on: verifiedOn, verified_by: verifiedBy, next_due: nextDue, created_at: at, updated_at: at,
  };
}

/** Sources that nobody described get a line of their own. */
export async function ensureSources(client: Client, ids: string[]): Promise<void> {
  if (ids.length > 0) await client.query("INSERT INTO source (id, name) SELECT id, id FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING", [[...new Set(ids)]]);
}

export async function writeServices(client: Client, services: ServiceEntity[], by: { at: string; actor: string }): Promise<void> {
  const ids = services.map(({ id }) => id);
  await ensureSources(client, services.map(({ provenance }) => provenance.source));
  await upsertRows(client, TABLES.service, services.map((service) => serviceRow(service, by.at)));
  await replaceChildren(client, TABLES.serviceText, "service_id", ids, services.flatMap(({ id, texts }) => textRows("service_id", id, texts)));
  await replaceChildren(client, TABLES.serviceNeed, "service_id", ids, services.flatMap(({ id, needs }) => needs.map((code, position) => ({ service_id: id, code, position }))));
  await replaceChildren(client, TABLES.serviceArea, "service_id", ids, services.flatMap(({ id, areas }) => areas.map((area, position) => ({ service_id: id, ...area, position }))));
  const verified = services.filter(({ provenance }) => provenance.verifiedOn !== null);
  const rows = verified.map(({ id, provenance }) => ({ service_id: id, verified_on: provenance.verifiedOn, method: provenance.verifiedBy ?? "source", actor: by.actor }));
  await insertRows(client, TABLES.verification, rows, "ON CONFLICT DO NOTHING");
}

export async function writeAts(client: Client, ats: AtEntity[]): Promise<void> {
  const rows = ats.map(({ id, serviceId, locationId, position, hours, hoursNote }) => ({ id, service_id: serviceId, location_id: locationId, position, hours, hours_note_fr: hoursNote.fr, hours_note_en: hoursNote.en }));
  await upsertRows(client, TABLES.at, rows);
  await replaceChildren(client, TABLES.phone, "service_at_location_id", ats.map(({ id }) => id), ats.flatMap(({ id, phones }) => phoneRows("service_at_location_id", id, phones)));
}

export async function removeAts(client: Client, ids: string[]): Promise<void> {
  if (ids.length > 0) await client.query("DELETE FROM service_at_location WHERE id = ANY($1::uuid[])", [ids]);
}

/** Who changes something, and for which source. `imported`: an import, whose words a later import may replace. */
export interface ChangedBy {
  at: string;
  actor: string;
  imported: boolean;
  sourceOf(entityId: string): string;
  /** What is written under one number is undone together; none given: a number of its own. */
  batch?: string;
}

export async function writeChanges(client: Client, changes: readonly Change[], { at, actor, imported, sourceOf, batch = newId() }: ChangedBy): Promise<void> {
  const rows = changes.map(({ entity, entityId, field, before, after }) => ({ at, actor, imported, batch, source: sourceOf(entityId), entity, entity_id: entityId, field, before, after }));
  await insertRows(client, TABLES.change, rows);
}

const VIEWS: Record<EntityName, string> = { organization: "organization_entity", location: "location_entity", service: "service_entity", serviceAtLocation: "service_at_location_entity" };

/** Entities by id, as they are now. */
export async function readEntities<E extends EntityName>(client: Client, entity: E, ids: string[]): Promise<Map<string, Entities[E]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ body: Entities[E] }>(`SELECT body FROM ${VIEWS[entity]} WHERE id = ANY($1::uuid[])`, [ids]);
  return new Map(rows.map(({ body }) => [body.id, body]));
}

/** Every place where these services are offered. */
export async function readAtsOf(client: Client, serviceIds: string[]): Promise<AtEntity[]> {
  const { rows } = await client.query<{ body: AtEntity }>("SELECT body FROM service_at_location_entity WHERE service_id = ANY($1::uuid[]) ORDER BY service_id, position", [serviceIds]);
  return rows.map(({ body }) => body);
}

/** Those of these services that were retired. */
export async function retiredAmong(client: Client, serviceIds: string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>("SELECT id FROM retired WHERE id = ANY($1::uuid[])", [serviceIds]);
  return new Set(rows.map(({ id }) => id));
}

/** Services that show one of these organisations or locations. */
export async function servicesShowing(client: Client, organizationIds: string[], locationIds: string[]): Promise<string[]> {
  if (organizationIds.length + locationIds.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    "SELECT id FROM service WHERE organization_id = ANY($1::uuid[]) UNION SELECT service_id FROM service_at_location WHERE location_id = ANY($2::uuid[])",
    [organizationIds, locationIds],
  );
  return rows.map(({ id }) => id);
}
