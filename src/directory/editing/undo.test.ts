import fc from "fast-check";
import { expect, it } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { recordChanges } from "./merge-record.ts";
import { undoChanges } from "./undo.ts";

const base = buildRecord({ at: [buildServiceAtLocation(), buildServiceAtLocation()] });
const text = fc.string({ minLength: 1, maxLength: 20 });
const someRecord = fc.record({ name: text, fees: fc.option(text), email: fc.option(fc.constant("a@example.org")), address: text, places: fc.constantFrom(1, 2), needs: fc.uniqueArray(fc.constantFrom("food.hamper", "food.meals", "housing.rent"), { minLength: 1 }) }).map(({ name, fees, email, address, places, needs }) => ({
  ...base,
  email,
  needs,
  texts: { ...base.texts, fr: { ...base.texts.fr!, name, fees } },
  organization: { ...base.organization, texts: { ...base.organization.texts, fr: { ...base.organization.texts.fr!, name } } },
  at: base.at.slice(0, places).map((place) => ({ ...place, location: { ...place.location, address } })),
}));

it("a change taken back at once leaves the record as it was", () => {
  fc.assert(
    fc.property(someRecord, someRecord, (before, after) => {
      const locations = new Map(before.at.map(({ location }) => [location.id, location]));
      // Places that a change removed keep their own line of history: what the location became meanwhile is not theirs.
      const { record, left } = undoChanges(after, recordChanges(before, after).filter(({ entity, field }) => entity !== "location" || field !== null), locations);
      expect(left).toEqual([]);
      expect(recordChanges(before, record)).toEqual([]);
    }),
  );
});

it("what was changed since stays, and is told", () => {
  const after = { ...base, email: "new@example.org", website: "https://example.org/new" };
  const changes = recordChanges(base, after);
  const { record, left } = undoChanges({ ...after, email: "newer@example.org" }, changes);
  expect(record).toMatchObject({ email: "newer@example.org", website: base.website });
  expect(left.map(({ field }) => field)).toEqual(["email"]);
});
