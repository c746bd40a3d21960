import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { mergeRecord, recordChanges } from "./merge-record.ts";

const extra = buildServiceAtLocation();
const base = buildRecord({ at: [buildServiceAtLocation(), buildServiceAtLocation()] });

/** Small edits that touch different fields. */
const EDITS: Record<string, (record: ServiceRecord) => ServiceRecord> = {
  description: (record) => ({ ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, description: "Autre chose." } } }),
  fees: (record) => ({ ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, fees: "5 $" } } }),
  email: (record) => ({ ...record, email: "info@example.org" }),
  organizationName: (record) => ({ ...record, organization: { ...record.organization, texts: { ...record.organization.texts, fr: { ...record.organization.texts.fr!, name: "Nouveau nom" } } } }),
  address: (record) => ({ ...record, at: record.at.map((place, index) => (index === 0 ? { ...place, location: { ...place.location, address: "99, rue Neuve" } } : place)) }),
  phones: (record) => ({ ...record, at: record.at.map((place, index) => (index === 1 ? { ...place, phones: [] } : place)) }),
  places: (record) => ({ ...record, at: [...record.at, extra] }),
};

const edited = (names: readonly string[]) => names.reduce((record, name) => EDITS[name]!(record), base);
const someEdits = fc.uniqueArray(fc.constantFrom(...Object.keys(EDITS)));

describe("a draft brought up to date", () => {
  it("keeps everything that only one side changed, whatever the edits", () => {
    fc.assert(
      fc.property(someEdits, someEdits, (mine, theirs) => {
        const { record, conflicts } = mergeRecord(base, edited(mine), edited(theirs));
        expect(conflicts).toEqual([]);
        expect(recordChanges(record, edited([...new Set([...mine, ...theirs])].sort((a, b) => Object.keys(EDITS).indexOf(a) - Object.keys(EDITS).indexOf(b))))).toEqual([]);
      }),
    );
  });

  it("keeps the draft's words and tells where both changed the same field", () => {
    const mine = { ...base, email: "mine@example.org" };
    const { record, conflicts } = mergeRecord(base, mine, { ...base, email: "theirs@example.org", website: "https://example.org" });
    expect(record).toMatchObject({ email: "mine@example.org", website: "https://example.org" });
    expect(conflicts).toEqual([{ entity: "service", entityId: base.id, field: "email", base: base.email, mine: "mine@example.org", theirs: "theirs@example.org" }]);
  });

  it("drops a place that the other side removed, unless the draft changed it", () => {
    const without = { ...base, at: base.at.slice(1) };
    expect(mergeRecord(base, base, without).record.at.map(({ id }) => id)).toEqual([base.at[1]!.id]);
    const changed = { ...base, at: base.at.map((place, index) => (index === 0 ? { ...place, phones: [] } : place)) };
    const { record, conflicts } = mergeRecord(base, changed, without);
    expect(record.at).toHaveLength(2);
    expect(conflicts).toMatchObject([{ entity: "serviceAtLocation", field: null, theirs: null }]);
  });
});
