import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { withPatience } from "../../platform/db/patience.ts";
import { messageOf } from "../../platform/errors.ts";
import type { Standing } from "../../platform/http/standing.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Organization, PublishedDirectory, PublishedService, Retired } from "../directory.contract.ts";
import { createDoorbell } from "./doorbell.store.ts";
import { readNeeds, type LiveNeeds, type Needs } from "../needs.ts";
import { createPublishedDirectory, toPublished, type PublishedChange, type StoredRecord } from "./published.ts";
import { readSnapshot, writeSnapshot } from "./published-snapshot.ts";
import { readNeedEdits } from "../taxonomy/need-edits.store.ts";
import { taxonomyWith } from "../taxonomy/need-edits.ts";
import type { NeedEdit } from "../taxonomy/taxonomy.contract.ts";
import { readAllRecords, readChangedSince, readPosition, type OutboxPosition } from "../records.store.ts";

/** Between two looks at the outbox in case a ring was lost, and after a failure (ms). */
const SWEEP = 60_000;
const RETRY = 2000;
/** Quiet time before a changed directory is saved again (ms). */
const SAVE_AFTER = 10_000;
/** A node with a snapshot waits this long for fresher records before it serves (ms). */
const FIRST_LOOK = 1000;

export interface DirectoryHealth {
  /** There is something to answer from: the database was read, or a snapshot. */
  ready: boolean;
  services: number;
  asOf: string | null;
  /** The doorbell is connected and everything committed so far was read. */
  fresh: boolean;
}

export interface PublishedFollower {
  published: PublishedDirectory;
  /** Takes up the snapshot that this node kept; it needs no database. */
  recall(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): DirectoryHealth;
  standing(): Standing;
}

/** What stored records mean for the outside. A record closed for good counts as retired. */
export function publishedChange(records: readonly StoredRecord[], retired: readonly Retired[], isSensitive: Needs["isSensitive"]): PublishedChange {
  const successors = new Map(retired.map((gone) => [gone.id, gone.replacedBy]));
  const change: PublishedChange = { services: [], removed: [], retired: [], asOf: null };
  for (const stored of records) {
    const { id, visibility } = stored.record;
    const service = toPublished(stored, isSensitive);
    if (service) change.services.push(service);
    else if (visibility === "closed") change.retired.push({ id, replacedBy: successors.get(id) ?? null });
    else change.removed.push(id);
    if (change.asOf === null || stored.updatedAt > change.asOf) change.asOf = stored.updatedAt;
  }
  return change;
}

