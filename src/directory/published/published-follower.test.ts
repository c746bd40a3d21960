import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { openDatabase } from "../../platform/db/database.ts";
import { mergeRecords } from "../duplicates/merge.store.ts";
import { buildOrganization, buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { retire, saveRecords } from "../directory.store.ts";
import { liveNeeds } from "../needs.ts";
import { followPublished, type PublishedFollower } from "./published-follower.ts";

let database: TestDatabase;
let follower: PublishedFollower;
beforeEach(async () => {
  database = await testDatabase();
  follower = followPublished(database.platform, liveNeeds());
});
afterEach(async () => {
  await follower.stop();
  await database.close();
});

const by = () => ({ actor: "test", source: "test", at: new Date() });
const save = (...records: Parameters<typeof saveRecords>[1]) => saveRecords(database.platform.pool, records, by());

it("publishes what is public, and empties confidential places", async () => {
  const open = buildRecord({ visibility: "publicWithNotice", notice: "unverified" });
  const draft = buildRecord({ visibility: "draft" });
  const shelter = buildRecord({ needs: ["violence.shelter"], at: [buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée" } })] });
  await save(open, draft, shelter);
  await follower.start();
  expect(follower.published.size()).toBe(2);
  expect(follower.published.service(draft.id)).toBeNull();
  expect(follower.published.service(shelter.id)).toMatchObject({ sensitive: true, at: [{ location: { address: null, city: null, lat: null }, phones: [{ number: "+14505550100" }] }] });
  expect(follower.health()).toMatchObject({ ready: true, services: 2 });
});

it("hears of changes as they are committed", async () => {
  await follower.start();
  await vi.waitFor(() => expect(follower.health().fresh).toBe(true), 5000);
  const record = buildRecord();
  await save(record);
  await vi.waitFor(() => expect(follower.published.service(record.id)).not.toBeNull(), 5000);
  await save({ ...record, visibility: "hidden" });
  await vi.waitFor(() => expect(follower.published.service(record.id)).toBeNull(), 5000);
});

it("keeps an organisation's confidential places silent in all its services, through merges, moves and a service that nobody sees", async () => {
  const house = (fields: Parameters<typeof buildRecord>[0] = {}) => buildRecord({ visibility: "hidden", at: [buildServiceAtLocation({ phones: [], location: { confidential: true, address: "9, rue Zibelinette" } })], ...fields });
  const told = { fr: { ...buildRecord().texts.fr!, description: "Au 9 rue Zibelinette, ou au 5 rue Brumeval." }, en: null };
  const [sibling, hidden] = [buildRecord({ texts: told, at: [buildServiceAtLocation({ phones: [] })] }), house()];
  const described = () => follower.published.service(sibling.id)?.texts.fr!.description ?? null;
  const becomes = (description: string | null) => vi.waitFor(() => expect(described()).toBe(description), 5000);
  await save(sibling, hidden);
  await follower.start();
  expect(described()).toBe(told.fr.description);

  // Organisations merged: what one hides, the other's services hide.
  await mergeRecords(database.platform.pool, sibling.organization.id, hidden.organization.id, { actor: "test", at: new Date() });
  await becomes(null);
  // The house moves: nothing here tells the new address.
  const moved = { ...hidden, organization: sibling.organization, at: hidden.at.map((at) => ({ ...at, location: { ...at.location, address: "31, rue du Quai" } })) };
  await save(moved);
  await becomes(told.fr.description);
  await save({ ...moved, at: moved.at.map((at) => ({ ...at, location: { ...at.location, address: "5, rue Brumeval" } })) });
  await becomes(null);
  // It goes to another organisation.
  await save({ ...moved, organization: buildOrganization() });
  await becomes(told.fr.description);
});

it("sends a retired record to its successor", async () => {
  const [old, successor] = [buildRecord(), buildRecord()];
  await save(old, successor);
  await follower.start();
  await retire(database.platform.pool, old.id, successor.id, { actor: "test", at: new Date() });
  await vi.waitFor(() => expect(follower.published.retired(old.id)).toEqual({ id: old.id, replacedBy: successor.id }), 5000);
  expect(follower.published.service(old.id)).toBeNull();
});

it("hears again after its connection was cut", async () => {
  await follower.start();
  await vi.waitFor(() => expect(follower.health().fresh).toBe(true), 5000);
  await database.platform.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fanal doorbell' AND datname = current_database()");
  await vi.waitFor(() => expect(follower.health().fresh).toBe(false), 5000);
  const record = buildRecord();
  await save(record);
  await vi.waitFor(() => expect(follower.published.service(record.id)).not.toBeNull(), 10_000);
});

it("answers from the snapshot while the database is away, and reads a database that it does not know from the start", async () => {
  const record = buildRecord();
  await save(record);
  await follower.start();
  await follower.stop();

  const connection = openDatabase("postgres://nobody@127.0.0.1:1/none", database.platform.log);
  const away = { ...database.platform, db: connection.db, pool: connection.pool };
  follower = followPublished(away, liveNeeds());
  await follower.start();
  expect(follower.published.service(record.id)?.texts).toEqual(record.texts);
  expect(follower.health()).toMatchObject({ ready: true, fresh: false });
  await follower.stop();
  await connection.close();

  await database.platform.pool.query("UPDATE directory_identity SET id = gen_random_uuid()");
  await database.platform.pool.query("DELETE FROM service");
  follower = followPublished(database.platform, liveNeeds());
  await follower.start();
  expect(follower.published.size()).toBe(0);
});