/** Keeps a published directory in memory: from the snapshot at once, then from the database, then by the doorbell. */
export function followPublished(platform: Platform, needs: LiveNeeds): PublishedFollower {
  const { pool, log, clock } = platform;
  const published = createPublishedDirectory();
  const path = join(platform.config.dataDir, "published.snapshot");
  const doorbell = createDoorbell(String(pool.options.connectionString), { onRing: () => void refresh(), onLost: () => lose() });
  let position: OutboxPosition | null = null;
  let needEdits: NeedEdit[] = [];
  let ready = false;
  let fresh = false;
  let away = false;
  /** Up to when the records were known to be right, once they no longer are. */
  let knownUntil: string | null = null;
  let stopped = false;
  let recalled: Promise<void> | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let retryTimer: NodeJS.Timeout | null = null;
  let saveTimer: NodeJS.Timeout | null = null;
  let sweepTimer: NodeJS.Timeout | null = null;

  const takeEdits = (edits: NeedEdit[]) => {
    needEdits = edits;
    needs.replace(taxonomyWith(readNeeds().all(), edits.map(({ change }) => change)));
  };

  /** Takes up what staff changed of the taxonomy. True when something did: every record is then read again with it. */
  const followTaxonomy = async () => {
    const edits = await withPatience(readNeedEdits(pool));
    const numbers = (list: readonly NeedEdit[]) => list.map(({ number }) => number).join();
    if (numbers(edits) === numbers(needEdits)) return false;
    takeEdits(edits);
    return true;
  };

  const readAll = async () => {
    const services: PublishedService[] = [];
    const closed: Retired[] = [];
    const organizations = new Map<string, Organization>();
    let asOf: string | null = null;
    const { position: reached, retired, moved } = await readAllRecords(pool, (page) => {
      const change = publishedChange(page, [], needs.isSensitive);
      for (const service of change.services) {
        const organization = organizations.get(service.organization.id) ?? service.organization;
        organizations.set(organization.id, organization);
        services.push({ ...service, organization });
      }
      closed.push(...change.retired);
      if (change.asOf !== null && (asOf === null || change.asOf > asOf)) asOf = change.asOf;
    });
    const successors = new Map(retired.map((gone) => [gone.id, gone.replacedBy]));
    published.load({ services, retired: [...closed.map(({ id }) => ({ id, replacedBy: successors.get(id) ?? null })), ...moved], asOf });
    position = reached;
    log.info({ services: services.length }, "published directory read from the database");
  };

  /** All that changed since is applied at once: those who derive an index from it build it once. */
  const catchUp = async ({ identity, outboxId: since }: OutboxPosition) => {
    const { outboxId, records, missing, retired, moved } = await readChangedSince(pool, since);
    const change = publishedChange(records, retired, needs.isSensitive);
    const newlyMoved = moved.filter(({ id, replacedBy }) => published.retired(id)?.replacedBy !== replacedBy);
    published.apply({ ...change, removed: [...change.removed, ...missing], retired: [...change.retired, ...newlyMoved] });
    position = { identity, outboxId };
  };

  const save = async () => {
    if (position === null) return;
    const { identity, outboxId } = position;
    await writeSnapshot(path, { identity, outboxId, asOf: published.asOf(), services: [...published.all()], retired: [...published.allRetired()], needEdits });
  };

  const saveLater = () => {
    if (saveTimer) clearTimeout(saveTimer);
    saveTimer = setTimeout(() => {
      saveTimer = null;
      save().catch((error) => log.warn({ err: messageOf(error) }, "published directory not saved"));
    }, SAVE_AFTER).unref();
  };

  const readOnce = async () => {
    const version = published.version();
    const current = await withPatience(readPosition(pool));
    const isRenamed = await followTaxonomy();
    const usable = !isRenamed && position !== null && position.identity === current.identity && position.outboxId <= current.outboxId;
    if (usable) await catchUp(position!);
    else await readAll();
    if (away) log.info("the database answers again; the published directory is fresh");
    ready = true;
    fresh = true;
    away = false;
    if (published.version() !== version) saveLater();
  };

  const lose = () => {
    if (fresh) knownUntil = clock.now().toISOString();
    fresh = false;
  };

  /** One reading at a time; a ring during one asks for another after it. */
  const refresh = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    running = readOnce()
      .catch((error) => {
        // Said once an outage.
        log[away ? "debug" : "warn"]({ err: messageOf(error) }, "published directory could not be refreshed");
        away = true;
        lose();
        // While the doorbell is silent too, its return rings: nothing else piles up on a frozen server.
        if (!stopped && doorbell.isListening()) retryTimer = setTimeout(() => void refresh(), RETRY).unref();
      })
      .finally(() => {
        running = null;
        if (!again) return;
        again = false;
        void refresh();
      });
    return running;
  };

  const loadSnapshot = async () => {
    const read = await readSnapshot(path);
    if ("unusable" in read) {
      if (read.unusable !== "absent") log.warn({ why: read.unusable }, "snapshot ignored; the directory is read again from the database");
      return;
    }
    const { snapshot } = read;
    takeEdits(snapshot.needEdits);
    published.load(snapshot);
    position = { identity: snapshot.identity, outboxId: snapshot.outboxId };
    knownUntil = snapshot.asOf;
    ready = true;
  };

  const recall = () => (recalled ??= loadSnapshot());

  return {
    published,
    recall,
    start: async () => {
      await recall();
      const first = refresh();
      await (ready ? Promise.race([first, delay(FIRST_LOOK, undefined, { ref: false })]) : first);
      doorbell.start();
      sweepTimer = setInterval(() => doorbell.isListening() && void refresh(), SWEEP).unref();
    },
    stop: async () => {
      stopped = true;
      for (const timer of [retryTimer, sweepTimer]) if (timer) clearTimeout(timer);
      await doorbell.stop();
      await running;
      if (saveTimer === null) return;
      clearTimeout(saveTimer);
      await save().catch((error) => log.warn({ err: messageOf(error) }, "published directory not saved"));
    },
    health: () => ({ ready, services: published.size(), asOf: published.asOf(), fresh: fresh && doorbell.isListening() }),
    standing: () => ({ ready, database: fresh ? "up" : "down", asOf: fresh ? null : knownUntil, version: published.version() }),
  };
}
